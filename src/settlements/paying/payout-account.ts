import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { SellerId, UserId } from "../../shared/ids";
import { seal, unseal } from "../../shared/sealed";

/** A bank account as it may be shown: the number itself is sealed and opens for the bank's file alone. */
export interface BankAccount {
  /** 户名 */
  holder: string;
  /** 开户行, with its branch. */
  bank: string;
  sealed: string;
  lastFour: string;
}

/** Where a producer's money goes to. */
export interface PayoutAccount {
  _id: SellerId;
  bank: BankAccount | null;
  /** The producer's account at the payment provider; money goes there first once it is ready. */
  provider: { account: string; ready: boolean } | null;
  /** Who changed the bank account when, to which number's end. */
  changes: { at: Date; by: UserId; lastFour: string }[];
}

const text = { type: String, required: true } as const;
export const PayoutAccountModel = collection<PayoutAccount>(
  "payout_accounts",
  new Schema<PayoutAccount>(
    {
      _id: String,
      bank: {
        type: new Schema({ holder: text, bank: text, sealed: text, lastFour: text }, { _id: false }),
        default: null,
      },
      provider: {
        type: new Schema({ account: text, ready: { type: Boolean, required: true } }, { _id: false }),
        default: null,
      },
      changes: [{ _id: false, at: { type: Date, required: true }, by: text, lastFour: text }],
    },
    { versionKey: false },
  ).index(
    { "provider.account": 1 },
    { unique: true, partialFilterExpression: { "provider.account": { $type: "string" } } },
  ),
);

const about = (seller: SellerId): string => `bank:${seller}`;

export const sealedAccount = (
  seller: SellerId,
  { holder, bank, number }: { holder: string; bank: string; number: string },
): BankAccount => ({ holder, bank, sealed: seal(number, about(seller)), lastFour: number.slice(-4) });

/** The whole number; for the bank's file alone. */
export const numberOf = (seller: SellerId, { sealed }: BankAccount): string => unseal(sealed, about(seller));

/** "**** 1234" */
export const masked = ({ lastFour }: Pick<BankAccount, "lastFour">): string => `**** ${lastFour}`;

export const payoutAccountOf = async (seller: SellerId): Promise<PayoutAccount | null> =>
  (await PayoutAccountModel.findById(seller).lean()) as PayoutAccount | null;

export const payoutAccountsOf = async (sellers: readonly SellerId[]): Promise<Map<SellerId, PayoutAccount>> => {
  const found = (await PayoutAccountModel.find({ _id: { $in: sellers } }).lean()) as PayoutAccount[];
  return new Map(found.map((account) => [account._id, account]));
};
