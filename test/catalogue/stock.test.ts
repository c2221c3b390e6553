import fc from "fast-check";
import { ProductModel } from "../../src/catalogue/product";
import { unevenStocks } from "../../src/catalogue/stocks/journal/check-journal";
import {
  availability,
  claim,
  expiredHolds,
  hold,
  keepHold,
  openStock,
  release,
  type Stock,
  StockModel,
} from "../../src/catalogue/stocks/stock";
import { putBack } from "../../src/catalogue/stocks/stock-returns";
import { database } from "../../src/shared/db";
import { newId, type OrderId, type ProductId, type RefundId, type Sku } from "../../src/shared/ids";
import { later, MINUTE } from "../../src/shared/time";
import { aProduct, at, closeMarket, openMarket } from "./market";

const refund = (): RefundId => newId<"refund">("ref", at);

const until = later(at, 30 * MINUTE);
const order = (name: string | number): OrderId => `ord_${name}` as OrderId;
const stockOf = async (sku: Sku): Promise<Stock> => (await StockModel.findById(sku).lean()) as Stock;
const whole = ({ available, held, sold }: Stock): number => available + held + sold;

let shelves = 0;
async function shelf(available: number): Promise<Sku> {
  const sku = `RICE-${++shelves}` as Sku;
  await openStock({ sku, product: "prd_rice" as ProductId, available, at });
  return sku;
}

beforeAll(() => openMarket("stock"));
afterAll(closeMarket);

describe("one buyer", () => {
  test("a hold takes from the shelf, a claim makes it sold, a release puts it back", async () => {
    const sku = await shelf(10);
    expect(await hold({ sku, order: order("a"), quantity: 3, until })).toBe(true);
    expect(await hold({ sku, order: order("b"), quantity: 4, until })).toBe(true);
    expect(await stockOf(sku)).toMatchObject({ available: 3, held: 7, sold: 0 });
    expect(await claim({ sku, order: order("a"), at })).toBe(true);
    expect(await release({ sku, order: order("b") })).toBe(true);
    expect(await stockOf(sku)).toMatchObject({ available: 7, held: 0, sold: 3, holds: [] });
  });

  test("asked twice, each deed is done once", async () => {
    const sku = await shelf(10);
    await hold({ sku, order: order("a"), quantity: 3, until });
    expect(await hold({ sku, order: order("a"), quantity: 3, until })).toBe(true);
    expect(await stockOf(sku)).toMatchObject({ available: 7, held: 3 });
    await hold({ sku, order: order("b"), quantity: 2, until });
    expect([await claim({ sku, order: order("a"), at }), await claim({ sku, order: order("a"), at })]).toEqual([
      true,
      false,
    ]);
    expect([await release({ sku, order: order("b") }), await release({ sku, order: order("b") })]).toEqual([
      true,
      false,
    ]);
    expect(await release({ sku, order: order("a") })).toBe(false);
    expect(await stockOf(sku)).toMatchObject({ available: 7, held: 0, sold: 3 });
  });

  test("pieces that were just sold to an order are not held for it once more", async () => {
    const sku = await shelf(10);
    await hold({ sku, order: order("a"), quantity: 3, until });
    await claim({ sku, order: order("a"), at });
    expect(await hold({ sku, order: order("a"), quantity: 3, until })).toBe(false);
    expect(await stockOf(sku)).toMatchObject({ available: 7, held: 0, sold: 3 });
  });

  test("the same order with another number is refused", async () => {
    const sku = await shelf(10);
    await hold({ sku, order: order("a"), quantity: 3, until });
    expect(await hold({ sku, order: order("a"), quantity: 4, until })).toBe(false);
    expect(await stockOf(sku)).toMatchObject({ available: 7, held: 3 });
  });

  test("more than there is is refused and nothing is taken", async () => {
    const sku = await shelf(2);
    expect(await hold({ sku, order: order("a"), quantity: 3, until })).toBe(false);
    expect(await hold({ sku: "NO-SUCH" as Sku, order: order("a"), quantity: 1, until })).toBe(false);
    expect(await stockOf(sku)).toMatchObject({ available: 2, held: 0 });
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])("%s is not a number of pieces", async (quantity) => {
    const sku = await shelf(5);
    await expect(hold({ sku, order: order("a"), quantity, until })).rejects.toThrow(RangeError);
    await expect(putBack({ sku, quantity, refund: refund(), at })).rejects.toThrow(RangeError);
  });

  test("what was sold can be put back, but no more than that", async () => {
    const sku = await shelf(5);
    await hold({ sku, order: order("a"), quantity: 2, until });
    await claim({ sku, order: order("a"), at });
    const given = refund();
    expect(await putBack({ sku, quantity: 1, refund: given, at })).toBe(true);
    expect(await putBack({ sku, quantity: 1, refund: given, at })).toBe(false);
    expect(await putBack({ sku, quantity: 2, refund: refund(), at })).toBe(false);
    expect(await stockOf(sku)).toMatchObject({ available: 4, held: 0, sold: 1 });
  });

  test("holds run out unless they are kept", async () => {
    const sku = await shelf(5);
    await hold({ sku, order: order("slow"), quantity: 1, until });
    await hold({ sku, order: order("quick"), quantity: 1, until: later(until, MINUTE) });
    const mine = async (when: Date) =>
      (await expiredHolds(when, 100)).filter((each) => each.sku === sku).map((each) => each.order);
    expect(await mine(until)).toEqual([order("slow")]);
    expect(await mine(later(until, -1))).toEqual([]);
    await keepHold({ sku, order: order("slow"), until: later(until, 5 * MINUTE) });
    expect(await mine(later(until, MINUTE))).toEqual([order("quick")]);
  });

  test("the database itself refuses less than nothing and halves", async () => {
    const sku = await shelf(1);
    const raw = database().collection("stocks");
    await expect(raw.updateOne({ _id: sku as never }, { $inc: { available: -2 } })).rejects.toThrow(/validation/);
    await expect(raw.updateOne({ _id: sku as never }, { $inc: { available: 0.5 } })).rejects.toThrow(/validation/);
  });

  test("lists learn when the last piece goes and when one comes back", async () => {
    const product = await aProduct({}, 2);
    const sku = product.variants[0]?.sku as Sku;
    const soldOut = async () => (await ProductModel.findById(product._id).lean())?.soldOut;
    await hold({ sku, order: order("a"), quantity: 2, until });
    expect(await soldOut()).toBe(true);
    await release({ sku, order: order("a") });
    expect(await soldOut()).toBe(false);
    expect(await availability([sku])).toEqual(new Map([[sku, 2]]));
  });
});

describe("a crowd", () => {
  test("fifty buyers, one unit: one has it", async () => {
    for (let round = 0; round < 5; round++) {
      const sku = await shelf(1);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, buyer) => hold({ sku, order: order(buyer), quantity: 1, until })),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await stockOf(sku)).toMatchObject({ available: 0, held: 1, sold: 0 });
    }
  });

  test("every order asks from two processes at once and is served once", async () => {
    const sku = await shelf(30);
    const orders = Array.from({ length: 40 }, (_, index) => order(index));
    const answers = await Promise.all(
      orders.flatMap((each) => [
        hold({ sku, order: each, quantity: 1, until }),
        hold({ sku, order: each, quantity: 1, until }),
      ]),
    );
    expect(answers.filter(Boolean)).toHaveLength(60);
    expect(await stockOf(sku)).toMatchObject({ available: 0, held: 30 });
    const claimed = await Promise.all(
      orders.flatMap((each) => [
        claim({ sku, order: each, at }),
        release({ sku, order: each }),
        claim({ sku, order: each, at }),
      ]),
    );
    expect(claimed.filter(Boolean)).toHaveLength(30);
    const stock = await stockOf(sku);
    expect(stock).toMatchObject({ held: 0, holds: [] });
    expect(whole(stock)).toBe(30);
  });

  test("holding and releasing the last piece at once leaves the lists right", async () => {
    const product = await aProduct({}, 1);
    const sku = product.variants[0]?.sku as Sku;
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 8 }, async (_, buyer) => {
          if (await hold({ sku, order: order(buyer), quantity: 1, until })) await release({ sku, order: order(buyer) });
        }),
      );
      const stock = await stockOf(sku);
      expect((await ProductModel.findById(product._id).lean())?.soldOut).toBe(stock.available === 0);
    }
  });
});

type Deed = { what: "hold" | "release" | "claim" | "putBack"; order: number; quantity: number };
const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom("hold", "hold", "release", "claim", "putBack"),
  order: fc.integer({ min: 0, max: 5 }),
  quantity: fc.integer({ min: 1, max: 4 }),
});

function act(sku: Sku, { what, order: name, quantity }: Deed): Promise<boolean> {
  if (what === "hold") return hold({ sku, order: order(name), quantity, until });
  if (what === "putBack") return putBack({ sku, quantity, refund: refund(), at });
  return what === "claim" ? claim({ sku, order: order(name), at }) : release({ sku, order: order(name) });
}

describe("whatever happens, in whatever order", () => {
  const sound = async (sku: Sku, pieces: number) => {
    const stock = await stockOf(sku);
    expect(whole(stock)).toBe(pieces);
    expect(Math.min(stock.available, stock.held, stock.sold)).toBeGreaterThanOrEqual(0);
    expect(stock.held).toBe(stock.holds.reduce((sum, each) => sum + each.quantity, 0));
    expect(new Set(stock.holds.map((each) => each.order)).size).toBe(stock.holds.length);
  };

  test("no piece appears or is lost, one deed after another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 8 }), fc.array(deed, { maxLength: 25 }), async (pieces, deeds) => {
        const sku = await shelf(pieces);
        for (const each of deeds) {
          await act(sku, each);
          await sound(sku, pieces);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("nor when all happen at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(deed, { minLength: 4, maxLength: 40 }),
        async (pieces, deeds) => {
          const sku = await shelf(pieces);
          await Promise.all(deeds.map((each) => act(sku, each)));
          await sound(sku, pieces);
        },
      ),
      { numRuns: 25 },
    );
    expect(await unevenStocks()).toEqual([]);
  });
});
