import type { RequestHandler } from "express";
import { cartOf, countPieces } from "../orders/cart";
import { cartOwner } from "../orders/cart-owner";
import { demoIsLoaded } from "../shared/demo";
import { csrfTokenOf } from "./security";

/** What every page shows besides its own model: who is here, how much is in the cart, the form token, the demo banner. */
export const knowVisitor: RequestHandler = async (req, res, next) => {
  if (req.path.startsWith("/api/")) return next();
  const owner = cartOwner(req);
  Object.assign(res.locals, {
    viewer: req.viewer && { name: req.viewer.name, roles: req.viewer.roles },
    csrf: csrfTokenOf(req),
    cartCount: owner ? countPieces(await cartOf(owner)) : 0,
    path: req.path,
    demo: await demoIsLoaded(),
  });
  next();
};
