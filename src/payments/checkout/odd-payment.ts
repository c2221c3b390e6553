import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { UserId } from "../../shared/ids";
import { log } from "../../shared/log";
import type { Fen } from "../../shared/money";

/** Money the provider reports that fits no checkout of ours: kept for a person to look at, credited to nobody. */
interface OddPayment {
  _id: string;
  why: string;
  amountFen: Fen;
  currency: string;
  seenAt: Date;
  times: number;
  closedAt: Date | null;
  closedBy?: UserId;
}

export const OddPaymentModel = collection<OddPayment>(
  "odd_payments",
  new Schema<OddPayment>(
    {
      _id: String,
      why: { type: String, required: true },
      amountFen: { type: Number, required: true },
      currency: { type: String, required: true },
      seenAt: { type: Date, required: true },
      times: { type: Number, required: true },
      closedAt: { type: Date, default: null },
      closedBy: String,
    },
    { versionKey: false },
  ),
);

export async function noteOddPayment(
  { session, why, amountFen, currency }: { session: string; why: string; amountFen: Fen; currency: string },
  at: Date,
): Promise<void> {
  await OddPaymentModel.updateOne(
    { _id: session },
    { $set: { why }, $setOnInsert: { amountFen, currency, seenAt: at, closedAt: null }, $inc: { times: 1 } },
    { upsert: true },
  );
  log.warn({ session, why }, "a payment fits no checkout");
}
