import { facetOf } from "../../../credits/totals/total";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { PartnershipId } from "../../../shared/ids";
import { isMonth, type Month } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { entriesHref } from "../../links";
import type { Names } from "../../names";
import type { Found } from "../found";
import { inWords } from "./in-words";

/** The differences of a page by their kind, each with its words and the way to what it is about. */
export function groupsOf(
  differences: readonly Found[],
  { words, names, book }: { words: Words; names: Names; book: Gazetteer },
) {
  const codes = [...new Set(differences.map(({ code }) => code))];
  return codes.map((code) => {
    const own = differences.filter((found) => found.code === code);
    const said = own.map((found) => ({ found, ...inWords(found, words, names) }));
    const { title, part, mend } = said[0] ?? { title: "", part: "", mend: "" };
    const items = said.map(({ found, kind, subject, where, kept, should }) => ({
      ...{ kind, subject, where, kept: short(kept), should: short(should), href: hrefOf(found) },
      county: countyOf(found, book, names),
    }));
    return { code, title, part, mend, items };
  });
}

/** Two hashes are told apart by their beginnings; the file has them whole. */
const short = (text: string): string => (/^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text);

/** The county of a book; a book that was made up is called what it calls itself. */
function countyOf({ book: id }: Found, book: Gazetteer, names: Names): string | null {
  const known = book.partnerships.find((each) => each._id === id);
  return known ? names.short(known.county) : id;
}

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
