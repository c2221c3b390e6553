import { inflateRawSync } from "node:zlib";
import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { database } from "../../../src/shared/db";
import { setClock } from "../../../src/shared/time";
import { BANAN, FENGDU, foldLease, noon, promise, recognised, sale, YUZHONG } from "../../credits/ground";
import { whileLooking } from "../../support/duty";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";

let world: World;
let city: Person;

beforeAll(async () => {
  world = await openWorld("bulletin");
  city = await world.person("city");
  await promise("youyang", 2026, 40_000_000);
  const [september, october] = [noon("2026-09-10"), noon("2026-10-10")];
  const sales = [
    sale({ amountFen: 20_000_000, at: september }),
    sale({ amountFen: 30_000_000, at: october }),
    sale({ amountFen: 1_234_500, at: october, by: { county: FENGDU, affiliation: BANAN }, buyerKind: "institution" }),
    sale({ amountFen: 50_000, at: october, by: { affiliation: YUZHONG } }),
  ];
  await post(sales, october);
  await post(
    sales.map((each) => recognised(each)),
    october,
  );
  await foldOnce(await foldLease());
});
afterAll(() => world.close());
beforeEach(() => setClock(() => noon("2026-11-23")));

const page = async (path: string, language = "zh-CN") =>
  (await city.get(path).set("accept-language", language).expect(200)).text.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");

/** The letter's text, out of the archive. */
function letterOf(body: Buffer): string {
  const name = body.indexOf("word/document.xml");
  const from = name + "word/document.xml".length + body.readUInt16LE(name - 2);
  return inflateRawSync(body.subarray(from)).toString("utf8");
}
const bytes = (path: string) =>
  city
    .get(path)
    .set("accept-language", "zh-CN")
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on("data", (part: Buffer) => parts.push(part));
      res.on("end", () => done(null, Buffer.concat(parts)));
    });

test("every sentence is made of the figures", async () => {
  const text = await page("/bulletins/2026-10");
  expect(text).toContain("关于2026年10月“一区两群”消费帮扶销售情况的通报");
  expect(text).toContain("各结对消费帮扶成交31.23万元，认定31.23万元，认定额与上月相比增长56.2%");
  expect(text).toContain("1月至10月，累计成交51.23万元，累计认定51.23万元");
  expect(text).toContain("6组结对约定了2026年目标，合计48.30万元；已完成106.0%，时间进度83.2%，快22.8个百分点");
  expect(text).toContain("另有结对外认定500.00元、主城外认定0元");
  expect(text).toContain("本月账单尚未结账封存");
  expect(text).toMatch(/帮扶区县.*酉阳 1 江北 ¥300,000\.00 ¥500,000\.00 ¥400,000\.00 125%/);
  expect(text).toContain("今年还有9个月的账单没有全部结账，未结账的组数：1月17组、2月17组");
});

test("a month that is not over says so, and English is its own", async () => {
  expect(await page("/bulletins/2026-11")).toContain("本月尚未结束");
  expect(await page("/bulletins/2026-10", "en")).toContain("¥312,345.00 paid and ¥312,345.00 recognised");
});

test("the letter can be edited and says the same; the paper can be printed", async () => {
  const { body } = await bytes("/bulletins/2026-10.docx").expect(200);
  const letter = letterOf(body);
  for (const said of ["关于2026年10月", "一、总体情况", "31.23万元", "300,000.00", "仿宋_GB2312"])
    expect(letter).toContain(said);
  expect(letter).not.toMatch(/undefined|NaN|\[object/);
  expect((await bytes("/bulletins/2026-10.pdf").expect(200)).body.subarray(0, 5).toString()).toBe("%PDF-");
});

test("an official's paragraph is kept, stands in the papers and is written into the audit log", async () => {
  await city.submit("/bulletins/2026-10/note", { note: "酉阳的大米在三个食堂试用 <b>。" }).expect(303);
  expect(letterOf((await bytes("/bulletins/2026-10.docx")).body)).toContain("三个食堂试用 &lt;b&gt;。");
  const noted = await database().collection("audit_records").findOne({ what: "bulletin.noted" });
  expect(noted?.changes).toEqual([{ field: "text", before: "", after: "酉阳的大米在三个食堂试用 <b>。" }]);
  await city.submit("/bulletins/2026-10/note", { note: "x".repeat(2001) }).expect(422);
  for (const empty of ["", "  \n "]) {
    const refused = await city.submit("/bulletins/2026-10/note", { note: empty }).set("accept-language", "zh-CN");
    expect([refused.status, refused.text.includes("三个食堂试用")]).toEqual([422, true]);
    expect(refused.text).toContain("原来的一段没有动");
  }
  expect(letterOf((await bytes("/bulletins/2026-10.docx")).body)).toContain("食堂试用");
  await city.submit("/bulletins/2026-10/note/removal", {}).expect(303);
  expect(letterOf((await bytes("/bulletins/2026-10.docx")).body)).not.toContain("食堂试用");
});

test("whoever of the city only looks reads it and writes nothing", async () => {
  await city.submit("/bulletins/2026-10/note", { note: "写好的一段" }).expect(303);
  await whileLooking("city", async () => {
    const text = (await city.get("/bulletins/2026-10").expect(200)).text;
    expect(text).toContain("写好的一段");
    expect(text).not.toContain("/bulletins/2026-10/note");
    await city.submit("/bulletins/2026-10/note", { note: "别的话" }).expect(403);
    await city.submit("/bulletins/2026-10/note/removal", {}).expect(403);
  });
  expect(await page("/bulletins/2026-10")).toContain("写好的一段");
});

test("it is the city's own, and of months there are", async () => {
  for (const name of ["youyang", "jiangbei", "zhou"] as const)
    await (await world.person(name)).get("/bulletins/2026-10").expect(403);
  await city.get("/bulletins/draft").expect(303).expect("location", "/bulletins/2026-10");
  for (const path of ["2026-12", "2020-01", "2026-13", "x.docx", "2026-10.exe"])
    await city.get(`/bulletins/${path}`).expect(404);
});
