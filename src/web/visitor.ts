import type { RequestHandler } from "express";
import { unreadOf } from "../accounts/notices/inbox";
import { cartOf, countPieces } from "../orders/cart/cart";
import { cartOwner } from "../orders/cart/cart-owner";
import { demoIsLoaded } from "../shared/demo";
import { csrfTokenOf } from "./security";

/** What every page shows besides its own model: who is here, what is unread, how much is in the cart, the form token, the demo banner. */
export const knowVisitor: RequestHandler = async (req, res, next) => {
  if (req.path.startsWith("/api/")) return next();
  const owner = cartOwner(req);
  const [cart, unread, demo] = await Promise.all([
    owner ? cartOf(owner) : undefined,
    req.viewer ? unreadOf(req.viewer.id) : 0,
    demoIsLoaded(),
  ]);
  Object.assign(res.locals, {
    viewer: req.viewer && {
      name: req.viewer.name,
      roles: req.viewer.roles,
      organisation: req.viewer.organisation?.name,
    },
    csrf: csrfTokenOf(req),
    unread,
    cartCount: cart ? countPieces(cart) : 0,
    path: req.path,
    demo,
  });
  next();
};
