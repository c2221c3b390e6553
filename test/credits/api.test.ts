import type { Response } from "supertest";
import { foldOnce } from "../../src/credits/fold";
import { setClock } from "../../src/shared/time";
import type { Person } from "../support/person";
import { type Name, openWorld, type World } from "../support/world";
import {
  BANAN,
  FENGDU,
  foldLease,
  JIANGBEI,
  noon,
  postAt,
  promise,
  RONGCHANG,
  recognised,
  refunded,
  sale,
  YUZHONG,
} from "./ground";

let world: World;
const people = new Map<Name, Person>();
const as = async (name: Name): Promise<Person> => {
  const person = people.get(name) ?? (await world.person(name));
  people.set(name, person);
  return person;
};
const api = async (path: string, status = 200) => (await world.guest().get(`/api/v1${path}`).expect(status)).body;
const listed = async (name: Name, query: string) =>
  (await (await as(name)).get(`/api/v1/entries?${query}`).expect(200)).body.items as Record<string, never>[];

beforeAll(async () => {
  world = await openWorld("credits_api");
  await promise("fengdu", 2026, 200_000_000);
  const rice = sale({ amountFen: 10_000, at: noon("2026-10-20") });
  await postAt([rice], noon("2026-10-20"));
  await postAt([recognised(rice)], noon("2026-10-28"));
  await postAt(refunded(rice, 3000, "paid", "recognised"), noon("2026-11-02"));
  const sales = [
    sale({ amountFen: 2000, by: { affiliation: YUZHONG }, category: "tourism" }),
    sale({ amountFen: 700, by: { affiliation: null } }),
    sale({ amountFen: 500_000, by: { county: FENGDU, affiliation: RONGCHANG }, buyerKind: "institution" }),
    sale({ amountFen: 300_000, by: { county: FENGDU, affiliation: BANAN }, category: "cultural" }),
  ];
  await postAt(sales, noon("2026-11-10"));
  await foldOnce(await foldLease());
  // And a tail that is not folded yet: every answer below must already know it.
  await postAt(
    sales.map((each) => recognised(each)),
    noon("2026-11-11"),
  );
});
afterAll(() => world.close());
beforeEach(() => setClock(() => noon("2026-11-23")));

const add = (parts: { paidFen: number; recognisedFen: number }[]) => ({
  paidFen: parts.reduce((sum, part) => sum + part.paidFen, 0),
  recognisedFen: parts.reduce((sum, part) => sum + part.recognisedFen, 0),
});

describe("a partnership's totals", () => {
  test("have the shape of the contract, and every division adds up to the whole", async () => {
    const totals = await api("/partnerships/fengdu/totals?from=2026-01&to=2026-12");
    expect(totals).toMatchObject({
      partnershipId: "fengdu",
      from: "2026-01",
      to: "2026-12",
      asOf: "2026-11-23T04:00:00.000Z",
      paidFen: 800_000,
      recognisedFen: 800_000,
      orders: 2,
      entries: 4,
      byBasis: { purchase: { paidFen: 800_000, recognisedFen: 800_000 }, help_sell: { paidFen: 0, recognisedFen: 0 } },
      byHelper: [
        { code: BANAN, paidFen: 300_000, recognisedFen: 300_000 },
        { code: RONGCHANG, paidFen: 500_000, recognisedFen: 500_000 },
      ],
      target: { year: 2026, targetFen: 200_000_000, progress: 0.004 },
    });
    const whole = { paidFen: 800_000, recognisedFen: 800_000 };
    expect(add(Object.values(totals.byBasis))).toEqual(whole);
    expect(add(Object.values(totals.byCategory))).toEqual(whole);
    expect(add(totals.byHelper)).toEqual(whole);
    expect(add(totals.byMonth)).toEqual(whole);
    expect(totals.byMonth).toHaveLength(12);
  });

  test("book a refund on the day it succeeds and leave the month of the sale alone", async () => {
    const totals = await api("/partnerships/youyang/totals?from=2026-10&to=2026-11");
    expect(totals).toMatchObject({
      paidFen: 7000,
      recognisedFen: 7000,
      paidBackFen: -3000,
      recognisedBackFen: -3000,
      orders: 1,
      entries: 4,
    });
    expect(totals.byMonth).toEqual([
      { month: "2026-10", paidFen: 10_000, recognisedFen: 10_000 },
      { month: "2026-11", paidFen: -3000, recognisedFen: -3000 },
    ]);
  });

  test("leave out what was bought outside the partnership", async () => {
    expect(await api("/partnerships/youyang/totals?from=2026-11&to=2026-11")).toMatchObject({
      paidFen: -3000,
      orders: 0,
    });
  });

  test("run from January to the current month unless asked otherwise", async () => {
    expect(await api("/partnerships/youyang/totals")).toMatchObject({ from: "2026-01", to: "2026-11" });
    expect(await api("/partnerships/youyang/totals?to=2025-03")).toMatchObject({
      from: "2025-01",
      to: "2025-03",
      paidFen: 0,
    });
  });

  test("measure the target by the whole year, whatever part of it was asked for", async () => {
    expect(await api("/partnerships/fengdu/totals?from=2026-12&to=2026-12")).toMatchObject({
      paidFen: 0,
      target: { progress: 0.004 },
    });
    expect((await api("/partnerships/chengkou/totals")).target).toBeNull();
  });

  test("are never kept by a cache", async () => {
    await world.guest().get("/api/v1/totals").expect("cache-control", "no-store");
  });

  test.each([
    ["/partnerships/nowhere/totals", 404],
    ["/partnerships/youyang/totals?from=2026-13", 400],
    ["/partnerships/youyang/totals?from=2026-05&to=2026-04", 400],
    ["/partnerships/youyang/totals?from=2026-05&from=2026-06", 400],
    ["/partnerships/youyang/totals?month=2026-05", 400],
    ["/totals?to[$gt]=", 400],
  ])("%s is refused with %i", async (path, status) => {
    expect(await api(path, status)).toMatchObject({ status });
  });
});

test("the city's three parts add up to the whole, its partnerships to the paired part", async () => {
  const totals = await api("/totals?from=2026-01&to=2026-12");
  expect(totals).toMatchObject({
    paidFen: 809_700,
    recognisedFen: 809_700,
    paired: { paidFen: 807_000, recognisedFen: 807_000 },
    nonPaired: { paidFen: 2000, recognisedFen: 2000 },
    outOfScope: { paidFen: 700, recognisedFen: 700 },
  });
  expect(add([totals.paired, totals.nonPaired, totals.outOfScope])).toEqual({
    paidFen: 809_700,
    recognisedFen: 809_700,
  });
  expect(add(totals.byPartnership)).toEqual(totals.paired);
  expect(add(totals.byMonth)).toEqual({ paidFen: 809_700, recognisedFen: 809_700 });
  expect(totals.byPartnership).toHaveLength(17);
  expect(totals.byPartnership).toContainEqual({
    partnershipId: "fengdu",
    paidFen: 800_000,
    recognisedFen: 800_000,
    targetFen: 200_000_000,
    progress: 0.004,
  });
  expect(totals.byPartnership).toContainEqual({
    partnershipId: "chengkou",
    paidFen: 0,
    recognisedFen: 0,
    targetFen: null,
    progress: null,
  });
});

describe("entries", () => {
  test("are for officials: guests are asked to sign in, buyers and sellers refused", async () => {
    for (const path of ["/entries", "/entries.csv", "/entries/ent_x"]) {
      await world.guest().get(`/api/v1${path}`).expect(401);
      for (const name of ["zhou", "feiling"] as const) await (await as(name)).get(`/api/v1${path}`).expect(403);
    }
  });

  test("have the shape of the contract", async () => {
    const [first] = await listed("city", "partnership=youyang&month=2026-10&measure=paid");
    expect(first).toMatchObject({
      id: expect.stringMatching(/^ent_/),
      key: expect.stringMatching(/^paid:/),
      measure: "paid",
      basis: "purchase",
      partnershipId: "youyang",
      helper: JIANGBEI,
      county: "500242",
      category: "agricultural",
      amountFen: 10_000,
      occurredAt: "2026-10-20T04:00:00.000Z",
      period: "2026-10",
      source: { kind: "order", id: expect.any(String) },
      order: expect.stringMatching(/^LQ/),
      seq: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("an unfolded one is there already, without its place in the chain", async () => {
    const [newest] = await listed("city", "county=500230&measure=recognised");
    expect(newest).toMatchObject({ partnershipId: "fengdu", seq: null, hash: null });
  });

  test.each([
    ["", 12],
    ["partnership=youyang", 4],
    ["county=500242", 8],
    ["county=500242&basis=out_of_scope", 2],
    ["county=500242&basis=paired", 4],
    ["partnership=youyang&basis=non_paired", 0],
    [`helper=${BANAN}`, 2],
    ["month=2026-10", 2],
    ["from=2026-10&to=2026-11", 12],
    ["measure=paid", 6],
    ["category=tourism", 2],
    ["source=refund", 2],
    ["taken=back&measure=paid", 1],
    ["partnership=nowhere", 0],
    ["county=500105", 0],
    ["county=500242&partnership=fengdu", 0],
  ])("?%s: %i", async (query, count) => {
    expect(await listed("city", query)).toHaveLength(count);
  });

  test("of one order, and of one source", async () => {
    const [entry] = (await listed("city", "month=2026-10&measure=paid")) as unknown as {
      order: string;
      source: { id: string };
    }[];
    expect(await listed("city", `order=${entry!.order}`)).toHaveLength(4);
    expect(await listed("city", `source=${entry!.source.id}`)).toHaveLength(2);
  });

  test("come page by page, each once, newest first", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer: Response = await (await as("city"))
        .get(`/api/v1/entries?limit=5${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      seen.push(...answer.body.items.map((each: { id: string }) => each.id));
      cursor = answer.body.nextCursor;
    }
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=x",
    "measure=both",
    "basis=[$ne]",
    "month=2026",
    "colour=red",
    "month=2026-10&month=2026-11",
  ])("?%s is refused", async (query) => void (await (await as("city")).get(`/api/v1/entries?${query}`).expect(400)));

  test("a county's official sees that county's book, a helper's the counties it helps", async () => {
    const books = async (name: Name) =>
      new Set((await listed(name, "limit=100")).map((each) => (each as unknown as { book: string }).book));
    expect(await books("youyang")).toEqual(new Set(["youyang"]));
    expect(await books("jiangbei")).toEqual(new Set(["youyang"]));
    expect(await books("city")).toEqual(new Set(["youyang", "fengdu"]));
    expect(await books("admin")).toEqual(new Set(["youyang", "fengdu"]));
    expect(await listed("youyang", "partnership=fengdu")).toEqual([]);
    expect(await listed("jiangbei", "county=500230")).toEqual([]);
  });

  test("somebody else's entry is not there", async () => {
    const [fengdu] = (await listed("city", "partnership=fengdu")) as unknown as { id: string }[];
    const path = `/api/v1/entries/${fengdu!.id}`;
    expect((await (await as("city")).get(path).expect(200)).body).toEqual(fengdu);
    await (await as("youyang")).get(path).expect(404);
    await (await as("jiangbei")).get(path).expect(404);
    await (await as("city")).get("/api/v1/entries/ent_nothing").expect(404);
  });
});

describe("the file", () => {
  const file = async (name: Name, query: string) =>
    (await (await as(name)).get(`/api/v1/entries.csv?${query}`).expect(200)).text;

  test("says that it is UTF-8, and has a line per entry", async () => {
    const answer = await (await as("city")).get("/api/v1/entries.csv?partnership=youyang").expect(200);
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(answer.headers["content-disposition"]).toBe("attachment; filename=entries-2026-11-23.csv");
    expect(answer.text.startsWith("\uFEFF分录号,事由,账簿")).toBe(true);
    const lines = answer.text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(5);
    expect(lines.every((line) => line.split(",").length === 26)).toBe(true);
    expect(answer.text).toContain(",-30.00,-3000,退款,");
  });

  test("goes as far as the official's part of the ledger", async () => {
    expect(await file("youyang", "")).not.toContain("fengdu");
    expect((await file("youyang", "partnership=fengdu")).trimEnd().split("\r\n")).toHaveLength(1);
  });

  test("speaks the reader's language", async () => {
    const answer = await (await as("city")).get("/api/v1/entries.csv").set("accept-language", "en").expect(200);
    expect(answer.text).toContain("Entry,Deed,Book");
    expect(answer.text).toContain("Purchase");
  });
});
