import { Router } from "express";
import { goodsOfCounty } from "../catalogue/goods-of-county";
import { type Gazetteer, gazetteer } from "../regions/gazetteer";
import type { RegionCode } from "../shared/ids";
import { now } from "../shared/time";
import type { Words } from "../shared/words";
import { type Campaign, campaignNamed, campaigns, isRunning } from "./campaign";

export const campaignPages: Router = Router();

campaignPages.get("/campaigns", async (req, res) => {
  const book = await gazetteer();
  const at = now();
  const all = (await campaigns()).map((campaign) => campaignView(campaign, book, req.words, at));
  const open = await Promise.all(
    all
      .filter((each) => each.state !== "ended")
      .map(async (each) => ({ ...each, pictures: await picturesOf(each.countyCode, req.words) })),
  );
  res.render("campaigns/list", {
    title: req.words.t("campaigns:list.title"),
    description: req.words.t("campaigns:list.lede"),
    any: all.length > 0,
    running: open.filter((each) => each.state === "running"),
    upcoming: open.filter((each) => each.state === "upcoming"),
    ended: all.filter((each) => each.state === "ended"),
  });
});

/** What the county is known for, to be seen at a glance. */
const picturesOf = async (county: RegionCode, words: Words) =>
  (await goodsOfCounty(county, words, 3)).flatMap(({ picture }) => (picture ? [{ ...picture, alt: "" }] : []));

/** `?joined=1` is where those land who have just said that they come through the campaign. */
campaignPages.get("/campaigns/:slug", async (req, res) => {
  const book = await gazetteer();
  const campaign = await campaignNamed(String(req.params.slug));
  const view = campaignView(campaign, book, req.words, now());
  res.render("campaigns/show", {
    title: view.name,
    description: view.summary,
    crumbs: [{ href: "/campaigns", text: req.words.t("campaigns:list.title") }],
    campaign: view,
    joined: view.running && req.query.joined === "1",
    goods: await goodsOfCounty(book.countyOf(campaign.partnership)._id, req.words),
  });
});

function campaignView(campaign: Campaign, book: Gazetteer, words: Words, at: Date) {
  const helper = book.region(campaign.helper);
  const county = book.countyOf(campaign.partnership);
  return {
    slug: campaign.slug,
    href: `/campaigns/${campaign.slug}`,
    name: words.pick(campaign.name, campaign.nameEn),
    summary: words.pick(campaign.summary, campaign.summaryEn),
    kind: campaign.kind,
    organiser: campaign.organiser,
    helper: words.pick(helper.shortName, helper.nameEn),
    county: words.pick(county.shortName, county.nameEn),
    partnershipHref: `/partnerships/${campaign.partnership}`,
    countyCode: county._id,
    goodsHref: `/products?county=${county.slug}`,
    registeredAt: campaign.registeredAt,
    from: campaign.from,
    to: campaign.to,
    state: isRunning(campaign, at) ? "running" : at < campaign.from ? "upcoming" : "ended",
    running: isRunning(campaign, at),
  };
}
