import { Router } from "express";
import { organisationOf } from "../../accounts/organisation";
import { gazetteer } from "../../regions/gazetteer";
import { isInvented, openSeller } from "../../sellers/seller";
import { regionViews } from "../../sellers/settings/freight-view";
import { cardsOf } from "../card";
import { bestSelling } from "../goods-of-county";
import { placeOf } from "../pages/county-view";
import { publicAddress } from "./addresses";

export const sellerPages: Router = Router();

/** A producer's public page. It stands here, and not with the sellers, because it shows their goods. */
sellerPages.get("/sellers/:slug", async (req, res) => {
  const { pick } = req.words;
  const [book, seller] = [await gazetteer(), await openSeller(req.params.slug)];
  const [goods, organisation] = await Promise.all([
    bestSelling({ seller: seller._id }, 60),
    organisationOf(seller.organisation),
  ]);
  const county = book.region(seller.county);
  const countyName = pick(county.shortName, county.nameEn);
  res.render("sellers/show", {
    title: pick(seller.name, seller.nameEn),
    description: pick(seller.story, seller.storyEn).slice(0, 150),
    canonical: publicAddress(req, `/sellers/${seller.slug}`),
    breadcrumb: [
      { href: "/counties", text: req.words.t("common:nav.counties") },
      { href: `/counties/${county.slug}`, text: countyName },
    ],
    kind: seller.kind,
    county: { name: pick(county.name, county.nameEn), short: countyName, href: `/counties/${county.slug}` },
    place: placeOf(seller, req.words),
    story: pick(seller.story, seller.storyEn),
    registrationNumber: organisation?.registrationNumber ?? null,
    invented: isInvented(seller),
    demo: seller.demo,
    source: seller.source,
    openedAt: seller.openedAt,
    freight: seller.kind === "scenic_area" ? null : seller.freight,
    freightPlaces: await regionViews(seller.freight, req.words),
    products: cardsOf(goods, book, req.words),
  });
});
