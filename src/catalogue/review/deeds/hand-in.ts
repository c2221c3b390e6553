import { tell } from "../../../accounts/notices/tell";
import type { Seller } from "../../../sellers/seller";
import type { Viewer } from "../../../shared/viewer";
import { type Product, ProductModel } from "../../product";
import { listedAs } from "../../shelf/as-product";
import type { ListingContent } from "../../shelf/content";
import type { Draft } from "../../shelf/draft";
import { actorOf, recordVersion } from "../history";
import { changesOf } from "../rules/changes";

/** A draft that has just been handed in (its new version), and what it reads as. */
export interface HandedIn {
  draft: Draft;
  listing: ListingContent;
  seller: Seller;
  by: Viewer;
}

/**
 * What the review needs to know of a submission: its line in the history, with what it would change on sale, and word to the
 * county the goods come from. Call it in the submission's own transaction, after the draft has moved.
 */
export async function noteHandedIn({ draft, listing, seller, by }: HandedIn, at: Date): Promise<void> {
  const product = (await ProductModel.findById(draft._id).lean()) as Product | null;
  const line = await recordVersion({
    product: draft._id,
    seller: seller._id,
    deed: "submitted",
    draftVersion: draft.version,
    at,
    by: actorOf(by),
    changes: product ? changesOf(product, { ...product, ...listedAs(listing, seller) }) : [],
  });
  const [to, href] = [{ county: listing.originCounty }, `/review/${draft._id}`];
  const params = { goods: listing.name, shop: seller.name };
  await tell({ key: `submitted:${line._id}`, to, kind: "goods_submitted", params, href }, at);
}

/** The shop takes it back: a line of the history, in the withdrawal's own transaction, after the draft has moved. */
export const noteWithdrawn = ({ _id, seller, version }: Draft, by: Viewer, at: Date): Promise<unknown> =>
  recordVersion({ product: _id, seller, deed: "withdrawn", draftVersion: version, at, by: actorOf(by) });
