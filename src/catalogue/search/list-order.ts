import { fromCursor, toCursor } from "../../shared/page";
import type { Filter } from "../on-sale";
import type { Product } from "../product";
import type { Sort } from "./filters";
import type { Part } from "./search-filter";

type SortField = "sales" | "approvedAt" | "fromFen";

/** By what a list is sorted; ties by id, in the same direction, so that one index serves both ways. */
export interface Order {
  field: SortField;
  direction: 1 | -1;
}

const ORDERS: Readonly<Record<Sort, Order>> = {
  relevance: { field: "sales", direction: -1 },
  sales: { field: "sales", direction: -1 },
  newest: { field: "approvedAt", direction: -1 },
  price: { field: "fromFen", direction: 1 },
  "-price": { field: "fromFen", direction: -1 },
};

export function orderOf(sort: Sort, back: boolean | undefined): Order {
  const { field, direction } = ORDERS[sort];
  return { field, direction: back ? (direction === 1 ? -1 : 1) : direction };
}

/** Where a page begins: beside the row of this part, sort value and id, reading on or back. */
export interface Beginning {
  before: number;
  part: number;
  value: number;
  id: string;
  back: boolean;
}

/** The sort value may be an instant; no date reaches beyond this many milliseconds. */
const LAST_INSTANT = 8.64e15;

/** A cursor that is not one of ours begins the list anew. */
export function beginningAt(cursor: string | undefined): Beginning | null {
  const [before, part, value, id, back] = fromCursor(cursor, 5) ?? [];
  const numbers = [before, part, value].every((each) => typeof each === "number" && Number.isSafeInteger(each));
  if (!numbers || typeof id !== "string" || Math.abs(Number(value)) > LAST_INSTANT) return null;
  return { before: Number(before), part: Number(part), value: Number(value), id, back: back === 1 };
}

interface Stretch extends Part {
  part: number;
}

/** What is to be read, one after the other: the rest of those level with the beginning, those beyond, the further parts. */
export function stretches(parts: readonly Part[], { field, direction }: Order, begin: Beginning | null): Stretch[] {
  const numbered = parts.map((each, part) => ({ ...each, part }));
  if (!begin) return numbered;
  const beyond = direction === 1 ? "$gt" : "$lt";
  const level = field === "approvedAt" ? new Date(begin.value) : begin.value;
  const here = numbered.filter(({ part }) => part === begin.part);
  const bounded = (bound: Filter): Stretch[] => here.map((each) => ({ ...each, filter: { ...each.filter, ...bound } }));
  const further = numbered.filter(({ part }) => (begin.back ? part < begin.part : part > begin.part));
  return [
    ...bounded({ $and: [{ [field]: level }, { _id: { [beyond]: begin.id } }] } as Filter),
    ...bounded({ $and: [{ [field]: { [beyond]: level } }] } as Filter),
    ...(begin.back ? further.reverse() : further),
  ];
}

export interface Row<T> {
  product: T;
  part: number;
}

interface Turned {
  begin: Beginning | null;
  /** There was one row more than the page holds. */
  more: boolean;
  limit: number;
  field: SortField;
}

/** The cursors of the pages on either side. */
export function neighbours<T extends Pick<Product, "_id" | SortField>>(
  shown: readonly Row<T>[],
  { begin, more, limit, field }: Turned,
): { before: number; nextCursor: string | null; previousCursor: string | null } {
  const [first, last] = [shown[0], shown.at(-1)];
  const before = begin?.before ?? 0;
  const cursorAt = ({ product, part }: Row<T>, count: number, back: 0 | 1): string =>
    toCursor([count, part, Number(product[field]), product._id, back]);
  const goesOn = begin?.back || more;
  return {
    before,
    nextCursor: goesOn && last ? cursorAt(last, before + shown.length, 0) : null,
    previousCursor: before === 0 ? null : before <= limit || !first ? "" : cursorAt(first, before - limit, 1),
  };
}
