import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import { notFound } from "../../shared/errors";
import type { Id, SellerId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import type { SettlementId } from "../account/posting";

/** One transfer the bank is asked to make; how it went stands on its settlement. */
export interface BankLine {
  settlement: SettlementId;
  number: string;
  /** Which of the settlement's attempts this is. */
  attempt: number;
  seller: SellerId;
  holder: string;
  bank: string;
  lastFour: string;
  amountFen: Fen;
}

/** A file for the bank, frozen when it was made: it can be fetched again, byte for byte, and never changes. */
export interface BankFile {
  _id: Id<"bank_file">;
  number: string;
  madeAt: Date;
  madeBy: UserId;
  lines: BankLine[];
  totalFen: Fen;
  /** The file itself, sealed: it is the one place where whole account numbers stand. */
  sealed: string;
  /** SHA-256 of its bytes. */
  hash: string;
  fetched: { at: Date; by: UserId }[];
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;

export const BankFileModel = collection<BankFile>(
  "bank_files",
  new Schema<BankFile>(
    {
      _id: String,
      number: { ...text, unique: true },
      madeAt: instant,
      madeBy: text,
      lines: [
        {
          _id: false,
          settlement: text,
          number: text,
          attempt: whole,
          seller: text,
          holder: text,
          bank: text,
          lastFour: text,
          amountFen: whole,
        },
      ],
      totalFen: whole,
      sealed: text,
      hash: text,
      fetched: [{ _id: false, at: instant, by: text }],
    },
    { versionKey: false },
  ).index({ madeAt: -1 }),
  { properties: { totalFen: wholeNumber(1) } },
);

/** Everything but the file itself, which is opened for fetching alone. */
export async function bankFileByNumber(number: string): Promise<Omit<BankFile, "sealed">> {
  const file = (await BankFileModel.findOne({ number: String(number) }, { sealed: 0 }).lean()) as BankFile | null;
  if (!file) throw notFound();
  return file;
}

/** The latest first. */
export const recentBankFiles = async (limit: number): Promise<Omit<BankFile, "sealed">[]> =>
  (await BankFileModel.find({}, { sealed: 0 }).sort({ madeAt: -1 }).limit(limit).lean()) as unknown as BankFile[];
