import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict";
import type { Region } from "../../regions/region";
import { ALSO_CALLED, SAID_OF } from "./search-vocabulary";

/**
 * What a product can be found by, and what a query asks for. Chinese is kept as single characters and as pairs of
 * neighbours, so any word of two characters finds what contains it, across word borders too; a query's longer runs are cut
 * into words first, so that 酉阳大米 finds the rice of Youyang whatever stands between. English words are found whole, in
 * either number; pinyin comes from the slugs of goods and counties, by syllables and by their initials.
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
/** Marks a syllable of pinyin, or two neighbours: 脐橙 → "'qi", "'cheng", "'qicheng". */
const SOUND = "'";
/** Marks two neighbouring initials of pinyin syllables: 脐橙 → "~qc". */
const INITIALS = "~";

export function tokensOf(product: Searchable, county: Region | undefined): string[] {
  const name = [product.name, product.nameEn].flatMap(allTokens);
  const near = [...otherNames(product.name), county?.shortName ?? ""].flatMap(allTokens);
  const certificates = product.certifications.flatMap((each) => [each.name, each.nameEn, SAID_OF[each.kind] ?? ""]);
  const kinds = [SAID_OF[product.kind] ?? "", SAID_OF[product.category] ?? ""];
  const around = [
    ...kinds,
    product.sellerName,
    product.sellerNameEn,
    product.place,
    county?.name ?? "",
    county?.nameEn ?? "",
    ...certificates,
  ].flatMap(wordTokens);
  const pinyin = [product.slug, county?.slug ?? ""].flatMap(pinyinTokens);
  return [...new Set([...name, ...near, ...around, ...pinyin, ...name.map((token) => IN_NAME + token)])];
}

/** Full-width letters, capitals and spellings that mean the same fruit. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("桔", "橘");

const RUNS = /\p{Script=Han}+|[a-z0-9]+/gu;

const runsOf = (text: string): string[] => fold(text).match(RUNS) ?? [];

/** Words and pairs of characters. */
const wordTokens = (text: string): string[] =>
  runsOf(text).flatMap((run) => (isHan(run) ? ([...run].length > 1 ? pairs(run) : [run]) : [stem(run)]));

/** And every character alone: kept for what a thing is called, since one character says too little elsewhere. */
const allTokens = (text: string): string[] => [
  ...wordTokens(text),
  ...runsOf(text).flatMap((run) => (isHan(run) ? [...run] : [])),
];

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** "tushi-gaoshan": tu shi gao shan, each two neighbours, and the neighbouring initials ts sg gs. */
function pinyinTokens(slug: string): string[] {
  const spelled = slug.split("-").filter((word) => /^[a-z]+$/.test(word));
  const syllables = spelled.flatMap((word) => syllablesOf(word) ?? []);
  return [
    ...syllables.map((each) => SOUND + each),
    ...soundPairs(syllables),
    ...initialPairs(syllables.map(([first]) => first ?? "")),
  ];
}

/** The syllables of a run of pinyin; null when it is none. */
function syllablesOf(run: string): string[] | null {
  const found = run.match(/(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]+(?:ng|n|r)?(?![aeiouv])/g) ?? [];
  return found.join("") === run ? found : null;
}

const soundPairs = (syllables: readonly string[]): string[] =>
  syllables.slice(1).map((syllable, index) => `${SOUND}${syllables[index]}${syllable}`);

const initialPairs = (letters: readonly string[]): string[] => pairs(letters.join("")).map((pair) => INITIALS + pair);

const otherNames = (name: string): string[] =>
  ALSO_CALLED.filter(([parts]) => parts.some((part) => fold(name).includes(fold(part)))).flatMap(([, words]) => words);

/** One word of a query and the ways in which it can be meant: one of them, with all its tokens, must be there. */
export interface Term {
  text: string;
  ways: string[][];
}

const LITTLE_WORDS = new Set(["a", "an", "and", "by", "for", "from", "in", "of", "the", "with"]);
const MAX_TERMS = 8;

/** The words of a query, each of which must be found. Empty when there is nothing in it to look for. */
export function termsOf(query: string): Term[] {
  return runsOf(query)
    .flatMap((run) => (isHan(run) ? hanTerms(run) : latinTerms(run)))
    .slice(0, MAX_TERMS);
}

function hanTerms(run: string): Term[] {
  const words = [...run].length <= 2 ? [run] : joinLoose(cut(run));
  return words.map((word) => ({ text: word, ways: [[...word].length === 1 ? [word] : pairs(word)] }));
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

/** A word of English, else pinyin, else the initials of pinyin. */
function latinTerms(run: string): Term[] {
  if (LITTLE_WORDS.has(run)) return [];
  const syllables = syllablesOf(run);
  const sounds = syllables && (syllables.length === 1 ? [SOUND + run] : soundPairs(syllables));
  const initials = /^[b-df-hj-np-tw-z]{2,8}$/.test(run) ? initialPairs([...run]) : null;
  return [{ text: run, ways: [[stem(run)], sounds, initials].filter((way) => way !== null) }];
}

/** "oranges" and "orange" are one word, "boxes" and "box" too. */
const stem = (word: string): string => (word.length > 3 ? word.replace(/(?<=[a-z])(?:es|s|e)$/, "") : word);
