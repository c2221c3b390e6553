import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { runningCampaign } from "../../campaigns/campaign";
import { type BuyerLimit, limitsFor } from "../../orders/cart/buyer-limits";
import { cartOf } from "../../orders/cart/cart";
import { userOwner } from "../../orders/cart/cart-owner";
import { basketViews } from "../../orders/cart/cart-view";
import { dependsOnPlace, estimatePlace } from "../../orders/cart/estimate-place";
import { type PricedCart, priceCart } from "../../orders/cart/price-cart";
import { lastDelivery } from "../../orders/order";
import { isDeliverable, parcelPlace, placeName } from "../../regions/deliverable";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, invalidField, Refusal } from "../../shared/errors";
import { digits, read, withoutEmpty } from "../../shared/form";
import { fieldErrorsOf } from "../../shared/form-errors";
import type { Sku } from "../../shared/ids";
import { now } from "../../shared/time";
import { allow, type Viewer, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { cancelCheckout } from "./cancel-checkout";
import { type Checkout, checkoutOfBuyer, checkoutOfKey, waitingCheckout } from "./checkout";
import { mayPayBy } from "./checkout-api";
import { checkoutFormModel, type FormValues, valuesOf } from "./checkout-form";
import { pickupsOffered, pickupsTyped, wayChoices } from "./checkout-pickups";
import { RENEW_SECONDS, statusModel } from "./checkout-status";
import { CheckoutBody } from "./checkout-view";
import { BACK, paymentUrl, type Till } from "./open-payment";
import { startCheckout } from "./start-checkout";

const typedIn = z.unknown().optional();

/**
 * The page's form is flat; `key` was made when the form was drawn, so pressing twice orders once. What the fields hold is
 * for CheckoutBody to say, with a word beside each; a key that is none was not made by our form and counts as absent.
 */
const CheckoutForm = z
  .object({
    key: z.uuid().optional().catch(undefined),
    seen: digits(0, 99_999_999_999).optional().catch(undefined),
    name: typedIn,
    phone: typedIn,
    region: typedIn,
    street: typedIn,
    affiliation: typedIn,
    payment: typedIn,
    note: typedIn,
  })
  .transform(({ key, seen, name, phone, region, street, ...rest }) => ({
    key,
    seenFen: seen,
    body: { address: { name, phone, region, street }, ...rest },
  }));

export function checkoutPages(till: Till): Router {
  const router = Router();

  router.get("/checkout", allow(), async (req, res) => {
    const last = await lastDelivery(viewerOf(req));
    await drawForm(req, res, {
      key: randomUUID(),
      values: last ? { ...last } : { name: viewerOf(req).organisation ? "" : viewerOf(req).name },
      errors: [],
    });
  });

  router.post("/checkout", allow(), async (req, res) => {
    const viewer = viewerOf(req);
    const { key = randomUUID(), seenFen, body } = CheckoutForm.parse(withoutEmpty(req.body));
    const asked = read(CheckoutBody, { ...body, pickups: pickupsTyped(req.body) });
    const refuse = (errors: FieldError[]) => drawForm(req, res, { key, values: valuesOf(req.body), errors }, 422);
    if (!asked.ok) return refuse(asked.errors);
    const ask = asked.value;
    const call = { viewer, cartOwner: userOwner(viewer), key, ask, language: req.words.language, seenFen };
    const errors = await refusedFields(async () => {
      mayPayBy(ask.payment, viewer);
      if (!(await isDeliverable(ask.address.region))) throw invalidField("address.region", "not_an_option");
      const next = await startCheckout(call, till, now()).then(payPage, async (error: unknown) =>
        pageOf(await orderedAlready(error, viewer, key)),
      );
      res.redirect(303, next);
    });
    if (errors) await refuse(errors);
  });

  /** The form again as it was typed, with its sums for the ways and the address chosen in it. */
  router.post("/checkout/totals", allow(), async (req, res) => {
    const { key = randomUUID() } = CheckoutForm.parse(withoutEmpty(req.body));
    await drawForm(req, res, { key, values: valuesOf(req.body), errors: [] });
  });

  router.get("/checkouts/:id", allow(), async (req, res) => {
    const checkout = await checkoutOfBuyer(viewerOf(req), String(req.params.id));
    const model = await statusModel(checkout, req);
    if (model.settling && !model.late)
      res.set("Refresh", `${RENEW_SECONDS}; url=${pageOf(checkout)}?${BACK}=${model.looks + 1}`);
    res.render("payments/checkout", model);
  });

  /** Back to the provider's page, also when it could not be reached the first time. */
  router.post("/checkouts/:id/payment", allow(), async (req, res) => {
    const checkout = await checkoutOfBuyer(viewerOf(req), String(req.params.id));
    res.redirect(303, await paymentUrl(checkout, till, now()));
  });

  router.post("/checkouts/:id/cancellation", allow(), async (req, res) => {
    const checkout = await checkoutOfBuyer(viewerOf(req), String(req.params.id));
    await cancelCheckout(checkout, till.provider, now());
    res.redirect(303, pageOf(checkout));
  });

  return router;
}

const pageOf = (checkout: Checkout): string => `/checkouts/${checkout._id}`;

/** To the provider while there is something to pay. */
const payPage = (checkout: Checkout): string => (checkout.state === "open" && checkout.url) || pageOf(checkout);

/**
 * The orders stand although the answer is no: the provider could not be reached, the same form came again with another
 * address, or a second tab emptied the cart. The page of the checkout goes on from there; every other refusal stays one.
 */
async function orderedAlready(error: unknown, viewer: Viewer, key: string): Promise<Checkout> {
  const code = error instanceof Refusal ? error.code : null;
  const stands = code === "PAYMENT_UNAVAILABLE" || code === "KEY_REUSED";
  const checkout = stands
    ? await checkoutOfKey(viewer, key)
    : code === "CART_EMPTY"
      ? await waitingCheckout(viewer, now())
      : null;
  if (!checkout || checkout.state === "starting") throw error;
  return checkout;
}

/** Runs the deed; the fields it refuses, or null when it was done. What has no field (sold out, provider away) is said above the form. */
async function refusedFields(deed: () => Promise<void>): Promise<FieldError[] | null> {
  try {
    await deed();
    return null;
  } catch (error) {
    if (error instanceof Refusal && SAID_ABOVE.has(error.code))
      return [{ field: "", code: error.code, params: error.params }];
    return fieldErrorsOf(error);
  }
}

const SAID_ABOVE = new Set([
  "SOLD_OUT",
  "LIMIT_PER_BUYER",
  "OWN_GOODS",
  "CART_CHANGED",
  "CAMPAIGN_NOT_RUNNING",
  "AFFILIATION_NOT_ALLOWED",
  "PAYMENT_TOO_LARGE",
  "TOO_MANY_OPEN",
  "STILL_RUNNING",
  "TOTAL_CHANGED",
]);

interface Drawn {
  key: string;
  values: FormValues;
  errors: FieldError[];
}

/** Nothing to order: whoever comes back from the pay page by the browser's arrow has ordered already. */
async function goOn(viewer: Viewer, res: Response): Promise<void> {
  const checkout = await waitingCheckout(viewer, now());
  res.redirect(303, checkout ? pageOf(checkout) : "/cart");
}

async function drawForm(req: Request, res: Response, { key, values, errors }: Drawn, status = 200): Promise<void> {
  const viewer = viewerOf(req);
  const cart = await cartOf(userOwner(viewer));
  const place = (values.region && (await parcelPlace(values.region))) || ((await estimatePlace(req))?.place ?? null);
  const priced = await priceCart(cart, place, await pickupsOffered(req.body));
  if (priced.baskets.length === 0) return goOn(viewer, res);
  const campaign = await runningCampaign(cart.campaign, now());
  const above = errors.find((error) => error.field === "");
  const form = checkoutFormModel({
    viewer,
    book: await gazetteer(),
    baskets: priced.baskets,
    campaign,
    values,
    at: now(),
    words: req.words,
  });
  res.status(status).render("payments/form", {
    title: req.words.t("payments:form.title"),
    crumbs: [{ href: "/cart", text: req.words.t("orders:cart.title") }],
    key,
    ...form,
    baskets: await basketsWithWays(priced, await limitsFor(viewer, priced, now()), req.words),
    gone: priced.gone.length,
    goodsFen: priced.goodsFen,
    freightFen: priced.freightFen,
    totalFen: priced.totalFen,
    freightNote: dependsOnPlace(priced)
      ? req.words.t(place ? "payments:form.freightTo" : "payments:form.freightUsual", {
          place: place && (await placeName(place.code, req.words)),
        })
      : null,
    labels: labelsOf(req.words),
    problem: above ? req.words.t(`errors:${above.code}.detail`, above.params) : null,
    errors: errors
      .filter((error) => error.field !== "")
      .map((error) => ({ ...error, field: error.field.replace("address.", "") })),
  });
}

async function basketsWithWays(priced: PricedCart, limits: ReadonlyMap<Sku, BuyerLimit>, words: Words) {
  const ways = await wayChoices(priced.baskets, words);
  return basketViews(priced, words, limits).map((basket, index) => ({ ...basket, ways: ways[index] }));
}

const labelsOf = (words: Words): Record<string, string> =>
  Object.fromEntries(
    ["name", "phone", "region", "street", "note", "payment"].map((name) => [name, words.t(`payments:form.${name}`)]),
  );
