import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import i18next, { type Resource } from "i18next";
import { LANGUAGES, type Language, type Words } from "../shared/words";

type Texts = Record<string, unknown>;

/**
 * Reads every locales/<language>/<room>.json once and answers with the words of a language.
 * A key or parameter that is missing stops the page while we work on it; in production the reader sees the key instead.
 */
export async function initWords(
  root: string,
  strict = process.env.NODE_ENV !== "production",
): Promise<(language: Language) => Words> {
  const resources: Resource = Object.fromEntries(
    LANGUAGES.map((language) => [language, readTexts(path.join(root, "locales", language))]),
  );
  const i18n = i18next.createInstance();
  await i18n.init({
    resources,
    lng: LANGUAGES[0],
    supportedLngs: [...LANGUAGES],
    // No text is ever borrowed from the other language: a half-translated page is a mistake, and should look like one.
    fallbackLng: false,
    ns: Object.keys(resources[LANGUAGES[0]] ?? {}),
    defaultNS: false,
    load: "currentOnly",
    returnNull: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: () => MISSING,
    missingInterpolationHandler: (text: string, [parameter]: RegExpMatchArray) =>
      strict ? missing(`no value for ${parameter} in "${text}"`) : "",
  });
  const spoken = new Map(LANGUAGES.map((language) => [language, wordsOf(language, i18n.getFixedT(language), strict)]));
  return (language) => spoken.get(language) as Words;
}

function readTexts(folder: string): Record<string, Texts> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Texts]),
  );
}

const MISSING = "\u0000missing";
const MOST_TEXTS = 10_000;

/** Texts without parameters, most of a page, are asked for once. */
function wordsOf(language: Language, translate: (key: string, params: Texts) => unknown, strict: boolean): Words {
  const plain = new Map<string, string>();
  const text = (key: string, params: Texts): string => {
    const found = String(translate(key, params));
    if (found !== MISSING) return found;
    return strict ? missing(`no ${language} words for "${key}"`) : key;
  };
  const plainText = (key: string): string => {
    const known = plain.get(key) ?? text(key, {});
    // Keys are ours, but a mistake that makes them up must not fill the memory.
    if (plain.size < MOST_TEXTS) plain.set(key, known);
    return known;
  };
  return {
    language,
    t: (key, params) => (params && Object.keys(params).length > 0 ? text(key, params) : plainText(key)),
    pick: (chinese, english) => (language === "en" && english ? english : chinese),
  };
}

function missing(sentence: string): never {
  throw new Error(sentence);
}
