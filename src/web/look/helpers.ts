import Handlebars, { type HelperOptions } from "handlebars";
import type { FieldError } from "../../shared/errors";
import { hasRole, type Viewer } from "../../shared/viewer";
import type { Language, Words } from "../../shared/words";
import { bars, clampPercent, type Point } from "./bars";
import { formatsOf, moment, perHalfKilo, price, weight, yuan, yuanParts } from "./formats";

type Helper = (this: unknown, ...args: never[]) => unknown;

interface Root {
  language: Language;
  words: Words;
  /** The address asked for, with its query. */
  url?: string;
  body: string;
}

const rootOf = (options: HelperOptions): Root => (options.data as { root: Root }).root;

/** A value that is not there is drawn as nothing, never as "undefined" or "NaN". */
const there = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/**
 * A helper of one value. Without an argument the name means the field of that name: {{month}} and {{month of}} can
 * stand in one template.
 */
function formatter(name: string, format: (value: never, language: Language) => unknown, ofNothing?: string): Helper {
  return function (this: unknown, ...args: unknown[]) {
    const options = args.pop() as HelperOptions;
    if (args.length === 0) return (this as Record<string, unknown> | null)?.[name];
    const [value] = args;
    if (!there(value)) return ofNothing ?? "";
    return format(value as never, rootOf(options).language);
  };
}

const withoutOptions = (args: unknown[]): unknown[] => args.slice(0, -1);

const logic: Record<string, Helper> = {
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: number, b: number) => a > b,
  and: (...args: unknown[]) => withoutOptions(args).every(Boolean),
  or: (...args: unknown[]) => withoutOptions(args).find(Boolean),
  not: (value: unknown) => !value,
  includes: (list: readonly unknown[] | string | undefined, value: never) => list?.includes(value) ?? false,
  concat: (...args: unknown[]) => withoutOptions(args).filter(there).join(""),
  isNumber: (value: unknown) => typeof value === "number",
  /** Whether a page stands in the part of the site that begins at an address. */
  isUnder: (page: string | undefined, address: string) => page === address || page?.startsWith(`${address}/`),
  isOfficial: (viewer: Viewer) => hasRole(viewer, "county_official", "helper_official", "city_official", "admin"),
};

const amounts: Record<string, Helper> = {
  yuan: formatter("yuan", yuan),
  price: formatter("price", price),
  yuanShort: formatter("yuanShort", (fen: number, language) => formatsOf(language).yuanShort(fen)),
  yuanParts,
  perHalfKilo,
  number: formatter("number", (value: number, language) => formatsOf(language).number(value)),
  percent: formatter("percent", (ratio: number, language) => formatsOf(language).percent(ratio), "—"),
  share: formatter("share", (ratio: number, language) => formatsOf(language).share(ratio), "—"),
  weight: formatter("weight", weight),
};

const times: Record<string, Helper> = {
  day: formatter("day", (when: Date | string, language) => formatsOf(language).day(when)),
  moment: formatter("moment", moment),
  month: formatter("month", (when: Date | string, language) => formatsOf(language).month(when)),
  iso: (at: Date) => at.toISOString(),
};

const words: Record<string, Helper> = {
  t: (key: string, options: HelperOptions) => rootOf(options).words.t(key, options.hash as Record<string, unknown>),
  pick: (zh: string, en: string | null, options: HelperOptions) => rootOf(options).words.pick(zh, en),
  errorOf: (errors: readonly FieldError[] | undefined, name: string, options: HelperOptions) =>
    errorOf(errors, name, rootOf(options).words),
  /** The same for the parameters of a field's partial, which may bring its word along. */
  problem: (field: Field, options: HelperOptions) =>
    field.error || errorOf(field.errors, field.name, rootOf(options).words),
};

const languages: Record<string, Helper> = {
  otherLanguage: (options: HelperOptions) => otherThan(rootOf(options).language),
  /** This page in the other language, its query kept. */
  languageHref: (options: HelperOptions) => {
    const { language, url } = rootOf(options);
    const query = new URLSearchParams(url?.split("?")[1]);
    query.set("lang", otherThan(language));
    return `?${query}`;
  },
};

const otherThan = (language: Language): Language => (language === "en" ? "zh-CN" : "en");

interface Field {
  name: string;
  error?: string;
  errors?: readonly FieldError[];
}

/** What is wrong with one field of a refused form, in words; "" when nothing is. */
function errorOf(errors: readonly FieldError[] | undefined, name: string, words: Words): string {
  const error = errors?.find(({ field }) => field === name);
  return error ? words.t(`fields:${error.code}`, { field: error.field, ...error.params }) : "";
}

const drawing: Record<string, Helper> = {
  bars: (points: readonly Point[], options: HelperOptions) => bars(points, rootOf(options).language),
  clampPercent,
  /** The page inside its layout. */
  pageContent: (options: HelperOptions) => new Handlebars.SafeString(rootOf(options).body),
};

/** Everything a template may call. */
export const helpers = (asset: (name: string) => string): Record<string, Helper> => ({
  ...logic,
  ...amounts,
  ...times,
  ...words,
  ...languages,
  ...drawing,
  asset: (name: string) => asset(name),
});
