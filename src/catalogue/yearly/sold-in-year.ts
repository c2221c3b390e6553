import { soldBySku } from "../../credits/product-sales";
import type { Month } from "../../shared/time";
import type { Product } from "../product";
import { weightsOfGone } from "../review/weights-of-gone";
import { harvestYear, type Yearly } from "./yearly";

/** How much of a year's harvest had been sold at an instant, in the unit its producer said it in. */
export interface SoldInYear extends Yearly {
  sold: number;
  /** The month the harvest year began with. */
  from: Month;
}

type Asked = Pick<Product, "_id" | "season" | "variants" | "yearly">;

/**
 * What was paid for and not given back from the beginning of the harvest year up to an instant, that instant included; null
 * where the producer has said no quantity. Exact: read off the ledger's own index, and asked again about the same instant it
 * answers the same, whatever is sold later.
 */
export async function soldInYear({ _id, season, variants, yearly }: Asked, at: Date): Promise<SoldInYear | null> {
  if (!yearly) return null;
  const { from, start } = harvestYear(season.months, at);
  const pieces = await soldBySku(_id, start, at);
  const { amount, unit } = yearly;
  if (unit === "pieces") return { amount, unit, from, sold: sum([...pieces.values()]) };
  const weights = new Map(variants.map(({ sku, netWeightGrams }) => [sku, netWeightGrams]));
  const gone = [...pieces.keys()].filter((sku) => !weights.has(sku));
  for (const [sku, grams] of await weightsOfGone(_id, gone)) weights.set(sku, grams);
  return { amount, unit, from, sold: sum([...pieces].map(([sku, count]) => count * (weights.get(sku) ?? 0))) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
