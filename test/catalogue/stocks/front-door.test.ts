import { NoticeModel } from "../../../src/accounts/notices/notice";
import { journalDifferences } from "../../../src/catalogue/stocks/journal/check-journal";
import { MovementModel } from "../../../src/catalogue/stocks/journal/movement";
import { StockModel } from "../../../src/catalogue/stocks/stock";
import { tendStocks } from "../../../src/catalogue/stocks/stock-round";
import { now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";

const ORANGES = "FJ-QICHENG-5J";
const SMALL = "YY-RICE-5KG";
let world: World;
let feiling: Person;
let zhou: Person;

const stockOf = async (sku: string) => StockModel.findById(sku).lean();
const onHand = async (sku: string): Promise<number> => {
  const stock = await stockOf(sku);
  return (stock?.available ?? 0) + (stock?.held ?? 0);
};
const round = () => tendStocks(now());

beforeAll(async () => {
  world = await openWorld("stockdoor");
  feiling = await world.person("feiling");
  zhou = await world.person("zhou");
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const put = (items: object[], more: object = {}) => feiling.call("put", "/shelf/stock", { items, ...more });
const count = (rows: { sku: string; seen?: number; onHand: string }[], more: Record<string, string> = {}) =>
  feiling.submit("/shelf/stock", {
    ...more,
    sku: rows.map((row) => row.sku),
    seen: rows.map((row) => String(row.seen ?? 0)),
    onHand: rows.map((row) => row.onHand),
  } as never);

describe("who may", () => {
  test("another shop's SKU is an unknown one, everywhere", async () => {
    const before = await onHand(ORANGES);
    await put([{ sku: ORANGES, onHand: 1 }]).expect(422, /unknown_sku/);
    await feiling.get(`/shelf/stock/${ORANGES}`).expect(404);
    await feiling.get(`/api/v1/shelf/stock/${ORANGES}`).expect(404);
    await feiling.get(`/api/v1/shelf/stock/${ORANGES}/movements`).expect(404);
    await feiling.call("patch", `/shelf/stock/${ORANGES}`, { lowAt: 3 }).expect(404);
    await feiling.submit(`/shelf/stock/${ORANGES}/threshold`, { lowAt: "3" }).expect(404);
    expect(await onHand(ORANGES)).toBe(before);
    for (const path of ["/shelf/export.csv", "/shelf/stock/journal.csv"])
      expect((await feiling.get(path).expect(200)).text).not.toContain("FJ-");
  });

  test("guests are asked to sign in, buyers and officials are not let in", async () => {
    await world.guest().get("/api/v1/shelf/stock").expect(401);
    const county = await world.person("youyang");
    for (const person of [zhou, county])
      for (const path of ["/shelf/stock", `/shelf/stock/${RICE}`, "/shelf/import", "/shelf/export.csv"])
        await person.get(path).expect(403);
    await zhou.call("put", "/shelf/stock", { items: [{ sku: RICE, onHand: 1 }] }).expect(403);
  });
});

describe("programs", () => {
  test("set numbers, all or none, and read them back", async () => {
    const { body } = await put([
      { sku: RICE, onHand: 40 },
      { sku: SMALL, onHand: 0 },
    ]).expect(200);
    expect(body.items).toMatchObject([
      { sku: RICE, onHand: 40, available: 40, held: 0, low: false },
      { sku: SMALL, onHand: 0, low: true },
    ]);
    const wrong = await put([
      { sku: RICE, onHand: 9 },
      { sku: "NO-SUCH", onHand: 9 },
      { sku: SMALL, onHand: -1 },
    ]).expect(422);
    expect(wrong.body.errors.map((error: { field: string }) => error.field)).toEqual(["items.2.onHand"]);
    expect(
      (
        await put([
          { sku: RICE, onHand: 9 },
          { sku: "NO-SUCH", onHand: 9 },
        ]).expect(422)
      ).body.errors,
    ).toMatchObject([{ field: "items.1", code: "unknown_sku", message: "店里没有这个货号" }]);
    await put([{ sku: RICE, onHand: 9, price: 1 }]).expect(422);
    await put([]).expect(422);
    expect(await onHand(RICE)).toBe(40);
    expect((await feiling.get("/api/v1/shelf/stock?low=1").expect(200)).body.items).toMatchObject([{ sku: SMALL }]);
  });

  test("a stock's journal tells of an order from payment to refund", async () => {
    await put([{ sku: RICE, onHand: 50 }]).expect(200);
    const bought = await zhou.orders(RICE, 3);
    await zhou.desk(bought, "paid").expect(303);
    await world.deliver();
    const number = bought.orders[0]?.number as string;
    await feiling.call("post", `/sales/${number}/refunds`, {
      lines: [{ sku: RICE, quantity: 1 }],
      reason: "out_of_stock",
    });
    await world.deliver();
    const { body } = await feiling.get(`/api/v1/shelf/stock/${RICE}/movements?limit=10`).expect(200);
    const lines = body.items.map((line: Record<string, unknown>) => [line.kind, line.change, line.onHand]);
    expect(lines.slice(-3)).toEqual([
      ["sold", -3, 47],
      ["counted", 50 - (await firstStock(RICE)), 50],
      ["opened", await firstStock(RICE), await firstStock(RICE)],
    ]);
    expect(await journalDifferences()).toEqual([]);
  });

  test("pages of the journal follow one another", async () => {
    for (let time = 1; time <= 5; time++) await put([{ sku: RICE, onHand: time * 10 }]).expect(200);
    const first = await feiling.get(`/api/v1/shelf/stock/${RICE}/movements?limit=4`).expect(200);
    const path = `/api/v1/shelf/stock/${RICE}/movements?limit=4&cursor=${first.body.nextCursor}`;
    const second = await feiling.get(path).expect(200);
    expect([...first.body.items, ...second.body.items].map((line) => line.line)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(second.body.nextCursor).toBeNull();
  });
});

const firstStock = async (sku: string): Promise<number> =>
  (await MovementModel.findOne({ sku: sku as never, kind: "opened" }).lean())?.change ?? Number.NaN;

describe("the list", () => {
  test("shows every SKU with its pieces, in both languages", async () => {
    const page = await feiling.get("/shelf/stock").expect(200);
    for (const word of [RICE, SMALL, "现有", "可卖", "点到"]) expect(page.text).toContain(word);
    await feiling.get("/shelf/stock?lang=en").expect(303);
    expect((await feiling.get("/shelf/stock").expect(200)).text).toContain("On hand");
    expect((await feiling.get(`/shelf/stock/${RICE}`).expect(200)).text).toContain("Journal");
    await feiling.get("/shelf/stock?lang=zh-CN").expect(303);
  });

  test("saves what was typed and leaves the rest", async () => {
    const before = await onHand(SMALL);
    const rice = await onHand(RICE);
    const saved = await count(
      [
        { sku: RICE, seen: rice, onHand: "33" },
        { sku: SMALL, seen: before, onHand: "" },
      ],
      { reason: "arrival" },
    ).expect(303);
    expect(saved.headers.location).toBe("/shelf/stock?saved=1");
    expect([await onHand(RICE), await onHand(SMALL)]).toEqual([33, before]);
    expect((await feiling.get("/shelf/stock?saved=1").expect(200)).text).toContain("记下了 1 个货号的新数量");
    expect((await feiling.get(`/shelf/stock/${RICE}`).expect(200)).text).toContain("新到货");
  });

  test("takes so many more and so many fewer", async () => {
    const [rice, small] = [await onHand(RICE), await onHand(SMALL)];
    await count([
      { sku: RICE, seen: rice, onHand: "+20" },
      { sku: SMALL, seen: small, onHand: "−2" },
    ]).expect(303);
    expect([await onHand(RICE), await onHand(SMALL)]).toEqual([rice + 20, small - 2]);
  });

  test("a refused list keeps what was typed, says which are wrong, and that nothing was saved", async () => {
    const rice = await onHand(RICE);
    const page = await count([
      { sku: RICE, seen: rice, onHand: "12" },
      { sku: SMALL, seen: 1, onHand: "两袋" },
    ]).expect(422);
    expect(page.text).toContain('value="两袋"');
    expect(page.text).toContain('value="12"');
    expect(page.text).toContain("请填整数");
    expect(page.text).toContain("有错的改好以前，一个都没有保存；另外 1 个没有错的");
    expect(await onHand(RICE)).toBe(rice);
    expect((await count([{ sku: RICE, onHand: "" }]).expect(422)).text).toContain("还没有填数量");
  });

  test("what is held for somebody who has not paid yet cannot be counted away", async () => {
    await put([{ sku: RICE, onHand: 10 }]).expect(200);
    await zhou.orders(RICE, 4);
    const page = await count([{ sku: RICE, seen: 10, onHand: "3" }]).expect(422);
    expect(page.text).toContain("有 4 件留给还没付款的订单");
    expect(await stockOf(RICE)).toMatchObject({ available: 6, held: 4 });
  });

  test("is searched by name, size, SKU and product, and says when nothing is there", async () => {
    const product = String((await stockOf(RICE))?.product);
    for (const q of ["涂市", RICE.toLowerCase(), "10 kg", product])
      expect((await feiling.get(`/shelf/stock?q=${encodeURIComponent(q)}`).expect(200)).text).toContain(`>${RICE}`);
    for (const q of ["脐橙", ".*", "(", "$"])
      expect((await feiling.get(`/shelf/stock?q=${encodeURIComponent(q)}`).expect(200)).text).toContain("没有符合的货");
  });

  test("low goods stand in a list of their own, and the shop is told once", async () => {
    await put([
      { sku: RICE, onHand: 20 },
      { sku: SMALL, onHand: 20 },
    ]).expect(200);
    await round();
    expect((await feiling.get("/shelf/stock?only=low").expect(200)).text).toContain("都够卖");
    await put([{ sku: RICE, onHand: 4 }]).expect(200);
    await round();
    await round();
    expect((await feiling.get("/shelf/stock?only=low").expect(200)).text).toContain(`>${RICE}`);
    expect(await NoticeModel.countDocuments({ kind: "stock_low", href: `/shelf/stock/${RICE}` })).toBe(1);
    expect((await feiling.get("/inbox").expect(200)).text).toContain("只剩 4 件");
  });

  test("a threshold of one's own", async () => {
    await feiling.submit(`/shelf/stock/${RICE}/threshold`, { lowAt: "many" }).expect(422, /请填整数/);
    await feiling.submit(`/shelf/stock/${RICE}/threshold`, { lowAt: "12" }).expect(303);
    expect(await stockOf(RICE)).toMatchObject({ lowAt: 12 });
  });
});
