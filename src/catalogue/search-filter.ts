import type { QueryFilter } from "mongoose";
import type { Gazetteer } from "../regions/gazetteer";
import { monthNumber } from "../shared/time";
import { type Choices, countiesOf } from "./filters";
import type { Product } from "./product";
import { IN_NAME, type Term, termsOf } from "./search-words";

export type Filter = QueryFilter<Product>;

/** One filter, or two when words are sought by relevance: goods named so, then the others that have to do with them. */
export function phasesOf(choices: Choices, gazetteer: Gazetteer, at: Date): Filter[] {
  const base: Filter = { ...place(choices, gazetteer, at), ...narrow(choices, at) };
  const sought = { ...base, ...words(choices.q) };
  const terms = termsOf(choices.q);
  if (terms.length === 0 || choices.sort !== "relevance") return [sought];
  const inName = haveAll(terms, IN_NAME);
  return [{ ...base, ...inName }, { ...sought, $nor: [inName] }];
}

function place(choices: Choices, gazetteer: Gazetteer, at: Date): Filter {
  const counties = countiesOf(choices, gazetteer, at);
  return {
    state: "approved",
    ...(counties ? { originCounty: counties.length === 1 ? counties[0] : { $in: counties } } : {}),
    ...(choices.category ? { category: choices.category } : {}),
    ...(choices.certification ? { "certifications.kind": choices.certification } : {}),
  } as Filter;
}

/** Every filter but those that facets offer. */
export function narrow({ kind, seasonNow, minFen, maxFen, inStock }: Choices, at: Date): Filter {
  const bounds = { ...(minFen === null ? {} : { $gte: minFen }), ...(maxFen === null ? {} : { $lte: maxFen }) };
  return {
    ...(kind ? { kind } : {}),
    ...(seasonNow ? freshIn(monthNumber(at)) : {}),
    ...(minFen === null && maxFen === null ? {} : { fromFen: bounds }),
    ...(inStock ? { soldOut: false } : {}),
  } as Filter;
}

/** What is there all year round is not "in season". */
export const freshIn = (month: number): Filter => ({ "season.months": month, "season.months.11": { $exists: false } });

/** A query of nothing but signs and little words finds nothing rather than everything. */
const NOTHING: Filter = { _id: { $in: [] } };

/** All words of a query must be there; no query leaves everything in. */
export function words(q: string): Filter {
  const terms = termsOf(q);
  return q !== "" && terms.length === 0 ? NOTHING : haveAll(terms);
}

function haveAll(terms: readonly Term[], mark = ""): Filter {
  const exact = terms.flatMap((term) => ("all" in term ? term.all.map((token) => mark + token) : []));
  const begun = terms.flatMap((term) => ("beginning" in term ? [beginsWith(term, mark)] : []));
  return { ...(exact.length > 0 ? { tokens: { $all: exact } } : {}), ...(begun.length > 0 ? { $and: begun } : {}) } as Filter;
}

/** Terms are letters and digits only, so they stand in a pattern as they are. */
function beginsWith({ beginning, initials }: { beginning: string; initials: string[] }, mark: string): Filter {
  const begun: Filter = { tokens: new RegExp(`^${mark}${beginning}`) };
  return initials.length > 0 ? { $or: [begun, { tokens: { $all: initials.map((pair) => mark + pair) } }] } : begun;
}
