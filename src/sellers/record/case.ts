import { forgetAll } from "../../shared/cache";
import { afterCommit } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import type { Viewer } from "../../shared/viewer";
import { type SellerCase, SellerModel } from "../seller";
import { shopOf } from "../shop-of";
import type { SellerDeed } from "./dossier";
import type { SellerState } from "./kinds";

/** How a seller comes to its shop, and what may become of it. Only `moveCase` changes the state. */
export const MOVES = {
  draft: ["applied"],
  applied: ["recommended", "returned"],
  recommended: ["open", "returned"],
  returned: ["applied"],
  open: ["suspended"],
  suspended: ["open"],
} as const satisfies Record<SellerState, readonly SellerState[]>;

/** Shops from before there was a dossier have none of it. */
const whole = (found: SellerCase): SellerCase => ({
  ...found,
  typed: found.typed ?? {},
  sells: found.sells ?? [],
  linkage: found.linkage ?? null,
  documents: found.documents ?? [],
  history: found.history ?? [],
  movedAt: found.movedAt ?? null,
});

/** A seller with its dossier, for those who may see it. Refuses NOT_FOUND. */
export async function caseById(id: SellerId): Promise<SellerCase> {
  const found = (await SellerModel.findById(id).lean()) as SellerCase | null;
  if (!found) throw notFound();
  return whole(found);
}

/** The viewer's own shop with its dossier; refuses FORBIDDEN as `shopOf` does. */
export const ownCase = async (viewer: Viewer, duty: "look" | "shop"): Promise<SellerCase> =>
  caseById((await shopOf(viewer, duty))._id);

export const casesOf = async (filter: Record<string, unknown>, sort: Record<string, 1 | -1>, limit: number) =>
  ((await SellerModel.find(filter).sort(sort).limit(limit).lean()) as SellerCase[]).map(whole);

/** What one change writes; a deed goes into the history with it. */
export interface CaseChange {
  set?: Partial<SellerCase>;
  deed?: SellerDeed;
}

/** Changes a seller as it was read, or refuses SELLER_MOVED_ON when somebody was quicker. */
export async function changeCase(seller: SellerCase, { set = {}, deed }: CaseChange): Promise<SellerCase> {
  const asRead = { _id: seller._id, state: seller.state, version: seller.version ?? null };
  const changed = (await SellerModel.findOneAndUpdate(
    asRead as never,
    { $set: set, $inc: { version: 1 }, ...(deed ? { $push: { history: deed } } : {}) },
    { returnDocument: "after" },
  ).lean()) as SellerCase | null;
  if (!changed) throw movedOn(seller);
  return whole(changed);
}

/** Moves a seller along MOVES, with the deed that says why. A step that was made already is refused by its name: SELLER_MOVED_ON. */
export async function moveCase(
  seller: SellerCase,
  next: SellerState,
  deed: SellerDeed,
  set: Partial<SellerCase> = {},
): Promise<SellerCase> {
  if (!(MOVES[seller.state] as readonly SellerState[]).includes(next)) throw movedOn(seller);
  const moved = await changeCase(seller, { set: { ...set, state: next, movedAt: deed.at }, deed });
  // Goods of a shop that closed leave every list of this process at once; the others' lists live three seconds.
  afterCommit(forgetAll);
  return moved;
}

export const movedOn = ({ state }: Pick<SellerCase, "state">): Refusal =>
  new Refusal("SELLER_MOVED_ON", { params: { state } });
