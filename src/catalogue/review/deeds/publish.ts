import type { Seller } from "../../../sellers/seller";
import { Refusal } from "../../../shared/errors";
import { noteShown } from "../../../shared/uploads/files";
import { derived, type Product, ProductModel } from "../../product";
import { listedAs } from "../../shelf/as-product";
import type { ListingContent } from "../../shelf/content";
import { changeDraft, type Draft } from "../../shelf/draft";
import { filesIn } from "../../shelf/pictures/unused";
import type { Variant } from "../../variant";
import { type Actor, type ProductVersion, pricesOf, recordVersion } from "../history";
import { changesOf } from "../rules/changes";

/** A draft that may go on the market, the product it changes (null for a new one), and whose it is. */
export interface Publication {
  draft: Draft;
  listing: ListingContent;
  product: Product | null;
  seller: Seller;
  /** The address of a new product, spelled before the transaction: the dictionary takes its time. */
  slug: string;
}

export interface Published {
  draft: Draft;
  product: Product;
  line: ProductVersion;
}

/**
 * Brings a draft on the market: a new product, or the changed fields of the one on sale. A variant that is left out leaves the
 * market; its stock and its orders stay. A product that rests or is suspended stays so. To be called inside a transaction;
 * the first stock of new SKUs is opened after it (`openFirstStock`).
 */
export async function publish(publication: Publication, by: Actor, at: Date): Promise<Published> {
  const { draft, listing, product: before } = publication;
  const product = before ? await change(before, publication, at) : await list(publication, at);
  const content = { ...draft.content, variants: draft.content.variants.map((each) => ({ ...each, listed: true })) };
  const moved = await changeDraft(draft, { state: "approved", returned: null, content });
  await noteShown(filesIn(content));
  const known = new Set(before?.variants.map(({ sku }) => sku));
  const line = await recordVersion({
    product: product._id,
    seller: product.seller,
    deed: "published",
    version: product.version,
    at,
    by,
    changes: before ? changesOf(before, product) : [],
    prices: { before: pricesOf(before?.variants ?? []), after: pricesOf(product.variants) },
    opening: listing.variants.filter(({ sku }) => !known.has(sku)).map(({ sku, stock }) => ({ sku, pieces: stock })),
  });
  return { draft: moved, product, line };
}

async function list({ draft, listing, seller, slug }: Publication, at: Date): Promise<Product> {
  const facts = { ...listedAs(listing, seller), slug };
  const product: Product = {
    ...facts,
    ...(await derived(facts)),
    _id: draft._id,
    state: "approved",
    approvedAt: at,
    // Nothing is there until the stock is opened, and then the stock says so itself.
    soldOut: true,
    sales: 0,
    demo: seller.demo,
    createdAt: draft.createdAt,
    updatedAt: at,
    version: 1,
  };
  await ProductModel.insertMany([product]);
  return product;
}

async function change(before: Product, { listing, seller }: Publication, at: Date): Promise<Product> {
  const listed = listedAs(listing, seller);
  const facts = { ...listed, slug: before.slug, priceSource: sourceAfter(before, listed.variants) };
  const changed = (await ProductModel.findOneAndUpdate(
    { _id: before._id, version: before.version },
    {
      $set: { ...facts, ...(await derived(facts)), updatedAt: at },
      $inc: { version: 1 },
    },
    { returnDocument: "after" },
  ).lean()) as Product | null;
  if (!changed) throw new Refusal("PRODUCT_CHANGED");
  return changed;
}

/** A price somebody once published is not the source of another price. */
export const sourceAfter = (before: Product, variants: readonly Variant[]): string | null =>
  JSON.stringify(pricesOf(before.variants)) === JSON.stringify(pricesOf(variants)) ? before.priceSource : null;
