import { audit } from "../accounts/audit/audit";
import { inTransaction } from "../shared/db";
import { Refusal } from "../shared/errors";
import type { RefundId } from "../shared/ids";
import { log } from "../shared/log";
import { type Fen, subtract } from "../shared/money";
import { mustHaveDuty, type Viewer } from "../shared/viewer";
import { type Chargeback, ChargebackModel } from "./chargebacks/chargeback";
import { OddPaymentModel } from "./checkout/odd-payment";
import { type Refund, RefundModel } from "./refunds/refund";

/** Money no program can bring to its end: shown on the clerk's desk until somebody has. */
export interface Worry {
  kind:
    | "refund_by_hand"
    | "refund_failed"
    | "goods_gone"
    | "odd_payment"
    | "chargeback_inquiry"
    | "chargeback_open"
    | "chargeback_lost"
    | "chargeback_excess";
  /** The refund, the chargeback or the provider's session. */
  id: string;
  amountFen: Fen;
  since: Date;
  /** Until when it has to be done, where somebody else has set a time. */
  until: Date | null;
  /** The page where it is done; null: there is only the word that it is. */
  href: string | null;
}

const MOST = 100;

/** Oldest first: refunds to be paid out, refunds that failed, goods promised twice, payments nobody knows, chargebacks. */
export async function worries(): Promise<Worry[]> {
  const byHand = await refunds({ paymentIntent: null, kind: "refund", state: "processing" });
  const failed = await refunds({ state: "failed", kind: "refund", closedAt: null });
  const gone = await refunds({ goodsGone: true });
  const odd = await OddPaymentModel.find({ closedAt: null }).limit(MOST).lean();
  const disputed = (await ChargebackModel.find({ closedAt: null, state: { $in: ["inquiry", "open", "lost"] } })
    .limit(MOST)
    .lean()) as Chargeback[];
  return [
    ...byHand.map((refund) => worryOf("refund_by_hand", refund)),
    ...failed.map((refund) => worryOf("refund_failed", refund)),
    ...gone.map((refund) => worryOf("goods_gone", refund)),
    ...odd.map(({ _id, amountFen, seenAt }): Worry => worry("odd_payment", _id, amountFen, seenAt)),
    ...disputed.map(chargebackWorry),
  ].sort((a, b) => a.since.getTime() - b.since.getTime());
}

const refunds = async (which: Record<string, unknown>): Promise<Refund[]> =>
  (await RefundModel.find(which).limit(MOST).lean()) as Refund[];

const worry = (kind: Worry["kind"], id: string, amountFen: Fen, since: Date): Worry => ({
  kind,
  id,
  amountFen,
  since,
  until: null,
  href: null,
});

const worryOf = (kind: Worry["kind"], { _id, amountFen, askedAt, failedAt }: Refund): Worry => ({
  ...worry(kind, _id, amountFen, failedAt ?? askedAt),
  href: `/desk/refunds/${_id}`,
});

/** More than was left of the payment's orders: what went back by a refund as well has to be got back by a person. */
function chargebackWorry({ _id, state, amountFen, takenFen, heardAt, respondBy }: Chargeback): Worry {
  const excessFen = subtract(amountFen, takenFen);
  const open = state === "inquiry" || state === "open";
  if (!open && excessFen > 0) return worry("chargeback_excess", _id, excessFen, heardAt);
  return { ...worry(`chargeback_${state}` as Worry["kind"], _id, amountFen, heardAt), until: open ? respondBy : null };
}

/** A clerk has cleared it up. Refuses: FORBIDDEN to whoever has not the duty, ORDER_MOVED_ON when somebody did before, or when it has a page of its own. */
export async function closeWorry(id: string, by: Viewer, at: Date): Promise<void> {
  mustHaveDuty(by, "finance");
  const closed = { $set: { closedAt: at, closedBy: by.id } };
  const stillOpen = { _id: id, closedAt: null };
  await inTransaction(async () => {
    const done =
      (await OddPaymentModel.updateOne(stillOpen, closed)).matchedCount === 1 ||
      (await ChargebackModel.updateOne({ ...stillOpen, state: { $ne: "open" } }, closed)).matchedCount === 1 ||
      (await RefundModel.updateOne({ _id: id as RefundId, goodsGone: true }, { $set: { goodsGone: false } }))
        .matchedCount === 1 ||
      (await RefundModel.updateOne({ _id: id as RefundId, kind: "refund", state: "failed", closedAt: null }, closed))
        .matchedCount === 1;
    if (!done) throw new Refusal("ORDER_MOVED_ON", { params: { state: "closed" } });
    await audit({ what: "worry.closed", subject: { kind: "worry", id }, by }, at);
  });
  log.info({ id, by: by.id }, "cleared up by hand");
}
