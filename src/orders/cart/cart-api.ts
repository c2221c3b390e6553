import type { Request } from "express";
import { z } from "zod";
import { sellable } from "../../catalogue/sellable";
import { ApiRouter } from "../../shared/api";
import { notFound } from "../../shared/errors";
import { whole } from "../../shared/form";
import type { Sku } from "../../shared/ids";
import { now } from "../../shared/time";
import { cartOf, MAX_QUANTITY, removeFromCart, setQuantity } from "./cart";
import { cartOwner, cartOwnerForWriting } from "./cart-owner";
import { CartAnswer, cartAnswer } from "./cart-view";
import { estimatePlace } from "./estimate-place";
import { priceCart } from "./price-cart";

const SkuParams = z.object({
  sku: z
    .string()
    .regex(/^[A-Z0-9-]{3,40}$/)
    .transform((sku) => sku as Sku),
});
const Wished = z.strictObject({ quantity: whole(1, MAX_QUANTITY) });

/** Freight is for the visitor's district, where we know it. */
const priced = async (req: Request, owner: string | undefined) =>
  cartAnswer(await priceCart(await cartOf(owner), (await estimatePlace(req))?.place), req.words);

/** A guest has a cart too: it hangs on a cookie and is kept on signing in. */
export const cartApi = new ApiRouter("cart")
  .on("get", "/cart", { summary: "What is in the cart, at today's prices", answer: CartAnswer }, async ({ req }) =>
    priced(req, cartOwner(req)),
  )
  .on(
    "put",
    "/cart/items/{sku}",
    { summary: "Set how many of a variant are wished", params: SkuParams, body: Wished, answer: CartAnswer },
    async ({ params, body, req, res }) => {
      if (!(await sellable([params.sku])).has(params.sku)) throw notFound();
      const owner = cartOwnerForWriting(req, res);
      await setQuantity(owner, { sku: params.sku, quantity: body.quantity }, now());
      return priced(req, owner);
    },
  )
  .on(
    "delete",
    "/cart/items/{sku}",
    { summary: "Take a variant out", params: SkuParams, answer: CartAnswer },
    async ({ params, req }) => {
      const owner = cartOwner(req);
      if (owner) await removeFromCart(owner, params.sku);
      return priced(req, owner);
    },
  );
