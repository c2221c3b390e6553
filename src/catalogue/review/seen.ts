import { UserModel } from "../../accounts/user";
import { type Seller, SellerModel } from "../../sellers/seller";
import { notFound, Refusal } from "../../shared/errors";
import type { ProductId } from "../../shared/ids";
import { hasRole, mustHaveDuty, type Viewer } from "../../shared/viewer";
import { type Product, ProductModel } from "../product";
import { type Draft, DraftModel } from "../shelf/draft";

/** Who reviews goods: the officials of the county they come from, and the platform. */
export const REVIEWERS = ["county_official", "admin"] as const;

/** A draft is with the officials from the moment it is handed in until it is published or the shop works on it again. */
export const WITH_OFFICIALS = ["submitted", "recommended", "returned"] as const;
export const ON_MARKET = ["approved", "resting", "suspended"] as const;

/** What an official sees of a product: what was handed in, what is on the market, whose it is. */
export interface Seen {
  id: ProductId;
  draft: Draft | null;
  product: Product | null;
  seller: Seller;
}

/**
 * A product as this official may see it. A county sees what is said to come from it, handed in or on the market, and nothing
 * of any other: that is NOT_FOUND, as is what only its shop has seen. One read after another, so that it may run in a transaction.
 */
export async function seenBy(viewer: Viewer, id: string): Promise<Seen> {
  const _id = String(id) as ProductId;
  const county = countyOf(viewer);
  const draft = (await DraftModel.findOne({
    _id,
    state: { $in: WITH_OFFICIALS },
    ...(county !== null && { "content.originCounty": county }),
  }).lean()) as Draft | null;
  const listed = (await ProductModel.findOne({ _id, state: { $in: ON_MARKET } }).lean()) as Product | null;
  const product = county === null || draft || listed?.originCounty === county ? listed : null;
  const of = draft?.seller ?? product?.seller;
  const seller = of && ((await SellerModel.findById(of).lean()) as Seller | null);
  if (!seller) throw notFound();
  return { id: _id, draft, product, seller };
}

/** The county an official answers for; null for the platform, which sees all. */
export function countyOf(viewer: Viewer): string | null {
  if (hasRole(viewer, "admin")) return null;
  if (!hasRole(viewer, "county_official")) throw new Refusal("FORBIDDEN");
  return viewer.organisation?.region ?? "";
}

/**
 * An office's member may look, its people for goods decide; and nobody decides on goods of an organisation they belong to,
 * whichever they act for at the moment. Refuses with FORBIDDEN and OWN_ORGANISATION.
 */
export async function mustBeJudge(viewer: Viewer, { organisation }: Seller): Promise<void> {
  mustHaveDuty(viewer, "goods");
  const own =
    viewer.organisation?.id === organisation ||
    (await UserModel.exists({ _id: viewer.id, "memberships.organisation": organisation })) !== null;
  if (own) throw new Refusal("OWN_ORGANISATION");
}

/** What is decided on is what was looked at. Refuses with PRODUCT_CHANGED. */
export function mustBeSeen(current: { version: number }, version: number | undefined): void {
  if (version !== undefined && version !== current.version) throw new Refusal("PRODUCT_CHANGED");
}
