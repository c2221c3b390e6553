import { type Request, type Response, Router } from "express";
import { shopOf } from "../../../sellers/shop-of";
import { type FieldError, notFound } from "../../../shared/errors";
import { attempt, digits, read } from "../../../shared/form";
import type { ProductId, SellerId } from "../../../shared/ids";
import { now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { type Product, ProductModel } from "../../product";
import { changePrices } from "../deeds/change-prices";
import { priceBases } from "../history";
import { AT_ONCE } from "../rules/bounds";
import { ON_MARKET } from "../seen";
import { priceForm, readPriceForm } from "./price-form";

/** A shop's prices on goods under sale, changed at once within the bounds. */
export const pricePages: Router = Router();

pricePages.get("/shelf/:id/prices", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  await draw(req, res, await ownProduct(shop._id, req.params.id));
});

pricePages.post("/shelf/:id/prices", allow("seller"), async (req, res) => {
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "goods");
  const product = await ownProduct(shop._id, req.params.id);
  const body = (req.body ?? {}) as Record<string, unknown>;
  const form = readPriceForm(product, body);
  if (!form.ok) return draw(req, res, product, form.errors);
  const version = read(digits(1, 1_000_000_000), body.version);
  const pricing = { seller: shop, product: product._id, changes: form.value, by: viewer };
  const changed = await attempt(() =>
    changePrices({ ...pricing, version: version.ok ? version.value : undefined }, now()),
  );
  if (!changed.ok) return draw(req, res, product, changed.errors);
  res.redirect(303, `/shelf/${product._id}/prices?done=1`);
});

async function ownProduct(seller: SellerId, id: unknown): Promise<Product> {
  const found = await ProductModel.findOne(
    { _id: String(id) as ProductId, seller, state: { $in: ON_MARKET } },
    { tokens: 0 },
  ).lean();
  if (!found) throw notFound();
  return found as unknown as Product;
}

async function draw(req: Request, res: Response, product: Product, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const bases = await priceBases(product, now());
  const body = errors.length > 0 ? { body: req.body as Record<string, unknown>, errors } : {};
  const name = words.pick(product.name, product.nameEn);
  res.status(errors.length > 0 ? 422 : 200).render("review/prices", {
    title: words.t("review:prices.title"),
    name,
    crumbs: [
      { href: "/shelf", text: words.t("review:crumb.shelf") },
      { href: `/shelf/${product._id}`, text: name },
    ],
    lede: words.t("review:prices.lede", { percent: AT_ONCE.percent, days: AT_ONCE.days }),
    editHref: `/shelf/${product._id}`,
    historyHref: `/shelf/${product._id}/history`,
    done: req.query.done === "1" && errors.length === 0,
    form: priceForm({ product, bases, words, ...body }),
  });
}
