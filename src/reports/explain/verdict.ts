import type { Asker, LineFacts } from "./facts";
import { setAsideOf, sumOf } from "./facts";
import { type Said, standing } from "./steps";

export type Counts = "counted" | "not_yet" | "not_counted";
export interface Verdict extends Said {
  counts: Counts;
  /** What can be done about it, in sentences; never empty. */
  todo: string[];
}

/** The answer to the question of one side: is it counted for us, and if not, why exactly. */
export function verdictFor(asker: Asker, facts: LineFacts): Verdict {
  const state = standing(facts);
  if (state === "unpaid") return { counts: "not_yet", code: "unpaid", todo: ["wait_payment"] };
  if (state === "cancelled") return { counts: "not_counted", code: "cancelled", todo: ["nothing"] };
  if (state === "elsewhere")
    return { counts: "not_counted", code: "elsewhere", regions: { county: facts.line.county }, todo: ["nothing"] };
  const away = asker.side === "helper" ? awayFrom(asker.region, facts) : null;
  return away ?? ours(asker, facts);
}

/** Credited where the asker looks; what is left is how far it has come. */
function ours(asker: Asker, facts: LineFacts): Verdict {
  const { line, entries } = facts;
  const paired = line.credit?.partnership !== null;
  const said = {
    regions: { county: line.county, ...(line.credit?.helper && { helper: line.credit.helper }) },
    amounts: { paidFen: sumOf(entries, "paid"), recognisedFen: sumOf(entries, "recognised") },
  };
  const todo = paired ? [] : unpairedTodo(facts);
  const scope = asker.side === "helper" ? "ours" : paired ? "pair" : "county";
  switch (standing(facts)) {
    case "recognised":
      return { counts: "counted", code: `counted_${scope}`, ...said, todo: todo.length > 0 ? todo : ["nothing"] };
    case "refunded":
      return { counts: "not_counted", code: "refunded", ...said, todo: ["nothing"] };
    case "held":
      return { counts: "not_yet", code: "held", ...said, todo: ["wait_review", ...todo] };
    case "upheld":
      return { counts: "not_counted", code: "upheld", ...said, todo: ["appeal"] };
    default:
      return { counts: "not_yet", code: `only_paid_${scope}`, ...said, todo: ["wait_receipt", ...todo] };
  }
}

/** Why it is not this helper's; null where it is. */
function awayFrom(region: string, facts: LineFacts): Verdict | null {
  const { order, line } = facts;
  const { credit } = line;
  if (!credit || credit.helper === region) return null;
  const affiliation = order.affiliation.region;
  const regions = {
    own: region,
    county: line.county,
    ...(credit.helper && { helper: credit.helper }),
    ...(affiliation && { affiliation }),
  };
  const verdict = (code: string, todo: string[], more: Partial<Said> = {}): Verdict => ({
    ...{ counts: "not_counted", code, regions, todo },
    ...more,
  });
  const late = lateCampaign(region, facts);
  if (late) return verdict(late.code, ["register_before", "no_declaration"], late);
  if (credit.basis === "help_sell") return verdict("other_campaign", ["nothing", "no_declaration"], campaignOf(facts));
  const { state, link } = facts.linkOf(region as never);
  const texts = { from: link?.from ?? "", to: link?.to ?? "" };
  if (state === "none") return verdict("other_county", ["nothing", "no_declaration"]);
  if (credit.basis === "purchase") return verdict("other_buyer", chosenTodo(facts));
  if (affiliation === region) return verdict(`link_${state}`, ["ask_link", "no_declaration"], { texts });
  return verdict(affiliation ? "buyer_elsewhere" : "buyer_unknown", chosenTodo(facts));
}

const campaignOf = ({ order }: LineFacts): Partial<Said> => ({
  times: { registeredAt: order.campaign?.registeredAt ?? order.placedAt, placedAt: order.placedAt },
  texts: { name: order.campaign?.name ?? "", nameEn: order.campaign?.nameEn ?? "" },
});

/** The helper's own campaign that came too late, was for another county, or while it did not stand beside this one. */
function lateCampaign(region: string, facts: LineFacts): Said | null {
  const setAside = setAsideOf(facts.line.credit);
  if (!setAside || facts.order.campaign?.helper !== region) return null;
  return { code: `campaign_${setAside}`, ...campaignOf(facts) };
}

const unpairedTodo = (facts: LineFacts): string[] => {
  const { region } = facts.order.affiliation;
  if (!facts.partnership?.helpers.some((link) => link.status === "confirmed")) return ["ask_link", "no_declaration"];
  return region && facts.linkOf(region).state !== "none" ? ["ask_link", "no_declaration"] : chosenTodo(facts);
};

/** A citizen who lives elsewhere than the parcel goes may say so at the next checkout; a registration cannot be chosen. */
const chosenTodo = ({ order }: LineFacts): string[] =>
  order.buyerKind === "citizen" && order.affiliation.how !== "registration"
    ? ["choose_next_time", "no_declaration"]
    : ["registration", "no_declaration"];
