import type { Seller } from "../../../sellers/seller";
import { newId, type ProductId, type Sku, type UserId } from "../../../shared/ids";
import { type DraftContent, type DraftVariant, MOST_VARIANTS } from "../content";
import { type Draft, DraftModel, draftOf, followingFrom } from "../draft";

/** A row for one more size; its SKU is the tail of the product's id and how many rows were ever made. */
export const newVariant = (id: ProductId, number: number): DraftVariant => ({
  sku: `${id.slice(-10)}-${number}`.toUpperCase() as Sku,
  listed: false,
  name: "",
  nameEn: "",
  unit: "",
  unitEn: "",
  weight: "",
  weightUnit: "kg",
  price: "",
  tiers: [],
  limit: "",
  stock: "",
});

/** An empty page for a shop: from its own county and place, with one size. */
export const emptyContent = (shop: Pick<Seller, "county" | "place">, id: ProductId): DraftContent => ({
  name: "",
  nameEn: "",
  kind: "",
  category: "",
  originCounty: shop.county,
  place: shop.place,
  placeEn: "",
  summary: "",
  summaryEn: "",
  description: "",
  descriptionEn: "",
  months: [],
  seasonNote: "",
  seasonNoteEn: "",
  harvest: "",
  shelfLifeDays: "",
  yearly: "",
  yearlyUnit: "kg",
  storage: "",
  storageEn: "",
  perishable: "",
  variants: [newVariant(id, 1)],
  pictures: [],
  certificates: [],
  batches: [],
});

export const newProductId = (at: Date): ProductId => newId<"product">("prd", at) as ProductId;

interface Begun {
  id: ProductId;
  content: DraftContent;
  by: UserId;
}

async function begin(shop: Pick<Seller, "_id">, { id, content, by }: Begun, at: Date): Promise<Draft> {
  const draft: Draft = {
    _id: id,
    seller: shop._id,
    state: "draft",
    content,
    returned: null,
    submittedAt: null,
    flags: [],
    variantsMade: content.variants.length,
    ...followingFrom(content, []),
    warned: [],
    createdAt: at,
    version: 1,
    updatedAt: at,
    updatedBy: by,
  };
  await DraftModel.insertMany([draft]);
  return draft;
}

/** A new product. Whoever opened an empty page before and typed nothing gets that one again. */
export async function newDraft(shop: Seller, by: UserId, at: Date): Promise<Draft> {
  const untouched = { seller: shop._id, state: "draft", version: 1, submittedAt: null, "content.name": "" } as const;
  const left = (await DraftModel.findOne({ ...untouched, updatedBy: by }).lean()) as Draft | null;
  if (left) return left;
  const id = newProductId(at);
  return begin(shop, { id, content: emptyContent(shop, id), by }, at);
}

/** A new product that begins with a content of its own, such as a program sends. */
export const newDraftWith = (shop: Seller, begun: Begun, at: Date): Promise<Draft> => begin(shop, begun, at);

/** A product like another of the same shop: everything but its batches, under SKUs of its own. */
export async function copyDraft(shop: Seller, like: string, by: UserId, at: Date): Promise<Draft> {
  const { content } = await draftOf(shop._id, like);
  const id = newProductId(at);
  const variants = content.variants.slice(0, MOST_VARIANTS).map((variant, index) => ({
    ...variant,
    sku: newVariant(id, index + 1).sku,
    listed: false,
  }));
  return begin(shop, { id, content: { ...content, variants, batches: [] }, by }, at);
}
