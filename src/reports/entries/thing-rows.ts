import { CampaignModel } from "../../campaigns/campaign";
import type { BreakdownKind } from "../../credits/breakdowns/breakdown";
import { breakdownRowsAsOf } from "../../credits/breakdowns/read-breakdown";
import { rowsOfSource } from "../../credits/source-rows";
import { totalsAsOf } from "../../credits/totals/read-totals";
import type { Row } from "../../credits/totals/total";
import type { AsOf } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { ZERO } from "../../shared/money";
import type { Words } from "../../shared/words";
import type { Choice } from "../links";

/** What the entries' sum is a sum of: the totals, or the breakdown of the one thing that was chosen. */
export interface Behind {
  rows: Row[];
  /** The thing's name; null where none was chosen. */
  thing: string | null;
  /** False where their sum is not known: more of one source than are counted, or of two filters beside the facets. */
  summed: boolean;
}

export async function rowsBehind(
  asOf: AsOf,
  choice: Choice,
  { book, books }: { book: PartnershipId | null; books: readonly PartnershipId[] },
  words: Words,
): Promise<Behind> {
  const scope = { ...(book && { book }), from: choice.from, to: choice.to };
  const chosen = thingOf(choice);
  if (!chosen) {
    const { rows: whole } = await totalsAsOf(asOf, scope);
    const counted = choice.source ? await rowsOfSource(asOf, choice.source, { ...choice, books, rows: whole }) : whole;
    return { rows: counted ?? [], thing: null, summed: counted !== null };
  }
  const found = await breakdownRowsAsOf(asOf, { ...scope, ...chosen });
  // A breakdown does not count apart what was taken back: the list has no sum then.
  const rows = found.map((row) => ({ ...row, backFen: ZERO }));
  return {
    rows,
    thing: (await campaignName(choice, words)) ?? found.at(-1)?.name ?? chosen.id,
    summed: !choice.source && [choice.campaign, choice.product, choice.seller].filter(Boolean).length === 1,
  };
}

/** One thing at a time: the first of them that was asked for. */
function thingOf({ campaign, product, seller }: Choice): { kind: BreakdownKind; id: string } | null {
  if (campaign) return { kind: "campaign", id: campaign };
  if (product) return { kind: "product", id: product };
  return seller ? { kind: "seller", id: seller } : null;
}

async function campaignName({ campaign }: Choice, words: Words): Promise<string | null> {
  const found = campaign ? await CampaignModel.findById(campaign, { name: 1, nameEn: 1 }).lean() : null;
  return found ? words.pick(found.name, found.nameEn) : null;
}
