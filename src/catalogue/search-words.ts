import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict";
import type { Region } from "../regions/region";
import { ALSO_CALLED, SAID_OF } from "./search-vocabulary";

/**
 * What a product can be found by, and what a query asks for. Chinese is kept as single characters and as pairs of
 * neighbours, so any word of two characters finds what contains it, across word borders too; a query's longer runs are cut
 * into words first, so that 酉阳大米 finds the rice of Youyang whatever stands between. Latin words are found by their
 * beginning; pinyin comes from the slugs of goods and counties, with the initials of its syllables beside it.
 */
let cutter: Jieba | undefined;
const cut = (run: string): string[] => {
  cutter ??= Jieba.withDict(dict);
  return cutter.cut(run, true);
};

export interface Searchable {
  slug: string;
  name: string;
  nameEn: string;
  kind: string;
  category: string;
  place: string;
  sellerName: string;
  sellerNameEn: string;
  certifications: readonly { kind: string; name: string; nameEn: string }[];
}

/** Marks a token that comes from the name itself; matches of these come first. */
export const IN_NAME = "=";
/** Marks two neighbouring initials of pinyin syllables: 脐橙 → "~qc". */
const INITIALS = "~";

export function tokensOf(product: Searchable, county: Region | undefined): string[] {
  const name = tokenise(`${product.name} ${product.nameEn}`).concat(tokenisePinyin(product.slug));
  const certificates = product.certifications.flatMap((each) => [each.name, each.nameEn, SAID_OF[each.kind] ?? ""]);
  const said = [product.name, product.sellerName, product.sellerNameEn, product.place, SAID_OF[product.kind] ?? "", SAID_OF[product.category] ?? "", ...certificates];
  const where = county ? [county.name, county.shortName, county.nameEn] : [];
  const rest = tokenise([...said, ...where, ...otherNames(product.name)].join(" "));
  return [...new Set([...name, ...rest, ...(county ? tokenisePinyin(county.slug) : []), ...name.map((token) => IN_NAME + token)])];
}

/** Full-width letters, capitals and spellings that mean the same fruit. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("桔", "橘");

const RUNS = /\p{Script=Han}+|[a-z0-9]+/gu;

function tokenise(text: string): string[] {
  return (fold(text).match(RUNS) ?? []).flatMap((run) => (isHan(run) ? [...run, ...pairs(run)] : [run]));
}

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** "tushi-gaoshan-dami": each word and what follows it, and the initials t s g s d m in pairs. */
function tokenisePinyin(slug: string): string[] {
  const spelled = slug.split("-").filter((word) => /^[a-z]+$/.test(word));
  const initials = spelled.flatMap((word) => word.match(/(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]+(?:ng|n|r)?(?![aeiouv])/g) ?? []).map((syllable) => syllable[0]);
  return [...spelled.map((_, index) => spelled.slice(index).join("")), ...pairs(initials.join("")).map((pair) => INITIALS + pair)];
}

const otherNames = (name: string): string[] => ALSO_CALLED.filter(([parts]) => parts.some((part) => fold(name).includes(fold(part)))).flatMap(([, words]) => words);

export type Term =
  /** Every one of these tokens must be there. */
  | { text: string; all: string[] }
  /** A token beginning so must be there, or these initials. */
  | { text: string; beginning: string; initials: string[] };

const LITTLE_WORDS = new Set(["a", "an", "and", "by", "for", "from", "in", "of", "the", "with"]);
const MAX_TERMS = 8;

/** The words of a query, each of which must be found. Empty when there is nothing in it to look for. */
export function termsOf(query: string): Term[] {
  const runs = fold(query).match(RUNS) ?? [];
  return runs.flatMap((run) => (isHan(run) ? hanTerms(run) : latinTerms(run))).slice(0, MAX_TERMS);
}

function hanTerms(run: string): Term[] {
  const words = [...run].length <= 2 ? [run] : joinLoose(cut(run));
  return words.map((word) => ({ text: word, all: [...word].length === 1 ? [word] : pairs(word) }));
}

/** Characters that the dictionary leaves standing alone belong together: 脆 / 李 is asked for as 脆李. */
function joinLoose(words: string[]): string[] {
  const joined: string[] = [];
  let loose = false;
  for (const word of words) {
    const single = [...word].length === 1;
    if (single && loose) joined.push(`${joined.pop() ?? ""}${word}`);
    else joined.push(word);
    loose = single;
  }
  return joined;
}

function latinTerms(run: string): Term[] {
  if (LITTLE_WORDS.has(run)) return [];
  const beginning = run.length > 3 ? run.replace(/(?:es|s)$/, "") : run;
  const couldBeInitials = /^[b-df-hj-np-tw-z]{2,8}$/.test(run);
  return [{ text: run, beginning, initials: couldBeInitials ? pairs(run).map((pair) => INITIALS + pair) : [] }];
}
