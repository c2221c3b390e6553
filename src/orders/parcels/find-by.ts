import type { Schema } from "mongoose";

/** The index that finds a producer's orders by what is typed. */
export const BY_KEY = "by_key";

/** What the work list and the chores look for; orders that are nobody's work yet are in none of these. */
export function indexStanding<T>(schema: Schema<T>): void {
  const worked = { partialFilterExpression: { stage: { $gt: "" } } };
  schema.index({ seller: 1, stage: 1, paidAt: 1, _id: 1 }, worked);
  schema.index({ seller: 1, stage: 1, keys: 1, paidAt: 1, _id: 1 }, { ...worked, name: BY_KEY });
  schema.index({ receiptDue: 1 }, { partialFilterExpression: { receiptDue: { $gt: new Date(0) } } });
  schema.index({ tellDue: 1 }, { partialFilterExpression: { tellDue: true } });
  schema.index({ paidAt: 1 }, { name: "tickets", partialFilterExpression: { way: "ticket", stage: "to_collect" } });
}
