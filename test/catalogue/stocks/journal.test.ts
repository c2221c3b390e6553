import fc from "fast-check";
import { NoticeModel } from "../../../src/accounts/notices/notice";
import { newOrganisation, OrganisationModel } from "../../../src/accounts/organisation";
import { UserModel } from "../../../src/accounts/user";
import { ProductModel } from "../../../src/catalogue/product";
import {
  carryOut,
  carryOutAbandoned,
  changeOnHand,
  decideChange,
} from "../../../src/catalogue/stocks/counting/change-on-hand";
import { journalDifferences } from "../../../src/catalogue/stocks/journal/check-journal";
import { setLowAt } from "../../../src/catalogue/stocks/journal/low-stock";
import { type Movement, MovementModel } from "../../../src/catalogue/stocks/journal/movement";
import { writeJournal } from "../../../src/catalogue/stocks/journal/write-journal";
import { claim, hold, release, type Stock, StockModel } from "../../../src/catalogue/stocks/stock";
import { putBack, takeBack } from "../../../src/catalogue/stocks/stock-returns";
import type { Seller } from "../../../src/sellers/seller";
import type { Refusal } from "../../../src/shared/errors";
import { newId, type OrderId, type RefundId, type Sku, type UserId } from "../../../src/shared/ids";
import { later, MINUTE } from "../../../src/shared/time";
import { aProduct, aSeller, at, aVariant, closeMarket, openMarket } from "../market";

const until = later(at, 30 * MINUTE);
const order = (name: string | number): OrderId => `ord_${name}` as OrderId;
const refund = (name: string | number): RefundId => `ref_${name}` as RefundId;
const by = "usr_feiling" as UserId;
let shop: Seller;
let counts = 0;

const stockOf = async (sku: Sku): Promise<Stock> => (await StockModel.findById(sku).lean()) as Stock;
const write = () => writeJournal(null, at);
const journal = async (sku: Sku): Promise<Movement[]> =>
  (await MovementModel.find({ sku }).sort({ seq: 1 }).lean()) as Movement[];
const told = async (sku: Sku): Promise<string[]> =>
  (
    await NoticeModel.find({ href: `/shelf/stock/${sku}` })
      .sort({ _id: 1 })
      .lean()
  ).map((notice) => notice.kind);

async function aSku(pieces: number): Promise<Sku> {
  const product = await aProduct({ seller: shop._id }, pieces);
  return product.variants[0]?.sku as Sku;
}

interface Counted {
  sku: Sku;
  onHand: number;
  seen?: number;
  reason?: string;
}

const asked = (items: Counted[]) => ({
  _id: `counted:${++counts}`,
  seller: shop._id,
  kind: "counted" as const,
  reason: "count",
  by,
  at,
  items: items.map(({ sku, onHand, seen = null as never, reason = null as never }, index) => ({
    ...{ sku, onHand, seen, reason },
    field: `items.${index}.onHand`,
  })),
});
const count = (items: Counted[]) => changeOnHand(asked(items));

const refusal = (deed: Promise<unknown>): Promise<unknown> =>
  deed.then(
    () => "done",
    (error: Refusal) => error.fields,
  );

beforeAll(async () => {
  await openMarket("journal");
  shop = await aSeller();
  const organisation = newOrganisation(
    { kind: "seller", name: "飞凌", nameEn: "Feiling", region: shop.county, demo: false },
    at,
  );
  await OrganisationModel.create({ ...organisation, _id: shop.organisation });
  await UserModel.collection.insertOne({
    _id: by as never,
    identifier: "13800001234",
    name: "账房",
    memberships: [{ organisation: shop.organisation, role: "goods" }],
    status: "active",
    demo: false,
  });
});
afterAll(closeMarket);

describe("the journal", () => {
  test("tells opening, sale, return, a failed return and a count, each with what was there after it", async () => {
    const sku = await aSku(20);
    await hold({ sku, order: order("a"), quantity: 3, until });
    await hold({ sku, order: order("b"), quantity: 1, until });
    await claim({ sku, order: order("a"), at: later(at, 1) });
    await release({ sku, order: order("b") });
    await putBack({ sku, quantity: 2, refund: refund("a"), at: later(at, 2) });
    await takeBack({ sku, quantity: 2, refund: refund("a"), at: later(at, 3) });
    await count([{ sku, onHand: 30 }]);
    await write();
    const lines = (await journal(sku)).map(({ seq, kind, change, after, reason, by: who }) => [
      ...[seq, kind, change, after, reason, who],
    ]);
    expect(lines).toEqual([
      [1, "opened", 20, 20, "", null],
      [2, "sold", -3, 17, "", null],
      [3, "returned", 2, 19, "", null],
      [4, "sold", -2, 17, "", null],
      [5, "counted", 13, 30, "count", by],
    ]);
    expect(await stockOf(sku)).toMatchObject({ available: 30, held: 0, sold: 3, unwritten: [], moved: false });
    expect(await write()).toBe(0);
  });

  test("a deed asked for twice is told once", async () => {
    const sku = await aSku(5);
    await hold({ sku, order: order("twice"), quantity: 1, until });
    for (let time = 0; time < 2; time++) {
      await claim({ sku, order: order("twice"), at });
      await putBack({ sku, quantity: 1, refund: refund("twice"), at });
      await write();
    }
    expect((await journal(sku)).map(({ kind }) => kind)).toEqual(["opened", "sold", "returned"]);
  });

  test("many writers at once write every line once", async () => {
    const sku = await aSku(100);
    await Promise.all(
      Array.from({ length: 40 }, async (_, buyer) => {
        await hold({ sku, order: order(`w${buyer}`), quantity: 1, until });
        await claim({ sku, order: order(`w${buyer}`), at });
        if (buyer % 4 === 0) await write();
      }),
    );
    await Promise.all(Array.from({ length: 5 }, write));
    expect((await journal(sku)).map(({ seq, after }) => [seq, after])).toEqual(
      Array.from({ length: 41 }, (_, index) => [index + 1, 100 - index]),
    );
  });

  test("a stock from before the journal begins it with what was there", async () => {
    const sku = await aSku(12);
    await StockModel.updateOne({ _id: sku }, { $unset: { written: 1, unwritten: 1, moved: 1 }, $set: { sold: 7 } });
    await hold({ sku, order: order("old"), quantity: 2, until });
    await claim({ sku, order: order("old"), at });
    await write();
    expect((await journal(sku)).map(({ kind, change, after }) => [kind, change, after])).toEqual([
      ["opened", 12, 12],
      ["sold", -2, 10],
    ]);
    expect(await stockOf(sku)).toMatchObject({ sold: 9, soldBefore: 7 });
  });

  test("its lines are written once", async () => {
    const change = { $set: { change: 1 } };
    await expect(MovementModel.updateOne({ _id: "x" }, change).exec()).rejects.toThrow(/written once/);
  });

  test("a number that was changed past it is named", async () => {
    const sku = await aSku(8);
    await write();
    expect(await journalDifferences()).toEqual([]);
    await StockModel.updateOne({ _id: sku }, { $inc: { available: 2, sold: 1 } });
    expect(await journalDifferences()).toEqual([
      { sku, what: "on_hand", stock: 10, journal: 8 },
      { sku, what: "sold", stock: 1, journal: 0 },
    ]);
    await StockModel.updateOne({ _id: sku }, { $inc: { available: -2, sold: -1 } });
  });
});

describe("counting", () => {
  test("what is held for unpaid orders is part of what is there", async () => {
    const sku = await aSku(5);
    await hold({ sku, order: order("c"), quantity: 2, until });
    await count([{ sku, onHand: 12 }]);
    expect(await stockOf(sku)).toMatchObject({ available: 10, held: 2 });
    expect(await refusal(count([{ sku, onHand: 1 }]))).toEqual([
      { field: "items.0.onHand", code: "held_more", params: { held: 2 } },
    ]);
    expect(await stockOf(sku)).toMatchObject({ available: 10, held: 2 });
  });

  test("all or nothing, and every wrong number is named", async () => {
    const [one, two] = [await aSku(5), await aSku(5)];
    const other = (await aProduct({ seller: "sel_other" as never })).variants[0]?.sku as Sku;
    await hold({ sku: two, order: order("d"), quantity: 4, until });
    expect(
      await refusal(
        count([
          { sku: one, onHand: 9 },
          { sku: other, onHand: 9 },
          { sku: "NO" as Sku, onHand: 1 },
          { sku: one, onHand: 3 },
        ]),
      ),
    ).toEqual([
      { field: "items.1.onHand", code: "unknown_sku" },
      { field: "items.2.onHand", code: "unknown_sku" },
      { field: "items.3.onHand", code: "repeated" },
    ]);
    expect(
      await refusal(
        count([
          { sku: one, onHand: 9 },
          { sku: two, onHand: 3 },
        ]),
      ),
    ).toHaveLength(1);
    expect((await stockOf(one)).available).toBe(5);
    expect((await stockOf(other)).available).toBe(10);
  });

  test("what was sold while she counted is taken off what she counted", async () => {
    const sku = await aSku(20);
    await hold({ sku, order: order("e"), quantity: 3, until });
    await claim({ sku, order: order("e"), at });
    await count([{ sku, onHand: 18, seen: 20 }]);
    expect(await stockOf(sku)).toMatchObject({ available: 15, held: 0 });
    expect(await refusal(count([{ sku, onHand: 0, seen: 20 }]))).toEqual([
      { field: "items.0.onHand", code: "held_more", params: { held: 0 } },
    ]);
  });

  test("a count that was cut off is carried out by the chores, and by nobody twice", async () => {
    const [one, two] = [await aSku(5), await aSku(5)];
    const cut = asked([
      { sku: one, onHand: 7 },
      { sku: two, onHand: 8, seen: 5 },
    ]);
    await decideChange(cut);
    expect((await stockOf(one)).available).toBe(5);
    await carryOutAbandoned(later(at, 59_000));
    expect((await stockOf(one)).available).toBe(5);
    await carryOutAbandoned(later(at, 61_000));
    await Promise.all([carryOut(cut._id), carryOutAbandoned(later(at, 61_000))]);
    expect([(await stockOf(one)).available, (await stockOf(two)).available]).toEqual([7, 8]);
    await write();
    expect((await journal(two)).map(({ change }) => change)).toEqual([5, 3]);
  });

  test("a buyer who came between decision and writing keeps the piece", async () => {
    const sku = await aSku(5);
    const late = asked([{ sku, onHand: 1 }]);
    await decideChange(late);
    await hold({ sku, order: order("late"), quantity: 2, until });
    await carryOut(late._id);
    expect(await stockOf(sku)).toMatchObject({ available: 0, held: 2 });
    expect(await journalDifferences()).toEqual([]);
  });

  test("a reason and a name that look like commands are texts", async () => {
    const sku = await aSku(4);
    await count([{ sku, onHand: 5, reason: "$available" }]);
    await write();
    expect((await journal(sku)).at(-1)).toMatchObject({ reason: "$available", change: 1 });
  });

  test("lists learn when the last piece goes and when one comes back", async () => {
    const product = await aProduct({ seller: shop._id, variants: [aVariant()] }, 4);
    const sku = product.variants[0]?.sku as Sku;
    const soldOut = async () => (await ProductModel.findById(product._id).lean())?.soldOut;
    await count([{ sku, onHand: 0 }]);
    expect(await soldOut()).toBe(true);
    await count([{ sku, onHand: 2 }]);
    expect(await soldOut()).toBe(false);
  });

  test("fifty buyers while she counts again and again: nothing is oversold, no piece appears or is lost", async () => {
    const skus = [await aSku(30), await aSku(30)];
    let bought = 0;
    const buyer = async (name: number) => {
      const [id, sku] = [order(`crowd${name}`), skus[name % 2] as Sku];
      if (!(await hold({ sku, order: id, quantity: 1, until }))) return;
      if (name % 5 === 0) return void (await release({ sku, order: id }));
      if (await claim({ sku, order: id, at })) bought++;
    };
    const counting = async () => {
      for (let time = 0; time < 8; time++) {
        const seen = await Promise.all(skus.map(async (sku) => ({ sku, ...(await stockOf(sku)) })));
        const items = seen.map(({ sku, available, held }) => ({
          sku,
          onHand: available + held + 1,
          seen: available + held,
        }));
        await count(items);
        await write();
      }
    };
    await Promise.all([counting(), ...Array.from({ length: 50 }, (_, name) => buyer(name))]);
    const stocks = await Promise.all(skus.map(stockOf));
    const left = stocks.reduce((sum, stock) => sum + stock.available + stock.held, 0);
    expect(stocks.reduce((sum, stock) => sum + stock.sold, 0)).toBe(bought);
    expect(left + bought).toBe(60 + 2 * 8);
    expect(await journalDifferences()).toEqual([]);
  });
});

describe("running low", () => {
  test("the shop is told once when the threshold is reached, and again only after there was more", async () => {
    const sku = await aSku(8);
    const sell = async (name: string, quantity: number) => {
      await hold({ sku, order: order(name), quantity, until });
      await claim({ sku, order: order(name), at });
      await write();
    };
    await sell("l1", 2);
    expect(await told(sku)).toEqual([]);
    await sell("l2", 1);
    expect(await told(sku)).toEqual(["stock_low"]);
    await sell("l3", 1);
    expect(await told(sku)).toEqual(["stock_low"]);
    await count([{ sku, onHand: 20 }]);
    await write();
    await count([{ sku, onHand: 0 }]);
    await write();
    expect((await told(sku)).sort()).toEqual(["stock_gone", "stock_low"]);
  });

  test("a threshold of the shop's own, set without a notice; what opens low was never above", async () => {
    const sku = await aSku(3);
    await write();
    expect(await told(sku)).toEqual([]);
    expect((await stockOf(sku)).low).toBe(true);
    await setLowAt(sku, 1);
    expect((await stockOf(sku)).low).toBe(false);
    await count([{ sku, onHand: 1 }]);
    await write();
    expect(await told(sku)).toEqual(["stock_low"]);
  });
});

type Deed = { what: "hold" | "release" | "claim" | "putBack" | "count" | "write"; order: number; quantity: number };
const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom("hold", "hold", "release", "claim", "claim", "putBack", "count", "write"),
  order: fc.integer({ min: 0, max: 5 }),
  quantity: fc.integer({ min: 1, max: 4 }),
});

async function act(sku: Sku, { what, order: name, quantity }: Deed): Promise<unknown> {
  const id = order(`${sku}${name}`);
  if (what === "hold") return hold({ sku, order: id, quantity, until });
  if (what === "putBack") return putBack({ sku, quantity, refund: newId<"refund">("ref", at), at });
  if (what === "count") return count([{ sku, onHand: quantity * 5 }]).catch(() => null);
  if (what === "write") return write();
  return what === "claim" ? claim({ sku, order: id, at }) : release({ sku, order: id });
}

describe("whatever happens, in whatever order and at once", () => {
  test("the journal adds up to the shelf at every moment", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(deed, { minLength: 4, maxLength: 30 }),
        async (pieces, deeds) => {
          const sku = await aSku(pieces);
          const looks = Promise.all([0, 1, 2].map(() => journalDifferences()));
          await Promise.all(deeds.map((each) => act(sku, each)));
          expect((await looks).flat()).toEqual([]);
          expect(await journalDifferences()).toEqual([]);
          await write();
          expect(await journalDifferences()).toEqual([]);
          expect((await stockOf(sku)).unwritten).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});
