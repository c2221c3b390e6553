import { Router } from "express";
import { runningCampaign } from "../../campaigns/campaign";
import { Refusal } from "../../shared/errors";
import { now } from "../../shared/time";
import { comeThrough } from "./cart";
import { cartOwnerForWriting } from "./cart-owner";

/** Joining a campaign is remembered on the cart, so that the order made from it is the campaign's. */
export const joinCampaignPages: Router = Router();

joinCampaignPages.post("/campaigns/:slug/visits", async (req, res) => {
  const campaign = await runningCampaign(String(req.params.slug), now());
  if (!campaign) throw new Refusal("CAMPAIGN_NOT_RUNNING");
  await comeThrough(cartOwnerForWriting(req, res), campaign.slug, now());
  res.redirect(303, `/campaigns/${campaign.slug}?joined=1#joined`);
});
