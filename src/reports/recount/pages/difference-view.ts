import { facetOf } from "../../../credits/totals/total";
import type { PartnershipId } from "../../../shared/ids";
import { isMonth, type Month } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { entriesHref } from "../../links";
import type { Names } from "../../names";
import type { Found } from "../found";
import { inWords } from "./in-words";

/** A difference for a page: its words, and the way to what it is about. */
export const differenceView = (found: Found, words: Words, names: Names) => ({
  ...inWords(found, words, names),
  code: found.code,
  book: found.book,
  href: hrefOf(found),
});

function hrefOf({ code, book, subject, where }: Found): string | null {
  switch (subject.kind) {
    case "entry":
      return `/entries/${subject.id}`;
    case "total":
      return book && isMonth(subject.name)
        ? totalHref(book, subject.name, code === "total_differs" ? where : "")
        : null;
    case "chain":
      return book && `/partnerships/${book}/entries?basis=all`;
    case "declaration":
      return `/declarations/${subject.id}`;
    case "order":
      return subject.name ? `/explain?${new URLSearchParams({ order: subject.name })}` : null;
    case "statement": {
      const [partnership, month, version] = subject.id.split(":");
      return `/partnerships/${partnership}/statements/${month}?version=${version}`;
    }
    default:
      return null;
  }
}

/** The entries a cell is the sum of. */
function totalHref(book: PartnershipId, period: Month, where: string): string {
  const span = { from: period, to: period };
  if (!where) return entriesHref(book, { ...span, measure: "paid", basis: "all" });
  const { helper, ...facet } = facetOf(where);
  return entriesHref(book, { ...span, ...facet, ...(helper && { helper }) });
}
