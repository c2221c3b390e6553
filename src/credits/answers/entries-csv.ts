import type { Gazetteer } from "../../regions/gazetteer";
import type { Words } from "../../shared/words";
import type { Entry } from "../entry";

/** Tells spreadsheets that the file is UTF-8. */
export const BOM = "\uFEFF";

/**
 * Text that a spreadsheet would take for a formula is given an apostrophe in front, so that it stays text; fields with
 * commas, quotes or line breaks are quoted as RFC 4180 says.
 */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Amounts and counts are written plainly, minus sign and all: a number is no formula. */
const yuan = (fen: number): string =>
  `${fen < 0 ? "-" : ""}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, "0")}`;

const COLUMNS = [
  "id",
  "key",
  "book",
  "seq",
  "period",
  "occurredAt",
  "bookedAt",
  "measure",
  "basis",
  "county",
  "helper",
  "affiliation",
  "category",
  "buyerKind",
  "product",
  "quantity",
  "seller",
  "amount",
  "amountFen",
  "source",
  "sourceId",
  "order",
  "reverses",
  "ruleVersion",
  "previousHash",
  "hash",
] as const;

/** One entry after another as lines of a file, the first line being the names of the columns. */
export async function* csvLines(
  entries: AsyncIterable<Entry>,
  gazetteer: Gazetteer,
  words: Words,
): AsyncGenerator<string> {
  yield BOM + line(COLUMNS.map((column) => cell(words.t(`credits:column.${column}`))));
  for await (const entry of entries) yield line(fieldsOf(entry, gazetteer, words));
}

const line = (fields: readonly string[]): string => `${fields.join(",")}\r\n`;

function fieldsOf(entry: Entry, gazetteer: Gazetteer, words: Words): string[] {
  const nameOf = (code: string | null) => {
    const region = code === null ? undefined : gazetteer.find(code);
    return cell(region ? words.pick(region.name, region.nameEn) : (code ?? ""));
  };
  const word = (group: string, key: string) => cell(words.t(`common:${group}.${key}`));
  return [
    ...[cell(entry._id), cell(entry.key), cell(entry.book), String(entry.seq ?? ""), entry.period],
    ...[entry.occurredAt.toISOString(), entry.bookedAt.toISOString()],
    ...[word("measure", entry.measure), word("basis", entry.basis)],
    ...[nameOf(entry.county), nameOf(entry.helper), nameOf(entry.affiliation)],
    ...[word("category", entry.category), word("buyerKind", entry.buyerKind)],
    ...[cell(entry.product.name), String(entry.quantity), cell(entry.seller.name)],
    ...[yuan(entry.amountFen), String(entry.amountFen)],
    ...[word("source", entry.source.kind), cell(entry.source.id), cell(entry.order?.number ?? "")],
    ...[cell(entry.reverses ?? ""), String(entry.ruleVersion), entry.previousHash ?? "", entry.hash ?? ""],
  ];
}
