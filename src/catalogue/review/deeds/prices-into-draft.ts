import type { Product } from "../../product";
import type { DraftVariant } from "../../shelf/content";
import { yuanText } from "../../shelf/content-of";
import { changeDraft, type Draft, DraftModel } from "../../shelf/draft";
import { countOf, yuanOf } from "../../shelf/reading/numbers";
import type { Tier, Variant } from "../../variant";

/**
 * Prices that changed at once go into the draft of the same goods too, wherever it still says what was on sale: else the next
 * publication would quietly bring the old prices back. What the producer has typed anew stays. A draft that officials are
 * looking at gets a new version with it, so nobody decides on prices they have not seen.
 */
export async function pricesIntoDraft(before: Product, after: Product): Promise<void> {
  const draft = (await DraftModel.findById(after._id).lean()) as Draft | null;
  if (!draft) return;
  const variants = draft.content.variants.map((typed) => {
    const [was, is] = [before, after].map((product) => product.variants.find(({ sku }) => sku === typed.sku));
    return was && is ? following(typed, was, is) : typed;
  });
  if (JSON.stringify(variants) === JSON.stringify(draft.content.variants)) return;
  await changeDraft(draft, { content: { ...draft.content, variants } });
}

function following(typed: DraftVariant, was: Variant, is: Variant): DraftVariant {
  return {
    ...typed,
    ...(yuanOf(typed.price) === was.priceFen && { price: yuanText(is.priceFen) }),
    ...(sameTiers(typed.tiers, was.tiers) && { tiers: is.tiers.map(tierText) }),
    ...((countOf(typed.limit) ?? null) === was.limitPerBuyer && { limit: limitText(is.limitPerBuyer) }),
  };
}

const tierText = ({ minQuantity, priceFen }: Tier) => ({
  minQuantity: String(minQuantity),
  price: yuanText(priceFen),
});
const limitText = (limit: number | null): string => (limit === null ? "" : String(limit));

const sameTiers = (typed: DraftVariant["tiers"], tiers: readonly Tier[]): boolean =>
  typed.length === tiers.length &&
  typed.every(
    ({ minQuantity, price }, index) =>
      countOf(minQuantity) === tiers[index]?.minQuantity && yuanOf(price) === tiers[index]?.priceFen,
  );
