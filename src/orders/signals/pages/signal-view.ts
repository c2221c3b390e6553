import type { SoldInYear } from "../../../catalogue/yearly/sold-in-year";
import { beginText, yearlyText } from "../../../catalogue/yearly/yearly-words";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { formatYuan } from "../../../shared/money";
import { hasDuty, hasRole, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { Order } from "../../order-record";
import { type Finding, OUTCOMES, type SaleCase } from "../case";
import { decidedBy } from "../decide";
import { DECIDERS } from "./listed";

/** One thing that was noticed, in words that accuse nobody. */
export function findingView({ code, params, at }: Finding, words: Words) {
  const given = Object.entries(params).map(([name, value]) =>
    name.endsWith("Fen") ? [name, `¥${formatYuan(Number(value))}`] : [name, value],
  );
  const year = code === "beyond_harvest" ? yearInWords(params as unknown as SoldInYear, words) : {};
  const basis = params.basis ? words.t(`signals:basis.${params.basis}`, { goods: params.goods }) : "";
  return {
    code,
    title: words.t(`signals:code.${code}`),
    text: words.t(`signals:what.${code}`, { ...Object.fromEntries(given), basis, ...year }),
    at,
  };
}

const yearInWords = ({ sold, from, ...yearly }: SoldInYear, words: Words) => ({
  sold: yearlyText({ ...yearly, amount: sold }, words),
  amount: yearlyText(yearly, words),
  from: beginText(from, words),
});

export const rowOf = (each: SaleCase, book: Gazetteer, words: Words) => ({
  href: `/signals/${each._id}`,
  number: each.number,
  product: words.pick(each.product, each.productEn),
  seller: words.pick(each.sellerName, each.sellerNameEn),
  county: countyOf(each, book, words),
  paidAt: each.paidAt,
  paidFen: each.paidFen,
  state: each.state,
  late: each.late,
  codes: each.findings.map(({ code }) => words.t(`signals:code.${code}`)),
});

export function countyOf({ county }: Pick<SaleCase, "county">, book: Gazetteer, words: Words): string {
  const region = book.find(county);
  return region ? words.pick(region.shortName, region.nameEn) : county;
}

export interface CaseShown {
  found: SaleCase;
  order: Order;
  viewer: Viewer;
  book: Gazetteer;
  words: Words;
  way: "code" | "password" | null;
  refused: { errors: FieldError[]; outcome: string; reason: string } | null;
}

/** The view model of a case: what was noticed, what the order is, what was decided. Nothing tells who the citizen is. */
export function caseView({ found, order, viewer, book, words, way, refused }: CaseShown) {
  const line = order.lines.find((each) => each.line === found.line);
  const affiliation = order.affiliation.region && book.find(order.affiliation.region);
  return {
    ...rowOf(found, book, words),
    explainHref: `/explain?order=${found.number}`,
    action: `/signals/${found._id}/decision`,
    version: found.version,
    standing: words.t(`signals:standing.${standingOf(found, order)}`),
    buyer: words.t(`common:buyerKind.${order.buyerKind}`),
    affiliation: affiliation ? words.pick(affiliation.name, affiliation.nameEn) : null,
    quantity: line?.quantity ?? 0,
    unitFen: line?.unitFen ?? 0,
    refundedFen: line?.refundedFen ?? 0,
    leftFen: line ? line.paidFen - line.refundedFen : 0,
    orderState: order.state,
    receivedAt: order.receivedAt,
    findings: found.findings.map((each) => findingView(each, words)),
    decisions: found.decisions.map((each) => ({
      ...{ at: each.at, name: each.name, organisation: each.organisation, reason: each.reason },
      outcome: words.t(`signals:outcome.${each.outcome}`),
      tone: each.outcome === "cleared" ? "moss" : "amber",
    })),
    decides: hasRole(viewer, ...DECIDERS) && hasDuty(viewer.organisation?.role ?? "member", "finance"),
    /** Decided last by the viewer: a colleague may see it otherwise, the viewer may not. */
    own: decidedBy(found) === viewer.id,
    again: found.state !== "open",
    way,
    outcomes: OUTCOMES.filter((each) => each !== found.state).map((value) => ({
      value,
      text: words.t(`signals:choose.${value}`),
      help: words.t(`signals:chooseHelp.${value}`),
      checked: refused?.outcome === value,
    })),
    errors: refused?.errors ?? [],
    reason: refused?.reason ?? "",
  };
}

function standingOf({ state, late }: SaleCase, order: Order): string {
  if (state === "open") return late ? "late" : order.receivedAt ? "waits" : "before_receipt";
  if (state === "upheld") return "upheld";
  return order.receivedAt ? "cleared" : "cleared_before_receipt";
}
