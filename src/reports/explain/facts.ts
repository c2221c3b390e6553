import type { Attribution, SetAside } from "../../credits/attribute";
import { attribute } from "../../credits/attribute";
import type { Entry } from "../../credits/entry";
import type { Order, OrderLine } from "../../orders/order-record";
import type { Gazetteer } from "../../regions/gazetteer";
import type { HelperLink, Partnership } from "../../regions/partnership";
import type { RegionCode } from "../../shared/ids";
import { dayOf } from "../../shared/time";

/** Whose part of the ledger the question is asked for. */
export type Asker = { side: "city" } | { side: "county" | "helper"; region: RegionCode };

/** What an explanation is made from: the frozen order, what was booked of it, and the helpers' history. */
export interface LineFacts {
  order: Pick<
    Order,
    "state" | "placedAt" | "paidAt" | "receivedAt" | "affiliation" | "campaign" | "buyerKind" | "way" | "timeline"
  >;
  line: OrderLine;
  /** Null where the goods' origin is none of the seventeen. */
  partnership: Partnership | null;
  /** When the goods were first let on the market, where that is known. */
  approvedAt: Date | null;
  /** Everything booked about the line, in order. */
  entries: readonly Entry[];
  /** The credit asked for anew from the frozen facts; null while it is not paid and for goods that count nowhere. */
  derived: Attribution | null;
  /** The helper's links to the county that are said something about, by the day it was paid. */
  linkOf(region: RegionCode): LinkOnDay;
}

/** How a district stood to the county on the day the order was paid. */
export interface LinkOnDay {
  state: "confirmed" | "unconfirmed" | "ended" | "not_begun" | "none";
  link: HelperLink | null;
}

/**
 * The rule asked once more, of what the order froze and of who stood beside whom on that day. It agrees with the entry as
 * long as nobody has rewritten the past; where it does not, the entry stands and the explanation says so.
 */
export function derive(order: LineFacts["order"], line: OrderLine, gazetteer: Gazetteer): Attribution | null {
  if (!order.paidAt || !gazetteer.partnershipOf(line.county)) return null;
  const { campaign } = order;
  return attribute(
    {
      county: line.county,
      affiliation: order.affiliation.region,
      campaign: campaign && {
        id: campaign._id,
        helper: campaign.helper,
        partnership: campaign.partnership,
        registeredAt: campaign.registeredAt,
      },
      orderedAt: order.placedAt,
      at: order.paidAt,
    },
    gazetteer,
  );
}

/** The latest link that says most: one in force, else one not confirmed, else one that has ended, else one to come. */
export function linkOn(partnership: Partnership | null, region: RegionCode, at: Date): LinkOnDay {
  const day = dayOf(at);
  const links = (partnership?.helpers ?? []).filter((link) => link.region === region);
  const stateOf = (link: HelperLink): LinkOnDay["state"] => {
    if (link.to !== null && link.to <= day) return "ended";
    if (link.from > day) return "not_begun";
    return link.status;
  };
  for (const state of ["confirmed", "unconfirmed", "ended", "not_begun"] as const) {
    const link = links.filter((each) => stateOf(each) === state).at(-1);
    if (link) return { state, link };
  }
  return { state: "none", link: null };
}

export const sumOf = (entries: readonly Entry[], measure: Entry["measure"]): number =>
  entries.filter((entry) => entry.measure === measure).reduce((sum, entry) => sum + entry.amountFen, 0);

export const setAsideOf = (credit: Attribution | null): SetAside | null => credit?.campaign?.setAside ?? null;
