import { z } from "zod";
import { registrationNumber } from "../../../accounts/organisation";
import type { Gazetteer } from "../../../regions/gazetteer";
import { helpersOn } from "../../../regions/partnership";
import { type FormResult, line, paragraph, phone } from "../../../shared/form";
import type { PartnershipId, RegionCode } from "../../../shared/ids";
import { type Fen, sum, ZERO } from "../../../shared/money";
import { DECLARED_BASES, type DeclarationContent, EVENTS, isEmptyLine, MECHANISMS } from "../record/content";
import type { Declaration } from "../record/declaration";
import type { DeclarationFacts } from "../record/facts";
import { Collector } from "./collector";
import { digitsOf } from "./numbers";
import { MOST_FEN, readLines } from "./read-lines";

export interface Around {
  gazetteer: Gazetteer;
  declarer: Pick<Declaration["declarer"], "region">;
  /** The Shanghai day of the handing-in. */
  today: string;
}

/** A reading knows nobody by name yet: who the seller is here is looked up afterwards. */
export type Reading = Omit<DeclarationFacts, "seller" | "buyer"> & {
  seller: { name: string; registrationNumber: string; phone: string | null };
  buyer: { name: string | null; registrationNumber: string | null };
};

const Name = line(60);
/** Older invoices have a code of 10 or 12 digits beside their number; the fully digital ones have 20 digits and no code. */
const Code = z
  .string()
  .transform(digitsOf)
  .pipe(z.string().regex(/^(\d{10}|\d{12})$/, "invoice_code"));
const InvoiceNumber = z
  .string()
  .transform(digitsOf)
  .pipe(z.string().regex(/^\d{8,20}$/, "invoice_number"));

/**
 * The strict reading of what somebody typed, everything wrong named beside its field: required, amount, day, in_the_future,
 * category_not_eligible, county_not_served, helper_not_of_partnership, before_partnership, invoice_line_twice, above_invoice.
 * Pure: nothing is looked up but the gazetteer.
 */
export function readContent(content: DeclarationContent, around: Around): FormResult<Reading> {
  const found = new Collector();
  const basis = found.oneOf(DECLARED_BASES, "basis", content.basis);
  const place = readPlace(found, content, around);
  const lines = readLines(
    found,
    content.lines.filter((each) => !isEmptyLine(each)),
  );
  const amountFen = sum(lines.map((each) => each.amountFen));
  const reading: Reading = {
    basis,
    event: basis === "help_sell" ? readEvent(found, content) : null,
    ...place,
    seller: {
      name: found.by(Name, "sellerName", content.sellerName, ""),
      registrationNumber: found.by(registrationNumber, "sellerNumber", content.sellerNumber, ""),
      phone: found.maybe(phone, "sellerPhone", content.sellerPhone),
    },
    buyer: {
      name: found.maybe(Name, "buyerName", content.buyerName),
      registrationNumber: found.maybe(registrationNumber, "buyerNumber", content.buyerNumber),
    },
    invoice: readInvoice(found, content, { amountFen, today: around.today }),
    lines,
    amountFen,
    signedFen: content.signed.trim() === "" ? ZERO : (found.amount("signed", content.signed, MOST_FEN) ?? ZERO),
    tags: MECHANISMS.filter((each) => content.tags.includes(each)),
    alsoIn: MECHANISMS.filter((each) => content.alsoIn.includes(each)),
    note: found.maybe(paragraph(1000), "note", content.note) ?? "",
  };
  return found.errors.length > 0 ? { ok: false, errors: found.errors } : { ok: true, value: reading };
}

function readEvent(found: Collector, { event, eventName }: DeclarationContent): Reading["event"] {
  return { kind: found.oneOf(EVENTS, "event", event), name: found.by(Name, "eventName", eventName, "") };
}

function readInvoice(
  found: Collector,
  content: DeclarationContent,
  { amountFen, today }: { amountFen: Fen; today: string },
): Reading["invoice"] {
  const totalFen = found.amount("invoiceTotal", content.invoiceTotal, MOST_FEN);
  if (totalFen !== null && amountFen > totalFen) found.refuse("invoiceTotal", "above_invoice");
  return {
    code: found.maybe(Code, "invoiceCode", content.invoiceCode) ?? "",
    number: found.by(InvoiceNumber, "invoiceNumber", content.invoiceNumber, ""),
    totalFen: totalFen ?? ZERO,
    day: found.day("invoiceDay", content.invoiceDay, today),
  };
}

/** County, helper and day belong together: who is a helper is asked of the day of delivery (rule 17). */
function readPlace(
  found: Collector,
  content: DeclarationContent,
  { gazetteer, declarer, today }: Around,
): Pick<Reading, "county" | "partnership" | "helper" | "day"> {
  const before = found.errors.length;
  const day = found.day("day", content.day, today);
  const sound = found.errors.length === before;
  const partnership = gazetteer.partnershipOf(content.county);
  if (content.county === "") found.refuse("county", "required");
  else if (!partnership) found.refuse("county", "county_not_served");
  else if (sound && !helpersOn(partnership, day).some((link) => link.region === declarer.region)) {
    const first = partnership.helpers
      .filter((link) => link.region === declarer.region && link.status === "confirmed")
      .map((link) => link.from)
      .sort()[0];
    if (first && day < first) found.refuse("day", "before_partnership", { day: first });
    else found.refuse("county", "helper_not_of_partnership");
  }
  return {
    county: content.county as RegionCode,
    partnership: partnership?._id ?? ("" as PartnershipId),
    helper: declarer.region,
    day,
  };
}
