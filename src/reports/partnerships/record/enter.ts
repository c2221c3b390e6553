import { type RecordFigure, RecordFigureModel } from "../../../regions/record/figure";
import type { RecordKind } from "../../../regions/record/kinds";
import type { Paper, Stamp } from "../../../regions/two-sides";
import { invalidField, notFound, Refusal } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import { yearOf } from "../../../shared/time";
import { type Inside, stampOf } from "../inside";
import { placePaper } from "../kept-paper";
import { orTaken } from "../or-taken";
import { isDemo, tellDeciders } from "../tell-sides";
import { auditFigure } from "./decide-figure";

export interface Entering {
  year: number;
  kind: RecordKind;
  /** Of a figure of the parties' own naming: the line that is corrected; undefined for a new one. */
  line: string | undefined;
  promised: boolean;
  name: string;
  unit: string;
  value: number;
  note: string;
  source: string;
  reason: string;
  paper: Paper | null;
}

/** The years of the record, the latest first: from the mechanism's first to the current one. */
export const recordYears = (at: Date): number[] =>
  Array.from({ length: yearOf(at) - 2021 + 1 }, (_, back) => yearOf(at) - back);

/** Refuses with NOT_FOUND. */
export function readRecordYear(text: unknown, at: Date): number {
  const year = recordYears(at).find((each) => String(each) === text);
  if (year === undefined) throw notFound();
  return year;
}

/**
 * Writes down a figure of the year, or a correction of one, to be confirmed by the other side. A figure of the same office
 * that still waits is replaced. Refuses FORBIDDEN, NOT_FOUND for a correction of nothing, INVALID beside `reason` for a
 * correction without one, ALREADY_PROPOSED while the other side's waits.
 */
export async function enterFigure(inside: Inside, asked: Entering, at: Date): Promise<RecordFigure> {
  const by = stampOf(inside, at);
  const demo = await isDemo(by.organisation);
  return orTaken(() => write(inside, asked, { by, demo }));
}

const lineOf = ({ kind, promised, line }: Entering, at: Date): string =>
  kind === "other" ? (line ?? `other-${newId("own", at)}`) : promised ? `${kind}-promised` : kind;

async function write(
  inside: Inside,
  asked: Entering,
  { by, demo }: { by: Stamp; demo: boolean },
): Promise<RecordFigure> {
  const { _id: partnership } = inside.partnership;
  const { paper, reason, year, kind, promised, name, unit, value, note, source } = asked;
  const line = lineOf(asked, by.at);
  const versions = (await RecordFigureModel.find({ partnership, year, line })
    .sort({ version: -1 })
    .lean()) as RecordFigure[];
  if (asked.kind === "other" && asked.line && versions[0]?.kind !== "other") throw notFound();
  const current = versions.find((each) => each.state === "in_force");
  if (current && reason === "") throw invalidField("reason", "reason_for_change");
  await replaceOwn(versions, by);
  const entered: RecordFigure = {
    _id: newId("fig", by.at),
    ...{ partnership, year, line, kind, promised, name, nameEn: "", unit, value, note, noteEn: "", source },
    version: 1 + (versions[0]?.version ?? 0),
    paper,
    state: "proposed",
    beforeValue: current?.value ?? null,
    reason,
    by,
    decidedBy: null,
    decision: "",
    at: by.at,
    demo,
  };
  await RecordFigureModel.insertMany([entered]);
  await placePaper(paper);
  await auditFigure(inside, entered, { what: "figure.proposed", by, note: reason });
  const href = `/partnerships/${partnership}/record/${year}`;
  const params = { year, organisation: by.organisationName };
  await tellDeciders(inside, by, { key: `figure:${entered._id}`, kind: "figure_proposed", href, params });
  return entered;
}

async function replaceOwn(versions: readonly RecordFigure[], by: Stamp): Promise<void> {
  const waiting = versions.find((each) => each.state === "proposed");
  if (!waiting) return;
  if (waiting.by?.organisation !== by.organisation) throw new Refusal("ALREADY_PROPOSED");
  const { matchedCount } = await RecordFigureModel.updateOne(
    { _id: waiting._id, state: "proposed" },
    { $set: { state: "withdrawn", decidedBy: by } },
  );
  if (matchedCount === 0) throw new Refusal("PARTNERSHIP_MOVED_ON");
}
