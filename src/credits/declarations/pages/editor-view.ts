import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { CATEGORIES } from "../../deed";
import { nextKind } from "../deeds/keep-evidence";
import {
  CONTENT_TEXTS,
  DECLARED_BASES,
  type DeclarationContent,
  EVENTS,
  MECHANISMS,
  MOST_LINES,
} from "../record/content";
import type { Declaration } from "../record/declaration";
import { EVIDENCE_KINDS, MOST_EVIDENCE, missingEvidence, standing } from "../record/evidence";
import { paperView } from "./paper-view";

export interface Editing {
  declaration: Declaration;
  content: DeclarationContent;
  errors: FieldError[];
  /** Somebody else has saved meanwhile: what is on the page is not kept yet. */
  stale: boolean;
  gazetteer: Gazetteer;
  at: Date;
  words: Words;
}

/** The page a declaration is written on. */
export function editorView({ declaration, content, errors, stale, gazetteer, at, words }: Editing) {
  const { t } = words;
  const { _id, number, version, state, declarer, history } = declaration;
  const rejected = history.findLast(({ what }) => what === "rejected");
  return {
    title: t("declarations:editor.title", { number }),
    crumbs: [{ href: "/declarations", text: t("declarations:title") }],
    ...{ id: _id, version, state, stale, errors, content },
    labels: labelsOf(errors, words),
    returned: (state === "rejected" || state === "mended") && rejected ? rejected.note : null,
    byOffice: declarer.kind === "helper_authority",
    lede: t(declarer.kind === "helper_authority" ? "declarations:editor.ledeOffice" : "declarations:editor.lede"),
    bases: DECLARED_BASES.map((value) => ({
      ...{ value, text: t(`common:basis.${value}`), help: t(`declarations:basisHelp.${value}`) },
      checked: content.basis === value,
    })),
    events: EVENTS.map((value) => ({ value, text: t(`declarations:event.${value}`) })),
    counties: countiesOf(declaration, content, { gazetteer, words }),
    lines: lineRows(content, errors),
    many: content.lines.length > 1,
    mayAddLines: content.lines.length < MOST_LINES,
    categories: CATEGORIES.map((value) => ({ value, text: t(`common:category.${value}`) })),
    tags: mechanisms(content.tags, words),
    alsoIn: mechanisms(content.alsoIn, words),
    moreOpen: content.tags.length + content.alsoIn.length > 0 || content.signed !== "" || content.note !== "",
    ...paperPart(declaration, words),
    mayDiscard: state === "draft",
    mayWithdraw: state === "rejected" || state === "mended",
    savedAt: version > 1 ? declaration.movedAt : null,
    today: dayOf(at),
  };
}

/** The rows of goods; what is seldom needed of one is unfolded where something stands in it or is wrong with it. */
const lineRows = (content: DeclarationContent, errors: readonly FieldError[]) =>
  content.lines.map((line, index) => ({
    ...line,
    ...{ at: `lines.${index}`, index, number: index + 1 },
    open: errors.some(({ field }) => /^(invoiceLine|low|high)$/.test(field.replace(`lines.${index}.`, ""))),
    filled: line.low !== "" || line.high !== "" || line.invoiceLine !== "",
  }));

const paperPart = (declaration: Declaration, words: Words) => {
  const papers = standing(declaration.evidence);
  return {
    papers: papers.map((paper) => paperView(declaration, paper, words)),
    kinds: EVIDENCE_KINDS.map((value) => ({ value, text: words.t(`declarations:evidence.kind.${value}`) })),
    nextKind: nextKind(papers),
    missing: missingEvidence(papers).map(({ code }) => words.t(`fields:${code}`)),
    mayAddPapers: papers.length < MOST_EVIDENCE,
  };
};

const mechanisms = (chosen: readonly string[], words: Words) =>
  MECHANISMS.map((value) => ({
    value,
    text: words.t(`declarations:mechanism.${value}`),
    checked: chosen.includes(value),
  }));

/** The counties the declarer's district stands beside today or ever did, and the one that is chosen. */
function countiesOf(
  { declarer }: Declaration,
  content: DeclarationContent,
  { gazetteer, words }: { gazetteer: Gazetteer; words: Words },
) {
  return gazetteer.partnerships
    .filter((each) => each.county === content.county || each.helpers.some((link) => link.region === declarer.region))
    .map(({ county }) => gazetteer.region(county))
    .map(({ _id, name, nameEn }) => ({ value: _id, text: words.pick(name, nameEn) }));
}

/** What the summary of mistakes calls the fields it names. */
function labelsOf(errors: readonly FieldError[], words: Words): Record<string, string> {
  return Object.fromEntries(errors.map(({ field }) => [field, labelOf(field, words)]));
}

export function labelOf(field: string, words: Words): string {
  const [lines, index, name] = field.split(".");
  if (lines === "lines" && name)
    return words.t("declarations:lineField", {
      number: Number(index) + 1,
      field: words.t(`declarations:line.${name}`),
    });
  if ((CONTENT_TEXTS as readonly string[]).includes(field)) return words.t(`declarations:field.${field}`);
  return words.t("declarations:evidence.title");
}
