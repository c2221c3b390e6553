import type { Gazetteer } from "../../regions/gazetteer";
import { monthNumber } from "../../shared/time";
import { onSale } from "../on-sale";
import { ProductModel } from "../product";
import { facetsFor } from "../search/facets";
import { type Choices, NO_CHOICES } from "../search/filters";
import { LISTED, type Listed } from "../search/search";
import { freshIn } from "../search/search-filter";
import { fold, IN_NAME, termsOf } from "../search/search-words";
import { marketAddress } from "../shop/addresses";

/** What to try when nothing was found. */
export interface Suggestions {
  /** The same words without the filters, when that finds something. */
  everywhere: { href: string; count: number } | null;
  /** Single words of the query that are known. */
  words: { text: string; href: string; count: number }[];
  /** Words of the query that nothing here is called. */
  unknown: string[];
  /** Goods whose names share the most characters with the unknown words, else what is in season. */
  products: Listed[];
  offered: "alike" | "instead";
}

export async function suggest(choices: Choices, book: Gazetteer, at: Date): Promise<Suggestions> {
  const count = async (q: string): Promise<number> => (await facetsFor({ ...NO_CHOICES, q }, book, at)).total;
  const terms = [...new Set(termsOf(choices.q).map((term) => term.text))];
  const counted = await Promise.all(
    terms.map(async (text) => ({ text, count: await count(text), href: marketAddress({ ...NO_CHOICES, q: text }) })),
  );
  const all = choices.q || marketAddress(choices) !== marketAddress(NO_CHOICES) ? await count(choices.q) : 0;
  const unknown = counted.filter((each) => each.count === 0).map((each) => each.text);
  const alike = await goodsNamedAlike(unknown.join("") || choices.q);
  return {
    everywhere: all > 0 ? { href: marketAddress({ ...NO_CHOICES, q: choices.q }), count: all } : null,
    words: terms.length > 1 ? counted.filter((each) => each.count > 0) : [],
    unknown,
    products: alike.length > 0 ? alike : await inSeasonNow(at),
    offered: alike.length > 0 ? "alike" : "instead",
  };
}

const BY_SALES = { sales: -1, _id: -1 } as const;

async function goodsNamedAlike(q: string): Promise<Listed[]> {
  const characters = [...new Set(fold(q).match(/\p{Script=Han}/gu) ?? [])].slice(0, 12);
  if (characters.length === 0) return [];
  const near = (await ProductModel.find(
    { ...(await onSale()), tokens: { $in: characters.map((each) => IN_NAME + each) } },
    LISTED,
  )
    .sort(BY_SALES)
    .limit(60)
    .lean()) as unknown as Listed[];
  const shared = ({ name }: Listed): number => characters.filter((each) => fold(name).includes(each)).length;
  return near.sort((a, b) => shared(b) - shared(a)).slice(0, 4);
}

const inSeasonNow = async (at: Date): Promise<Listed[]> =>
  (await ProductModel.find({ ...(await onSale()), soldOut: false, ...freshIn(monthNumber(at)) }, LISTED)
    .sort(BY_SALES)
    .limit(4)
    .lean()) as unknown as Listed[];
