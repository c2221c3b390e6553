import type { AsOf } from "../shared/db";
import type { PartnershipId, RegionCode } from "../shared/ids";
import { type Fen, fen, ZERO } from "../shared/money";
import type { Month } from "../shared/time";
import type { Measure } from "./deed";
import { EntryModel } from "./entry";
import { MOST_COUNTED } from "./source-rows";

/** What one district bought of a county without standing beside it. */
export interface NonPaired {
  paidFen: Fen;
  recognisedFen: Fen;
}

/**
 * The non-paired sales of a book to buyers of one district. The totals do not know where buyers live; an index that holds
 * nothing but non-paired entries does, so it costs as much as there are of this district. Null where there are more than can
 * be counted while somebody waits.
 */
export async function nonPairedOf(
  asOf: AsOf,
  { book, affiliation, from, to }: { book: PartnershipId; affiliation: RegionCode; from: Month; to: Month },
): Promise<NonPaired | null> {
  const found = await asOf(
    EntryModel.aggregate<{ _id: Measure; fen: number; entries: number }>([
      { $match: { basis: "non_paired", book, affiliation, period: { $gte: from, $lte: to } } },
      { $limit: MOST_COUNTED + 1 },
      { $group: { _id: "$measure", fen: { $sum: "$amountFen" }, entries: { $sum: 1 } } },
    ]),
  );
  if (found.reduce((sum, each) => sum + each.entries, 0) > MOST_COUNTED) return null;
  const of = (measure: Measure): Fen => fen(found.find(({ _id }) => _id === measure)?.fen ?? ZERO);
  return { paidFen: of("paid"), recognisedFen: of("recognised") };
}
