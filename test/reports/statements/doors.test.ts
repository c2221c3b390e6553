import { startFolding } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { close } from "../../../src/credits/statements/close";
import { movedBetween } from "../../../src/credits/statements/reading/moved";
import { readMark } from "../../../src/credits/statements/reading/sealed-by";
import { currentStatement, type Statement, StatementModel } from "../../../src/credits/statements/statement";
import { statementsRound } from "../../../src/reports/statements/round";
import type { PartnershipId } from "../../../src/shared/ids";
import { readTable } from "../../../src/shared/tables/read-table";
import { DAY, later, type Month, setClock } from "../../../src/shared/time";
import { BANAN, FENGDU, noon, RONGCHANG, recognised, sale } from "../../credits/ground";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { bytes, hashIn, official, PASSWORD, page } from "./month";

let world: World;
let folding: { stop(): Promise<void> };
let people: Record<string, Person>;
const MONTH = "/partnerships/fengdu/statements/2026-10";
const NAMES = ["county-fengdu", "helper-banan", "helper-rongchang", "city", "city-second", "county-youyang"];
const of = (name: string): Person => people[name] as Person;
const proof = { password: PASSWORD };

beforeAll(async () => {
  world = await openWorld("statement_doors");
  folding = startFolding();
  setClock(() => noon("2026-11-05"));
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await official(world, name)] as const)),
  );
  const beef = sale({ by: { county: FENGDU, affiliation: RONGCHANG }, amountFen: 500_000, buyerKind: "institution" });
  const pomelo = sale({ by: { county: FENGDU, affiliation: BANAN }, amountFen: 300_000, category: "cultural" });
  const deeds = [beef, recognised(beef), pomelo].map((deed) => ({ ...deed, occurredAt: noon("2026-10-10") }));
  await post(deeds, noon("2026-10-10"));
}, 240_000);
afterAll(async () => {
  await folding.stop();
  await world.close();
});

/** Every figure of a month that leads to its entries, and what it says. */
const figuresOf = (html: string): [string, string][] =>
  [...html.matchAll(/<a href="([^"]*\/entries\?[^"]*)">\s*([−¥\d,.]+)(?:<small>([\d.]+)<\/small>)?\s*<\/a>/g)].map(
    (found) => [
      (found[1] as string).replaceAll("&amp;", "&").replaceAll("&#x3D;", "="),
      `${found[2]}${found[3] ?? ""}`,
    ],
  );
const sumUnder = (html: string): string =>
  /<tfoot>[\s\S]*合计[\s\S]*?<td class="num line-sum">([^<]+)<\/td>/.exec(html)?.[1] ?? "¥0.00";

describe("before a month is proposed", () => {
  test("its officials see it as it stands, others do not, and the future is not there", async () => {
    expect(await page(of("county-fengdu"), MONTH)).toContain("待提出");
    await of("county-youyang").get(MONTH).expect(404);
    for (const path of ["2026-12", "2026-13", "october", "2026-10-10"])
      await of("city").get(`/partnerships/fengdu/statements/${path}`).expect(404);
    await world.guest().get("/partnerships/nowhere/statements").expect(404);
  });

  test("a month that is not over cannot be proposed, and no stranger proposes one", async () => {
    await of("city").call("post", "/partnerships/fengdu/statements/2026-11/proposal").expect(409);
    await of("county-youyang").call("post", `${MONTH}/proposal`).expect(404);
    await (await world.person("zhou")).call("post", `${MONTH}/proposal`).expect(403);
    await world.guest().submit(`${MONTH}/proposal`, {}).expect(401);
    const answer = await of("city").call("post", `${MONTH}/proposal`).expect(200);
    expect(answer.body).toMatchObject({ state: "proposed", number: "LQ-FENGDU-202610-1", signers: { length: 3 } });
  });

  test("every figure of it leads to the entries it is the sum of, in both languages", async () => {
    const county = of("county-fengdu");
    const figures = new Map(figuresOf(await page(county, MONTH)));
    expect(figures.size).toBeGreaterThan(10);
    for (const [href, yuan] of figures) expect([href, sumUnder(await page(county, href))]).toEqual([href, yuan]);
    expect(await page(county, MONTH, "en")).toContain("I sign: ¥5,000.00 recognised, ¥8,000.00 paid");
  });
});

describe("through the programs' doors", () => {
  const api = `/api/v1${MONTH}`;
  test("strangers find nothing, on any of them", async () => {
    await world.guest().get(api).expect(404);
    await of("county-youyang").get(api).expect(404);
    const figuresHash = "a".repeat(64);
    await of("county-youyang")
      .call("post", `${MONTH}/signatures`, { figuresHash, ...proof })
      .expect(404);
    await of("county-fengdu").call("post", `${MONTH}/closing`, proof).expect(403);
    await of("city")
      .call("post", `${MONTH}/signatures`, { figuresHash, ...proof })
      .expect(403);
    expect(
      (await world.guest().get("/api/v1/partnerships/fengdu/statements?year=2026").expect(200)).body.items,
    ).toEqual([]);
  });

  test("three sides sign, a wrong password and an unknown field are refused by name, the city closes", async () => {
    const { figuresHash } = (await of("county-fengdu").get(api).expect(200)).body;
    const wrong = await of("county-fengdu").call("post", `${MONTH}/signatures`, {
      figuresHash,
      password: "something-else",
    });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, "wrong_password"]);
    await of("county-fengdu")
      .call("post", `${MONTH}/signatures`, { figuresHash, ...proof, state: "closed" })
      .expect(422);
    for (const side of ["county-fengdu", "helper-banan"])
      await of(side)
        .call("post", `${MONTH}/signatures`, { figuresHash, ...proof })
        .expect(200);
    await of("city").call("post", `${MONTH}/closing`, proof).expect(409);
    await of("helper-rongchang")
      .call("post", `${MONTH}/signatures`, { figuresHash, ...proof })
      .expect(200);
    const closed = await of("city").call("post", `${MONTH}/closing`, proof).expect(200);
    expect(closed.body).toMatchObject({ state: "closed", papers: { length: 3 } });
    const { items } = (await world.guest().get("/api/v1/partnerships/fengdu/statements?year=2026").expect(200)).body;
    expect(items).toMatchObject([{ month: "2026-10", paidFen: 800_000, state: "closed" }]);
  });

  test("the spreadsheet is typed, and nothing in it is a formula", async () => {
    const { header, rows } = await readTable({ body: await bytes(world.guest(), `${MONTH}/v1.xlsx`) });
    expect(header[1]).toBe("金额（元）");
    expect(rows.map((row) => row.cells.slice(0, 2))).toContainEqual(["成交", "8000"]);
  });
});

describe("opening again", () => {
  test("needs a reason and two people of the city; the public keeps the sealed version", async () => {
    await of("city")
      .submit(`${MONTH}/reopening`, { ...proof, reason: "" })
      .expect(422);
    await of("county-fengdu")
      .submit(`${MONTH}/reopening`, { ...proof, reason: "两张发票漏记" })
      .expect(403);
    await of("city")
      .submit(`${MONTH}/reopening`, { ...proof, reason: "两张发票漏记" })
      .expect(303);
    expect(await page(of("city-second"), "/desk")).toContain("有人申请重开");
    expect(await page(of("city"), MONTH)).toContain("提出的人不能自己同意");
    expect(await page(world.guest(), MONTH)).not.toContain("两张发票漏记");
    await of("city").submit(`${MONTH}/reopening/agreement`, proof).expect(409);
    await of("city-second").submit(`${MONTH}/reopening/end`, {}).expect(303);
    expect((await of("city").get(`/api/v1${MONTH}`)).body).toMatchObject({ state: "closed", reopening: null });
    await of("city")
      .call("post", `${MONTH}/reopening`, { ...proof, reason: "两张发票漏记" })
      .expect(200);
    const opened = await of("city-second").call("post", `${MONTH}/reopening/agreement`, proof).expect(200);
    expect(opened.body).toMatchObject({ state: "proposed", version: 2 });
    const late = sale({ by: { county: FENGDU, affiliation: BANAN }, amountFen: 1200, at: noon("2026-10-12") });
    await post([late], noon("2026-11-05"));
    expect(await page(of("county-fengdu"), MONTH)).toContain("与第 1 版相比");
    const seen = await page(world.guest(), MONTH);
    expect(seen).toContain("LQ-FENGDU-202610-1");
    expect(seen).not.toContain("8,012.00");
    await world.guest().get(`${MONTH}?version=2`).expect(404);
    expect(await page(world.guest(), "/verify?q=LQ-FENGDU-202610-1")).toContain("本月后来有第 2 版");
  });

  test("a closing that was cut off is finished by the round, in the name of who began it", async () => {
    const which = { partnership: "fengdu" as PartnershipId, month: "2026-10" as Month };
    for (const side of ["county-fengdu", "helper-banan", "helper-rongchang"])
      await of(side)
        .submit(`${MONTH}/signatures`, { figuresHash: hashIn(await page(of(side), MONTH)), ...proof })
        .expect(303);
    const by = { id: "user_city" as never, name: "秦处长" };
    const print = () => Promise.reject(new Error("the power went"));
    await expect(close(which, { by, print }, noon("2026-11-05"))).rejects.toThrow("the power went");
    await statementsRound(noon("2026-11-05"), { rest: 0 });
    expect(await currentStatement(which.partnership, which.month)).toMatchObject({ state: "closing" });
    await statementsRound(later(noon("2026-11-05"), 180_000), { rest: 0 });
    const { state, sealed } = (await currentStatement(which.partnership, which.month)) as Statement;
    expect([state, sealed?.name, sealed?.papers.length]).toEqual(["closed", "秦处长", 2]);
  });
});

describe("reports", () => {
  const report = "/partnerships/fengdu/reports/2026";
  test("add sealed months up and show the open ones apart, on page, paper and spreadsheet", async () => {
    const november = sale({ by: { county: FENGDU, affiliation: BANAN }, amountFen: 7700, at: noon("2026-11-02") });
    await post([november], noon("2026-11-02"));
    const html = await page(world.guest(), report);
    expect(html).toContain("1 个月已封存，10 个月未封存");
    expect(html).toContain("¥8,012.00");
    expect(html).toContain("¥77.00");
    expect(html).toContain("2027 年 1 月 10 日");
    expect(await page(world.guest(), `${report}-Q4`, "en")).toContain("1 months sealed, 1 not");
    expect((await bytes(world.guest(), `${report}.pdf`)).subarray(0, 4).toString()).toBe("%PDF");
    const { rows } = await readTable({ body: await bytes(world.guest(), `${report}.xlsx`) });
    expect(rows.find((row) => row.cells[0] === "2026 年 10 月")?.cells[2]).toBe("8012");
    for (const path of ["/contributions/reports/2026", "/contributions/reports/2026-Q4.pdf"])
      await world.guest().get(path).expect(200);
  });

  test("what has not begun, and what is no period, is not there", async () => {
    for (const path of ["2027", "2026-Q5", "2026-q1", "2026.csv", "x"])
      await world.guest().get(`/partnerships/fengdu/reports/${path}`).expect(404);
  });
});

test("what moved is named part by part", () => {
  const amounts = (paidFen: number, recognisedFen = 0) => ({ paidFen, recognisedFen }) as never;
  const figures = (paid: number) =>
    ({
      ...(amounts(paid) as object),
      byHelper: [{ helper: BANAN, basis: "purchase", ...(amounts(paid) as object) }],
      byCategory: [],
      byBuyerKind: [],
      others: [],
      late: paid > 5 ? [{ month: "2026-09", entries: 1, ...(amounts(1) as object) }] : [],
    }) as never;
  expect(movedBetween(figures(5), figures(5))).toEqual([]);
  expect(movedBetween(figures(5), figures(9)).map((each) => each.part.of)).toEqual(["whole", "helper", "late"]);
});

test("a mark is read as people copy it", () => {
  expect(readMark(" lq–youyang–202610–1 ")).toEqual({ number: "LQ-YOUYANG-202610-1" });
  expect(readMark("ＡB".repeat(32))).toEqual({ sha256: "ab".repeat(32) });
  expect(readMark("abc")).toBeNull();
});

test("the round asks nothing of a month before the 3rd, and then proposes every one", async () => {
  setClock(() => noon("2026-12-02"));
  await statementsRound(noon("2026-12-02"), { rest: 0 });
  expect(await StatementModel.countDocuments({ month: "2026-11" as Month })).toBe(0);
  await statementsRound(later(noon("2026-12-02"), DAY), { rest: 0 });
  expect(await StatementModel.countDocuments({ month: "2026-11" as Month })).toBeGreaterThan(15);
});
