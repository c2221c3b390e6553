import { gazetteer } from "../regions/gazetteer";
import type { RegionCode } from "../shared/ids";
import type { Words } from "../shared/words";
import { type Card, cardsOf } from "./card";
import { goodsCache } from "./goods-cache";
import { onSale } from "./on-sale";
import { ProductModel } from "./product";
import { LISTED, type Listed } from "./search/search";

/** A county's goods as cards, what sells best first. */
export async function goodsOfCounty(county: RegionCode, words: Words, limit = 24): Promise<Card[]> {
  return cardsOf(await bestSelling({ originCounty: county }, limit), await gazetteer(), words);
}

const BY_SALES = { sales: -1, _id: -1 } as const;
const lists = goodsCache<Listed[]>(500);

type Of = { originCounty: RegionCode } | { seller: Listed["seller"] };

/** Approved goods of one county or one seller. */
export const bestSelling = (of: Of, limit: number): Promise<Listed[]> =>
  lists.get(JSON.stringify([of, limit]), async () => {
    const found = ProductModel.find({ ...(await onSale()), ...of }, LISTED).sort(BY_SALES);
    return (await found.limit(limit).lean()) as unknown as Listed[];
  });
