import type { Entry } from "../../credits/entry";
import { isNamedTo, isVisible } from "../../credits/visible";
import type { Gazetteer } from "../../regions/gazetteer";
import { formatYuan } from "../../shared/money";
import type { Viewer } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import type { Case } from "./case";
import type { LineFacts } from "./facts";
import { say } from "./say";
import { stepsOf } from "./steps";
import { verdictFor } from "./verdict";

interface Asked {
  viewer: Viewer;
  gazetteer: Gazetteer;
  words: Words;
}

/** An order explained, line by line. Nothing in it tells who the citizen is that bought. */
export function explainView(found: Case, { viewer, gazetteer, words }: Asked) {
  const names = new Names(gazetteer, words);
  const { order } = found;
  return {
    number: order.number,
    state: order.state,
    seller: words.pick(order.sellerName, order.sellerNameEn),
    buyer: buyerName(found, viewer) ?? words.t(`common:buyerKind.${order.buyerKind}`),
    asker: "region" in found.asker ? names.full(found.asker.region) : words.t("reports:city.place"),
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    lines: found.lines.map((facts) => lineView(facts, found, names)),
  };
}

const TONE = { counted: "done", not_yet: "info", not_counted: "mind" } as const;

/** A citizen is never named; an institution where its name may be read of every line shown. */
function buyerName({ order, lines }: Case, viewer: Viewer): string | null {
  const affiliation = order.affiliation.region;
  const named = lines.every(({ line }) => isNamedTo(viewer, { affiliation, helper: line.credit?.helper ?? null }));
  return order.buyerKind === "institution" && named ? order.buyerName : null;
}

function lineView(facts: LineFacts, { asker, visible }: Case, names: Names) {
  const { words } = names;
  const { line, derived, partnership } = facts;
  const verdict = verdictFor(asker, facts);
  return {
    line: line.line,
    product: words.pick(line.name, line.nameEn),
    paidFen: line.paidFen,
    basis: line.credit?.basis ?? null,
    helper: line.credit?.helper ? names.short(line.credit.helper) : null,
    book: partnership?._id ?? null,
    county: names.short(line.county),
    note: words.t("explain:lineNote", {
      variant: words.pick(line.variantName, line.variantNameEn),
      quantity: line.quantity,
      amount: `¥${formatYuan(line.paidFen)}`,
    }),
    counts: verdict.counts,
    tone: TONE[verdict.counts],
    headline: words.t(`explain:counts.${verdict.counts}`),
    verdict: say("verdict", verdict, names),
    todo: verdict.todo.map((code) => words.t(`explain:todo.${code}`)),
    steps: stepsOf(facts).map((step) => ({
      step: step.step,
      code: step.code,
      title: words.t(`explain:step.${step.step}`),
      text: say("say", step, names),
    })),
    /** The past was rewritten since: what is booked stands. */
    differs: derived !== null && line.credit !== null && !sameCredit(derived, line.credit),
    entries: facts.entries.filter((entry) => isVisible(entry, visible)).map((entry) => entryRow(entry)),
  };
}

const sameCredit = (a: NonNullable<LineFacts["derived"]>, b: NonNullable<LineFacts["derived"]>): boolean =>
  a.basis === b.basis && a.helper === b.helper && a.partnership === b.partnership;

const entryRow = (entry: Entry) => ({
  href: `/entries/${entry._id}`,
  id: entry._id,
  at: entry.occurredAt,
  measure: entry.measure,
  source: entry.source.kind,
  amountFen: entry.amountFen,
});
