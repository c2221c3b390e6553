import { Schema } from "mongoose";
import type { z } from "zod";
import { collection, inTransaction, wholeNumber } from "../../shared/db";
import { newId } from "../../shared/ids";
import { later } from "../../shared/time";
import { ApiProblem, noSuch } from "../api/problem";
import { tellOf } from "../event";
import { knobs, takeTurn } from "../knobs";
import { listJson } from "../stripe-json";
import { accountById } from "./accounts";
import type { TransferListParams, TransferParams } from "./params";

/** Money the shop sent to an account at the stand-in. */
export interface Transfer {
  _id: string;
  account: string;
  amountFen: number;
  reversedFen: number;
  group: string | null;
  metadata: Record<string, string>;
  createdAt: Date;
  /** When it comes back by itself. */
  dueAt: Date | null;
}

export const TransferModel = collection<Transfer>(
  "standin_transfers",
  new Schema<Transfer>(
    {
      _id: String,
      account: { type: String, required: true },
      amountFen: { type: Number, required: true },
      reversedFen: { type: Number, default: 0 },
      group: { type: String, default: null },
      metadata: { type: Schema.Types.Mixed, default: {} },
      createdAt: { type: Date, required: true },
      dueAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false },
  )
    .index({ group: 1, _id: -1 })
    .index({ dueAt: 1 }),
  { properties: { amountFen: wholeNumber(1), reversedFen: wholeNumber(0) } },
);

const transferJson = (transfer: Transfer): Record<string, unknown> => ({
  id: transfer._id,
  object: "transfer",
  amount: transfer.amountFen,
  amount_reversed: transfer.reversedFen,
  reversed: transfer.reversedFen === transfer.amountFen,
  currency: "cny",
  destination: transfer.account,
  transfer_group: transfer.group,
  metadata: transfer.metadata,
  created: Math.floor(transfer.createdAt.getTime() / 1000),
  livemode: false,
});

export async function createTransfer(params: z.infer<typeof TransferParams>, at: Date): Promise<unknown> {
  const account = await accountById(params.destination);
  if (!account.ready)
    throw new ApiProblem(400, {
      code: "insufficient_capabilities_for_transfer",
      param: "destination",
      message: "Your destination account needs to have at least one of the following capabilities enabled: transfers",
    });
  if (takeTurn("transferRefused"))
    throw new ApiProblem(400, {
      code: "balance_insufficient",
      message: "You have insufficient available funds in your Stripe account.",
    });
  const transfer: Transfer = {
    _id: newId("tr", at),
    account: account._id,
    amountFen: params.amount,
    reversedFen: 0,
    group: params.transfer_group ?? null,
    metadata: params.metadata,
    createdAt: at,
    dueAt: knobs.transferReversedLater > 0 ? later(at, knobs.transferReversedLater) : null,
  };
  await TransferModel.insertMany([transfer]);
  await tellOf([{ type: "transfer.created", object: transferJson(transfer) }], at);
  return transferJson(transfer);
}

export async function retrieveTransfer(id: string, at: Date): Promise<unknown> {
  await reverseDue(at);
  const transfer = (await TransferModel.findById(id).lean()) as Transfer | null;
  if (!transfer) throw noSuch("transfer", id);
  return transferJson(transfer);
}

/** Newest first. */
export async function listTransfers(
  { transfer_group, limit }: z.infer<typeof TransferListParams>,
  at: Date,
): Promise<unknown> {
  await reverseDue(at);
  const rows = (await TransferModel.find({ group: transfer_group })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as Transfer[];
  return listJson("/v1/transfers", rows.slice(0, limit).map(transferJson), rows.length > limit);
}

/** A transfer comes back, the whole of what is left of it or a part; the shop is told. */
export const reverseTransfer = (id: string, at: Date, partFen = Number.MAX_SAFE_INTEGER): Promise<void> =>
  inTransaction(async () => {
    const transfer = (await TransferModel.findById(id).lean()) as Transfer | null;
    if (!transfer || transfer.reversedFen >= transfer.amountFen) return;
    const reversedFen = Math.min(transfer.amountFen, transfer.reversedFen + partFen);
    const reversed = { ...transfer, reversedFen, dueAt: null };
    await TransferModel.replaceOne({ _id: id }, reversed);
    await tellOf([{ type: "transfer.reversed", object: transferJson(reversed) }], at);
  });

/** Those whose time to come back is there. */
export async function reverseDue(at: Date): Promise<void> {
  const due = await TransferModel.find({ dueAt: { $ne: null, $lte: at } }, { _id: 1 })
    .limit(200)
    .lean();
  for (const { _id } of due) await reverseTransfer(_id, at);
}
