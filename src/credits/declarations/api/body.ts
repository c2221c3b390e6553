import { z } from "zod";
import { type FieldError, Refusal } from "../../../shared/errors";
import { whole } from "../../../shared/form";
import { yuanDigits } from "../../../shared/tables/column";
import {
  DECLARED_BASES,
  type DeclarationContent,
  EVENTS,
  emptyContent,
  MECHANISMS,
  MOST_LINES,
} from "../record/content";

const text = (max: number) => z.string().max(max);
const amount = whole(1, 10_000_000_000);
const mechanisms = z.array(z.enum(MECHANISMS)).max(MECHANISMS.length).default([]);

const Line = z.strictObject({
  name: text(60),
  category: text(20),
  /** Up to three decimals. */
  quantity: z.number().positive().max(9_999_999),
  unit: text(10),
  amountFen: amount,
  invoiceLine: whole(1, 999).optional(),
  referenceLowFen: amount.optional(),
  referenceHighFen: amount.optional(),
});

/** A declaration as a program brings it; what it says is judged when it is handed in, as for people. */
export const DeclarationBody = z.strictObject({
  basis: z.enum(DECLARED_BASES),
  event: z.strictObject({ kind: z.enum(EVENTS), name: text(60) }).optional(),
  county: text(20),
  day: text(10),
  seller: z.strictObject({ name: text(60), registrationNumber: text(30), phone: text(20).optional() }),
  buyer: z.strictObject({ name: text(60), registrationNumber: text(30).optional() }).optional(),
  invoice: z.strictObject({ code: text(12).default(""), number: text(20), totalFen: amount, day: text(10) }),
  lines: z.array(Line).min(1).max(MOST_LINES),
  signedFen: whole(0, 10_000_000_000).default(0),
  tags: mechanisms,
  alsoReportedIn: mechanisms,
  note: text(1000).default(""),
});
export type DeclarationBody = z.infer<typeof DeclarationBody>;

const fenText = (fen: number | undefined): string => (fen ? yuanDigits(fen) : "");

/** As if somebody had typed it. */
export const contentOf = (body: DeclarationBody): DeclarationContent => ({
  ...emptyContent(),
  basis: body.basis,
  event: body.event?.kind ?? "",
  eventName: body.event?.name ?? "",
  county: body.county,
  day: body.day,
  sellerName: body.seller.name,
  sellerNumber: body.seller.registrationNumber,
  sellerPhone: body.seller.phone ?? "",
  buyerName: body.buyer?.name ?? "",
  buyerNumber: body.buyer?.registrationNumber ?? "",
  invoiceCode: body.invoice.code,
  invoiceNumber: body.invoice.number,
  invoiceTotal: yuanDigits(body.invoice.totalFen),
  invoiceDay: body.invoice.day,
  signed: fenText(body.signedFen),
  note: body.note,
  tags: body.tags,
  alsoIn: body.alsoReportedIn,
  lines: body.lines.map((line) => ({
    ...{ name: line.name, category: line.category, quantity: String(line.quantity), unit: line.unit },
    ...{ amount: yuanDigits(line.amountFen), invoiceLine: line.invoiceLine ? String(line.invoiceLine) : "" },
    ...{ low: fenText(line.referenceLowFen), high: fenText(line.referenceHighFen) },
  })),
});

const NAMES: Readonly<Record<string, string>> = {
  sellerName: "seller.name",
  sellerNumber: "seller.registrationNumber",
  sellerPhone: "seller.phone",
  buyerName: "buyer.name",
  buyerNumber: "buyer.registrationNumber",
  invoiceCode: "invoice.code",
  invoiceNumber: "invoice.number",
  invoiceTotal: "invoice.totalFen",
  invoiceDay: "invoice.day",
  event: "event.kind",
  eventName: "event.name",
  signed: "signedFen",
  amount: "amountFen",
  low: "referenceLowFen",
  high: "referenceHighFen",
};

/** The form's names of fields as this API calls them. */
const named = ({ field, ...error }: FieldError): FieldError => {
  const parts = field.split(".");
  const last = parts.at(-1) ?? "";
  return { ...error, field: [...parts.slice(0, -1), NAMES[last] ?? last].join(".") };
};

/** Runs a deed; what it refuses beside fields is named as the body names them. */
export async function asBody<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error;
    throw new Refusal(error.code, { params: error.params, fields: error.fields.map(named), cause: error });
  }
}
