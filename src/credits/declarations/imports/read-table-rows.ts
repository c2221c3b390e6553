import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import type { TableRow } from "../../../shared/tables/read-table";
import { CATEGORIES } from "../../deed";
import { dayOfText, digitsOf } from "../reading/numbers";
import { DECLARED_BASES, type DeclarationContent, EVENTS, emptyContent, MECHANISMS } from "../record/content";
import { type ColumnName, DEAL_COLUMNS, type Found, folded, GOODS_COLUMNS } from "./columns";

/** Something wrong in one line of a file, beside the column it stands in. */
export interface LineError extends FieldError {
  line: number;
}

/** One declaration of a file: the rows of one invoice of one seller. */
export interface Grouped {
  /** Of each of its lines of goods, the line in the file. */
  lines: number[];
  content: DeclarationContent;
}

/** What people write for what we know by another name; the words of both languages, given by the caller. */
export interface Vocabulary {
  basis: Readonly<Record<string, string>>;
  event: Readonly<Record<string, string>>;
  category: Readonly<Record<string, string>>;
  mechanism: Readonly<Record<string, string>>;
  county: Readonly<Record<string, string>>;
}

type Texts = Record<ColumnName, string>;

/** Rows of one invoice become one declaration; what is about the deal is taken from the first and may not differ after it. */
export function groupRows(
  rows: readonly TableRow[],
  found: Found,
  vocabulary: Vocabulary,
): { groups: Grouped[]; errors: LineError[] } {
  const groups = new Map<string, Grouped>();
  const errors: LineError[] = [];
  for (const { line, cells } of rows) {
    const texts = textsOf(cells, found, vocabulary);
    const key = [digitsOf(texts.invoiceCode), digitsOf(texts.invoiceNumber), digitsOf(texts.sellerNumber)].join(":");
    const goods = Object.fromEntries(
      GOODS_COLUMNS.map((name) => [name, texts[name]]),
    ) as DeclarationContent["lines"][number];
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { lines: [line], content: { ...dealOf(texts), lines: [goods] } });
      continue;
    }
    const deal = dealOf(texts);
    for (const name of DEAL_COLUMNS)
      if (String(deal[name]) !== "" && String(deal[name]) !== String(group.content[name]))
        errors.push({ line, field: name, code: "differs_from_first", params: { line: group.lines[0] ?? line } });
    group.lines.push(line);
    group.content.lines.push(goods);
  }
  return { groups: [...groups.values()], errors };
}

function textsOf(cells: readonly string[], { at }: Found, vocabulary: Vocabulary): Texts {
  const cell = (name: ColumnName): string => (cells[at[name] ?? -1] ?? "").slice(0, 2000);
  const known = (name: ColumnName, words: Readonly<Record<string, string>>): string =>
    words[folded(cell(name))] ?? cell(name);
  const names = [...DEAL_COLUMNS, ...GOODS_COLUMNS];
  const day = (name: ColumnName): string => dayOfText(cell(name)) ?? cell(name);
  return {
    ...(Object.fromEntries(names.map((name) => [name, cell(name)])) as Texts),
    basis: known("basis", vocabulary.basis),
    event: known("event", vocabulary.event),
    county: known("county", vocabulary.county),
    category: known("category", vocabulary.category) || "agricultural",
    tags: mechanismsIn(cell("tags"), vocabulary).join(),
    alsoIn: mechanismsIn(cell("alsoIn"), vocabulary).join(),
    day: day("day"),
    invoiceDay: day("invoiceDay"),
  };
}

const mechanismsIn = (text: string, { mechanism }: Vocabulary): string[] =>
  text
    .split(/[、,，;；/|]/)
    .map((each) => mechanism[folded(each)] ?? "")
    .filter((each) => each !== "");

function dealOf(texts: Texts): DeclarationContent {
  const deal = Object.fromEntries(DEAL_COLUMNS.map((name) => [name, texts[name]])) as unknown as DeclarationContent;
  const listed = (text: string): string[] => (text === "" ? [] : text.split(","));
  return {
    ...emptyContent(),
    ...deal,
    basis: texts.basis || "purchase",
    tags: listed(texts.tags),
    alsoIn: listed(texts.alsoIn),
    lines: [],
  };
}

/** As officials' own tables say it. */
const OTHER_CATEGORY_WORDS: Readonly<Record<string, string>> = {
  ...{ 农特产品: "agricultural", 农产品: "agricultural", 农副产品: "agricultural", 食品: "agricultural" },
  ...{ 文化产品: "cultural", 手工艺品: "cultural", 非遗产品: "cultural" },
  ...{ 旅游产品: "tourism", 文旅产品: "tourism", 门票: "tourism" },
};

/** Both languages' words and the codes themselves, folded. */
export function vocabularyOf(spoken: (key: string) => string[], gazetteer: Gazetteer): Vocabulary {
  const of = (values: readonly string[], prefix: string): Record<string, string> =>
    Object.fromEntries(
      values.flatMap((value) => [value, ...spoken(`${prefix}.${value}`)].map((word) => [folded(word), value])),
    );
  const counties = gazetteer.receiving.flatMap(({ _id, name, shortName, nameEn }) =>
    [_id, name, shortName, nameEn, `${shortName}县`].map((word) => [folded(word), _id]),
  );
  return {
    basis: { ...of(DECLARED_BASES, "common:basis"), 采购: "purchase", 帮销: "help_sell", 帮助销售: "help_sell" },
    event: of(EVENTS, "declarations:event"),
    category: { ...of(CATEGORIES, "common:category"), ...OTHER_CATEGORY_WORDS },
    mechanism: of(MECHANISMS, "declarations:mechanism"),
    county: Object.fromEntries(counties),
  };
}
