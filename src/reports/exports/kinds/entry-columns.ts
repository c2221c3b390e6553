import type { Entry } from "../../../credits/entry";
import { isNamedTo } from "../../../credits/visible";
import { monthOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Names } from "../../names";
import type { ExportColumn } from "../files/table";

interface Numbered {
  number: number;
  row: Entry;
}

export interface EntryColumn extends ExportColumn<Numbered> {
  key: string;
}

type Told = [key: string, of: (entry: Entry, number: number) => ReturnType<ExportColumn<Entry>["of"]>, more?: Look];
type Look = Pick<ExportColumn<Entry>, "kind" | "width" | "paper">;

/** An entry as officials write it into their own tables: the district's words, amounts as numbers, the proof at the end. */
export function entryColumns(asked: { names: Names; viewer: Viewer }): EntryColumn[] {
  const { words } = asked.names;
  return [...who(asked), ...what(asked), ...proof()].map(([key, of, look]) => ({
    key,
    title: words.t(`exports:column.${key}`),
    ...look,
    of: ({ row, number }) => of(row, number),
  }));
}

function who({ names }: { names: Names }): Told[] {
  const { words } = names;
  const name = (code: string | null): string | null => code && names.full(code);
  return [
    ["number", (_, number) => number, { kind: "number", width: 8, paper: 32 }],
    ["partnership", (entry) => pairOf(entry, names), { width: 16 }],
    ["helper", (entry) => name(entry.helper), { width: 14, paper: 66 }],
    ["county", (entry) => name(entry.county), { width: 18, paper: 104 }],
    ["basis", (entry) => words.t(`common:basis.${entry.basis}`), { width: 12, paper: 52 }],
    ["paid", amountIf("paid"), { kind: "yuan", paper: 70 }],
    ["recognised", amountIf("recognised"), { kind: "yuan", paper: 70 }],
  ];
}

const amountIf =
  (measure: Entry["measure"]) =>
  (entry: Entry): number | null =>
    entry.measure === measure ? entry.amountFen : null;

/** 江北—酉阳; a sale that is no partnership's has none. */
const pairOf = ({ helper, partnership, county }: Entry, names: Names): string | null =>
  partnership && helper ? `${names.short(helper)}—${names.short(county)}` : null;

function what({ names, viewer }: { names: Names; viewer: Viewer }): Told[] {
  const { words } = names;
  return [
    ["category", (entry) => words.t(`common:category.${entry.category}`), { width: 12 }],
    ["product", (entry) => entry.product.name, { width: 28, paper: 0 }],
    ["quantity", (entry) => entry.quantity, { kind: "number" }],
    ["seller", (entry) => entry.seller.name, { width: 26, paper: 120 }],
    ["buyerKind", (entry) => words.t(`common:buyerKind.${entry.buyerKind}`), { width: 10 }],
    // Who may not know which unit bought gets an empty cell, never a row fewer.
    ["institution", (entry) => (isNamedTo(viewer, entry) ? entry.institution?.name : null), { width: 22 }],
    ["affiliation", (entry) => entry.affiliation && names.full(entry.affiliation), { width: 14 }],
    ["source", (entry) => words.t(`common:source.${entry.source.kind}`), { width: 12 }],
    ["order", (entry) => entry.order?.number, { width: 20 }],
    ["occurredAt", (entry) => entry.occurredAt, { kind: "instant", paper: 78 }],
    ["period", (entry) => entry.period, { width: 10 }],
    ["original", (entry) => original(entry), { width: 10 }],
  ];
}

/** The month it happened in, where that is not the month it was booked in. */
const original = ({ occurredAt, period }: Entry): string | null =>
  monthOf(occurredAt) === period ? null : monthOf(occurredAt);

const proof = (): Told[] => [
  ["seq", (entry) => entry.seq, { kind: "number", paper: 42 }],
  ["hash", (entry) => entry.hash, { width: 66 }],
  ["previousHash", (entry) => entry.previousHash, { width: 66 }],
  ["entryKey", (entry) => entry.key, { width: 40 }],
  ["reverses", (entry) => entry.reverses, { width: 40 }],
  ["ruleVersion", (entry) => entry.ruleVersion, { kind: "number" }],
  ["id", (entry) => entry._id, { width: 30 }],
];
