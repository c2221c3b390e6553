import type { Gazetteer } from "../../regions/gazetteer";
import { monthNumber } from "../../shared/time";
import { goodsCache } from "../goods-cache";
import { type Filter, onSale } from "../on-sale";
import { ProductModel } from "../product";
import { type Choices, countiesOf } from "./filters";
import { IN_NAME, type Term, termsOf } from "./search-words";

/** What to read, in this order, each part sorted for itself; `hint` where the planner would choose worse. */
export interface Part {
  filter: Filter;
  hint: Record<string, 1 | -1> | null;
}

/** One part, or two when words are sought by relevance: goods named so, then the others that have to do with them. */
export async function partsOf(choices: Choices, gazetteer: Gazetteer, at: Date): Promise<Part[]> {
  const base: Filter = { ...(await onSale()), ...place(choices, gazetteer, at), ...narrow(choices, at) };
  const sought = await seek(choices.q);
  if (sought === "nothing") return [];
  if (sought === "everything") return [{ filter: base, hint: null }];
  const bySales = choices.sort === "relevance" || choices.sort === "sales";
  const hint = bySales || !sought.common ? TOKEN_INDEX : null;
  const all = { ...base, ...haveAll(sought.tokens) };
  if (choices.sort !== "relevance") return [{ filter: all, hint }];
  const inName = haveAll(sought.tokens.map((token) => IN_NAME + token));
  return [
    { filter: { ...base, ...inName }, hint },
    { filter: { ...all, $nor: [inName] }, hint },
  ];
}

export const TOKEN_INDEX = { state: 1, tokens: 1, sales: -1, _id: -1 } as const;

function place(choices: Choices, gazetteer: Gazetteer, at: Date): Filter {
  const counties = countiesOf(choices, gazetteer, at);
  return {
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

type Sought = "everything" | "nothing" | { tokens: string[]; common: boolean };

/**
 * What the words of a query come to: tokens that must all be there, the rarest first, because the database looks up the
 * first and checks the others. Nothing but signs and little words finds nothing rather than everything.
 */
async function seek(q: string): Promise<Sought> {
  if (q === "") return "everything";
  const terms = termsOf(q);
  const ways = await Promise.all(terms.map(knownWay));
  const rarest = ways.flatMap((way) => way ?? []).sort((a, b) => a.goods - b.goods);
  if (rarest.length === 0 || ways.includes(null)) return "nothing";
  return { tokens: [...new Set(rarest.map((each) => each.token))], common: (rarest[0]?.goods ?? 0) >= COMMON };
}

/** The first way of meaning a word that something here is called by; null for none. */
async function knownWay({ ways }: Term): Promise<{ token: string; goods: number }[] | null> {
  for (const way of ways) {
    const counted = await Promise.all(way.map(async (token) => ({ token, goods: await goodsWith(token) })));
    if (counted.every(({ goods }) => goods > 0)) return counted;
  }
  return null;
}

const COMMON = 300;
const counts = goodsCache<number>(5000);

/** How many goods have a token, counted no further than `COMMON`. */
const goodsWith = (token: string): Promise<number> =>
  counts.get(token, () =>
    ProductModel.countDocuments({ state: "approved", tokens: token }, { limit: COMMON, hint: TOKEN_INDEX }).exec(),
  );

const haveAll = (tokens: readonly string[]): Filter => ({ tokens: { $all: [...tokens] } });

/** The words of a query as a filter, for counting; null when nothing can have them. */
export async function wordsFilter(q: string): Promise<Filter | null> {
  const sought = await seek(q);
  return sought === "nothing" ? null : sought === "everything" ? {} : haveAll(sought.tokens);
}
