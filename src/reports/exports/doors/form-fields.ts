import { PAIRED } from "../../../credits/attribute";
import { visibleTo } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import { dayOf, monthOf, yearOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import type { Params } from "../kinds/kind";
import type { KindName } from "../kinds/kinds";

const NAMES = ["book", "year", "from", "to", "measure", "basis", "of"] as const;
type FieldName = (typeof NAMES)[number];

const FIELDS: Record<KindName, readonly FieldName[]> = {
  entries: ["book", "from", "to", "measure", "basis"],
  year: ["year"],
  months: ["year", "book"],
  breakdown: ["of", "book", "from", "to"],
  declarations: [],
  statements: ["year", "book"],
};

export interface FieldFacts {
  viewer: Viewer;
  gazetteer: Gazetteer;
  words: Words;
  at: Date;
  years: number[];
}

/** What can be chosen of a kind, each with what is chosen now. */
export const fieldsOf = (kind: KindName, params: Params, facts: FieldFacts) =>
  FIELDS[kind].map((name) => ({
    name,
    label: facts.words.t(`exports:field.${name}`),
    select: name !== "from" && name !== "to",
    value: params[name] ?? unasked(name, params, facts.at),
    options: optionsOf(name, facts),
    blank: name === "book" ? facts.words.t("exports:allBooks") : null,
  }));

/** What was chosen elsewhere and cannot be changed here stays chosen. */
export const keptParams = (kind: KindName, params: Params) =>
  Object.entries(params)
    .filter(([name]) => !(FIELDS[kind] as readonly string[]).includes(name) && name !== "month" && name !== "year")
    .map(([name, value]) => ({ name, value }));

/** What a question means that does not name it. */
function unasked(name: FieldName, { month, book }: Params, at: Date): string {
  const meant: Record<FieldName, string> = {
    book: "",
    year: String(yearOf(at)),
    from: month ?? `${yearOf(at)}-01`,
    to: month ?? monthOf(at),
    measure: "recognised",
    basis: book === undefined ? "all" : "paired",
    of: "product",
  };
  return meant[name];
}

type Options = { value: string; text: string }[];

function optionsOf(name: FieldName, { words, years, ...facts }: FieldFacts): Options {
  switch (name) {
    case "book":
      return books(facts, new Names(facts.gazetteer, words));
    case "year":
      return years.map((year) => ({ value: String(year), text: String(year) }));
    case "measure":
      return [
        { value: "both", text: words.t("exports:measure.both") },
        ...(["recognised", "paid"] as const).map((value) => ({ value, text: words.t(`common:measure.${value}`) })),
      ];
    case "basis":
      return [
        ...(["all", "paired"] as const).map((value) => ({ value, text: words.t(`reports:basis.${value}`) })),
        ...[...PAIRED, "non_paired", "out_of_scope"].map((value) => ({
          value,
          text: words.t(`common:basis.${value}`),
        })),
      ];
    case "of":
      return (["product", "seller", "institution"] as const).map((value) => ({
        value,
        text: words.t(`exports:of.${value}`),
      }));
    default:
      return [];
  }
}

function books({ viewer, gazetteer, at }: Pick<FieldFacts, "viewer" | "gazetteer" | "at">, names: Names): Options {
  const visible = visibleTo(viewer, gazetteer, dayOf(at));
  return [...visible.books, ...(visible.former?.books ?? [])].map((value) => ({
    value,
    text: names.short(gazetteer.partnership(value).county),
  }));
}
