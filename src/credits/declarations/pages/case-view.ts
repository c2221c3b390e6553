import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { hasRole, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { Entry } from "../../entry";
import { turnOf } from "../deeds/confirm";
import { CONFIRMERS, isDeclarer, mayDeclare, sideOf } from "../record/concerning";
import type { Declaration } from "../record/declaration";
import { standing } from "../record/evidence";
import { type DeclarationFacts, quantityText } from "../record/facts";
import type { Signal } from "../record/signal";
import { EDITABLE } from "../record/states";
import { paperView } from "./paper-view";
import { signalView } from "./signal-view";

export interface Showing {
  declaration: Declaration;
  viewer: Viewer;
  /** As found at this moment, with what was said of them. */
  signals: Signal[];
  /** Other declarations the viewer may open. */
  open: ReadonlySet<string>;
  entries: readonly Entry[];
  way: "code" | "password" | null;
  refused: { form: string; errors: FieldError[]; typed: Record<string, string> } | null;
  done: string | null;
  gazetteer: Gazetteer;
  words: Words;
}

/** A declaration as those it concerns see it, with what the viewer may do about it. */
export function caseView(showing: Showing) {
  const { declaration, viewer, words, gazetteer, refused } = showing;
  const { t } = words;
  const { facts, evidence, declarer, state } = declaration;
  const official = hasRole(viewer, ...CONFIRMERS) && !isDeclarer(viewer, declaration);
  return {
    title: t("declarations:case.title", { number: declaration.number }),
    crumbs: [
      ...(official ? [{ href: "/desk", text: t("common:nav.desk") }] : []),
      { href: "/declarations", text: t("declarations:title") },
    ],
    ...{ id: declaration._id, number: declaration.number, version: declaration.version, state, official },
    declarer: words.pick(declarer.name, declarer.nameEn),
    declarerRegion: regionName(gazetteer, declarer.region, words),
    standing: t(`declarations:standing.${standingKey(declaration)}`),
    done: showing.done,
    amountRule: t(
      `declarations:amountRule.${state === "confirmed" ? "counted" : state === "corrected" ? "takenBack" : "notYet"}`,
    ),
    facts: facts && factsView(facts, gazetteer, words),
    papers: standing(evidence).map((paper) => paperView(declaration, paper, words)),
    former: evidence.filter(({ removedAt }) => removedAt).map((paper) => paperView(declaration, paper, words)),
    signals: official ? showing.signals.map((signal) => signalView(signal, showing)) : [],
    history: historyView(declaration, { official, words }),
    entries: showing.entries.map(({ _id, measure, amountFen, period, product }) => ({
      ...{ href: `/entries/${_id}`, measure, amountFen, period, product: product.name },
    })),
    ...mayDo(showing),
    correction: correctionView(showing),
    way: showing.way,
    errors: refused?.errors ?? [],
    refusedForm: refused?.form ?? null,
    typed: refused?.typed ?? {},
  };
}

function standingKey({ state, correction, declarer }: Declaration): string {
  if (state === "confirmed" && correction) return "correction";
  return state === "county_confirmed" && declarer.kind === "helper_authority" ? "with_city" : state;
}

/** The forms the page offers. */
function mayDo({ declaration, viewer, signals }: Showing) {
  const turn = turnOf(viewer, declaration);
  const own = isDeclarer(viewer, declaration) && mayDeclare(viewer);
  const side = sideOf(viewer, declaration);
  const given = declaration.state === "submitted" || declaration.state === "county_confirmed";
  return {
    turn,
    confirmAction: turn && `/declarations/${declaration._id}/${turn}-confirmation`,
    /** The signals this side has spoken to already. */
    spokenBy: turn ? signals.filter((each) => each.notes.some((note) => note.side === turn)).map(({ key }) => key) : [],
    mayEdit: own && EDITABLE.includes(declaration.state),
    mayWithdraw: own && given,
    mayAsk: side !== null && declaration.state === "confirmed" && declaration.correction === null,
  };
}

function correctionView({ declaration: { correction, state }, declaration, viewer, words }: Showing) {
  if (!correction || state !== "confirmed") return null;
  const side = sideOf(viewer, declaration);
  return {
    text: words.t(`declarations:correction.asked.${correction.side}`, { name: correction.by.organisationName }),
    reason: correction.reason,
    at: correction.at,
    mayAnswer: side !== null && side !== correction.side,
  };
}

export const regionName = (gazetteer: Gazetteer, code: string, words: Words): string => {
  const region = gazetteer.find(code);
  return region ? words.pick(region.name, region.nameEn) : code;
};

export function factsView(facts: DeclarationFacts, gazetteer: Gazetteer, words: Words) {
  const { invoice, seller, buyer } = facts;
  const named = (codes: readonly string[]): string =>
    codes.map((code) => words.t(`declarations:mechanism.${code}`)).join(words.pick("、", ", "));
  return {
    basis: facts.basis,
    event: facts.event && { kind: words.t(`declarations:event.${facts.event.kind}`), name: facts.event.name },
    county: regionName(gazetteer, facts.county, words),
    helper: regionName(gazetteer, facts.helper, words),
    ...{ day: facts.day, amountFen: facts.amountFen, signedFen: facts.signedFen, note: facts.note },
    seller: { name: seller.name, number: seller.registrationNumber, shop: !seller.id.startsWith("producer:") },
    buyer: { name: buyer.name, number: buyer.registrationNumber },
    invoice,
    lines: facts.lines.map((line) => ({
      ...{ line: line.line, name: line.name, category: line.category, unit: line.unit, amountFen: line.amountFen },
      ...{
        invoiceLine: line.invoiceLine,
        quantity: quantityText(line.milli),
        lowFen: line.lowFen,
        highFen: line.highFen,
      },
      unitFen: Math.round((line.amountFen * 1000) / line.milli),
    })),
    tags: named(facts.tags),
    alsoIn: named(facts.alsoIn),
  };
}

/** What confirmers said of the hints is for officials. */
const historyView = (
  { history, createdAt, declarer }: Declaration,
  { official, words }: { official: boolean; words: Words },
) => [
  ...history.toReversed().map(({ what, at, by, note }) => ({
    text: words.t(`declarations:deed.${what}`),
    at,
    note: [`${by.organisationName} ${by.name}`, noteOf(what, note, { official, words })].filter(Boolean).join(" · "),
    state: "done",
  })),
  { text: words.t("declarations:deed.started"), at: createdAt, note: declarer.name, state: "done" },
];

function noteOf(what: string, note: string, { official, words }: { official: boolean; words: Words }): string {
  if (note === "" || !what.startsWith("confirmed")) return note;
  return official ? words.t("declarations:case.spoken", { note }) : "";
}
