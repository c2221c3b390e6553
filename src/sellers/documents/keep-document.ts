import { z } from "zod";
import { tell } from "../../accounts/notices/tell";
import { inTransaction } from "../../shared/db";
import { invalidField, notFound } from "../../shared/errors";
import { line } from "../../shared/form";
import { newId } from "../../shared/ids";
import { readDocument } from "../../shared/uploads/document";
import { dropFile, keepFile } from "../../shared/uploads/files";
import type { SentFile } from "../../shared/uploads/upload";
import type { Viewer } from "../../shared/viewer";
import { mayWrite } from "../apply/save-step";
import { type CaseChange, changeCase, movedOn, ownCase } from "../record/case";
import { current, DOCUMENT_KINDS, isExpired, MOST_DOCUMENTS, type SellerDocument } from "../record/document";
import { doneBy } from "../record/done-by";
import type { SellerCase } from "../seller";

export const MOST_BYTES = 10_000_000;

/** A day that exists, as a date field sends it; the 31st of February is none. */
const day = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, "date")
  .refine((text) => isDay(text), "date");

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** What is said about a paper besides showing it: until when it holds, or that it does not run out. */
export const DocumentForm = z
  .strictObject({
    kind: z.enum(DOCUMENT_KINDS),
    name: line(60).optional(),
    number: line(60, 2).optional(),
    validUntil: day.optional(),
    noExpiry: z.literal("1").optional(),
  })
  .refine(({ validUntil, noExpiry }) => validUntil !== undefined || noExpiry !== undefined, {
    path: ["validUntil"],
    message: "date_or_none",
  })
  .refine(({ kind, name }) => kind !== "other" || name !== undefined, { path: ["name"], message: "required" })
  .refine(({ kind, number }) => kind === "business_licence" || kind === "other" || number !== undefined, {
    path: ["number"],
    message: "required",
  });
export type DocumentForm = z.infer<typeof DocumentForm>;

/**
 * Keeps a paper of the viewer's own shop in place of the one of its kind (others of kind "other" stand beside it). While the
 * application is written the old one goes; later it stays in the record, and the county is told of the new one.
 * Refuses FORBIDDEN, SELLER_MOVED_ON while somebody decides, INVALID beside the file or the date.
 */
export async function keepDocument(
  viewer: Viewer,
  form: DocumentForm,
  file: SentFile | undefined,
  at: Date,
): Promise<SellerCase> {
  if (!file) throw invalidField("file", "required");
  const validUntil = form.noExpiry ? null : (form.validUntil ?? null);
  if (isExpired({ validUntil }, at)) throw invalidField("validUntil", "document_expired");
  mustTakePapers(await ownCase(viewer, "shop"));
  const made = await readDocument("file", file);
  const by = await doneBy(viewer);
  return inTransaction(async () => {
    const seller = await ownCase(viewer, "shop");
    mustTakePapers(seller);
    const kept = await keepFile({ ...made, name: file.name, purpose: "document", owner: seller.organisation }, at);
    const document: SellerDocument = {
      id: newId("doc", at),
      kind: form.kind,
      name: form.name ?? "",
      number: form.number ?? "",
      validUntil,
      file: kept,
      fileName: file.name,
      at,
      replacedAt: null,
      soonTold: null,
      expiryTold: null,
    };
    const documents = [...(await withoutOld(seller, form.kind, at)), document];
    if (current(documents).length > MOST_DOCUMENTS) throw invalidField("file", "too_many_documents");
    if (mayWrite(seller)) return changeCase(seller, { set: { documents } });
    const change: CaseChange = { set: { documents }, deed: { what: "document_renewed", at, by, reason: form.kind } };
    return tellCounty(await changeCase(seller, change), at);
  });
}

/** What an official is deciding on stays as it is meanwhile. */
function mustTakePapers(seller: SellerCase): void {
  if (!mayWrite(seller) && seller.state !== "open" && seller.state !== "suspended") throw movedOn(seller);
}

async function withoutOld(seller: SellerCase, kind: SellerDocument["kind"], at: Date): Promise<SellerDocument[]> {
  if (kind === "other") return seller.documents;
  const old = current(seller.documents).filter((each) => each.kind === kind);
  if (seller.state === "draft") {
    for (const each of old) await dropFile(each.file);
    return seller.documents.filter((each) => !old.includes(each));
  }
  return seller.documents.map((each) => (old.includes(each) ? { ...each, replacedAt: at } : each));
}

async function tellCounty(seller: SellerCase, at: Date): Promise<SellerCase> {
  await tell(
    {
      key: `seller:${seller._id}:${seller.version}`,
      to: { county: seller.county },
      kind: "seller_document_renewed",
      params: { name: seller.name },
      href: `/desk/sellers/${seller._id}`,
    },
    at,
  );
  return seller;
}

/** Takes a paper away that nobody has decided on yet. Refuses NOT_FOUND, SELLER_MOVED_ON. */
export async function dropDocument(viewer: Viewer, id: string): Promise<void> {
  await inTransaction(async () => {
    const seller = await ownCase(viewer, "shop");
    const document = current(seller.documents).find((each) => each.id === id);
    if (!document) throw notFound();
    if (!mayWrite(seller)) throw movedOn(seller);
    if (seller.state === "returned") {
      // Somebody has seen it: it leaves the application, and stays in the record.
      const documents = seller.documents.map((each) => (each.id === id ? { ...each, replacedAt: document.at } : each));
      await changeCase(seller, { set: { documents } });
      return;
    }
    await dropFile(document.file);
    await changeCase(seller, { set: { documents: seller.documents.filter((each) => each.id !== id) } });
  });
}
