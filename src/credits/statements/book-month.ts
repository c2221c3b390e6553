import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { later, MINUTE, type Month, monthAfter, monthOf, monthStart } from "../../shared/time";

/**
 * Whether a book's month can still take entries. Only a deed that is heard of after its own month asks here: a month can be
 * closed no earlier than an hour after its end, when no payment of the month itself can still be on its way into the
 * database (a transaction lives for seconds). So the orders of the day never meet this record.
 */
export interface BookMonth {
  _id: string;
  book: PartnershipId;
  period: Month;
  state: "open" | "closing" | "closed";
  /** Raised by every late deed: a closing that did not see it is a conflict of the database and is run again. */
  late: number;
}

const text = { type: String, required: true } as const;
export const BookMonthModel = collection<BookMonth>(
  "book_months",
  new Schema<BookMonth>(
    {
      _id: String,
      book: text,
      period: text,
      state: { ...text, enum: ["open", "closing", "closed"] },
      late: { type: Number, default: 0 },
    },
    { versionKey: false },
  ).index({ state: 1 }),
);

export const bookMonthId = (book: PartnershipId, period: Month): string => `${book}:${period}`;

const REST_AFTER_MONTH_MS = 60 * MINUTE;
/** For half of that rest nobody can be closing yet, so the payments of the last minutes of a month come in unasked. */
const UNASKED_AFTER_MONTH_MS = 30 * MINUTE;

/** When a month may first be closed. */
export const closableFrom = (period: Month): Date => later(monthStart(monthAfter(period)), REST_AFTER_MONTH_MS);

/**
 * The month a deed is booked in, inside the posting transaction: its own Shanghai month (a payment of the 31st that is heard
 * of on the 2nd belongs to the month it was made in), unless that is closed; then the current one, and the entry names
 * the month it is of.
 */
export async function bookingMonth(
  book: PartnershipId,
  occurredAt: Date,
  at: Date,
): Promise<{ period: Month; original: Month | null }> {
  const [own, current] = [monthOf(occurredAt), monthOf(at)];
  const unasked = later(monthStart(monthAfter(own)), UNASKED_AFTER_MONTH_MS);
  if (own >= current || at < unasked) return { period: own, original: null };
  const month = (await BookMonthModel.findOneAndUpdate(
    { _id: bookMonthId(book, own) },
    { $inc: { late: 1 }, $setOnInsert: { book, period: own, state: "open" } },
    { upsert: true, returnDocument: "after" },
  ).lean()) as BookMonth;
  return month.state === "open" ? { period: own, original: null } : { period: current, original: own };
}
