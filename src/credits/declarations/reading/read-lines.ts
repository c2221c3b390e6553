import { line as lineOf } from "../../../shared/form";
import { type Fen, fen, ZERO } from "../../../shared/money";
import { CATEGORIES } from "../../deed";
import { type LineContent, MOST_LINES } from "../record/content";
import type { DeclaredLine } from "../record/facts";
import type { Collector } from "./collector";
import { digitsOf, milliOf } from "./numbers";

/** One hundred million yuan: more than any one purchase ever was. */
export const MOST_FEN = 10_000_000_000;

/** The lines as they stand, each at its place; an empty one in between was left out by the caller. */
export function readLines(found: Collector, lines: readonly LineContent[]): DeclaredLine[] {
  if (lines.length === 0) found.refuse("lines.0.name", "required");
  if (lines.length > MOST_LINES) found.refuse("lines", "too_many_here", { maximum: MOST_LINES });
  const met = new Set<string>();
  return lines.slice(0, MOST_LINES).map((content, index) => {
    const read = readLine(found, content, index);
    if (met.has(read.invoiceLine)) found.refuse(`lines.${index}.invoiceLine`, "invoice_line_twice");
    met.add(read.invoiceLine);
    return read;
  });
}

function readLine(found: Collector, content: LineContent, index: number): DeclaredLine {
  const at = `lines.${index}`;
  const price = (name: "low" | "high"): Fen | null =>
    content[name].trim() === "" ? null : found.amount(`${at}.${name}`, content[name], MOST_FEN);
  const [lowFen, highFen] = [price("low"), price("high")];
  if (lowFen !== null && highFen !== null && lowFen > highFen) found.refuse(`${at}.high`, "reference_order");
  return {
    line: String(index + 1),
    name: found.by(lineOf(60), `${at}.name`, content.name, ""),
    category: found.oneOf(CATEGORIES, `${at}.category`, content.category, "category_not_eligible"),
    milli: readQuantity(found, `${at}.quantity`, content.quantity),
    unit: found.by(lineOf(10), `${at}.unit`, content.unit, ""),
    amountFen: found.amount(`${at}.amount`, content.amount, MOST_FEN) ?? fen(ZERO),
    invoiceLine: readInvoiceLine(found, `${at}.invoiceLine`, content.invoiceLine) ?? String(index + 1),
    lowFen,
    highFen,
  };
}

function readQuantity(found: Collector, field: string, text: string): number {
  const milli = milliOf(text);
  if (text.trim() === "") found.refuse(field, "required");
  else if (milli === null || milli === 0) found.refuse(field, "quantity");
  return milli ?? 0;
}

/** The line's number on the invoice; nothing typed means the same place as here. */
function readInvoiceLine(found: Collector, field: string, text: string): string | null {
  const digits = digitsOf(text).replace(/^0+(?=\d)/, "");
  if (digits === "") return null;
  if (/^[1-9]\d{0,2}$/.test(digits)) return digits;
  found.refuse(field, "not_a_whole_number");
  return null;
}
