import type { RecordFigure } from "../../../regions/record/figure";
import { RECORD_KIND_NAMES, RECORD_KINDS, type RecordKind } from "../../../regions/record/kinds";
import type { FieldError } from "../../../shared/errors";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import type { Refused } from "../agreements/agreement-view";
import { typedWan } from "../amount";
import { couldDecide, type Inside } from "../inside";
import { recordYears } from "./enter";
import { figureName, figureWords } from "./figure-line";

export interface SeenRecord {
  inside: Inside;
  year: number;
  /** Every version of the year's figures. */
  figures: RecordFigure[];
  way: "code" | "password" | null;
  refused: Refused | null;
  done: string | null;
  at: Date;
  words: Words;
}

/** The view model of a year beside the sales: what is confirmed, what waits for whom, what stood before. */
export function recordView({ inside, year, figures, way, refused, done, at, words }: SeenRecord) {
  const base = `/partnerships/${inside.partnership._id}`;
  const here = `${base}/record/${year}`;
  const county = new Names(inside.book, words).short(inside.partnership.county);
  const lines = (state: RecordFigure["state"]) =>
    figures.filter((each) => each.state === state).map((each) => figureRow(each, { inside, here, words }));
  const waiting = lines("proposed");
  return {
    title: words.t("partnerships:record.title", { county, year }),
    crumbs: [{ href: `${base}/manage`, text: words.t("partnerships:manage.name", { county }) }],
    done,
    year,
    years: recordYears(at).map((each) => ({
      href: `${base}/record/${each}`,
      text: String(each),
      current: each === year,
    })),
    here,
    writes: inside.writes,
    confirmed: lines("in_force"),
    mine: waiting.filter((each) => !each.mayDecide),
    forMe: waiting.filter((each) => each.mayDecide),
    former: [...lines("replaced"), ...lines("rejected"), ...lines("withdrawn")],
    newHref: `${here}/new`,
    way,
    confirmErrors: refused?.form === "confirmation" ? refused.errors : [],
    rejectErrors: refused?.form === "rejection" ? refused.errors : [],
    rejected: refused?.form === "rejection" ? (refused.typed.figure ?? "") : "",
    reason: refused?.typed.reason ?? "",
  };
}

function figureRow(figure: RecordFigure, { inside, here, words }: { inside: Inside; here: string; words: Words }) {
  const { _id, by, decidedBy, paper, line, state, beforeValue } = figure;
  return {
    id: _id,
    name: figureName(figure, words),
    value: figureWords(figure, words),
    before: beforeValue === null ? null : figureWords({ ...figure, value: beforeValue }, words),
    note: words.pick(figure.note, figure.noteEn || figure.note),
    source: figure.source,
    reason: figure.reason,
    version: figure.version,
    stateWord: words.t(`partnerships:state.${state}`),
    decision: figure.decision,
    by: by ? { name: by.name, organisation: by.organisationName, at: by.at } : null,
    decidedBy: decidedBy ? { name: decidedBy.name, organisation: decidedBy.organisationName, at: decidedBy.at } : null,
    paper: paper && { name: paper.name, sha256: paper.sha256, href: `${here}/figures/${_id}/document` },
    correctHref: inside.writes ? `${here}/new?line=${encodeURIComponent(line)}` : null,
    rejectAction: `${here}/figures/${_id}/rejection`,
    withdrawAction: `${here}/figures/${_id}/withdrawal`,
    mayDecide: state === "proposed" && by !== null && couldDecide(inside, by),
    mayWithdraw:
      state === "proposed" && inside.writes && by !== null && by.organisation === inside.viewer.organisation?.id,
  };
}

export interface NewFigure {
  inside: Inside;
  year: number;
  /** The figure that is corrected. */
  standing: RecordFigure | undefined;
  typed: Record<string, string>;
  errors: FieldError[];
  paper: string | undefined;
  words: Words;
}

/** The form for a figure: a new one, or the correction of one that stands. */
export function newFigureView({ inside, year, standing, typed, errors, paper, words }: NewFigure) {
  const county = new Names(inside.book, words).short(inside.partnership.county);
  const base = `/partnerships/${inside.partnership._id}`;
  const given = { ...(standing ? asTyped(standing) : { kind: "funds", amountUnit: "wan" }), ...typed };
  const unitWord = (kind: RecordKind) => words.t(`partnerships:unitName.${RECORD_KINDS[kind]}`);
  return {
    title: words.t(standing ? "partnerships:record.correctTitle" : "partnerships:record.newTitle", { county, year }),
    crumbs: [
      { href: `${base}/manage`, text: words.t("partnerships:manage.name", { county }) },
      { href: `${base}/record/${year}`, text: words.t("partnerships:record.name", { year }) },
    ],
    action: `${base}/record/${year}`,
    year,
    typed: given,
    promised: given.promised === "1",
    correcting: standing
      ? { name: figureName(standing, words), value: figureWords(standing, words), kind: standing.kind }
      : null,
    kinds: RECORD_KIND_NAMES.map((value) => ({
      value,
      text: `${words.t(`partnerships:kind.${value}`)}${value === "other" ? "" : `（${unitWord(value)}）`}`,
    })),
    units: (["wan", "yuan"] as const).map((value) => ({ value, text: words.t(`partnerships:amountUnit.${value}`) })),
    paper: paper ?? null,
    errors,
    labels: Object.fromEntries(
      ["kind", "name", "ownUnit", "value", "note", "source", "reason", "document"].map((name) => [
        name,
        words.t(`partnerships:field.${name === "note" ? "figureNote" : name}`),
      ]),
    ),
  };
}

const asTyped = (figure: RecordFigure): Record<string, string> => ({
  kind: figure.kind,
  line: figure.line,
  promised: figure.promised ? "1" : "",
  name: figure.name,
  ownUnit: figure.kind === "other" && figure.unit !== "fen" ? figure.unit : "",
  value: figure.unit === "fen" ? typedWan(figure.value) : String(figure.value),
  amountUnit: "wan",
  note: figure.note,
  source: figure.source,
});
