import { Router } from "express";
import { z } from "zod";
import { runningCampaign } from "../../campaigns/campaign";
import { ProductModel } from "../../catalogue/product";
import { sellable } from "../../catalogue/sellable";
import { gazetteer } from "../../regions/gazetteer";
import { notFound } from "../../shared/errors";
import { digits, read, withoutEmpty } from "../../shared/form";
import type { Sku } from "../../shared/ids";
import { now } from "../../shared/time";
import type { Words } from "../../shared/words";
import { type BuyerLimit, limitsFor } from "./buyer-limits";
import { addToCart, type CartItem, cartOf, MAX_QUANTITY, removeFromCart, setQuantity } from "./cart";
import { cartOwner, cartOwnerForWriting } from "./cart-owner";
import { basketViews } from "./cart-view";
import { dependsOnPlace, estimatePlace } from "./estimate-place";
import { type PricedCart, priceCart } from "./price-cart";

const sku = z
  .string()
  .regex(/^[A-Z0-9-]{3,40}$/, "not_an_option")
  .transform((text) => text as Sku);
const AddForm = z.object({ sku, quantity: digits(1, MAX_QUANTITY) });
const ChangeForm = z.object({ sku, quantity: digits(0, MAX_QUANTITY) });

export const cartPages: Router = Router();

cartPages.get("/cart", async (req, res) => {
  const estimate = await estimatePlace(req);
  const cart = await priceCart(await cartOf(cartOwner(req)), estimate?.place);
  const limits = await limitsFor(req.viewer, cart, now());
  res.render("orders/cart", {
    title: req.words.t("orders:cart.title"),
    campaign: await campaignView(cart.campaign, req.words),
    baskets: basketViews(cart, req.words, limits),
    gone: await goneViews(cart.gone, req.words),
    goodsFen: cart.goodsFen,
    freightFen: cart.freightFen,
    totalFen: cart.totalFen,
    freightTo: estimate && dependsOnPlace(cart) ? req.words.pick(estimate.region.name, estimate.region.nameEn) : null,
    ready: canOrder(cart, limits),
    problem: req.query.problem === "quantity" ? "quantity" : null,
  });
});

/** Everything in it is on the shelf in the number wished, and nothing is more than one buyer may have. */
const canOrder = (cart: PricedCart, limits: ReadonlyMap<Sku, BuyerLimit>): boolean =>
  cart.baskets.length > 0 &&
  cart.baskets.every((basket) =>
    basket.items.every(
      ({ sku, inStock, quantity }) => inStock >= quantity && quantity <= (limits.get(sku)?.left ?? quantity),
    ),
  );

/** The campaign the visitor came through, while it runs. */
async function campaignView(slug: string | null, words: Words) {
  const campaign = await runningCampaign(slug, now());
  if (!campaign) return null;
  const county = (await gazetteer()).countyOf(campaign.partnership);
  return {
    name: words.pick(campaign.name, campaign.nameEn),
    county: words.pick(county.shortName, county.nameEn),
    href: `/campaigns/${campaign.slug}`,
  };
}

/** What is not sold any more keeps its name, so that its owner knows what to take out. */
async function goneViews(items: readonly CartItem[], words: Words) {
  const skus = items.map((item) => item.sku);
  const wanted = { "variants.sku": { $in: skus } };
  const products = skus.length > 0 ? await ProductModel.find(wanted, { name: 1, nameEn: 1, variants: 1 }).lean() : [];
  return skus.map((sku) => {
    const product = products.find(({ variants }) => variants.some((variant) => variant.sku === sku));
    return { sku, name: product ? words.pick(product.name, product.nameEn) : sku };
  });
}

cartPages.post("/cart/items", async (req, res) => {
  const form = read(AddForm, withoutEmpty(req.body));
  if (!form.ok) return res.redirect(303, "/cart?problem=quantity");
  if (!(await sellable([form.value.sku])).has(form.value.sku)) throw notFound();
  await addToCart(cartOwnerForWriting(req, res), form.value, now());
  res.redirect(303, "/cart");
});

/** Zero takes the goods out. */
cartPages.post("/cart/quantities", async (req, res) => {
  const form = read(ChangeForm, withoutEmpty(req.body));
  const owner = cartOwner(req);
  if (!form.ok || !owner) return res.redirect(303, "/cart?problem=quantity");
  if (form.value.quantity === 0) await removeFromCart(owner, form.value.sku);
  else await setQuantity(owner, form.value, now());
  res.redirect(303, form.value.quantity === 0 ? "/cart" : `/cart#${form.value.sku}`);
});
