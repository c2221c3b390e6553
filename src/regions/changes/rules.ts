import { DAY, dayOf, later, MINUTE, month, monthStart } from "../../shared/time";
import type { HelperLink, Partnership } from "../partnership";
import type { PartnershipChange } from "./change";

export type Change = Pick<PartnershipChange, "kind" | "helper" | "day">;

/** Other processes know of a change within ten seconds; a day that begins sooner than this is too near. */
const LEAD_MS = MINUTE;

/**
 * The earliest day a change decided now may hold from: the next Shanghai day, so that nothing that has happened ever moves.
 * In the last minute of a day it is the one after, for every process must know of it before the day begins.
 */
export const earliestDay = (at: Date): string => dayOf(later(at, DAY + LEAD_MS));

export const isAhead = (day: string, at: Date): boolean => day >= earliestDay(at);

/** Whether the same helper stands, confirmed or not, on a day the new link would hold. */
export const overlapping = ({ helpers }: Partnership, { helper, day }: Omit<Change, "kind">): HelperLink | undefined =>
  helpers.find((link) => link.region === helper && (link.to === null || link.to > day));

const stands = (link: HelperLink, { helper, day }: Omit<Change, "kind">): boolean =>
  link.region === helper && link.status === "confirmed" && (link.to === null || link.to > day);

/** The confirmed link that would be ended: the one that holds on the day, else one that would begin later. */
export const endable = ({ helpers }: Partnership, ending: Omit<Change, "kind">): HelperLink | undefined =>
  helpers.find((link) => stands(link, ending) && link.from < ending.day) ??
  helpers.find((link) => stands(link, ending));

/** What is wrong with a change as the book stands: a code of fields.json, or null. */
export function wrongWith(
  partnership: Partnership,
  change: Change,
  at: Date,
): { field: "day" | "helper"; code: string } | null {
  if (!isAhead(change.day, at)) return { field: "day", code: "from_tomorrow" };
  if (change.kind === "add")
    return overlapping(partnership, change) ? { field: "helper", code: "helper_already" } : null;
  return endable(partnership, change) ? null : { field: "helper", code: "helper_not_beside" };
}

/** The partnership as it will stand. A link that is ended before it began never held and is gone; days before are untouched. */
export function withChange(partnership: Partnership, { kind, helper, day }: Change, source = ""): Partnership {
  if (kind === "add") {
    const link: HelperLink = { region: helper, status: "confirmed", from: day, to: null, source };
    const others = partnership.helpers.filter(
      (each) => !(each.region === helper && each.status === "unconfirmed" && each.from === day),
    );
    return { ...partnership, helpers: [...others, link] };
  }
  const ended = endable(partnership, { helper, day });
  if (ended && ended.from < day)
    return {
      ...partnership,
      helpers: partnership.helpers.map((link) => (link === ended ? { ...link, to: day } : link)),
    };
  return { ...partnership, helpers: partnership.helpers.filter((link) => !stands(link, { helper, day })) };
}

/** The day before, for words: "until and including". */
export const dayBefore = (day: string): string =>
  dayOf(later(monthStart(month(day.slice(0, 7))), (Number(day.slice(8)) - 2) * DAY));
