import { Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import { WITHOUT_DOSSIER } from "../../sellers/record/dossier";
import { type Seller, SellerModel } from "../../sellers/seller";
import { notFound } from "../../shared/errors";
import type { RegionCode } from "../../shared/ids";
import { dayOf, now } from "../../shared/time";
import { cardsOf } from "../card";
import { bestSelling } from "../goods-of-county";
import { countyCards, countyView } from "../pages/county-view";
import { facetsFor } from "../search/facets";
import { NO_CHOICES } from "../search/filters";
import { publicAddress } from "./addresses";

export const countyPages: Router = Router();

const openShops = async (county: RegionCode): Promise<Seller[]> =>
  (await SellerModel.find({ county, state: "open" }, WITHOUT_DOSSIER)
    .sort({ openedAt: -1 })
    .limit(60)
    .lean()) as Seller[];

countyPages.get("/counties", async (req, res) => {
  const [book, at] = [await gazetteer(), now()];
  const facets = await facetsFor(NO_CHOICES, book, at);
  const { t } = req.words;
  res.render("catalogue/counties", {
    title: t("catalogue:counties.title"),
    description: t("catalogue:counties.lede"),
    canonical: publicAddress(req, "/counties"),
    groups: countyCards(facets, book, req.words, at),
  });
});

countyPages.get("/counties/:slug", async (req, res) => {
  const [book, at] = [await gazetteer(), now()];
  const county = book.receiving.find((region) => region.slug === req.params.slug);
  if (!county) throw notFound();
  const [goods, shops, facets] = await Promise.all([
    bestSelling({ originCounty: county._id }, 24),
    openShops(county._id),
    facetsFor({ ...NO_CHOICES, county }, book, at),
  ]);
  res.render("catalogue/county", {
    ...countyView({ county, shops, total: facets.total, book, words: req.words, day: dayOf(at) }),
    canonical: publicAddress(req, `/counties/${county.slug}`),
    products: cardsOf(goods, book, req.words),
  });
});
