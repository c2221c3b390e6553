import { Router } from "express";
import { gazetteer } from "../../../regions/gazetteer";
import type { Seller } from "../../../sellers/seller";
import { shopOf } from "../../../sellers/shop-of";
import type { Fen } from "../../../shared/money";
import { now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { productView } from "../../pages/product-view";
import type { Product } from "../../product";
import type { Shown } from "../../shown";
import { lowestPrice } from "../../variant";
import { listedAs } from "../as-product";
import { type Draft, draftOf } from "../draft";
import { leniently } from "../reading/read-draft";

export const previewPages: Router = Router();

/** The buyer's own page, drawn from what was typed so far; nothing on it can be bought. */
previewPages.get("/shelf/:id/preview", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  const draft = await draftOf(shop._id, String(req.params.id));
  const { listing, errors } = leniently(draft.content);
  const shown = shownAs(draft, shop, listing);
  const view = productView({
    shown,
    related: { ofSeller: [], ofCounty: [] },
    book: await gazetteer(),
    words: req.words,
    at: now(),
  });
  res.render("catalogue/product", {
    ...view,
    preview: { href: `/shelf/${draft._id}`, count: errors.length },
    credit: null,
    districts: [],
    path: req.path,
    picture: null,
    structured: "",
  });
});

function shownAs(draft: Draft, shop: Seller, listing: ReturnType<typeof leniently>["listing"]): Shown {
  const facts = listedAs(listing, shop);
  const product: Product = {
    ...facts,
    _id: draft._id,
    slug: draft._id,
    state: "draft",
    approvedAt: null,
    fromFen: lowestPrice(facts.variants) as Fen,
    marks: "",
    soldOut: false,
    sales: 0,
    tokens: [],
    demo: false,
    createdAt: draft.createdAt,
    updatedAt: draft.updatedAt,
    version: draft.version,
  };
  const pieces = new Map(listing.variants.map(({ sku, stock }) => [sku, Math.max(1, stock)]));
  return { product, seller: shop, pieces };
}
