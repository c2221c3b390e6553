import { type Request, type Response, Router } from "express";
import { shopOf } from "../../../sellers/shop-of";
import type { FieldError } from "../../../shared/errors";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { dayOf, now } from "../../../shared/time";
import { fileById, sendFile } from "../../../shared/uploads/files";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, hasDuty, type Viewer, viewerOf } from "../../../shared/viewer";
import { holdsOn } from "../../certificates";
import { CERTIFICATIONS } from "../../kinds";
import {
  addBatch,
  addCertificate,
  BatchForm,
  CertificateForm,
  DOCUMENT_BYTES,
  paperOf,
  removeBatch,
  removeCertificate,
} from "../certificates/certificates";
import { type Draft, draftOf, warningDay } from "../draft";
import { isEditable } from "../writing/save-draft";
import { nameOf } from "./list-view";

export const certificatePages: Router = Router();

const seller = allow("seller");
const PAPER = { field: "file", maxFiles: 1, maxBytes: DOCUMENT_BYTES };

certificatePages.get("/shelf/:id/certificates", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  draw(req, res, { draft: await draftOf(shop._id, String(req.params.id)) });
});

takesFiles("/shelf/:id/certificates", PAPER);
takesFiles("/shelf/:id/batches", PAPER);

certificatePages.post("/shelf/:id/certificates", seller, async (req, res) => {
  const form = read(CertificateForm, withoutEmpty(req.body));
  await settle(
    req,
    res,
    "certificate",
    form.ok ? async (deed) => addCertificate(deed, form.value, filesOf(req)[0]) : form,
  );
});

certificatePages.post("/shelf/:id/batches", seller, async (req, res) => {
  const form = read(BatchForm, withoutEmpty(req.body));
  await settle(req, res, "batch", form.ok ? async (deed) => addBatch(deed, form.value, filesOf(req)[0]) : form);
});

certificatePages.post("/shelf/:id/certificates/:paper/removal", seller, async (req, res) => {
  await removeCertificate(await deedOf(req), String(req.params.paper));
  res.redirect(303, `/shelf/${String(req.params.id)}/certificates`);
});

certificatePages.post("/shelf/:id/batches/:paper/removal", seller, async (req, res) => {
  await removeBatch(await deedOf(req), String(req.params.paper));
  res.redirect(303, `/shelf/${String(req.params.id)}/certificates#batches`);
});

/** The paper itself: for the shop; officials open it through the draft they review. */
certificatePages.get("/shelf/:id/papers/:paper", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  sendFile(res, await fileById(await paperOf(shop, String(req.params.id), String(req.params.paper))), "inline");
});

type Deed = Parameters<typeof addCertificate>[0];
const deedOf = async (req: Request): Promise<Deed> => {
  const by: Viewer = viewerOf(req);
  return { shop: await shopOf(by, "goods"), id: String(req.params.id), by, at: now() };
};

type Which = "certificate" | "batch";

/** Does what the form asks, or draws the page again with what was typed (files have to be chosen anew). */
async function settle(
  req: Request,
  res: Response,
  which: Which,
  asked: ((deed: Deed) => Promise<Draft>) | Extract<FormResult<unknown>, { ok: false }>,
): Promise<void> {
  const deed = await deedOf(req);
  const done = typeof asked === "function" ? await attempt(() => asked(deed)) : asked;
  if (done.ok) return res.redirect(303, `/shelf/${deed.id}/certificates${which === "batch" ? "#batches" : ""}`);
  draw(req, res, { draft: await draftOf(deed.shop._id, deed.id), which, errors: done.errors });
}

interface Drawing {
  draft: Draft;
  which?: Which;
  errors?: readonly FieldError[];
}

function draw(req: Request, res: Response, { draft, which, errors = [] }: Drawing): void {
  const { words } = req;
  const [mayWrite, today] = [hasDuty(viewerOf(req).organisation?.role ?? "member", "goods"), dayOf(now())];
  const { certificates, batches } = draft.content;
  const values = typed(req.body, ["kind", "name", "nameEn", "number", "validUntil", "date"]);
  res.status(errors.length > 0 ? 422 : 200).render("shelf/certificates", {
    title: words.t("shelf:certificates.title"),
    crumbs: [
      { href: "/shelf", text: words.t("shelf:title") },
      { href: `/shelf/${draft._id}`, text: nameOf(draft.content, words) },
    ],
    id: draft._id,
    mayWrite,
    locked: !isEditable(draft),
    today,
    kinds: CERTIFICATIONS.map((kind) => ({ value: kind, text: words.t(`common:certification.${kind}`) })),
    certificates: certificates.map((each) => ({
      ...each,
      name: words.pick(each.name, each.nameEn),
      href: each.file ? `/shelf/${draft._id}/papers/${each.id}` : null,
      ended: !holdsOn(today)(each),
      ending: each.validUntil !== "" && holdsOn(today)(each) && warningDay(each) <= today,
    })),
    batches: batches.map((each) => ({ ...each, href: each.file ? `/shelf/${draft._id}/papers/${each.id}` : null })),
    certificate: which === "certificate" ? { ...values, errors } : {},
    batch: which === "batch" ? { ...values, errors } : {},
  });
}
