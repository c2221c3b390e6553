import { type Campaign, CampaignModel, isRunning } from "../../../../campaigns/campaign";
import type { BreakdownItem } from "../../../../credits/breakdowns/read-breakdown";
import { sumUp } from "../../../../credits/totals/sums";
import { linkedAmounts } from "../../../links";
import type { Names } from "../../../names";
import { chosenRows, type Ground } from "../side-rows";

const MOST = 30;

/**
 * The campaigns that sold something in the months shown, and those running or to come, each with what it sold; and what was
 * helped to sell without one: declared by the helper. `whose`: the partnership's or the helper's.
 */
export async function campaignLines(ground: Ground, whose: object, items: readonly BreakdownItem[], names: Names) {
  const { book, choice, at } = ground;
  const ids = items.map(({ id }) => id);
  const wanted: Record<string, unknown> = { $or: [{ _id: { $in: ids } }, { ...whose, to: { $gt: at } }] };
  const found = (await CampaignModel.find(wanted).sort({ to: -1, _id: 1 }).limit(MOST).lean()) as Campaign[];
  const sold = new Map(items.map((item) => [item.id, item]));
  const lines = found.map((campaign) => ({
    ...campaignWords(campaign, names, at),
    ...linkedAmounts(
      book,
      { paidFen: sold.get(campaign._id)?.paid.fen ?? 0, recognisedFen: sold.get(campaign._id)?.recognised.fen ?? 0 },
      { ...choice, basis: "help_sell", campaign: campaign._id },
    ),
    orders: sold.get(campaign._id)?.paid.orders ?? 0,
  }));
  return { lines, ...helpedToSell(ground, items) };
}

function campaignWords(campaign: Campaign, names: Names, at: Date) {
  const state = isRunning(campaign, at) ? "running" : campaign.from > at ? "upcoming" : "ended";
  return {
    href: `/campaigns/${campaign.slug}`,
    name: names.words.pick(campaign.name, campaign.nameEn),
    kind: campaign.kind,
    helper: names.short(campaign.helper),
    state,
    from: campaign.from,
    to: campaign.to,
  };
}

/** The whole of help to sell, and of it what came through no campaign of this platform. */
function helpedToSell({ rows, book, choice }: Ground, items: readonly BreakdownItem[]) {
  if (choice.basis === "purchase") return { whole: null, declared: null };
  const whole = sumUp(chosenRows(rows, { ...choice, basis: "help_sell" }));
  const through = (measure: "paid" | "recognised") => items.reduce((sum, item) => sum + item[measure].fen, 0);
  const declared = {
    paidFen: whole.paidFen - through("paid"),
    recognisedFen: whole.recognisedFen - through("recognised"),
  };
  return {
    whole: linkedAmounts(book, whole, { ...choice, basis: "help_sell" }),
    declared: declared.paidFen !== 0 || declared.recognisedFen !== 0 ? declared : null,
  };
}
