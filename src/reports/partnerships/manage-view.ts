import type { AgreementVersion } from "../../regions/agreements/agreement-version";
import type { PartnershipChange } from "../../regions/changes/change";
import type { HelperLink } from "../../regions/partnership";
import type { RecordFigure } from "../../regions/record/figure";
import { dayOf, yearOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import { wanWords } from "./amount";
import { changeLine } from "./changes/change-view";
import type { Inside } from "./inside";

export interface Managed {
  inside: Inside;
  versions: AgreementVersion[];
  changes: PartnershipChange[];
  /** Of every year, proposed and in force. */
  figures: Pick<RecordFigure, "year" | "state">[];
  at: Date;
  words: Words;
}

/** The view model of a partnership's official side: its years, its helpers, what was changed, what it did beside the sales. */
export function manageView({ inside, versions, changes, figures, at, words }: Managed) {
  const names = new Names(inside.book, words);
  const { partnership, writes, speaks } = inside;
  const county = names.short(partnership.county);
  const base = `/partnerships/${partnership._id}`;
  const current = yearOf(at);
  const years = [...new Set([current, ...versions.map((each) => each.year)])].sort((a, b) => b - a);
  const recorded = [...new Set([current, ...figures.map((each) => each.year)])].sort((a, b) => b - a);
  return {
    title: words.t("partnerships:manage.title", { county }),
    crumbs: [{ href: "/desk/partnerships", text: words.t("partnerships:list.name") }],
    county,
    publicHref: base,
    years: years.map((year) => yearLine(year, { versions, base, words })),
    nextHref: years.includes(current + 1) || !writes ? null : `${base}/agreements/${current + 1}`,
    nextYear: current + 1,
    helpers: partnership.helpers.map((link) => helperLine(link, { names, at, base, writes })),
    open: changes.filter((each) => each.open).map((each) => changeLine(each, { inside, words })),
    decided: changes.filter((each) => !each.open).map((each) => changeLine(each, { inside, words })),
    newHref: writes ? `${base}/changes/new` : null,
    city: speaks === "city",
    record: recorded.map((year) => ({
      year,
      href: `${base}/record/${year}`,
      confirmed: countOf(figures, year, "in_force"),
      waiting: countOf(figures, year, "proposed"),
    })),
  };
}

const countOf = (figures: Managed["figures"], year: number, state: RecordFigure["state"]): number =>
  figures.filter((each) => each.year === year && each.state === state).length;

function yearLine(
  year: number,
  { versions, base, words }: { versions: AgreementVersion[]; base: string; words: Words },
) {
  const own = versions.filter((each) => each.year === year);
  const inForce = own.find((each) => each.state === "in_force");
  return {
    year,
    href: `${base}/agreements/${year}`,
    targetFen: inForce?.targetFen ?? null,
    wan: inForce ? wanWords(inForce.targetFen, words) : null,
    signedOn: inForce?.signedOn ?? null,
    demo: inForce?.demo ?? false,
    versions: own.length,
    waiting: own.some((each) => each.state === "proposed"),
  };
}

interface Around {
  names: Names;
  at: Date;
  base: string;
  writes: boolean;
}

function helperLine({ region, status, from, to, source }: HelperLink, { names, at, base, writes }: Around) {
  const day = dayOf(at);
  const time = day < from ? "future" : to !== null && day >= to ? "past" : "now";
  const endable = writes && status === "confirmed" && (to === null || to > day);
  return {
    name: names.full(region),
    ...{ from, to, source, time },
    confirmed: status === "confirmed",
    endHref: endable ? `${base}/changes/new?kind=end&helper=${region}` : null,
  };
}
