import english from "../../../locales/en/common.json";
import chinese from "../../../locales/zh-CN/common.json";
import { ProductModel } from "../../../src/catalogue/product";
import { DraftModel } from "../../../src/catalogue/shelf/draft";
import { ImportModel, pack } from "../../../src/catalogue/stocks/imports/import-record";
import { KIND_NAMES } from "../../../src/catalogue/stocks/imports/reading/kind-names";
import { journalDifferences } from "../../../src/catalogue/stocks/journal/check-journal";
import { MovementModel } from "../../../src/catalogue/stocks/journal/movement";
import { onHandOf, type Stock, StockModel } from "../../../src/catalogue/stocks/stock";
import { tendStocks } from "../../../src/catalogue/stocks/stock-round";
import type { Sku } from "../../../src/shared/ids";
import type { Column } from "../../../src/shared/tables/column";
import { readTable } from "../../../src/shared/tables/read-table";
import { writeXlsx } from "../../../src/shared/tables/write-xlsx";
import { HOUR, later, now, setClock } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";

const ORANGES = "FJ-QICHENG-5J";
const SMALL = "YY-RICE-5KG";
let world: World;
let feiling: Person;
let files = 0;

beforeAll(async () => {
  world = await openWorld("stockimport");
  feiling = await world.person("feiling");
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const onHand = async (sku: string): Promise<number> => onHandOf((await StockModel.findById(sku).lean()) as Stock);
const priceOf = async (sku: string) =>
  (await ProductModel.findOne({ "variants.sku": sku as Sku }).lean())?.variants.find((each) => each.sku === sku)
    ?.priceFen;

/** A file nobody has sent before, unless told otherwise. */
const send = (text: string | Buffer, { who = feiling, kind = "stock", name = "库存.csv", same = false } = {}) =>
  who.sends(
    `/api/v1/shelf/imports?kind=${kind}`,
    {},
    {
      file: [
        {
          name,
          body: typeof text === "string" && !same ? Buffer.from(`${text}\n,,,,第 ${++files} 份\n`) : Buffer.from(text),
        },
      ],
    },
  );
const sendPlain = (text: string, more: object = {}) => send(text, { same: true, ...more });
const confirm = (id: string, who = feiling) => who.call("post", `/shelf/imports/${id}/confirmation`, {});

describe("a file of stock and prices", () => {
  test("is looked at first, beside what is there, and then written whole", async () => {
    const [rice, small] = [await onHand(RICE), await onHand(SMALL)];
    const look = await sendPlain(
      `SKU,原因,现有数量,单价,颜色\n${RICE},新到,${rice + 5},,红\n${SMALL},,${small},¥60.00,\n`,
    ).expect(201);
    expect(look.body).toMatchObject({
      state: "preview",
      mayConfirm: true,
      counts: { lines: 2, numbers: 1, prices: 1, unchanged: 0, wrong: 0 },
      ignored: ["颜色"],
      errors: [],
      changes: [
        { line: 2, sku: RICE, onHand: { before: rice, after: rice + 5 }, priceFen: null },
        { line: 3, sku: SMALL, onHand: null, priceFen: { after: 6000 } },
      ],
    });
    expect([await onHand(RICE), await onHand(SMALL)]).toEqual([rice, small]);
    const done = await confirm(look.body.id).expect(200);
    expect(done.body).toMatchObject({ state: "done", counts: { numbers: 1, prices: 1 } });
    expect([await onHand(RICE), await priceOf(SMALL)]).toEqual([rice + 5, 6000]);
    await tendStocks(now());
    expect(await MovementModel.findOne({ kind: "imported" }).lean()).toMatchObject({
      sku: RICE,
      change: 5,
      reason: "新到",
    });
    expect(await journalDifferences()).toEqual([]);
  });

  test("names every wrong line, and nothing of it is written", async () => {
    const before = await onHand(RICE);
    const { body } = await sendPlain(
      [
        "货号,现有数量,单价",
        `${RICE},12,`,
        "NO-SUCH,1,",
        `${ORANGES},1,`,
        ",5,",
        `${SMALL},1.5,`,
        `${SMALL},3,abc`,
        `${RICE},13,`,
        "",
        `${SMALL},,1000`,
      ].join("\n"),
    ).expect(201);
    expect(body.mayConfirm).toBe(false);
    expect(body.errors.map(({ line, field, code }: Record<string, unknown>) => [line, field, code])).toEqual([
      [3, "sku", "unknown_sku"],
      [4, "sku", "unknown_sku"],
      [5, "sku", "required"],
      [6, "onHand", "not_a_whole_number"],
      [7, "price", "amount"],
      [7, "sku", "sku_twice"],
      [8, "sku", "sku_twice"],
      [10, "sku", "sku_twice"],
    ]);
    await confirm(body.id).expect(422, /lines\.5\.sku/);
    expect(await onHand(RICE)).toBe(before);
  });

  test("ten thousand lines with two thousand wrong ones are answered with all two thousand", async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => (index % 5 === 0 ? `X-${index},viele` : `Y-${index},1`));
    const { body } = await sendPlain(
      `货号,现有数量\n${lines.map((line) => line.replace(/^Y-\d+/, RICE)).join("\n")}\n`,
    ).expect(201);
    const wrong = body.errors.filter((error: { code: string }) => error.code === "not_a_whole_number");
    expect(wrong).toHaveLength(2000);
    expect(wrong.slice(0, 3).map((error: { line: number }) => error.line)).toEqual([2, 7, 12]);
    const csv = await feiling.get(`/shelf/import/${body.id}/errors.csv`).expect(200);
    const table = await readTable({ body: Buffer.from(csv.text) });
    expect(table.rows.filter(({ cells }) => cells[2] === "请填整数")).toHaveLength(2000);
    expect((await feiling.get(`/shelf/import/${body.id}`).expect(200)).text).toContain("9999 行要改");
  });

  test("a price the review wants to see is refused by its rule", async () => {
    const { body } = await sendPlain(`货号,单价\n${RICE},${(RICE_FEN * 2) / 100}\n`).expect(201);
    expect(body.errors).toMatchObject([{ line: 2, field: "price", code: "beyond_at_once" }]);
  });

  test("the same file a second time is nothing, and says so", async () => {
    const text = `货号,现有数量\n${RICE},77\n`;
    const first = await sendPlain(text).expect(201);
    expect((await sendPlain(text).expect(201)).body.id).toBe(first.body.id);
    await confirm(first.body.id).expect(200);
    await feiling.call("put", "/shelf/stock", { items: [{ sku: RICE, onHand: 50 }] }).expect(200);
    const again = await sendPlain(text).expect(201);
    expect(again.body).toMatchObject({ id: first.body.id, state: "done", mayConfirm: false });
    await confirm(first.body.id).expect(200);
    expect(await onHand(RICE)).toBe(50);
    const page = await feiling
      .sends("/shelf/import", { kind: "stock" }, { file: [{ name: "a.csv", body: Buffer.from(text) }] })
      .expect(303);
    expect((await feiling.get(page.headers.location as string).expect(200)).text).toContain("这份文件先前导入过");
  });

  test("confirmed by many at the same moment it is written once", async () => {
    const rice = await onHand(RICE);
    const { body } = await sendPlain(`货号,现有数量\n${RICE},${rice + 7}\n`).expect(201);
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(body.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await onHand(RICE)).toBe(rice + 7);
    await tendStocks(now());
    expect(await MovementModel.countDocuments({ kind: "imported", sku: RICE as Sku })).toBe(1);
    expect(await ImportModel.countDocuments({ _id: body.id, state: "done" })).toBe(1);
  });

  test("what was sold between looking and writing stays sold; what is held stays held", async () => {
    const zhou = await world.person("zhou");
    await feiling
      .call("put", "/shelf/stock", {
        items: [
          { sku: RICE, onHand: 30 },
          { sku: SMALL, onHand: 10 },
        ],
      })
      .expect(200);
    const { body } = await sendPlain(`货号,现有数量\n${RICE},40\n${SMALL},6\n`).expect(201);
    const bought = await zhou.orders(RICE, 3);
    await zhou.desk(bought, "paid").expect(303);
    await world.deliver();
    expect((await feiling.get(`/api/v1/shelf/imports/${body.id}`).expect(200)).body.changes[0].onHand).toEqual({
      before: 27,
      after: 37,
    });
    await zhou.orders(SMALL, 7);
    const stale = await confirm(body.id).expect(422);
    expect(stale.body.errors).toMatchObject([
      { field: "lines.3.onHand", code: "held_more", message: "有 7 件留给还没付款的订单，不能少于这个数" },
    ]);
    expect([await onHand(RICE), await onHand(SMALL)]).toEqual([27, 10]);
    await StockModel.updateOne({ _id: SMALL as Sku }, { $set: { available: 10, held: 0, holds: [] } });
    await confirm(body.id).expect(200);
    expect([await onHand(RICE), await onHand(SMALL)]).toEqual([37, 6]);
  });

  test("a preview runs out after an hour, and belongs to its shop", async () => {
    const { body } = await sendPlain(`货号,现有数量\n${RICE},41\n`).expect(201);
    const other = await world.person("caotang");
    await other.get(`/api/v1/shelf/imports/${body.id}`).expect(404);
    await other.get(`/shelf/import/${body.id}`).expect(404);
    await other.get(`/shelf/import/${body.id}/errors.csv`).expect(404);
    await confirm(body.id, other).expect(404);
    const hence = later(now(), HOUR + 1000);
    setClock(() => hence);
    await confirm(body.id).expect(409, /IMPORT_EXPIRED/);
    expect((await feiling.get(`/shelf/import/${body.id}`).expect(200)).text).toContain("这份预览过期了");
  });

  test("an import whose process died is carried out by the chores", async () => {
    const rice = await onHand(RICE);
    const { body } = await sendPlain(`货号,现有数量,单价\n${RICE},${rice + 2},\n${SMALL},,61\n`).expect(201);
    await confirm(body.id).expect(200);
    // As it would stand had the process died right after the decision.

    const product = (await StockModel.findById(SMALL).lean())?.product;
    const jobs = await pack([{ product, changes: [{ sku: SMALL, priceFen: 6200, line: 3 }] }]);
    const at = now();
    await ImportModel.updateOne(
      { _id: body.id },
      { $set: { state: "confirmed", jobs, jobsDone: 0, busyUntil: later(at, 1000) } },
    );
    await tendStocks(at);
    expect(await priceOf(SMALL)).toBe(6100);
    await tendStocks(later(at, 2000));
    expect([await onHand(RICE), await priceOf(SMALL)]).toEqual([rice + 2, 6200]);
    expect(await ImportModel.findById(body.id).lean()).toMatchObject({ state: "done" });
  });

  test("goods that left the market after the decision are named", async () => {
    const { body } = await sendPlain(`货号,单价\n${SMALL},62.5\n`).expect(201);
    await confirm(body.id).expect(200);
    const product = (await StockModel.findById(SMALL).lean())?.product;
    const jobs = await pack([{ product, changes: [{ sku: SMALL, priceFen: 6300, line: 2 }] }]);
    await ImportModel.updateOne({ _id: body.id }, { $set: { state: "confirmed", jobs, jobsDone: 0, busyUntil: null } });
    await ProductModel.updateOne({ _id: product as never }, { $set: { state: "draft" } });
    await tendStocks(now());
    await ProductModel.updateOne({ _id: product as never }, { $set: { state: "approved" } });
    const { body: answer } = await feiling.get(`/api/v1/shelf/imports/${body.id}`).expect(200);
    expect(answer).toMatchObject({ state: "done", errors: [{ line: 2, field: "price", code: "changed_meanwhile" }] });
    expect((await feiling.get(`/shelf/import/${body.id}`).expect(200)).text).toContain("有 1 个价格没有写成");
    expect(await priceOf(SMALL)).toBe(6250);
  });
});

describe("a spreadsheet", () => {
  test("that we exported, with some cells changed, comes back; what was sold since stays sold", async () => {
    await feiling.call("put", "/shelf/stock", { items: [{ sku: RICE, onHand: 30 }] }).expect(200);
    for (const language of ["zh-CN", "en"]) {
      await feiling.get(`/shelf/stock?lang=${language}`).expect(303);
      const sent = await feiling.get("/shelf/export.xlsx").buffer(true).parse(bytes).expect(200);
      const table = await readTable({ body: sent.body as Buffer });
      await feiling.call("put", "/shelf/stock", { items: [{ sku: RICE, onHand: 28 }] }).expect(200);
      const unchanged = await send(await rewritten(table, (cells) => cells), { name: "库存.xlsx" }).expect(201);
      expect(unchanged.body.counts).toMatchObject({
        lines: table.rows.length,
        numbers: 0,
        prices: 0,
        wrong: 0,
        unchanged: table.rows.length,
      });
      const changed = await send(await rewritten(table, (cells) => (cells[0] === RICE ? cells.with(3, "33") : cells)), {
        name: "库存.xlsx",
      }).expect(201);
      expect(changed.body.changes).toMatchObject([{ sku: RICE, onHand: { before: 28, after: 31 } }]);
      await feiling.call("put", "/shelf/stock", { items: [{ sku: RICE, onHand: 30 }] }).expect(200);
    }
    await feiling.get("/shelf/stock?lang=zh-CN").expect(303);
  });

  test.each([
    ["nothing chosen", {}, "这一项要填"],
    ["no table", { file: [{ name: "x.png", body: Buffer.from("89504e470d0a1a0a", "hex") }] }, "这不是表格"],
    ["no such column", { file: [{ name: "x.csv", body: Buffer.from("a,b\n1,2\n") }] }, "表里没有“货号 / SKU”这一列"],
    ["one column twice", { file: [{ name: "x.csv", body: Buffer.from("SKU,货号,现有\nA,B,2\n") }] }, "“货号”有两列"],
  ])("%s: the page is drawn again with the word beside the field", async (_, sent, word) => {
    expect((await feiling.sends("/shelf/import", { kind: "stock" }, sent).expect(422)).text).toContain(word);
  });

  test("too much of it is refused while it arrives", async () => {
    const body = Buffer.alloc(10_000_001, "a,");
    await feiling.sends("/shelf/import", { kind: "stock" }, { file: [{ name: "x.csv", body }] }).expect(413);
  });

  test("is for those whose duty it is", async () => {
    const text = `货号,现有数量\n${RICE},1\n`;
    await send(text, { who: await world.person("zhou") }).expect(403);
    await send(text, { who: await world.person("youyang") }).expect(403);
  });
});

describe("a file of new goods", () => {
  const HEAD = "品名,品类,规格,单价,单位,净重,库存,一句话介绍";
  test("becomes drafts, one a name, with what is said checked as at submission", async () => {
    const look = await sendPlain(
      [
        HEAD,
        "高山雪梨,水果,5 斤装,39.9,箱,5斤,120,今年的新梨",
        "高山雪梨,,10 斤装,75,箱,10斤,60,",
        "老荫茶,tea,,28,罐,250g,40,",
      ].join("\n"),
      { kind: "products" },
    ).expect(201);
    expect(look.body).toMatchObject({ mayConfirm: true, counts: { lines: 3, products: 2, wrong: 0 } });
    const page = await feiling.get(`/shelf/import/${look.body.id}`).expect(200);
    expect(page.text).toContain("建 2 份草稿");
    await confirm(look.body.id).expect(200);
    await confirm(look.body.id).expect(200);
    const drafts = await DraftModel.find({ "content.name": { $in: ["高山雪梨", "老荫茶"] } })
      .sort({ "content.kind": 1 })
      .lean();
    expect(drafts).toMatchObject([
      {
        state: "draft",
        content: {
          kind: "fruit",
          variants: [
            { name: "5 斤装", price: "39.9", weight: "5", weightUnit: "jin", stock: "120" },
            { name: "10 斤装", stock: "60" },
          ],
        },
      },
      { content: { kind: "tea", variants: [{ weight: "250", weightUnit: "g" }] } },
    ]);
    await DraftModel.deleteMany({ _id: { $in: drafts.map(({ _id }) => _id) } });
  });

  test("its mistakes are named by line; that a draft is not finished is none", async () => {
    const { body } = await sendPlain(
      [HEAD, ",水果,,1,,,,", "好茶,香水,,28,罐,250g,4,", "新米,grain,,一百,袋,很重,-4,", "黄连,herb,,,,,,"].join("\n"),
      { kind: "products" },
    ).expect(201);
    expect(body.errors.map(({ line, field, code }: Record<string, unknown>) => [line, field, code])).toEqual([
      [2, "name", "required"],
      [3, "kind", "unknown_kind"],
      [4, "weight", "weight"],
      [4, "price", "amount"],
      [4, "stock", "not_a_whole_number"],
    ]);
    expect(body.mayConfirm).toBe(false);
  });

  test("the template is a file that can be sent as it is", async () => {
    const { text } = await feiling.get("/shelf/import/template.csv").expect(200);
    const { body } = await sendPlain(text, { kind: "products" }).expect(201);
    expect(body).toMatchObject({ counts: { lines: 1, products: 1, wrong: 0 }, ignored: [] });
  });

  test("kinds are known as our pages call them", () => {
    for (const [kind, names] of Object.entries(KIND_NAMES))
      expect(names).toEqual(expect.arrayContaining([chinese.kind[kind as "tea"], english.kind[kind as "tea"]]));
  });
});

type Sheet = Awaited<ReturnType<typeof readTable>>;

function rewritten({ header, rows }: Sheet, change: (cells: string[]) => string[]): Promise<Buffer> {
  const columns: Column<string[]>[] = header.map((title, index) => ({ title, of: (cells) => cells[index] }));
  return writeXlsx(
    columns,
    rows.map(({ cells }) => change(header.map((_, index) => cells[index] ?? ""))),
  );
}

type Parser = (
  res: { on(event: string, listener: (chunk: Buffer) => void): void },
  done: (error: null, body: Buffer) => void,
) => void;
const bytes = ((res, done) => {
  const parts: Buffer[] = [];
  res.on("data", (part) => parts.push(part));
  res.on("end", () => done(null, Buffer.concat(parts)));
}) as Parser as never;
