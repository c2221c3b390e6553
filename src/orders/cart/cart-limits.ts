import type { NextFunction, Request, RequestHandler, Response } from "express";
import { limit, networkOf } from "../../shared/rate-limit";
import { HOUR, MINUTE } from "../../shared/time";
import { isCartKept } from "./cart";
import { guestCartOwner } from "./cart-owner";

const changes = ({ method }: Request): boolean => method !== "GET" && method !== "HEAD";

/** Requests of guests whose cart is there. A cookie alone says nothing: whoever makes one up for every call has no cart yet. */
const hasCart = new WeakSet<Request>();

async function findGuestCart(req: Request, _res: Response, next: NextFunction): Promise<void> {
  const owner = changes(req) && !req.viewer ? guestCartOwner(req) : undefined;
  if (owner && (await isCartKept(owner))) hasCart.add(req);
  next();
}

/**
 * A bot that fills carts by the thousand fills the database and the shelves. Each new guest's cart is counted for its
 * network (a school behind one address has hundreds of people, not thousands an hour), every change for its owner, and every
 * checkout for the person who makes it; nobody shops by hand that fast.
 */
export const cartLimits: RequestHandler[] = [
  findGuestCart,
  limit("new-carts", {
    windowMs: HOUR,
    max: 400,
    keyOf: (req) => (changes(req) && !req.viewer && !hasCart.has(req) ? networkOf(req) : undefined),
  }),
  limit("guest-carts", {
    windowMs: 10 * MINUTE,
    max: 300,
    keyOf: (req) => (changes(req) && !req.viewer ? guestCartOwner(req) : undefined),
  }),
];

export const checkoutLimit: RequestHandler = limit("checkouts", {
  windowMs: 10 * MINUTE,
  max: 120,
  keyOf: (req) => (changes(req) ? req.viewer?.id : undefined),
});
