import type { Words } from "../../../shared/words";
import type { CityDashboard } from "./city-dashboard-view";
import { type CityFilter, cityHref } from "./city-query";

/** How long a screen stays before the next, in seconds. */
const SECONDS = 20;

/** The dashboard for a meeting room: one thing at a time, the next by itself; each is read anew and exact when it comes. */
export function slides(dashboard: CityDashboard, { slide = 1, given }: CityFilter, words: Words) {
  const shown = [
    "total",
    "map",
    ...(dashboard.ranking.length > 0 ? ["ranking"] : []),
    ...(dashboard.behind.length > 0 ? ["behind"] : []),
    "months",
  ];
  const place = Math.min(slide, shown.length);
  const to = (number: number) => cityHref(given, { slide: String(number) });
  const half = Math.ceil(dashboard.ranking.length / 2);
  return {
    ...dashboard,
    show: shown[place - 1],
    heading: words.t(`dashboards:present.${shown[place - 1]}`, { year: dashboard.year }),
    columns: [dashboard.ranking.slice(0, half), dashboard.ranking.slice(half)],
    largest: dashboard.byAmount.slice(0, MOST_LARGEST),
    behind: dashboard.behind.slice(0, MOST_BEHIND),
    moreBehind: Math.max(0, dashboard.behind.length - MOST_BEHIND),
    seconds: SECONDS,
    nextHref: to(place === shown.length ? 1 : place + 1),
    previousHref: to(place === 1 ? shown.length : place - 1),
    leaveHref: cityHref(given, { view: null, slide: null }),
    steps: shown.map((name, index) => ({
      href: to(index + 1),
      text: words.t(`dashboards:present.step.${name}`),
      current: index + 1 === place,
    })),
  };
}

/** As many as can be read from the other end of the room. */
const MOST_BEHIND = 6;
const MOST_LARGEST = 7;
