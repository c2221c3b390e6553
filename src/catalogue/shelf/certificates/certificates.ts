import { z } from "zod";
import type { Seller } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { invalidField, notFound, Refusal } from "../../../shared/errors";
import { line } from "../../../shared/form";
import { type FileId, newId } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import { readDocument } from "../../../shared/uploads/document";
import { keepFile } from "../../../shared/uploads/files";
import type { SentFile } from "../../../shared/uploads/upload";
import type { Viewer } from "../../../shared/viewer";
import { CERTIFICATIONS } from "../../kinds";
import { ProductModel } from "../../product";
import { type DraftBatch, type DraftCertificate, type DraftContent, MOST_BATCHES, MOST_CERTIFICATES } from "../content";
import { changeDraft, type Draft, draftOf } from "../draft";
import { isDay } from "../reading/numbers";
import { saveDraft } from "../writing/save-draft";

const day = z.string().refine(isDay, "day");

export const CertificateForm = z.strictObject({
  kind: z.enum(CERTIFICATIONS),
  name: line(60, 2),
  nameEn: line(100).optional(),
  number: line(60, 2),
  validUntil: day.optional(),
});
export const BatchForm = z.strictObject({ number: line(40, 1), date: day });

export const DOCUMENT_BYTES = 10_000_000;

interface Deed {
  shop: Seller;
  id: string;
  by: Pick<Viewer, "id">;
  at: Date;
}

/** A certificate with its paper. What it says to buyers goes through the review with the rest of the draft. */
export async function addCertificate(
  { shop, id, by, at }: Deed,
  form: z.infer<typeof CertificateForm>,
  paper: SentFile | undefined,
): Promise<Draft> {
  if (form.validUntil && form.validUntil < dayOf(at)) throw invalidField("validUntil", "in_the_past");
  const kept = await readPaper(paper);
  return inTransaction(async () => {
    const draft = await draftOf(shop._id, id);
    const { certificates } = draft.content;
    if (certificates.length >= MOST_CERTIFICATES)
      throw invalidField("kind", "too_many_here", { maximum: MOST_CERTIFICATES });
    const added: DraftCertificate = {
      id: newId<"certificate">("crt", at),
      ...form,
      nameEn: form.nameEn ?? "",
      year: "",
      source: "",
      validUntil: form.validUntil ?? "",
      file: await kept(shop, at),
    };
    return saveDraft(draft, { ...draft.content, certificates: [...certificates, added] }, { by, at });
  });
}

export async function removeCertificate({ shop, id, by, at }: Deed, certificate: string): Promise<Draft> {
  const draft = await draftOf(shop._id, id);
  const certificates = draft.content.certificates.filter((each) => each.id !== certificate);
  if (certificates.length === draft.content.certificates.length) throw notFound();
  return saveDraft(draft, { ...draft.content, certificates }, { by, at });
}

/**
 * A batch's 承诺达标合格证 is the producer's own word under the law, not a claim to be approved: on goods under sale it stands
 * at once. The newest is first; beyond thirty the oldest leave the page.
 */
export async function addBatch(
  deed: Deed,
  form: z.infer<typeof BatchForm>,
  paper: SentFile | undefined,
): Promise<Draft> {
  if (form.date > dayOf(deed.at)) throw invalidField("date", "in_the_future");
  const kept = await readPaper(paper);
  return changeBatches(deed, async (batches) => {
    if (batches.some(({ number }) => number === form.number)) throw invalidField("number", "repeated");
    const added = { id: newId<"batch">("bat", deed.at), ...form, file: await kept(deed.shop, deed.at) };
    return [added, ...batches].sort((a, b) => b.date.localeCompare(a.date)).slice(0, MOST_BATCHES);
  });
}

export const removeBatch = (deed: Deed, batch: string): Promise<Draft> =>
  changeBatches(deed, async (batches) => {
    if (!batches.some(({ id }) => id === batch)) throw notFound();
    return batches.filter(({ id }) => id !== batch);
  });

function changeBatches({ shop, id, by, at }: Deed, change: (batches: DraftBatch[]) => Promise<DraftBatch[]>) {
  return inTransaction(async () => {
    const draft = await draftOf(shop._id, id);
    const content: DraftContent = { ...draft.content, batches: await change(draft.content.batches) };
    const changed = await changeDraft(draft, { content, updatedAt: at, updatedBy: by.id });
    const batches = content.batches.map(({ number, date }) => ({ number, date }));
    await ProductModel.updateOne({ _id: draft._id }, { $set: { batches } });
    return changed;
  });
}

/** Read before the transaction, kept inside it. */
async function readPaper(paper: SentFile | undefined): Promise<(shop: Seller, at: Date) => Promise<FileId>> {
  if (!paper) throw new Refusal("INVALID", { fields: [{ field: "file", code: "required" }] });
  const { body, mediaType } = await readDocument("file", paper);
  return (shop, at) =>
    keepFile({ body, mediaType, name: paper.name, purpose: "document", owner: shop.organisation }, at);
}

/** The paper of a shop's own certificate or batch. */
export async function paperOf(shop: Seller, id: string, of: string): Promise<FileId> {
  const { certificates, batches } = (await draftOf(shop._id, id)).content;
  const file = [...certificates, ...batches].find((each) => each.id === of)?.file;
  if (!file) throw notFound();
  return file;
}
