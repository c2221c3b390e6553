import { dayOf, later, monthAfter, monthOf, monthStart } from "../../shared/time";

/**
 * Producers are settled with twice a month, on the 1st and the 16th: a cooperative that bought its harvest on credit cannot
 * wait for a month's end, and a bookkeeper should not file a sheet every week.
 */
const SECOND_HALF_BEGINS = 16;
const DAY_MS = 24 * 3600_000;

/** The next instant after `at` at which accounts are settled: midnight of the 1st or the 16th in Shanghai. */
export function nextCut(at: Date): Date {
  const month = monthOf(at);
  const middle = later(monthStart(month), (SECOND_HALF_BEGINS - 1) * DAY_MS);
  return at < middle ? middle : monthStart(monthAfter(month));
}

/** The days a page covers, both included: its end is the instant at which the next one begins. */
export const daysOf = ({ from, to }: { from: Date; to: Date }): { first: string; last: string } => ({
  first: dayOf(from),
  last: dayOf(later(to, -1)),
});
