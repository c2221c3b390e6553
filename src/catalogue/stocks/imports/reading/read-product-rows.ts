import type { Seller } from "../../../../sellers/seller";
import type { FieldError } from "../../../../shared/errors";
import type { FormResult } from "../../../../shared/form";
import type { ProductId } from "../../../../shared/ids";
import type { Table } from "../../../../shared/tables/read-table";
import { type DraftContent, type DraftVariant, MOST_VARIANTS } from "../../../shelf/content";
import { leniently } from "../../../shelf/reading/read-draft";
import { emptyContent, newVariant } from "../../../shelf/writing/new-draft";
import { LONGEST_AMOUNT, splitYearly } from "../../../yearly/read-yearly";
import { findColumns, missing, PRODUCT_COLUMNS, type ProductColumn } from "./columns";
import { kindOf } from "./kind-names";
import type { LineError } from "./read-stock-rows";

/** A product a file describes, in one line or, with several sizes, in several lines of the same name. */
export interface ProductRow {
  line: number;
  lines: number[];
  fields: Partial<Record<ProductColumn, string>>[];
}

export interface ProductFile {
  rows: ProductRow[];
  errors: LineError[];
  ignored: string[];
}

export const MOST_PRODUCTS = 1000;
const LONGEST: Partial<Record<ProductColumn, number>> = { description: 2000, summary: 200 };

/** Reads a table of new goods: what is there is read as strictly as at submission, what is missing is for the editor. */
export function readProductRows(table: Table, shop: Pick<Seller, "county" | "place">): FormResult<ProductFile> {
  const { columns, errors } = findColumns(table, PRODUCT_COLUMNS);
  if (columns.at.name === undefined) errors.push(missing("品名 / Name"));
  if (errors.length > 0) return { ok: false, errors };
  const file: ProductFile = { rows: [], errors: [], ignored: columns.ignored };
  const byName = new Map<string, ProductRow>();
  for (const { line, cells } of table.rows) {
    const fields = Object.fromEntries(
      PRODUCT_COLUMNS.map((name) => [name, cells[columns.at[name] ?? -1] ?? ""]).filter(([, text]) => text !== ""),
    ) as Partial<Record<ProductColumn, string>>;
    const known = byName.get(fields.name ?? "");
    if (fields.name === undefined) file.errors.push({ line, field: "name", code: "required" });
    else if (known) add(known, line, fields, file.errors);
    else {
      const row = { line, lines: [line], fields: [fields] };
      byName.set(fields.name, row);
      file.rows.push(row);
    }
  }
  if (file.rows.length > MOST_PRODUCTS)
    return { ok: false, errors: [{ field: "file", code: "table_too_many_rows", params: { maximum: MOST_PRODUCTS } }] };
  for (const row of file.rows) file.errors.push(...wrongIn(row, shop));
  file.errors.sort((a, b) => a.line - b.line);
  return { ok: true, value: file };
}

function add(row: ProductRow, line: number, fields: ProductRow["fields"][number], errors: LineError[]): void {
  if (row.lines.length >= MOST_VARIANTS)
    return void errors.push({ line, field: "name", code: "too_many_here", params: { maximum: MOST_VARIANTS } });
  row.lines.push(line);
  row.fields.push(fields);
}

/** The page a producer would have typed. */
export function contentFrom(
  { fields }: ProductRow,
  shop: Pick<Seller, "county" | "place">,
  id: ProductId,
): DraftContent {
  const first = (name: ProductColumn): string => fields.find((each) => each[name])?.[name] ?? "";
  return {
    ...emptyContent(shop, id),
    name: first("name"),
    nameEn: first("nameEn"),
    kind: kindOf(first("kind")) ?? "",
    ...splitYearly(first("yearly")),
    place: first("place") || shop.place,
    summary: first("summary").slice(0, LONGEST.summary),
    description: first("description").slice(0, LONGEST.description),
    variants: fields.map((each, index) => variantFrom(each, newVariant(id, index + 1))),
  };
}

function variantFrom(fields: ProductRow["fields"][number], empty: DraftVariant): DraftVariant {
  const { size = "", unit = "", price = "", stock = "", weight: typed = "" } = fields;
  const parts = typed.length > LONGEST_AMOUNT ? null : /^(.*?)\s*(kg|公斤|千克|斤|jin|g|克)?$/i.exec(typed);
  const [, weight = typed, weightUnit = "kg"] = parts ?? [];
  return { ...empty, name: size, unit, price, stock, weight, weightUnit: UNIT_OF[weightUnit.toLowerCase()] ?? "kg" };
}

const UNIT_OF: Readonly<Record<string, DraftVariant["weightUnit"]>> = {
  ...{ kg: "kg", 公斤: "kg", 千克: "kg" },
  ...{ 斤: "jin", jin: "jin" },
  ...{ g: "g", 克: "g" },
};

const OF_SIZE: Readonly<Record<string, ProductColumn>> = {
  name: "size",
  unit: "unit",
  weight: "weight",
  price: "price",
  stock: "stock",
};

/** Only what the file says can be wrong in it; that a draft is not finished yet is no mistake. */
function wrongIn(row: ProductRow, shop: Pick<Seller, "county" | "place">): LineError[] {
  const content = contentFrom(row, shop, "prd_0000000000000000" as ProductId);
  const typed = row.fields[0]?.kind;
  const unknown: LineError[] =
    typed && content.kind === "" ? [{ line: row.line, field: "kind", code: "unknown_kind" }] : [];
  const found = leniently(content).errors.filter(({ field }) => field !== "kind");
  return [...unknown, ...found.flatMap((error) => lineErrorOf(error, row))];
}

function lineErrorOf({ field, ...error }: FieldError, { line, lines, fields }: ProductRow): LineError[] {
  const [, index, part] = /^variants\.(\d+)\.(\w+)$/.exec(field) ?? [];
  const column = part === undefined ? PRODUCT_COLUMNS.find((name) => name === field) : OF_SIZE[part];
  const at = index === undefined ? 0 : Number(index);
  const given = column && (index === undefined ? fields.some((each) => each[column]) : fields[at]?.[column]);
  return column && given ? [{ ...error, line: lines[at] ?? line, field: column }] : [];
}
