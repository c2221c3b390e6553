import { Schema } from "mongoose";
import { collection } from "../shared/db";
import { notFound } from "../shared/errors";
import type { CampaignId, PartnershipId, RegionCode } from "../shared/ids";

export const CAMPAIGN_KINDS = ["livestream", "group_buy", "fair", "outlet"] as const;

/**
 * A livestream, group buy, fair or outlet that a helper registered to help sell its county's goods (帮助销售).
 * Registered before an order, it makes that order's sale the helper's; registered after, it changes nothing.
 */
export interface Campaign {
  _id: CampaignId;
  slug: string;
  name: string;
  nameEn: string;
  kind: (typeof CAMPAIGN_KINDS)[number];
  helper: RegionCode;
  partnership: PartnershipId;
  /** The firm or group that runs it. */
  organiser: string;
  summary: string;
  summaryEn: string;
  registeredAt: Date;
  from: Date;
  to: Date;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;
export const CampaignModel = collection<Campaign>(
  "campaigns",
  new Schema<Campaign>(
    {
      _id: String,
      slug: { ...text, unique: true },
      name: text,
      nameEn: text,
      kind: { ...text, enum: CAMPAIGN_KINDS },
      helper: text,
      partnership: text,
      organiser: text,
      summary: text,
      summaryEn: text,
      registeredAt: moment,
      from: moment,
      to: moment,
      demo: { type: Boolean, default: false },
    },
    { versionKey: false },
  ).index({ to: -1, _id: 1 }),
);

/** What an order keeps of the campaign it came through. */
export type CampaignTrace = Pick<
  Campaign,
  "_id" | "slug" | "name" | "nameEn" | "helper" | "partnership" | "registeredAt"
>;

export const isRunning = (campaign: Campaign, at: Date): boolean => campaign.from <= at && at < campaign.to;

/** The campaign under a slug while it runs; null for none, one not begun and one that is over. */
export async function runningCampaign(slug: string | null | undefined, at: Date): Promise<Campaign | null> {
  if (!slug) return null;
  const campaign = (await CampaignModel.findOne({ slug: String(slug) }).lean()) as Campaign | null;
  return campaign && isRunning(campaign, at) ? campaign : null;
}

/** Those running and to come first, the ended ones behind them, latest first. */
export const campaigns = async (limit = 60): Promise<Campaign[]> =>
  (await CampaignModel.find().sort({ to: -1, _id: 1 }).limit(limit).lean()) as Campaign[];

export async function campaignNamed(slug: string): Promise<Campaign> {
  const campaign = (await CampaignModel.findOne({ slug: String(slug) }).lean()) as Campaign | null;
  if (!campaign) throw notFound();
  return campaign;
}

export const traceOf = ({ _id, slug, name, nameEn, helper, partnership, registeredAt }: Campaign): CampaignTrace => ({
  _id,
  slug,
  name,
  nameEn,
  helper,
  partnership,
  registeredAt,
});
