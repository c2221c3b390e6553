import type { Gazetteer } from "../../../regions/gazetteer";
import { tenths } from "../../../shared/papers/ratio";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { minuteOf } from "../files/paper";
import { MOST_PRINTED } from "../files/render";
import { AT_ONCE, type ExportJob, MOST_BYTES, MOST_ROWS } from "../jobs/job";
import type { Opened, Params } from "../kinds/kind";
import { KIND_NAMES, KINDS, type KindName } from "../kinds/kinds";
import { fieldsOf, keptParams } from "./form-fields";

/** One file of the list. */
export function jobView(job: ExportJob, words: Words) {
  const { _id, kind, format, state, title, done, total, file, problem } = job;
  return {
    id: _id,
    title,
    what: words.t(`exports:kind.${kind}`),
    format: format.toUpperCase(),
    state,
    tone: TONES[state],
    stateText: words.t(`exports:state.${state}`),
    open: state === "waiting" || state === "running",
    share: state === "running" && total > 0 ? Math.min(1, done / total) : null,
    done,
    total,
    askedAt: job.askedAt,
    until: job.until,
    href: state === "done" ? `/exports/${_id}/file` : null,
    size: file && sizeText(file.bytes),
    sha256: file?.sha256 ?? null,
    why: problem && words.t(`exports:problem.${problem}`, { megabytes: MOST_BYTES / 1_000_000 }),
  };
}

const TONES = { waiting: "plain", running: "amber", done: "moss", failed: "vermilion", cancelled: "plain" } as const;

export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${tenths(bytes / 1_000_000)} MB`;

/** The ways to begin, each with what it is. */
export const kindLinks = (words: Words) =>
  KIND_NAMES.map((kind) => ({
    href: `/exports/new?kind=${kind}${kind === "entries" ? "&measure=both" : ""}`,
    title: words.t(`exports:kind.${kind}`),
    text: words.t(`exports:kindText.${kind}`),
  }));

export interface FormFacts {
  kind: KindName;
  params: Params;
  opened: Opened;
  viewer: Viewer;
  gazetteer: Gazetteer;
  words: Words;
  at: Date;
  years: number[];
}

/** The form of one file: what was chosen, how many rows, which formats, and whether it comes at once. */
export function formView({ kind, params, opened, ...facts }: FormFacts) {
  const { words } = facts;
  const { total } = opened.tables[0];
  const formats = KINDS[kind].formats.filter((format) => format !== "pdf" || total <= MOST_PRINTED);
  const atOnce = total <= AT_ONCE;
  return {
    title: opened.title,
    kind,
    lede: words.t(`exports:kindText.${kind}`),
    facts: opened.facts.map(({ name, value }) => ({
      name,
      value: value instanceof Date ? minuteOf(value) : String(value),
    })),
    total,
    atOnce,
    tooMany: total > MOST_ROWS ? MOST_ROWS : null,
    hidden: Object.entries(params).map(([name, value]) => ({ name, value })),
    formats: formats.map((value, index) => ({
      value,
      text: words.t(`exports:format.${value}`),
      help: words.t(`exports:formatHelp.${value}`),
      checked: index === 0,
    })),
    note: atOnce ? words.t("exports:atOnce") : words.t("exports:later", { rows: AT_ONCE }),
    noPaper: formats.includes("pdf") ? null : words.t("exports:noPaper", { rows: MOST_PRINTED }),
    fields: fieldsOf(kind, params, facts),
    others: keptParams(kind, params),
    columns: opened.tables[0].heads.map((head) => head.title).join(words.t("exports:listSeparator")),
  };
}
