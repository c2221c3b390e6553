import { EntryModel } from "../../../src/credits/entry";
import { FOLD_LEASE, foldOnce } from "../../../src/credits/fold";
import { close } from "../../../src/credits/statements/close";
import { rebuild } from "../../../src/credits/totals/recount";
import { OrderModel } from "../../../src/orders/order-record";
import { refundOrder } from "../../../src/payments/refunds/refund-order";
import { inBatches } from "../../../src/reports/recount/record/differences";
import type { KeptDifference, Recount } from "../../../src/reports/recount/record/recount-record";
import { type RecountAsk, startRecount } from "../../../src/reports/recount/record/start";
import { print } from "../../../src/reports/statements/papers/print";
import { database } from "../../../src/shared/db";
import type { PartnershipId, UserId } from "../../../src/shared/ids";
import { giveUpLease, type Held, holdLease } from "../../../src/shared/lease";
import { month, now, setClock } from "../../../src/shared/time";
import { confirmed, RICE_DEAL } from "../../credits/declarations/declaring";
import { noon } from "../../credits/ground";
import type { Person } from "../../support/person";
import { RICE, RICE_FEN, type World } from "../../support/world";
import { hashIn, MONTH, official, PASSWORD, page } from "../statements/month";

export const ORANGES = "FJ-QICHENG-5J";
export const youyang = "youyang" as PartnershipId;

/** Holds the fold for as long as a test needs it. */
export async function withFold<T>(work: (held: Held) => Promise<T>): Promise<T> {
  const held = await holdLease({ name: FOLD_LEASE, holder: "recount test", at: new Date(), ms: 60_000 });
  if (!held) throw new Error("somebody else folds");
  try {
    return await work(held);
  } finally {
    await giveUpLease(held);
  }
}

export const foldAll = (): Promise<void> =>
  withFold(async (held) => {
    while ((await foldOnce(held)) > 0);
  });

export const rebuildAll = (): Promise<void> => withFold(rebuild);

/** From noon of a day the clock goes on a second with every look at it, so that what follows comes after. */
export function goOnFrom(day: string): void {
  let at = noon(day).getTime();
  setClock(() => {
    at += 1000;
    return new Date(at);
  });
}

/** A purchase through the front door, paid for; answers the order's number. */
export async function bought(world: World, buyer: Person, [sku, quantity]: [string, number]): Promise<string> {
  const ordered = await buyer.orders(sku, quantity);
  await buyer.desk(ordered, "paid").expect(303);
  await world.deliver();
  return ordered.orders[0]?.number as string;
}

export async function accepted(buyer: Person, seller: Person, number: string): Promise<void> {
  await seller.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  await buyer.call("post", `/orders/${number}/receipt`).expect(200);
}

export async function givenBack(world: World, number: string, amountFen?: number): Promise<void> {
  const order = await OrderModel.findOne({ number }).lean();
  if (!order) throw new Error(`no order ${number}`);
  const part = amountFen ? { line: "1", quantity: 0, amountFen: amountFen as never } : { line: "1", quantity: 1 };
  await refundOrder(order._id, { lines: [part], reason: "damaged" }, world.till.provider, now());
}

/**
 * Two counties in October and November: sales to a paired, an unpaired and an institutional buyer, refunds before and after
 * acceptance, a declaration confirmed by both sides, October closed and sealed in one book; everything folded.
 */
export async function trade(world: World): Promise<void> {
  goOnFrom("2026-10-10");
  const [zhou, feiling] = [await world.person("zhou"), await world.person("feiling")];
  const first = await bought(world, zhou, [RICE, 3]);
  await accepted(zhou, feiling, first);
  const chen = await world.person("chen");
  const second = await bought(world, chen, [RICE, 2]);
  await givenBack(world, second);
  await accepted(chen, feiling, second);
  goOnFrom("2026-10-12");
  await givenBack(world, first);
  // The chain of October ends with a sale, for the two entries of a refund come in no order of their own.
  await bought(world, chen, [RICE, 1]);
  await foldAll();
  goOnFrom("2026-11-05");
  await sealOctober(world);
  const [canteen, luo, caotang] = [
    await world.person("canteen"),
    await world.person("luo"),
    await world.person("caotang"),
  ];
  await bought(world, canteen, [RICE, 5]);
  const fruit = await bought(world, luo, [ORANGES, 2]);
  await accepted(luo, caotang, fruit);
  goOnFrom("2026-11-12");
  const declarer = canteen;
  const [county, helper] = [await official(world, "county-youyang"), await official(world, "helper-jiangbei")];
  await confirmed({ declarer, county, helper }, { ...RICE_DEAL(), day: "2026-11-08" });
  // So does November's: a declaration's two entries come in no order either.
  await bought(world, canteen, [RICE, 1]);
  await foldAll();
  goOnFrom("2026-11-14");
  await rebuildAll();
  if ((await EntryModel.countDocuments()) < 14) throw new Error("the trade is too small to be worth a recount");
}

async function sealOctober(world: World): Promise<void> {
  await (await official(world, "city")).call("post", `${MONTH}/proposal`).expect(200);
  for (const name of ["county-youyang", "helper-jiangbei"]) {
    const side = await official(world, name);
    const figuresHash = hashIn(await page(side, MONTH));
    await side.call("post", `${MONTH}/signatures`, { figuresHash, password: PASSWORD }).expect(200);
  }
  const by = { id: "user_closer" as UserId, name: "市里" };
  await close({ partnership: youyang, month: month("2026-10") }, { by, print }, now());
}

export interface Counted {
  recount: Recount;
  differences: KeptDifference[];
  /** Every code that was named, once. */
  codes: string[];
}

/** A whole recount, waited for. */
export async function count(world: World, more: Partial<RecountAsk> = {}): Promise<Counted> {
  const ask: RecountAsk = { how: "asked", by: null, books: null, provider: world.till.provider, ...more };
  const { recount, ended } = await startRecount(ask, now());
  const done = (await ended) ?? recount;
  const differences: KeptDifference[] = [];
  for await (const difference of inBatches(done._id)) differences.push(difference);
  return { recount: done, differences, codes: [...new Set(differences.map(({ code }) => code))].sort() };
}

export { RICE_FEN };

/** The bare collections, as somebody with the keys of the database would reach them. */
export const raw = (name: string) => database().collection<Record<string, unknown> & { _id: string }>(name);

/** Everything in some collections, to be put back byte for byte. */
export async function kept(names: readonly string[]): Promise<() => Promise<void>> {
  const all = new Map<string, (Record<string, unknown> & { _id: string })[]>();
  for (const name of names) all.set(name, await raw(name).find().toArray());
  return async () => {
    for (const [name, documents] of all) {
      await raw(name).deleteMany({});
      if (documents.length > 0) await raw(name).insertMany(documents, { bypassDocumentValidation: true });
    }
  };
}
