import { Refusal } from "../shared/errors";
import type { RefundId } from "../shared/ids";
import { log } from "../shared/log";
import type { Fen } from "../shared/money";
import type { Viewer } from "../shared/viewer";
import { OddPaymentModel } from "./odd-payment";
import { type Refund, RefundModel } from "./refund";

/** Money no program can bring to its end: shown on the clerk's desk until somebody has. */
export interface Worry {
  kind: "refund_by_hand" | "refund_failed" | "odd_payment";
  /** The refund or the provider's session. */
  id: string;
  amountFen: Fen;
  since: Date;
}

/** Refunds of bank transfers to be paid out, refunds the provider refused or lost, payments that fit no checkout; oldest first. */
export async function worries(): Promise<Worry[]> {
  const byHand = (await RefundModel.find({ paymentIntent: null, state: "succeeded", closedAt: null })
    .limit(100)
    .lean()) as Refund[];
  const failed = (await RefundModel.find({ state: "failed", closedAt: null }).limit(100).lean()) as Refund[];
  const odd = await OddPaymentModel.find({ closedAt: null }).limit(100).lean();
  return [
    ...byHand.map((refund) => worryOf("refund_by_hand", refund)),
    ...failed.map((refund) => worryOf("refund_failed", refund)),
    ...odd.map(({ _id, amountFen, seenAt }): Worry => ({ kind: "odd_payment", id: _id, amountFen, since: seenAt })),
  ].sort((a, b) => a.since.getTime() - b.since.getTime());
}

const worryOf = (kind: Worry["kind"], { _id, amountFen, askedAt }: Refund): Worry => ({
  kind,
  id: _id,
  amountFen,
  since: askedAt,
});

/** A clerk has paid it out or cleared it up with the provider. Refuses: ORDER_MOVED_ON when somebody did before. */
export async function closeWorry(id: string, by: Viewer, at: Date): Promise<void> {
  const closed = { $set: { closedAt: at, closedBy: by.id } };
  const refund = await RefundModel.updateOne({ _id: id as RefundId, closedAt: null }, closed);
  const odd = refund.matchedCount === 1 ? refund : await OddPaymentModel.updateOne({ _id: id, closedAt: null }, closed);
  if (odd.matchedCount !== 1) throw new Refusal("ORDER_MOVED_ON", { params: { state: "closed" } });
  log.info({ id, by: by.id }, "cleared up by hand");
}
