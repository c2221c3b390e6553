import { gazetteer } from "../regions/gazetteer";
import type { RegionCode } from "../shared/ids";
import type { Words } from "../shared/words";
import { type Card, cardsOf } from "./card";
import { ProductModel } from "./product";
import { LISTED, type Listed } from "./search/search";

const BY_SALES = { sales: -1, _id: -1 } as const;

/** A county's goods as cards, what sells best first. */
export async function goodsOfCounty(county: RegionCode, words: Words, limit = 24): Promise<Card[]> {
  return cardsOf(await bestSelling({ originCounty: county }, limit), await gazetteer(), words);
}

/** Approved goods of one county or one seller. */
export const bestSelling = async (
  of: { originCounty: RegionCode } | { seller: Listed["seller"] },
  limit: number,
): Promise<Listed[]> =>
  (await ProductModel.find({ state: "approved", ...of }, LISTED)
    .sort(BY_SALES)
    .limit(limit)
    .lean()) as unknown as Listed[];
