import { tell } from "../../accounts/notices/tell";
import type { ProviderTransfer } from "../../payments/provider/payouts";
import { sellerById } from "../../sellers/seller";
import { joinTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { type Fen, fen, subtract, ZERO } from "../../shared/money";
import { post } from "../account/post";
import type { SettlementId } from "../account/posting";
import { type Settlement, SettlementModel, settlementById } from "../pages/settlement";
import { paymentReturned } from "./payment";

type Reversed = Pick<ProviderTransfer, "amountFen" | "reversedFen">;

/**
 * What has come back of a transfer that was made, heard any number of times and in any order. All of it at once: the
 * settlement is returned and its money is due again. Only a part, or the rest after a part: the settlement stays paid, and
 * what came back stands on the producer's account again, on the open page, to be paid out with it. How much was heard of
 * before is kept with the payment, so no fen is put back twice. Refuses: SETTLEMENT_MOVED_ON.
 */
export const cameBack = (id: SettlementId, attempt: number, transfer: Reversed, at: Date): Promise<void> =>
  joinTransaction(async () => {
    const settlement = await settlementById(id);
    const payment = settlement.payments.find((each) => each.attempt === attempt);
    if (payment?.outcome !== "paid") return;
    const before = payment.reversedFen ?? ZERO;
    if (transfer.reversedFen <= before) return;
    if (before === ZERO && transfer.reversedFen >= transfer.amountFen)
      return paymentReturned(id, attempt, "transfer_reversed", null, at);
    await noteReversed(settlement, attempt, transfer.reversedFen);
    await putOnAccount(settlement, { attempt, upTo: transfer.reversedFen, fen: difference(transfer, before) }, at);
  });

const difference = ({ reversedFen }: Reversed, before: Fen): Fen => subtract(reversedFen, before);

async function noteReversed({ _id, version }: Settlement, attempt: number, reversedFen: Fen): Promise<void> {
  const { matchedCount } = await SettlementModel.updateOne(
    { _id, version, state: "paid" },
    { $set: { [`payments.${attempt - 1}.reversedFen`]: reversedFen }, $inc: { version: 1 } },
  );
  if (matchedCount !== 1) throw new Refusal("SETTLEMENT_MOVED_ON", { params: { state: "paid" } });
}

interface Back {
  attempt: number;
  /** All that has come back of this attempt; names the deed. */
  upTo: Fen;
  fen: Fen;
}

async function putOnAccount({ _id, number, seller }: Settlement, { attempt, upTo, fen: amountFen }: Back, at: Date) {
  const deed = `partly_returned:${_id}:${attempt}:${upTo}`;
  await post([{ deed, seller, kind: "partly_returned", amountFen, note: number, occurredAt: at }], at);
  const shop = await sellerById(seller);
  const notice = { key: deed, kind: "settlement_part_returned", params: { number, amountFen } };
  if (shop)
    await tell(
      { ...notice, to: { organisation: shop.organisation, duty: "finance" }, href: "/settlements/current" },
      at,
    );
  await tell({ ...notice, to: { platform: true }, href: `/desk/settlements/${number}` }, at);
}

/** As many as a clerk looks through at once. */
const LISTED = 100;

/** Settlements that were paid and of whose money a part came back, the newest first. */
export const partlyReturned = async (): Promise<Settlement[]> =>
  (await SettlementModel.find({ "payments.reversedFen": { $gt: 0 } } as Record<string, unknown>)
    .sort({ _id: -1 })
    .limit(LISTED)
    .lean()) as Settlement[];

/** What came back of a settlement that stays paid. */
export const partOf = ({ payments }: Pick<Settlement, "payments">): Fen =>
  fen(payments.reduce((whole, { reversedFen }) => whole + (reversedFen ?? 0), 0));
