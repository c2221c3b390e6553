import type { Entry } from "../../credits/entry";
import { isVisible, type Visible } from "../../credits/visible";
import { dayOf, monthOf } from "../../shared/time";
import type { Names } from "../names";

/**
 * One entry as a line of a list. For the public it is de-identified: the day instead of the minute, no order, no buyer.
 * An official whose part of the ledger it is in also sees the order, its place in the chain and the hash.
 */
export function entryLine(entry: Entry, names: Names, visible: Visible) {
  return {
    day: dayOf(entry.occurredAt),
    /** Set when the deed was booked in a later month than it happened in. */
    bookedIn: monthOf(entry.occurredAt) === entry.period ? null : entry.period,
    county: names.short(entry.county),
    product: entry.product.name,
    quantity: entry.quantity === 0 ? null : entry.quantity,
    seller: entry.seller.name,
    basis: entry.basis,
    helper: entry.helper && names.short(entry.helper),
    category: entry.category,
    buyerKind: entry.buyerKind,
    measure: entry.measure,
    amountFen: entry.amountFen,
    takenBack: entry.amountFen < 0,
    official: isVisible(entry, visible)
      ? {
          href: `/entries/${entry._id}`,
          order: entry.order?.number ?? null,
          seq: entry.seq,
          hash: entry.hash?.slice(0, 12) ?? null,
        }
      : null,
  };
}

export type EntryLine = ReturnType<typeof entryLine>;
