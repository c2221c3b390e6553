import { z } from "zod";
import { mergeCarts } from "../../orders/cart/cart";
import { guestCartOwner, userOwner } from "../../orders/cart/cart-owner";
import { ordersOfCheckout } from "../../orders/order";
import { isDeliverable } from "../../regions/deliverable";
import { ApiRouter } from "../../shared/api";
import { invalidField, Refusal } from "../../shared/errors";
import type { CheckoutId } from "../../shared/ids";
import { now } from "../../shared/time";
import { type Viewer, viewerOf } from "../../shared/viewer";
import { checkoutOfBuyer } from "./checkout";
import { CheckoutAnswer, CheckoutBody, checkoutAnswer } from "./checkout-view";
import type { Till } from "./open-payment";
import { receiveTransfer } from "./receive-transfer";
import { startCheckout } from "./start-checkout";

const ByCheckout = z.object({ id: z.string().max(60) });

/** Only institutions pay by transfer: a citizen's order would wait two weeks for nothing. */
export function mayPayBy(payment: "stripe" | "bank_transfer", viewer: Viewer): void {
  if (payment === "bank_transfer" && viewer.organisation?.kind !== "institution")
    throw invalidField("payment", "institutions_only");
}

export const checkoutApi = (till: Till): ApiRouter =>
  new ApiRouter("checkouts")
    .on(
      "post",
      "/checkouts",
      {
        summary: "Order what is in the cart; takes an Idempotency-Key",
        roles: [],
        body: CheckoutBody,
        answer: CheckoutAnswer,
        status: 201,
      },
      async ({ body, req }) => {
        const viewer = viewerOf(req);
        const key = req.headers["idempotency-key"];
        if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key))
          throw invalidField("Idempotency-Key", "required");
        mayPayBy(body.payment, viewer);
        if (!(await isDeliverable(body.address.region))) throw invalidField("address.region", "not_an_option");
        const guest = guestCartOwner(req);
        if (guest) await mergeCarts({ from: guest, into: userOwner(viewer) }, now());
        const checkout = await startCheckout(
          { viewer, cartOwner: userOwner(viewer), key, ask: body, language: req.words.language },
          till,
          now(),
        );
        return checkoutAnswer(checkout, await ordersOfCheckout(checkout._id));
      },
    )
    .on(
      "get",
      "/checkouts/{id}",
      { summary: "How a checkout stands", roles: [], params: ByCheckout, answer: CheckoutAnswer },
      async ({ params, req }) => {
        const checkout = await checkoutOfBuyer(viewerOf(req), params.id);
        return checkoutAnswer(checkout, await ordersOfCheckout(checkout._id));
      },
    )
    .on(
      "post",
      "/checkouts/{id}/transfer-receipt",
      {
        summary: "The platform's clerk saw an institution's transfer arrive",
        roles: ["admin"],
        seated: true,
        params: ByCheckout,
        answer: CheckoutAnswer,
      },
      async ({ params, req }) => {
        if (!params.id.startsWith("chk_")) throw new Refusal("NOT_FOUND");
        const checkout = await receiveTransfer(params.id as CheckoutId, viewerOf(req), now());
        return checkoutAnswer(checkout, await ordersOfCheckout(checkout._id));
      },
    );
