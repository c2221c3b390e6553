import { Refusal } from "../shared/errors";
import { type Duty, mustHaveDuty, type Viewer } from "../shared/viewer";
import { type Seller, sellerOf } from "./seller";

/**
 * The shop the viewer works for, in whatever state, when the viewer has the duty in it ("look" for reading). Refuses with
 * FORBIDDEN whoever has no shop or not the duty; another shop's things are then loaded through this one, and not found.
 */
export async function shopOf(viewer: Viewer, duty: Duty): Promise<Seller> {
  const seller = await sellerOf(mustHaveDuty(viewer, duty).id);
  if (!seller) throw new Refusal("FORBIDDEN");
  return seller;
}
