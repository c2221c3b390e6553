import type { Gazetteer } from "../../regions/gazetteer";
import { helpersOn } from "../../regions/partnership";
import { formatYuan } from "../../shared/money";
import type { Piece } from "../../shared/papers/docx";
import { percentText as percent } from "../../shared/papers/ratio";
import { dayOf, later, type Month, monthAfter, monthStart } from "../../shared/time";
import type { Words } from "../../shared/words";
import { entriesHref } from "../links";
import { Names } from "../names";
import { type BulletinFigures, bulletinFigures } from "./figures";
import { type BulletinNote, noteOf } from "./note";
import { sentencesOf } from "./sentences";

/** What a month's bulletin is made of, as of one instant. */
export interface Draft {
  figures: BulletinFigures;
  note: BulletinNote | null;
}

export const draftOf = async (of: Month, { gazetteer, at }: { gazetteer: Gazetteer; at: Date }): Promise<Draft> => ({
  figures: await bulletinFigures(of, { gazetteer, at }),
  note: await noteOf(of),
});

/** A month's bulletin as a page's model; the papers are made of the same one. */
export function bulletinView({ figures, note }: Draft, { gazetteer, words }: { gazetteer: Gazetteer; words: Words }) {
  const { of, at } = figures;
  const names = new Names(gazetteer, words);
  const countyOf = (id: string): string => names.short(gazetteer.partnership(id).county);
  // Helpers are those of the month's last day: a later re-pairing never rewrites an old bulletin.
  const day = dayOf(later(monthStart(monthAfter(of)), -1));
  const span = { from: of, to: of } as const;
  const year = { from: `${of.slice(0, 4)}-01` as Month, to: of };
  return {
    ...sentencesOf(figures, names, countyOf),
    month: of,
    asOf: at,
    running: figures.running,
    provisional: figures.sealed.open > 0,
    note,
    rows: figures.pairs.map((pair, index) => ({
      rank: pair.progress === null ? null : index + 1,
      county: countyOf(pair.id),
      helpers:
        names.list(helpersOn(gazetteer.partnership(pair.id), day).map((link) => link.region)) ||
        words.t("exports:noHelper"),
      ...pair,
      monthHref: entriesHref(pair.id, { ...span, measure: "recognised", basis: "paired" }),
      totalHref: entriesHref(pair.id, { ...year, measure: "recognised", basis: "paired" }),
    })),
    sum: {
      monthPaidFen: figures.month.paidFen,
      monthFen: figures.month.recognisedFen,
      totalFen: figures.total.recognisedFen,
    },
  };
}
export type BulletinView = ReturnType<typeof bulletinView>;

const COLUMNS = ["rank", "county", "helpers", "month", "total", "target", "progress"] as const;
const ALIGN = COLUMNS.map((name) => (["county", "helpers"].includes(name) ? ("left" as const) : ("right" as const)));

/** The table of the partnerships, as texts. */
export const pairTable = ({ rows, sum }: BulletinView, words: Words) => ({
  heads: COLUMNS.map((name) => words.t(`bulletin:column.${name}`)),
  align: ALIGN,
  rows: [
    ...rows.map((row) => [
      row.rank === null ? "—" : String(row.rank),
      row.county,
      row.helpers,
      formatYuan(row.monthFen),
      formatYuan(row.totalFen),
      row.targetFen === null ? "—" : formatYuan(row.targetFen),
      row.progress === null ? "—" : percent(row.progress),
    ]),
    ["", words.t("common:word.total"), "", formatYuan(sum.monthFen), formatYuan(sum.totalFen), "", ""],
  ],
});

/** The bulletin as pieces of a letter, in the order officials write it. */
export function piecesOf(view: BulletinView, words: Words): Piece[] {
  const heading = (key: string): Piece => ({ heading: words.t(`bulletin:${key}`) });
  const text = (sentence: string): Piece => ({ text: sentence });
  return [
    { title: view.title },
    heading("overall.title"),
    ...view.overall.map(text),
    heading("pairs.title"),
    text(view.pairs),
    { table: pairTable(view, words) },
    heading("structure.title"),
    ...view.structure.map(text),
    heading("attention.title"),
    ...(view.attention.length > 0 ? view.attention : [words.t("bulletin:attention.none")]).map(text),
    ...(view.note?.text ? [text(view.note.text)] : []),
    heading("rule.title"),
    text(view.rule),
    { note: words.t("bulletin:asOf", { at: dayOf(view.asOf) }) },
  ];
}
