import { hashOf, linked } from "../../../src/credits/chain";
import { type Entry, EntryModel } from "../../../src/credits/entry";
import { hashFigures, sha256 } from "../../../src/credits/statements/figures";
import { raw, rebuildAll } from "./trade";

/** What a corruption writes to, past every guard of ours. */
export const TOUCHED = [
  ...["entries", "totals", "breakdowns", "chains", "orders", "refunds", "checkouts"],
  ...["statements", "declarations", "book_months", "files", "standin_objects"],
];

export interface Corruption {
  what: string;
  codes: string[];
  corrupt(): Promise<unknown>;
}

const anyway = { bypassDocumentValidation: true };
const set = (name: string, filter: object, change: object) =>
  raw(name).updateOne(filter as never, { $set: change as never }, anyway);
const inc = (name: string, filter: object, change: object) =>
  raw(name).updateOne(filter as never, { $inc: change as never }, anyway);
const take = (name: string, filter: object) => raw(name).deleteOne(filter as never);

/** Entries by what they are; October's first sale is 3 bags, one of which went back after it was accepted. */
const entry = async (filter: Record<string, unknown>): Promise<Entry> => {
  const found = (await EntryModel.findOne(filter).sort({ seq: 1 }).lean()) as Entry | null;
  if (!found) throw new Error(`no entry ${JSON.stringify(filter)}`);
  return found;
};
const PAID = { book: "youyang", measure: "paid", "source.kind": "order", basis: "purchase", buyerKind: "citizen" };
const RECOGNISED = { ...PAID, measure: "recognised" };
const REFUND = { book: "youyang", "source.kind": "refund", measure: "recognised" };
const DECLARED = { "source.kind": "declaration", measure: "paid" };
const last = (book: string): Promise<Entry> =>
  EntryModel.findOne({ book, folded: true } as never)
    .sort({ seq: -1 })
    .lean()
    .orFail() as never as Promise<Entry>;

/** An entry with its hash made to match what it says now. */
async function forged(filter: Record<string, unknown>, change: Partial<Entry>): Promise<void> {
  const before = await entry(filter);
  const after = { ...before, ...change } as Entry;
  await set("entries", { _id: before._id }, { ...change, hash: hashOf(after) });
}

const total = (period: string): object => ({ _id: `youyang:${period}` });
const cell = async (period: string): Promise<string> =>
  Object.keys((await raw("totals").findOne(total(period) as never))?.cells as object)[0] as string;
const breakdown = async (kind: string): Promise<{ _id: string; cell: string }> => {
  const found = await raw("breakdowns").findOne({ kind });
  return { _id: found?._id as string, cell: Object.keys(found?.cells as object)[0] as string };
};
const statement = { month: "2026-10" };
const sealed = async (): Promise<string> => {
  const found = await raw("statements").findOne(statement);
  return String((found?.sealed as { json: string } | undefined)?.json);
};
const orderOf = async (filter: Record<string, unknown>) => ({ _id: (await entry(filter)).order?.id });
const CHAIN = ["chain_altered"];
const ENTRY_GONE = ["total_differs", "breakdown_differs"];

export const CORRUPTIONS: Corruption[] = [
  // The totals and the breakdowns.
  {
    what: "an amount of a total edited",
    codes: ["total_differs"],
    corrupt: async () => inc("totals", total("2026-11"), { [`cells.${await cell("2026-11")}.fen`]: 1 }),
  },
  {
    what: "what was taken back edited",
    codes: ["total_differs"],
    corrupt: async () => inc("totals", total("2026-10"), { [`cells.${await cell("2026-10")}.backFen`]: -1 }),
  },
  {
    what: "the number of orders edited",
    codes: ["total_differs"],
    corrupt: async () => inc("totals", total("2026-11"), { [`cells.${await cell("2026-11")}.orders`]: 1 }),
  },
  {
    what: "a cell taken out",
    codes: ["total_differs"],
    corrupt: async () =>
      raw("totals").updateOne(total("2026-11") as never, { $unset: { [`cells.${await cell("2026-11")}`]: 1 } }),
  },
  {
    what: "a cell put in",
    codes: ["total_differs"],
    corrupt: () =>
      set("totals", total("2026-11"), {
        "cells.500112|purchase|paid|tourism|citizen": { fen: 9900, backFen: 0, entries: 1, orders: 1 },
      }),
  },
  { what: "a month's totals deleted", codes: ["total_missing"], corrupt: () => take("totals", total("2026-11")) },
  {
    what: "a month's totals invented",
    codes: ["total_unfounded"],
    corrupt: () =>
      raw("totals").insertOne({
        ...{ _id: "youyang:2026-09", book: "youyang", period: "2026-09" },
        cells: { "500105|purchase|paid|tourism|citizen": { fen: 9900, backFen: 0, entries: 1, orders: 1 } },
      }),
  },
  {
    what: "the end of a month forged",
    codes: ["total_end"],
    corrupt: () => set("totals", total("2026-11"), { end: "0".repeat(64) }),
  },
  {
    what: "a product's figure edited",
    codes: ["breakdown_differs"],
    corrupt: async () => {
      const found = await breakdown("product");
      await inc("breakdowns", { _id: found._id }, { [`cells.${found.cell}.quantity`]: 1 });
    },
  },
  {
    what: "a shop's breakdown deleted",
    codes: ["breakdown_differs"],
    corrupt: async () => take("breakdowns", { _id: (await breakdown("seller"))._id }),
  },
  {
    what: "an institution renamed",
    codes: ["breakdown_differs"],
    corrupt: async () => set("breakdowns", { _id: (await breakdown("institution"))._id }, { name: "别的食堂" }),
  },
  // Entries taken out and put in.
  {
    what: "a paid entry deleted",
    codes: [
      ...ENTRY_GONE,
      "chain_missing",
      "paid_missing",
      "out_of_bounds",
      "turn_gap",
      "statement_entries",
      "statement_figures",
    ],
    corrupt: () => take("entries", PAID),
  },
  {
    what: "a recognised entry deleted",
    codes: [
      ...ENTRY_GONE,
      "chain_missing",
      "recognised_missing",
      "out_of_bounds",
      "turn_gap",
      "statement_entries",
      "statement_figures",
    ],
    corrupt: () => take("entries", RECOGNISED),
  },
  {
    what: "a refund's entry deleted",
    codes: [
      ...ENTRY_GONE,
      "chain_missing",
      "refund_entry_missing",
      "out_of_bounds",
      "statement_entries",
      "statement_figures",
    ],
    corrupt: () => take("entries", REFUND),
  },
  {
    what: "a declared entry deleted",
    codes: [...ENTRY_GONE, "chain_missing", "declared_missing", "turn_gap", "out_of_bounds"],
    corrupt: () => take("entries", DECLARED),
  },
  {
    what: "the end of a chain cut off",
    codes: [...ENTRY_GONE, "chain_end", "total_end", "recognised_missing"],
    corrupt: async () => take("entries", { _id: (await last("fengjie"))._id }),
  },
  {
    what: "the end of a chain cut off, and its known end moved back",
    codes: [...ENTRY_GONE, "total_end", "recognised_missing"],
    corrupt: async () => {
      const end = await last("fengjie");
      await take("entries", { _id: end._id });
      await set("chains", { _id: "fengjie" }, { seq: (end.seq ?? 0) - 1, hash: end.previousHash });
    },
  },
  { what: "the known end of a chain deleted", codes: ["chain_end"], corrupt: () => take("chains", { _id: "fengjie" }) },
  {
    what: "an entry twice, under another key",
    codes: [...ENTRY_GONE, "chain_altered", "chain_end", "chain_replaced", "total_end", "entry_without_order"],
    corrupt: async () => {
      const [copy, end] = [await entry(PAID), await last("youyang")];
      const line = `${copy.order?.id}:9`;
      const at = { period: "2026-11", occurredAt: end.occurredAt };
      const more = { _id: "ent_twice", key: `paid:${line}`, line, seq: (end.seq ?? 0) + 1, ...at };
      await raw("entries").insertOne({ ...copy, ...more } as never, anyway);
    },
  },
  {
    what: "an entry invented, with a chain of its own making",
    codes: ["entry_without_order"],
    corrupt: async () => {
      const [copy, end] = [await entry(RECOGNISED), await last("fengjie")];
      const line = "ord_nobody:1";
      const more = { book: "fengjie", period: "2026-11", occurredAt: end.occurredAt, turn: 0, line };
      const known = { _id: end.book, seq: end.seq as number, hash: end.hash as string };
      const link = linked(
        { ...copy, ...more, _id: "ent_invented", key: `paid:${line}`, measure: "paid" } as Entry,
        known,
      );
      await raw("entries").insertOne(link as never, anyway);
      await set("chains", { _id: "fengjie" }, { seq: link.seq, hash: link.hash });
      await rebuildAll();
    },
  },
  {
    what: "an entry slipped into the tail",
    codes: ["entry_without_order"],
    corrupt: async () => {
      const copy = await entry(PAID);
      const more = { _id: "ent_tail", key: "paid:ord_nobody:1", line: "ord_nobody:1", period: "2026-11" };
      const at = {
        occurredAt: new Date("2026-11-13T04:00:00Z"),
        folded: false,
        seq: null,
        hash: null,
        previousHash: null,
      };
      await raw("entries").insertOne({ ...copy, ...more, ...at } as never, anyway);
    },
  },
  {
    what: "an entry put back into the tail",
    codes: [...ENTRY_GONE, "chain_missing", "statement_entries", "statement_figures", "entry_after_closing"],
    corrupt: () => set("entries", RECOGNISED, { folded: false }),
  },
  // Entries changed.
  {
    what: "an amount changed",
    codes: [...ENTRY_GONE, ...CHAIN, "amount_differs", "statement_figures"],
    corrupt: () => inc("entries", PAID, { amountFen: 100 }),
  },
  {
    what: "an amount changed, with a hash made to match",
    codes: [...ENTRY_GONE, "chain_replaced", "amount_differs", "statement_entries", "statement_figures"],
    corrupt: async () => forged(PAID, { amountFen: ((await entry(PAID)).amountFen + 100) as never }),
  },
  {
    what: "the last amount changed, with a hash made to match and the known end moved",
    codes: [...ENTRY_GONE, "total_end", "amount_differs"],
    corrupt: async () => {
      const end = await last("fengjie");
      const after = { ...end, amountFen: (end.amountFen - 100) as never } as Entry;
      await set("entries", { _id: end._id }, { amountFen: after.amountFen, hash: hashOf(after) });
      await set("chains", { _id: "fengjie" }, { hash: hashOf(after) });
    },
  },
  {
    what: "more recognised than paid",
    codes: [...ENTRY_GONE, ...CHAIN, "amount_differs", "out_of_bounds", "statement_figures"],
    corrupt: () => inc("entries", RECOGNISED, { amountFen: 1 }),
  },
  {
    what: "the month changed",
    codes: [...ENTRY_GONE, ...CHAIN, "wrong_month", "statement_entries", "statement_figures"],
    corrupt: () => set("entries", PAID, { period: "2026-11" }),
  },
  {
    what: "the instant changed, month and all",
    codes: [...CHAIN, "wrong_month", "facts_differ"],
    corrupt: () => set("entries", PAID, { occurredAt: new Date("2026-09-01T04:00:00Z") }),
  },
  {
    what: "an entry moved into the closed month",
    codes: [...ENTRY_GONE, ...CHAIN, "wrong_month", "entry_after_closing", "total_end"],
    corrupt: () =>
      set("entries", { book: "youyang", period: "2026-11", "source.kind": "order" }, { period: "2026-10" }),
  },
  {
    what: "the helper changed",
    codes: [...ENTRY_GONE, ...CHAIN, "credited_otherwise", "statement_figures"],
    corrupt: () => set("entries", PAID, { helper: "500112" }),
  },
  {
    what: "the basis changed",
    codes: [...ENTRY_GONE, ...CHAIN, "credited_otherwise", "statement_figures"],
    corrupt: () => set("entries", PAID, { basis: "help_sell" }),
  },
  {
    what: "an entry moved into another book",
    codes: [
      ...ENTRY_GONE,
      ...CHAIN,
      "chain_missing",
      "chain_replaced",
      "chain_end",
      "credited_otherwise",
      "total_missing",
      "statement_entries",
      "statement_figures",
    ],
    corrupt: async () => set("entries", PAID, { book: "fengjie", seq: ((await last("fengjie")).seq ?? 0) + 1 }),
  },
  {
    what: "two entries that changed places",
    codes: [...CHAIN, "chain_replaced", "statement_entries"],
    corrupt: async () => {
      const [one, two] = [await entry({ book: "youyang", seq: 2 }), await entry({ book: "youyang", seq: 3 })];
      await set("entries", { _id: one._id }, { seq: 999 });
      await set("entries", { _id: two._id }, { seq: 2 });
      await set("entries", { _id: one._id }, { seq: 3 });
    },
  },
  {
    what: "the category changed",
    codes: [...ENTRY_GONE, ...CHAIN, "facts_differ", "statement_figures"],
    corrupt: () => set("entries", PAID, { category: "tourism" }),
  },
  {
    what: "the county changed",
    codes: [...CHAIN, "facts_differ"],
    corrupt: () => set("entries", PAID, { county: "500236" }),
  },
  {
    what: "the buyer's kind changed",
    codes: [...ENTRY_GONE, ...CHAIN, "facts_differ", "statement_figures"],
    corrupt: () => set("entries", PAID, { buyerKind: "institution" }),
  },
  {
    what: "the product exchanged",
    codes: [...ENTRY_GONE, ...CHAIN, "facts_differ"].filter((code) => code !== "total_differs"),
    corrupt: () => set("entries", PAID, { product: { id: "prd_other", name: "泰国香米" } }),
  },
  {
    what: "the quantity changed",
    codes: [...CHAIN, "breakdown_differs", "facts_differ"],
    corrupt: () => inc("entries", PAID, { quantity: 1 }),
  },
  {
    what: "an order counted twice",
    codes: [...ENTRY_GONE, ...CHAIN, "facts_differ", "statement_figures"],
    corrupt: () => set("entries", RECOGNISED, { opensOrder: true }),
  },
  {
    what: "a place in a line's story changed",
    codes: [...CHAIN, "turn_gap"],
    corrupt: () => set("entries", REFUND, { turn: 7 }),
  },
  {
    what: "an entry without its line",
    codes: [...CHAIN, "entry_without_line", "recognised_missing", "turn_gap", "out_of_bounds"],
    corrupt: () => set("entries", RECOGNISED, { line: null }),
  },
  {
    what: "a declared amount changed in the ledger",
    codes: [...ENTRY_GONE, ...CHAIN, "amount_differs"],
    corrupt: () => inc("entries", DECLARED, { amountFen: 1 }),
  },
  // Orders, refunds, declarations, payments.
  {
    what: "an order's line made dearer",
    codes: ["amount_differs", "order_sums"],
    corrupt: async () => inc("orders", await orderOf(PAID), { "lines.0.paidFen": 100 }),
  },
  {
    what: "an order's total changed",
    codes: ["order_sums", "checkout_sums"],
    corrupt: async () => inc("orders", await orderOf(PAID), { totalFen: 100 }),
  },
  {
    what: "an order's line taken out",
    codes: ["entry_without_order", "entry_without_refund", "order_sums"],
    corrupt: async () => set("orders", await orderOf(PAID), { lines: [] }),
  },
  {
    what: "an order deleted",
    codes: ["entry_without_order", "entry_without_refund", "payment_without_orders"],
    corrupt: async () => take("orders", await orderOf(PAID)),
  },
  {
    what: "an order never paid",
    codes: ["entry_without_order", "entry_without_refund"],
    corrupt: async () => set("orders", await orderOf(PAID), { paidAt: null, state: "placed" }),
  },
  {
    what: "an order never accepted",
    codes: ["recognised_early"],
    corrupt: async () => set("orders", await orderOf({ book: "fengjie" }), { receivedAt: null, state: "shipped" }),
  },
  {
    what: "a paid order whose lines are in nobody's book",
    codes: ["line_not_credited", "entry_without_order"],
    corrupt: async () => set("orders", await orderOf({ book: "fengjie" }), { "lines.0.credit": null }),
  },
  {
    what: "an order credited to another helper",
    codes: ["credited_otherwise"],
    corrupt: async () => set("orders", await orderOf(PAID), { "lines.0.credit.helper": "500112" }),
  },
  {
    what: "a refund's record deleted",
    codes: ["entry_without_refund", "refund_unasked", "refunds_of_order"],
    corrupt: async () => take("refunds", { _id: (await entry(REFUND)).source.id }),
  },
  {
    what: "a refund's amount changed",
    codes: ["amount_differs", "refunds_of_order", "refund_at_provider"],
    corrupt: async () =>
      inc("refunds", { _id: (await entry(REFUND)).source.id }, { "lines.0.amountFen": 50, amountFen: 50 }),
  },
  {
    what: "a declaration's line changed",
    codes: ["amount_differs", "declaration_sums"],
    corrupt: () => inc("declarations", { state: "confirmed" }, { "facts.lines.0.amountFen": 100 }),
  },
  {
    what: "a declaration taken back without its entries",
    codes: ["entry_without_declaration"],
    corrupt: () => set("declarations", { state: "confirmed" }, { state: "submitted" }),
  },
  {
    what: "a declaration credited to another district",
    codes: ["credited_otherwise", "declaration_differs"],
    corrupt: () => set("declarations", { state: "confirmed" }, { "facts.helper": "500112" }),
  },
  {
    what: "a payment that is paid no more",
    codes: ["paid_without_payment", "payment_not_heard"],
    corrupt: () => raw("checkouts").updateOne({ state: "paid" }, { $set: { state: "open", paidAt: null } }),
  },
  // Sealed months.
  {
    what: "a statement's figures edited",
    codes: ["statement_altered"],
    corrupt: () => inc("statements", statement, { "figures.recognisedFen": 100 }),
  },
  {
    what: "a statement's sealed text edited",
    codes: ["statement_altered"],
    corrupt: async () => {
      const json = await sealed();
      await set("statements", statement, { "sealed.json": json.replace(/"recognisedFen":\d/, '"recognisedFen":9') });
    },
  },
  {
    what: "a statement forged through and through",
    codes: ["statement_figures"],
    corrupt: async () => {
      const said = JSON.parse(await sealed());
      const figures = { ...said.figures, recognisedFen: said.figures.recognisedFen + 100_000 };
      const figuresHash = hashFigures(figures);
      const json = JSON.stringify({ ...said, figures, figuresHash });
      await set("statements", statement, { figures, figuresHash, "sealed.json": json, "sealed.sha256": sha256(json) });
    },
  },
  {
    what: "a kept paper exchanged",
    codes: ["statement_paper"],
    corrupt: () => set("files", { purpose: "paper" }, { body: Buffer.from("forged") }),
  },
  {
    what: "a sealed month opened",
    codes: ["month_not_closed"],
    corrupt: () => set("book_months", { state: "closed" }, { state: "open" }),
  },
  // The provider.
  {
    what: "another amount at the provider",
    codes: ["payment_amount"],
    corrupt: () =>
      raw("standin_objects").updateOne({ status: "complete" }, { $inc: { amountFen: 100 } as never }, anyway),
  },
  {
    what: "a payment the provider knows nothing of",
    codes: ["payment_unknown"],
    corrupt: async () => {
      const sessionId = (
        await raw("checkouts").findOne({ buyer: { $exists: true }, state: "paid" }, { sort: { _id: -1 } })
      )?.sessionId;
      await take("standin_objects", { _id: sessionId });
    },
  },
  {
    what: "a refund that failed at the provider",
    codes: ["refund_at_provider"],
    corrupt: () =>
      set(
        "standin_objects",
        { "refunds.0": { $exists: true } },
        { "refunds.0.status": "failed", "refunds.0.dueAt": null },
      ),
  },
];
