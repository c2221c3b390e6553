import type { Test } from "supertest";
import { readTable } from "../../src/shared/tables/read-table";
import { writeXlsx } from "../../src/shared/tables/write-xlsx";
import type { Person } from "../support/person";
import { openWorld, RICE, type World } from "../support/world";
import { bought, inChinese, stockFeiling, TICKET } from "./shop";

let world: World;
let zhou: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("many");
  await stockFeiling();
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

const orders = async (count: number): Promise<string[]> => {
  const numbers = [];
  for (let index = 0; index < count; index++) numbers.push(await bought(world, zhou, { [RICE]: 1 }));
  return numbers;
};
const preview = (rows: string) => inChinese(feiling.submit("/sales/parcels/preview", { rows }));
const confirm = (rows: string) => feiling.submit("/sales/parcels", { rows });
const parcelsOf = async (number: string): Promise<object[]> => (await zhou.order(number)).parcels;
const binary = (test: Test): Test =>
  test.buffer(true).parse((res, done) => {
    const parts: Buffer[] = [];
    res.on("data", (part: Buffer) => parts.push(part));
    res.on("end", () => done(null, Buffer.concat(parts)));
  });

test("pasted lines: looked over, then all at once; the same list again is nothing", async () => {
  const [a = "", b = ""] = await orders(2);
  const rows = `${a} 顺丰 SF1001\n${b.toLowerCase()}\tzto\tZT1002`;
  const looked = await preview(rows).expect(200);
  expect(looked.text).toContain("记下这 2 个包裹");
  expect(await parcelsOf(a)).toEqual([]);
  await confirm(rows).expect("location", "/sales/parcels?sent=2");
  expect(await parcelsOf(b)).toMatchObject([{ carrier: "zto", trackingNumber: "ZT1002" }]);
  expect((await preview(rows)).text).toContain("都记过了");
  await confirm(rows).expect("location", "/sales/parcels?sent=0");
  expect(await parcelsOf(a)).toHaveLength(1);
});

test("one line that is wrong, and nothing is sent; each problem names its line", async () => {
  const [a = "", b = ""] = await orders(2);
  const ticket = await bought(world, zhou, { [TICKET]: 1 });
  const rows = [
    `${a} 顺丰 SF2001`,
    "LQ261123-00000000 顺丰 SF2002",
    `${b} 某某 SF2003`,
    `${b} sf 12`,
    `${ticket} sf SF2005`,
  ];
  const looked = await preview(rows.join("\n")).expect(422);
  for (const words of [
    "有 4 行不对",
    "第 2 行",
    "没有这一单",
    "第 3 行",
    "请填承运商",
    "第 4 行",
    "请核对运单号",
    "第 5 行",
  ])
    expect(looked.text).toContain(words);
  const refused = await confirm(rows.join("\n")).expect(422);
  expect(refused.text).toContain("LQ261123-00000000");
  expect(await parcelsOf(a)).toEqual([]);
});

test("an order twice in a list is one order in two boxes; one sent whole before is not sent again by mistake", async () => {
  const [a = ""] = await orders(1);
  await confirm(`${a} sf SF3001\n${a} sf SF3002`).expect("location", "/sales/parcels?sent=2");
  expect(await parcelsOf(a)).toHaveLength(2);
  expect((await preview(`${a} sf SF3003`).expect(422)).text).toContain("这一单已经全部发出");
});

test("the exported sheet, filled in, is read back as it is; lines left empty wait", async () => {
  const [a = "", b = ""] = await orders(2);
  const file = await binary(inChinese(feiling.get("/sales/to-pack.xlsx"))).expect(200);
  expect(file.headers["cache-control"]).toBe("no-store");
  const { header, rows } = await readTable({ body: file.body as Buffer });
  expect(rows.map(({ cells }) => cells[0])).toEqual([a, b]);
  const filled = rows.map(({ cells }, index) =>
    header.map(
      (title, at) => (index === 0 ? ({ 快递: "圆通", 运单号: "YT4001" }[title] ?? cells[at]) : cells[at]) ?? "",
    ),
  );
  const columns = header.map((title, at) => ({ title, of: (row: string[]) => row[at] }));
  const sheet = await writeXlsx(columns, filled);
  const page = await feiling.get("/sales/parcels");
  const looked = await inChinese(
    feiling.agent
      .post("/sales/parcels/preview")
      .field("_csrf", /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "")
      .attach("file", sheet, "填好.xlsx"),
  ).expect(200);
  expect(looked.text).toContain("1 行没有填快递和单号，跳过");
  const ready = /<textarea name="rows" hidden>([^<]+)</.exec(looked.text)?.[1] ?? "";
  await confirm(ready).expect("location", "/sales/parcels?sent=1");
  expect(await parcelsOf(a)).toMatchObject([{ carrier: "yto", trackingNumber: "YT4001" }]);
  expect(await parcelsOf(b)).toEqual([]);
});

test.each([
  ["nothing", "", "这一项要填"],
  ["301 lines", "LQ1 sf SF0001\n".repeat(301), "最多 300 个"],
])("%s is refused beside the field", async (_, rows, words) => {
  expect((await preview(rows).expect(422)).text).toContain(words);
});

test("another shop's orders are unknown in a list, and programs say the same through their door", async () => {
  const [a = ""] = await orders(1);
  const caotang = await world.person("caotang");
  const items = [{ number: a, carrier: "sf", trackingNumber: "SF5001" }];
  await caotang
    .call("post", "/sales/parcels", { items })
    .expect(422)
    .expect(({ body }) => expect(body.errors[0]).toMatchObject({ field: "rows.0", code: "unknown_order" }));
  await feiling.call("post", "/sales/parcels", { items }).expect(200).expect({ sent: 1 });
  await feiling.call("post", "/sales/parcels", { items }).expect(200).expect({ sent: 0 });
});

test("a list sent twice at the same moment: each parcel once, and whoever is told to come again finds it done", async () => {
  const numbers = await orders(12);
  const rows = numbers.map((number, index) => `${number} sf SF60${10 + index}`).join("\n");
  const both = await Promise.all([confirm(rows), confirm(rows)]);
  for (const { status } of both) expect([303, 503]).toContain(status);
  await confirm(rows).expect("location", "/sales/parcels?sent=0");
  for (const number of numbers) expect(await parcelsOf(number)).toHaveLength(1);
});
