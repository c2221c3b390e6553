import { Schema } from "mongoose";
import { collection, isDuplicate, wholeNumber } from "../../../shared/db";
import { type FieldError, Refusal } from "../../../shared/errors";
import { add, type Fen, sum, ZERO } from "../../../shared/money";
import type { DeclarationFacts, DeclarationId } from "./facts";

/**
 * What of one invoice is declared, over all living declarations: each of its lines at most once, and never more than the
 * invoice is of. One small record per invoice, so that twenty people at once meet here.
 */
export interface DeclaredInvoice {
  /** `<code>:<number>`. */
  _id: string;
  totalFen: Fen;
  claimedFen: Fen;
  lines: { line: string; declaration: DeclarationId; amountFen: Fen }[];
  version: number;
}

export const InvoiceModel = collection<DeclaredInvoice>(
  "declared_invoices",
  new Schema<DeclaredInvoice>(
    {
      _id: String,
      totalFen: { type: Number, required: true },
      claimedFen: { type: Number, required: true },
      lines: { type: [Schema.Types.Mixed], default: [] } as never,
      version: { type: Number, required: true },
    },
    { versionKey: false },
  ),
  { properties: { totalFen: wholeNumber(1), claimedFen: wholeNumber(0), version: wholeNumber(0) } },
);

type Named = Pick<DeclarationFacts["invoice"], "code" | "number">;
export const invoiceId = ({ code, number }: Named): string => `${code}:${number}`;

/** Makes sure the invoice's record is there; before the transaction, for two firsts at once would end each other. */
export async function openInvoice(invoice: DeclarationFacts["invoice"]): Promise<void> {
  const fresh = { totalFen: invoice.totalFen, claimedFen: ZERO, lines: [], version: 0 };
  await InvoiceModel.updateOne({ _id: invoiceId(invoice) }, { $setOnInsert: fresh }, { upsert: true }).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error;
    },
  );
}

/**
 * Takes the lines of a declaration for it, in the surrounding transaction and as its first write. Refuses INVALID beside the
 * line (invoice_line_taken) or the total (invoice_total_other, above_invoice); whose the others are is nobody's business.
 */
export async function claimInvoice(
  declaration: DeclarationId,
  { invoice, lines, amountFen }: Pick<DeclarationFacts, "invoice" | "lines" | "amountFen">,
): Promise<void> {
  const _id = invoiceId(invoice);
  const held = (await InvoiceModel.findOneAndUpdate(
    { _id },
    { $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean()) as DeclaredInvoice;
  const others = held.lines.filter((each) => each.declaration !== declaration);
  const claimedFen = add(sum(others.map((each) => each.amountFen)), amountFen);
  const fields: FieldError[] = lines.flatMap(({ invoiceLine }, index) =>
    others.some((each) => each.line === invoiceLine)
      ? [{ field: `lines.${index}.invoiceLine`, code: "invoice_line_taken" }]
      : [],
  );
  if (others.length > 0 && held.totalFen !== invoice.totalFen)
    fields.push({ field: "invoiceTotal", code: "invoice_total_other" });
  else if (claimedFen > invoice.totalFen) fields.push({ field: "invoiceTotal", code: "above_invoice" });
  if (fields.length > 0) throw new Refusal("INVALID", { fields });
  const own = lines.map((each) => ({ line: each.invoiceLine, declaration, amountFen: each.amountFen }));
  await InvoiceModel.updateOne(
    { _id },
    { $set: { totalFen: invoice.totalFen, claimedFen, lines: [...others, ...own] } },
  );
}

/** Gives the lines of a declaration back, which lives no longer. */
export async function freeInvoice(declaration: DeclarationId, invoice: Named): Promise<void> {
  const held = (await InvoiceModel.findOneAndUpdate(
    { _id: invoiceId(invoice) },
    { $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean()) as DeclaredInvoice | null;
  if (!held) return;
  const lines = held.lines.filter((each) => each.declaration !== declaration);
  const claimedFen = sum(lines.map((each) => each.amountFen));
  await InvoiceModel.updateOne({ _id: held._id }, { $set: { lines, claimedFen } });
}

/** Lines of several invoices that are taken already, for files of many declarations: by invoice. */
export async function takenLines(invoices: readonly string[]): Promise<Map<string, DeclaredInvoice>> {
  const found = (await InvoiceModel.find({
    _id: { $in: [...invoices] },
    claimedFen: { $gt: ZERO },
  }).lean()) as DeclaredInvoice[];
  return new Map(found.map((invoice) => [invoice._id, invoice]));
}
