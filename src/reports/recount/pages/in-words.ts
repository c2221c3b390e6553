import { facetOf } from "../../../credits/totals/total";
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

const GROUPS = ["basis", "measure", "category", "buyerKind"] as const;
const REGIONS = ["helper", "county", "affiliation"];

function sayValue({ unit, where }: Found, value: Found["kept"], words: Words, names?: Names): string {
  if (value === null || value === "") return words.t("recount:nothing");
  if (unit === "fen") return formatYuan(Number(value));
  const group = GROUPS.find((each) => each === where);
  if (group) return words.t(`common:${group}.${value}`);
  return REGIONS.includes(where) && names ? names.short(String(value)) : String(value);
}

/** The fields whose names have words; keys and hashes stand for themselves. */
const NAMED = [
  ...[
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

function whereOf({ code, where }: Found, words: Words, names?: Names): string {
  if (code !== "total_differs") return fieldWord(where, words);
  const field = where.slice(where.lastIndexOf("|") + 1);
  const { helper, basis, measure, category, buyerKind } = facetOf(where);
  return [
    helper === null ? null : (names?.short(helper) ?? helper),
    ...[`basis.${basis}`, `measure.${measure}`, `category.${category}`, `buyerKind.${buyerKind}`].map((key) =>
      words.t(`common:${key}`),
    ),
    fieldWord(field, words),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** The same for a screen of text. */
export function linesOf(found: Found, words: Words): string[] {
  const { title, kind, subject, where, kept, should, mend } = inWords(found, words);
  const what = [found.book, `${kind} ${subject}`, where].filter(Boolean).join(" · ");
  return [`✗ [${found.code}] ${title} · ${what}`, `    ${words.t("recount:keptShould", { kept, should })} → ${mend}`];
}
