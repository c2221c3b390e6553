import { Schema } from "mongoose";
import { collection, isDuplicate } from "../shared/db";
import type { RefundId } from "../shared/ids";
import { HOUR, later, MINUTE } from "../shared/time";
import { hearChargeback } from "./chargebacks/hear-chargeback";
import { noteOddPayment } from "./checkout/odd-payment";
import { hearSession } from "./checkout/pay-orders";
import type { Provider, ProviderEvent, ProviderRefund } from "./provider/provider";
import { RefundModel } from "./refunds/refund";
import { settleRefund } from "./refunds/settle-refund";

/** The inbox: every verified event is written down before it is acted on, so that one whose handling failed is not lost. */
interface HeardEvent {
  _id: string;
  type: string;
  about: ProviderEvent["about"];
  heardAt: Date;
  doneAt: Date | null;
  tries: number;
}

const schema = new Schema<HeardEvent>(
  {
    _id: String,
    type: { type: String, required: true },
    about: { type: Schema.Types.Mixed, required: true },
    heardAt: { type: Date, required: true },
    doneAt: { type: Date, default: null },
    tries: { type: Number, required: true },
  },
  { versionKey: false },
);
schema.index({ heardAt: 1 }, { partialFilterExpression: { doneAt: null } });
export const HeardEventModel = collection<HeardEvent>("provider_events", schema);

/** Who hears of transfers and of producers' accounts: rooms above add themselves when the program starts. */
export const whenHeard: ((about: ProviderEvent["about"], provider: Provider, at: Date) => Promise<void>)[] = [];

/**
 * A webhook's deed. The event only says which object to look at; what happened is read from the provider as it is now, so
 * neither repetition nor order of events matters. Throws when the deed cannot be done now: the provider will tell us again.
 */
export async function hearEvent(event: ProviderEvent, provider: Provider, at: Date): Promise<void> {
  try {
    await HeardEventModel.insertMany([
      { _id: event.id, type: event.type, about: event.about, heardAt: at, doneAt: null, tries: 0 },
    ]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const known = await HeardEventModel.findById(event.id).lean();
    if (known?.doneAt) return;
  }
  await act(event.id, event.about, provider, at);
}

async function act(id: string, about: ProviderEvent["about"], provider: Provider, at: Date): Promise<void> {
  await HeardEventModel.updateOne({ _id: id }, { $inc: { tries: 1 } });
  if (about.kind === "session" || about.kind === "intent") {
    const session =
      about.kind === "session" ? await provider.session(about.id) : await provider.sessionOfIntent(about.id);
    if (session) await hearSession(session, provider, at);
  } else if (about.kind === "refund") {
    const refund = await provider.refundStatus(about.id);
    if (refund) await hearRefund(refund, at);
  } else if (about.kind === "chargeback") {
    const chargeback = await provider.chargeback(about.id);
    if (chargeback) await hearChargeback(chargeback, provider, at);
  }
  if (about.kind === "transfer" || about.kind === "account")
    for (const hear of whenHeard) await hear(about, provider, at);
  await HeardEventModel.updateOne({ _id: id }, { $set: { doneAt: at } });
}

export async function hearRefund(heard: ProviderRefund, at: Date): Promise<void> {
  if (heard.status === "pending") return;
  const known = heard.reference ?? (await RefundModel.findOne({ providerRefund: heard.refundId }).lean())?._id;
  if (known && (await RefundModel.exists({ _id: known })))
    return void (await settleRefund(known as RefundId, heard.status, at));
  // Made in the provider's own dashboard, past our orders: a person has to say which goods it was for.
  const { refundId, amountFen } = heard;
  if (heard.status === "succeeded")
    await noteOddPayment({ session: refundId, why: "unknown_refund", amountFen, currency: "cny" }, at);
}

/** Acts again on events whose handling failed or was cut off. */
export async function retryEvents(provider: Provider, at: Date): Promise<void> {
  const waiting = (await HeardEventModel.find({
    doneAt: null,
    heardAt: { $gte: later(at, -96 * HOUR), $lte: later(at, -MINUTE / 4) },
  })
    .limit(50)
    .lean()) as HeardEvent[];
  for (const event of waiting) await act(event._id, event.about, provider, at).catch(() => undefined);
}
