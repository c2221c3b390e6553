import { helpersOn } from "../../regions/partnership";
import { dayOf } from "../../shared/time";
import { type LineFacts, sumOf } from "./facts";

/** Codes of places are in `regions`, instants in `times`; everything else of a sentence's parameters is shown as it is. */
export interface Said {
  code: string;
  regions?: Record<string, string>;
  lists?: Record<string, readonly string[]>;
  times?: Record<string, Date>;
  amounts?: Record<string, number>;
  texts?: Record<string, string | number>;
}

export const STEPS = ["order", "origin", "campaign", "buyer", "rule", "recognition"] as const;
export interface Step extends Said {
  step: (typeof STEPS)[number];
}

/** What is known of a line, in the order the counting rules ask it. */
export function stepsOf(facts: LineFacts): Step[] {
  const told = { order: ofOrder, origin: ofOrigin, campaign: ofCampaign, buyer: ofBuyer, rule: ofRule };
  const steps = Object.entries(told).flatMap(([step, tell]) => {
    const said = tell(facts);
    return said ? [{ step: step as Step["step"], ...said }] : [];
  });
  return [...steps, { step: "recognition", ...ofRecognition(facts) }];
}

function ofOrder({ order }: LineFacts): Said {
  const { state, placedAt, paidAt } = order;
  if (paidAt) return { code: "order.paid", times: { placedAt, paidAt } };
  return { code: state === "cancelled" ? "order.cancelled" : "order.unpaid", times: { placedAt } };
}

function ofOrigin({ line, partnership, approvedAt, order }: LineFacts): Said {
  if (!partnership) return { code: "origin.elsewhere", regions: { county: line.county } };
  const regions = { county: line.county };
  // Only goods on the market can be ordered; the day is said where it is known to lie before the order.
  return approvedAt && approvedAt <= order.placedAt
    ? { code: "origin.approvedOn", regions, times: { approvedAt } }
    : { code: "origin.approved", regions };
}

function ofCampaign({ order, line, derived }: LineFacts): Said | null {
  const { campaign, placedAt, paidAt } = order;
  if (!campaign) return derived ? { code: "campaign.none" } : null;
  const said = {
    regions: { helper: campaign.helper, county: line.county },
    times: { registeredAt: campaign.registeredAt, placedAt, paidAt: paidAt ?? placedAt },
    texts: { name: campaign.name, nameEn: campaign.nameEn },
  };
  if (!derived) return { code: "campaign.named", ...said };
  return { code: `campaign.${derived.campaign?.setAside ?? "decides"}`, ...said };
}

function ofBuyer({ order, line, partnership, linkOf }: LineFacts): Said {
  const { region, how } = order.affiliation;
  const kind = { texts: { how, kind: order.buyerKind } };
  if (!region) return { code: "buyer.unknown", ...kind };
  const regions = { affiliation: region, county: line.county };
  if (!partnership || !order.paidAt) return { code: "buyer.from", regions, ...kind };
  const { state, link } = linkOf(region);
  return {
    code: `buyer.${state}`,
    regions,
    ...kind,
    times: { paidAt: order.paidAt },
    texts: { ...kind.texts, from: link?.from ?? "", to: link?.to ?? "" },
  };
}

function ofRule({ order, line, partnership, derived }: LineFacts): Said | null {
  const credit = line.credit ?? derived;
  if (!credit || !partnership || !order.paidAt) return null;
  const helpers = helpersOn(partnership, dayOf(order.paidAt)).map((link) => link.region);
  const regions = {
    county: line.county,
    ...(credit.helper && { helper: credit.helper }),
    ...(order.affiliation.region && { affiliation: order.affiliation.region }),
  };
  const said = { regions, lists: { helpers }, texts: { version: credit.ruleVersion } };
  if (credit.basis === "out_of_scope" && !order.affiliation.region) return { code: "rule.unknown_buyer", ...said };
  if (credit.basis === "non_paired" && helpers.length === 0) return { code: "rule.no_helpers", ...said };
  if (credit.basis !== "help_sell") return { code: `rule.${credit.basis}`, ...said };
  const { campaign } = order;
  const times = { registeredAt: campaign?.registeredAt ?? order.placedAt, placedAt: order.placedAt };
  const texts = { ...said.texts, name: campaign?.name ?? "", nameEn: campaign?.nameEn ?? "" };
  // Where the buyer's own district stands beside the county as well, it is said that the campaign goes first.
  const both = order.affiliation.region && order.affiliation.region !== credit.helper;
  const alsoBuyer = both && helpers.includes(order.affiliation.region as (typeof helpers)[number]);
  return { code: alsoBuyer ? "rule.help_sell_before_buyer" : "rule.help_sell", ...said, times, texts };
}

/** How far the amount has come, from what is booked of the line. */
export function standing({ order, line, entries }: LineFacts): Standing {
  const [paidFen, recognisedFen] = [sumOf(entries, "paid"), sumOf(entries, "recognised")];
  if (!order.paidAt) return order.state === "cancelled" ? "cancelled" : "unpaid";
  if (!line.credit) return "elsewhere";
  if (recognisedFen > 0) return "recognised";
  if (paidFen === 0) return "refunded";
  if (line.hold === "held") return "held";
  if (line.hold === "upheld") return "upheld";
  return "only_paid";
}
export type Standing =
  | "cancelled"
  | "unpaid"
  | "elsewhere"
  | "recognised"
  | "refunded"
  | "held"
  | "upheld"
  | "only_paid";

function ofRecognition(facts: LineFacts): Said {
  const { order, entries } = facts;
  const [paidFen, recognisedFen] = [sumOf(entries, "paid"), sumOf(entries, "recognised")];
  const backFen = entries
    .filter((entry) => entry.measure === "paid" && entry.amountFen < 0)
    .reduce((sum, entry) => sum - entry.amountFen, 0);
  const amounts = { paidFen, recognisedFen, backFen };
  const state = standing(facts);
  const first = entries.find((entry) => entry.measure === "recognised");
  if (state === "recognised" && first)
    return {
      code: backFen > 0 ? "recognition.reduced" : "recognition.done",
      amounts,
      times: { recognisedAt: first.occurredAt },
    };
  if (state === "only_paid") return { code: `recognition.waits_${order.way}`, amounts };
  return { code: `recognition.${state}`, amounts };
}
