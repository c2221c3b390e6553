import { invalidField } from "../../../shared/errors";
import { type DraftContent, MOST_VARIANTS } from "../content";
import type { Draft } from "../draft";
import { newVariant } from "./new-draft";

/** What a button of the editor does besides saving, as its value says: "variant-remove:ABC-2". */
export type Change = Pick<Draft, "content" | "variantsMade">;

/** One more size, measured and packed as the last one. Refuses with INVALID from the thirteenth on. */
export function addVariant({ _id, variantsMade }: Draft, content: DraftContent): Change {
  if (content.variants.length >= MOST_VARIANTS)
    throw invalidField("variants", "too_many_here", { maximum: MOST_VARIANTS });
  const last = content.variants.at(-1);
  const row = { ...newVariant(_id, variantsMade + 1), unit: last?.unit ?? "", weightUnit: last?.weightUnit ?? "kg" };
  return { content: { ...content, variants: [...content.variants, row] }, variantsMade: variantsMade + 1 };
}

/** The last size cannot be taken away: a product without one cannot be bought. */
export const removeVariant = (content: DraftContent, sku: string): DraftContent =>
  content.variants.length < 2
    ? content
    : { ...content, variants: content.variants.filter((variant) => variant.sku !== sku) };

export const removePicture = (content: DraftContent, id: string): DraftContent => ({
  ...content,
  pictures: content.pictures.filter((picture) => picture.id !== id),
});

/** One place nearer to the front or the back; at the end of the row it stays. */
export function movePicture(content: DraftContent, id: string, by: 1 | -1): DraftContent {
  const pictures = [...content.pictures];
  const from = pictures.findIndex((picture) => picture.id === id);
  const [moved, other] = [pictures[from], pictures[from + by]];
  if (!moved || !other) return content;
  pictures[from] = other;
  pictures[from + by] = moved;
  return { ...content, pictures };
}
