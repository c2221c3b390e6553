import { BASES } from "../../../credits/attribute";
import { BREAKDOWN_KINDS } from "../../../credits/breakdowns/breakdown";
import { BUYER_KINDS, CATEGORIES, MEASURES } from "../../../credits/deed";
import { formatYuan } from "../../../shared/money";
import type { Words } from "../../../shared/words";
import type { Names } from "../../names";
import { CODES, type Found } from "../found";

/** A difference for people: what it is, what is kept and what should be, and what mends it. Regions by name where names are given. */
export function inWords(found: Found, words: Words, names?: Names) {
  const { code, subject } = found;
  const t = (key: string): string => words.t(`recount:${key}`);
  return {
    part: t(`part.${CODES[code]}`),
    title: t(`code.${code}.title`),
    kind: t(`subject.${subject.kind}`),
    subject: subject.name || subject.id,
    where: whereOf(found, words, names),
    kept: sayValue(found, found.kept, words, names),
    should: sayValue(found, found.should, words, names),
    mend: t(`code.${code}.mend`),
  };
}

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  basis: BASES,
  measure: MEASURES,
  category: CATEGORIES,
  buyerKind: BUYER_KINDS,
};
const REGIONS = ["helper", "county", "affiliation"];

/** What was forged may be anything: only what is known has words. */
const wordOf = (group: string, value: string, words: Words): string =>
  GROUPS[group]?.includes(value) ? words.t(`common:${group}.${value}`) : value;

function sayValue({ unit, where }: Found, value: Found["kept"], words: Words, names?: Names): string {
  if (value === null || value === "") return words.t("recount:nothing");
  if (unit === "fen") return `${Number(value) < 0 ? "−" : ""}¥${formatYuan(Math.abs(Number(value)))}`;
  return REGIONS.includes(where) && names ? names.short(String(value)) : wordOf(where, String(value), words);
}

/** The fields whose names have words; keys and hashes stand for themselves. */
const NAMED = [
  ...[
    "name",
    "amountFen",
    "book",
    "partnership",
    "helper",
    "basis",
    "ruleVersion",
    "measure",
    "county",
    "category",
    "buyerKind",
  ],
  ...["affiliation", "product", "productName", "sku", "quantity", "seller", "order", "line", "source", "opensOrder"],
  ...["reverses", "institution", "occurredAt", "period", "original", "totalFen", "goodsFen", "refundedFen"],
  ...["recognisedFen", "paidFen", "json", "figures", "figuresHash", "sha256", "fen", "backFen", "entries", "orders"],
];

const fieldWord = (field: string, words: Words): string =>
  NAMED.includes(field) ? words.t(`recount:field.${field}`) : field;

/** A cell of a total is "<cell>|<field>", one of a breakdown "<kind>|<id>|<cell>|<field>"; a cell has five facets. */
const FACETS = 5;

function whereOf({ code, where }: Found, words: Words, names?: Names): string {
  const parts = where.split("|");
  const field = fieldWord(parts.at(-1) ?? "", words);
  if (code === "total_differs") return [...cellWords(parts.slice(0, -1), words, names), field].join(" · ");
  if (code !== "breakdown_differs") return fieldWord(where, words);
  const [kind, id] = parts;
  const of = BREAKDOWN_KINDS.some((each) => each === kind) ? words.t(`recount:breakdown.${kind}`) : kind;
  return [`${of} ${id}`, ...cellWords(parts.slice(-1 - FACETS, -1), words, names), field].join(" · ");
}

function cellWords(parts: readonly string[], words: Words, names?: Names): string[] {
  const [helper, ...facets] = parts;
  if (parts.length !== FACETS || helper === undefined) return [...parts];
  const known = Object.keys(GROUPS).map((group, index) => wordOf(group, facets[index] ?? "", words));
  return helper === "none" ? known : [names?.short(helper) ?? helper, ...known];
}

/** The same for a screen of text. */
export function linesOf(found: Found, words: Words): string[] {
  const { title, kind, subject, where, kept, should, mend } = inWords(found, words);
  const what = [found.book, `${kind} ${subject}`, where].filter(Boolean).join(" · ");
  return [`✗ [${found.code}] ${title} · ${what}`, `    ${words.t("recount:keptShould", { kept, should })} → ${mend}`];
}
