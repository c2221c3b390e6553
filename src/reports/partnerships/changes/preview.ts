import { OrganisationModel } from "../../../accounts/organisation";
import { UserModel } from "../../../accounts/user";
import { type Campaign, CampaignModel } from "../../../campaigns/campaign";
import { PAIRED } from "../../../credits/attribute";
import { type NonPaired, nonPairedOf } from "../../../credits/non-paired-of";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { type Sums, sumUp } from "../../../credits/totals/sums";
import { type Change, withChange } from "../../../regions/changes/rules";
import { helpersOn, type Partnership } from "../../../regions/partnership";
import { inSnapshot } from "../../../shared/db";
import type { RegionCode } from "../../../shared/ids";
import { type Month, month, monthAfter, monthOf, monthStart } from "../../../shared/time";

/** What a change of helpers will change, and what it leaves as it is. */
export interface ChangePreview {
  before: RegionCode[];
  after: RegionCode[];
  /** Whose purchases from the county count for the partnership on one side of the day and not on the other. */
  institutions: number;
  citizens: number;
  /** Campaigns of this helper for this county that run on the day or later. */
  campaigns: Campaign[];
  /** The last twelve whole months, as they were counted and stay: of this helper, and what counted for no partnership. */
  months: { from: Month; to: Month };
  ofHelper: Sums;
  nonPaired: Sums;
  /** The part of it that buyers of this helper's district bought: had it stood there, it would have counted. Null: too many. */
  nonPairedOfHelper: NonPaired | null;
  /** The statements from the day's month on: who signs that month, and who the months after it. */
  signing: { month: Month; helpers: RegionCode[] }[];
}

/** Reads what the change would touch, as of one instant. Nothing of it is stored: it is what would be true now. */
export async function previewChange(standing: Partnership, change: Change, at: Date): Promise<ChangePreview> {
  const changed = withChange(standing, change);
  const { helper, day } = change;
  const months = lastYear(at);
  const span = { book: standing._id, ...months };
  const { rows, nonPairedOfHelper } = await inSnapshot(async (asOf) => ({
    ...(await totalsAsOf(asOf, span)),
    nonPairedOfHelper: await nonPairedOf(asOf, { ...span, affiliation: helper }),
  }));
  const campaigns = (await CampaignModel.find({
    partnership: standing._id,
    helper,
    to: { $gt: new Date(`${day}T00:00:00+08:00`) },
  })
    .sort({ to: 1, _id: 1 })
    .limit(50)
    .lean()) as Campaign[];
  return {
    before: codes(standing, day),
    after: codes(changed, day),
    institutions: await OrganisationModel.countDocuments({ kind: "institution", region: helper }),
    citizens: await UserModel.countDocuments({ homeRegion: helper, status: "active" }),
    campaigns,
    months,
    ofHelper: sumUp(rows.filter((row) => row.helper === helper && PAIRED.includes(row.basis))),
    nonPaired: sumUp(rows.filter((row) => row.basis === "non_paired")),
    nonPairedOfHelper,
    signing: signing(changed, day),
  };
}

const codes = (partnership: Partnership, day: string): RegionCode[] =>
  helpersOn(partnership, day).map((link) => link.region);

/** Twelve whole months, the last of them the one before this. */
function lastYear(at: Date): { from: Month; to: Month } {
  const current = monthOf(at);
  const from = month(`${Number(current.slice(0, 4)) - 1}${current.slice(4)}`);
  return { from, to: monthOf(new Date(monthStart(current).getTime() - 1)) };
}

/** A month is signed by every helper confirmed on any day of it. */
function signing(partnership: Partnership, day: string): ChangePreview["signing"] {
  const first = month(day.slice(0, 7));
  return [first, monthAfter(first)].map((of) => ({
    month: of,
    helpers: partnership.helpers
      .filter(
        (link) =>
          link.status === "confirmed" &&
          link.from < `${monthAfter(of)}-01` &&
          (link.to === null || link.to > `${of}-01`),
      )
      .map((link) => link.region)
      .sort(),
  }));
}
