import { EntryModel } from "../../../src/credits/entry";
import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { setClock } from "../../../src/shared/time";
import { FENGDU, foldLease, noon, RONGCHANG, recognised, refunded, sale, YUZHONG } from "../../credits/ground";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";

let world: World;
let guest: Person;

beforeAll(async () => {
  world = await openWorld("open");
  guest = world.guest();
  const rice = sale({ amountFen: 10_001, at: noon("2026-10-20") });
  await post([rice, sale({ amountFen: 1300, by: { affiliation: YUZHONG } })], noon("2026-10-20"));
  await post([recognised(rice)], noon("2026-10-28"));
  await foldOnce(await foldLease());
  await post(refunded(rice, 3000, "paid", "recognised"), noon("2026-11-02"));
  await post([sale({ amountFen: 500_000, by: { county: FENGDU, affiliation: RONGCHANG } })], noon("2026-11-03"));
});
afterAll(() => world.close());
beforeEach(() => setClock(() => noon("2026-11-23")));

const get = (path: string) => guest.get(path).set("accept-language", "zh-CN");
interface Item {
  measure: string;
  amountYuan: string;
  entries: number;
  basis: string;
}

test("the file adds up to the ledger of this very moment, the tail included", async () => {
  const { body, headers } = await get("/open-data/contributions.json").expect(200);
  const items = body.items as Item[];
  const sum = (measure: string) =>
    items
      .filter((item) => item.measure === measure)
      .reduce((all, item) => all + Math.round(Number(item.amountYuan) * 100), 0);
  expect([sum("paid"), sum("recognised")]).toEqual([10_001 + 1300 - 3000 + 500_000, 10_001 - 3000]);
  expect(items.reduce((all, item) => all + item.entries, 0)).toBe(await EntryModel.countDocuments());
  expect(body.asOf).toBe(noon("2026-11-23").toISOString());
  expect(headers["access-control-allow-origin"]).toBe("*");
  expect(headers["cache-control"]).toBe("no-store");
});

test("the CSV says the same, and neither names a person, an order or a shop", async () => {
  const json = (await get("/open-data/contributions.json")).body.items as Record<string, unknown>[];
  const { text } = await get("/open-data/contributions.csv").expect(200);
  const [head = "", ...lines] = text.trim().split("\r\n");
  expect(head.replace("\uFEFF", "").split(",")).toEqual(Object.keys(json[0] ?? {}));
  expect(lines).toHaveLength(json.length);
  expect(Object.keys(json[0] ?? {}).join()).not.toMatch(/name|phone|order,|seller|product|institution/i);
});

test("partnerships are told with their helpers and since when", async () => {
  const { body } = await get("/open-data/partnerships.json").expect(200);
  expect(body.items).toContainEqual(
    expect.objectContaining({ partnership: "youyang", helper: "江北区", status: "confirmed" }),
  );
  expect((await get("/open-data/partnerships.csv").expect(200)).text.startsWith("\uFEFFpartnership,countyCode,")).toBe(
    true,
  );
});

test.each([
  "/open-data/entries.csv",
  "/open-data/contributions.xml",
  "/open-data/toString.csv",
  "/embed/partnerships/nowhere",
  "/embed/helpers/500242",
])("%s is not there", (path) => get(path).expect(404));

test("the page explains every field in both languages", async () => {
  for (const language of ["zh-CN", "en"])
    expect((await guest.get("/open-data").set("accept-language", language).expect(200)).text).toContain(
      "takenBackYuan",
    );
  await get("/open-data?figure=helpers/500105").expect(200);
  await get("/open-data?figure=//evil.example").expect(400);
});

describe("a figure in a frame", () => {
  test.each(["/embed/partnerships/youyang?lang=zh", "/embed/helpers/500105"])(
    "%s may be framed anywhere, can do nothing there and leaves no cookie",
    async (path) => {
      const { text, headers } = await get(path).expect(200);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["content-security-policy"]).toContain("frame-ancestors *");
      expect(headers["x-frame-options"]).toBeUndefined();
      expect(headers["set-cookie"]).toBeUndefined();
      expect(text).not.toMatch(/<script|<form|javascript:/);
      expect(text).toContain("¥70.01");
      expect(text).toMatch(/target="_blank" rel="noopener"/);
    },
  );

  test("speaks the address's language and remembers none", async () => {
    const { text, headers } = await get("/embed/partnerships/youyang?lang=en").expect(200);
    expect(text).toContain("Recognised in 2026");
    expect(headers["set-cookie"]).toBeUndefined();
  });

  test("every other page stays out of frames, and no other answer is for other people's pages", async () => {
    const { headers } = await get("/contributions").expect(200);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect((await get("/open-data")).headers["access-control-allow-origin"]).toBeUndefined();
  });
});

test("the public page says in plain words how it is counted", async () => {
  const { text } = await get("/contributions").expect(200);
  expect(text).toContain("这些数是怎么来的");
  expect(text).toContain('href="/open-data"');
});

test("what was sold this very moment stands in the line of its kind, and in no line of its own", async () => {
  await post([sale({ amountFen: 700 }), sale({ amountFen: 800 })], noon("2026-11-04"));
  const items = (await get("/open-data/contributions.json")).body.items as (Item & Record<string, unknown>)[];
  const facets = ["month", "partnership", "helperCode", "basis", "measure", "category", "buyerKind"];
  const places = items.map((item) => facets.map((facet) => item[facet]).join("|"));
  expect(new Set(places).size).toBe(places.length);
  expect(places).toEqual([...places].sort());
});
