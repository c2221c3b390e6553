import { sellerOf } from "../../../sellers/seller";
import type { SellerId } from "../../../shared/ids";
import { noteShown, type StoredFile } from "../../../shared/uploads/files";
import { hasRole, type Viewer } from "../../../shared/viewer";
import { ProductModel } from "../../product";
import { countyOf, ON_MARKET, REVIEWERS, WITH_OFFICIALS } from "../../review/seen";
import { DraftModel } from "../draft";
import { pictureAddress } from "../reading/read-draft";

const shopBehind = async ({ owner }: StoredFile): Promise<SellerId | null> =>
  (owner && (await sellerOf(owner))?._id) ?? null;

/**
 * Whether a picture of goods is anybody's to see: it was on the market. It stays public, for the orders of those who bought
 * by it show it too; publishing notes so, and here what was published before it did.
 */
export async function isPublic(file: StoredFile): Promise<boolean> {
  if (file.shown) return true;
  const seller = await shopBehind(file);
  const url = pictureAddress(file._id);
  const shown =
    seller !== null &&
    (await ProductModel.exists({ seller, state: { $in: ON_MARKET }, "images.sizes.url": url } as never)) !== null;
  if (shown) await noteShown([file._id]);
  return shown;
}

/** Of a draft's pictures: the shop's own people, and whoever reviews it, from the moment it is handed in. */
export async function maySee(viewer: Viewer, file: StoredFile): Promise<boolean> {
  if (file.owner !== null && viewer.organisation?.id === file.owner) return true;
  if (!hasRole(viewer, ...REVIEWERS)) return false;
  const [seller, county] = [await shopBehind(file), countyOf(viewer)];
  const handedIn = {
    seller,
    state: { $in: WITH_OFFICIALS },
    "content.pictures.sizes.file": file._id,
    ...(county !== null && { "content.originCounty": county }),
  };
  return seller !== null && (await DraftModel.exists(handedIn as never)) !== null;
}
