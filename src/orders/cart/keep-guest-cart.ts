import { onSignIn } from "../../accounts/sign-in/sign-in";
import { now } from "../../shared/time";
import { mergeCarts } from "./cart";
import { forgetGuestCart, guestCartOwner, userOwner } from "./cart-owner";

let kept = false;

/** Signing in joins the guest's cart to the person's own. Told once per process, however many applications are made. */
export function keepGuestCarts(): void {
  if (kept) return;
  kept = true;
  onSignIn.push(async (viewer, req, res) => {
    const guest = guestCartOwner(req);
    if (!guest) return;
    await mergeCarts({ from: guest, into: userOwner(viewer) }, now());
    forgetGuestCart(res);
  });
}
