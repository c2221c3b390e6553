import { z } from "zod";
import type { BreakdownKind, BreakdownRow } from "../../../credits/breakdowns/breakdown";
import { type BreakdownItem, breakdownAsOf } from "../../../credits/breakdowns/read-breakdown";
import { isSelected } from "../../../credits/entries";
import { isNamedTo, visibleTo } from "../../../credits/visible";
import { mustRead } from "../../../shared/form";
import { dayOf } from "../../../shared/time";
import { readChoice, selectionOf } from "../../entries/entries-query";
import { Names } from "../../names";
import { type ExportColumn, shortTable } from "../files/table";
import { choiceFacts } from "./choice-facts";
import { narrowed } from "./entries";
import { type Kind, scopeOf } from "./kind";

const Of = z.object({ of: z.enum(["product", "seller", "institution"]).default("product") });

/** What was sold, whose it was or which institution bought, of the asker's books. */
export const breakdownKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open({ viewer, params: { book, ...params }, at, gazetteer, words }, asOf) {
    const { of } = mustRead(Of, params, "INVALID_QUERY");
    const { choice } = readChoice(params, { at, basis: "paired" });
    const { measure: _, ...selection } = selectionOf(choice);
    const { books } = narrowed(visibleTo(viewer, gazetteer, dayOf(at)), book);
    const { items } = await breakdownAsOf(asOf, {
      books,
      from: choice.from,
      to: choice.to,
      kind: of satisfies BreakdownKind,
      keep: (row: BreakdownRow) => isSelected(row, selection) && (of !== "institution" || isNamedTo(viewer, row)),
    });
    const names = new Names(gazetteer, words);
    const place =
      book === undefined
        ? placeWord(books.length, words.t("reports:city.place"), names, books[0])
        : names.short(gazetteer.partnership(book).county);
    return {
      title: words.t(`exports:title.${of}`, { place, from: choice.from, to: choice.to }),
      facts: [
        ...choiceFacts({ choice, both: true, place, names }),
        { name: words.t("exports:fact.rows"), value: items.length },
        { name: words.t("exports:fact.asOf"), value: at },
        { name: words.t("exports:fact.ruleName"), value: words.t("exports:fact.rule") },
      ],
      tables: [shortTable(words.t(`exports:of.${of}`), columnsOf(of, names), items)],
      due: null,
      scope: scopeOf({ books, former: null }),
    };
  },
};

const placeWord = (count: number, city: string, names: Names, only: string | undefined): string =>
  count === 1 && only ? names.short(only) : city;

function columnsOf(of: BreakdownKind, names: Names): ExportColumn<BreakdownItem>[] {
  const { words } = names;
  const title = (key: string) => ({ title: words.t(`exports:column.${key}`) });
  const district: ExportColumn<BreakdownItem> = {
    ...title("affiliation"),
    width: 16,
    paper: 90,
    of: ({ affiliation }) => affiliation && names.full(affiliation),
  };
  return [
    { title: words.t(`exports:of.${of}`), width: 36, paper: 0, of: (item) => item.name },
    ...(of === "institution" ? [district] : []),
    { ...title("paid"), kind: "yuan", paper: 100, of: ({ paid }) => paid.fen },
    { ...title("recognised"), kind: "yuan", paper: 100, of: ({ recognised }) => recognised.fen },
    { ...title("quantityPaid"), kind: "number", paper: 60, of: ({ paid }) => paid.quantity },
    { ...title("quantityRecognised"), kind: "number", paper: 60, of: ({ recognised }) => recognised.quantity },
    { ...title("entries"), kind: "number", paper: 50, of: ({ paid, recognised }) => paid.entries + recognised.entries },
    { ...title("id"), width: 30, of: (item) => item.id },
  ];
}
