import type { Amounts, Figures } from "../../../credits/statements/figures";
import type { Moved, Part } from "../../../credits/statements/reading/moved";
import type { PartnershipId } from "../../../shared/ids";
import type { Month } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { type Choice, entriesHref, linkedAmounts } from "../../links";
import type { NameOf } from "./names";

export interface FiguresShown {
  book: PartnershipId;
  month: Month;
  figures: Figures;
  /** False for a version that was superseded: the month's entries are no longer those it is a sum of. */
  linked: boolean;
  nameOf: NameOf;
  words: Words;
}

/** A month's figures as tables, every one with the way to its entries. */
export function figuresView({ book, month, figures, linked, nameOf, words }: FiguresShown) {
  const sums = (amounts: Amounts, choice: Partial<Choice> & Pick<Choice, "basis">) =>
    linked
      ? linkedAmounts(book, amounts, { from: month, to: month, ...choice })
      : { ...amounts, paidHref: null, recognisedHref: null };
  const back = (measure: "paid" | "recognised") =>
    linked ? entriesHref(book, { from: month, to: month, basis: "paired", measure, taken: "back" }) : null;
  const word = (group: string, key: string): string => words.t(`common:${group}.${key}`);
  return {
    whole: {
      ...sums(figures, { basis: "paired" }),
      orders: figures.orders,
      entries: figures.entries,
      paidBackFen: figures.paidBackFen,
      paidBackHref: back("paid"),
      recognisedBackFen: figures.recognisedBackFen,
      recognisedBackHref: back("recognised"),
    },
    byHelper: figures.byHelper.map(({ helper, basis, ...amounts }) => ({
      name: nameOf(helper),
      more: word("basis", basis),
      ...sums(amounts, { basis, helper }),
    })),
    byCategory: figures.byCategory.map(({ category, ...amounts }) => ({
      name: word("category", category),
      ...sums(amounts, { basis: "paired", category }),
    })),
    byBuyerKind: figures.byBuyerKind.map(({ buyerKind, ...amounts }) => ({
      name: word("buyerKind", buyerKind),
      ...sums(amounts, { basis: "paired", buyerKind }),
    })),
    others: figures.others.map(({ basis, ...amounts }) => ({
      name: word("basis", basis),
      more: word("basisRule", basis),
      ...sums(amounts, { basis }),
    })),
    late: figures.late.map((each) => ({ ...each, href: linked ? `#late-${each.month}` : null })),
  };
}

/** What moved between two readings, each with its name. */
export const movedView = (moved: readonly Moved[], nameOf: NameOf, words: Words) =>
  moved.map(({ part, before, after }) => ({ name: partName(part, nameOf, words), before, after }));

function partName(part: Part, nameOf: NameOf, words: Words): string {
  switch (part.of) {
    case "whole":
      return words.t("statements:part.whole");
    case "helper":
      return `${nameOf(part.helper)} · ${words.t(`common:basis.${part.basis}`)}`;
    case "category":
      return words.t(`common:category.${part.category}`);
    case "buyerKind":
      return words.t(`common:buyerKind.${part.buyerKind}`);
    case "others":
      return words.t(`common:basis.${part.basis}`);
    case "late":
      return words.t("statements:part.late", { month: part.month });
  }
}
