import { type Request, type Response, Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, notFound } from "../../shared/errors";
import { attempt, read, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { fileById, sendFile } from "../../shared/uploads/files";
import { filesOf, takesFiles } from "../../shared/uploads/upload";
import { allow, viewerOf } from "../../shared/viewer";
import { missingOf, wantedBy } from "../apply/application";
import { after, formSteps } from "../apply/apply-view";
import { mayWrite } from "../apply/save-step";
import { ownCase } from "../record/case";
import { documentViews } from "../record/case-view";
import { DOCUMENT_KINDS, type DocumentKind, requiredDocuments } from "../record/document";
import type { SellerCase } from "../seller";
import { DocumentForm, dropDocument, keepDocument, MOST_BYTES } from "./keep-document";

/** A seller's licences and certificates: brought while applying, renewed afterwards. */
export const documentPages: Router = Router();

const seller = allow("seller");
takesFiles("/shop/documents", { field: "file", maxFiles: 1, maxBytes: MOST_BYTES });

documentPages.get("/shop/documents", seller, async (req, res) => draw(req, res));

documentPages.post("/shop/documents", seller, async (req, res) => {
  const [viewer, at] = [viewerOf(req), now()];
  const form = read(DocumentForm, withoutEmpty(req.body));
  const kept = form.ok ? await attempt(() => keepDocument(viewer, form.value, filesOf(req)[0], at)) : form;
  if (!kept.ok) return draw(req, res.status(422), kept.errors);
  const missing = missingOf(kept.value, await gazetteer(), at);
  const done = missing.documents.length === 0 && mayWrite(kept.value);
  res.redirect(303, done ? after("documents", missing) : "/shop/documents?done=1");
});

documentPages.post("/shop/documents/:id/removal", seller, async (req, res) => {
  await dropDocument(viewerOf(req), String(req.params.id));
  res.redirect(303, "/shop/documents");
});

documentPages.get("/shop/documents/:id", seller, async (req, res) => {
  const { documents } = await ownCase(viewerOf(req), "look");
  const found = documents.find((each) => each.id === req.params.id);
  if (!found) throw notFound();
  sendFile(res, await fileById(found.file), "inline");
});

async function draw(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  const [viewer, at, { words }] = [viewerOf(req), now(), req];
  const seller = await ownCase(viewer, "look");
  const writing = mayWrite(seller);
  const body = (req.body ?? {}) as Record<string, unknown>;
  res.set("Cache-Control", "no-store").render("sellers/documents", {
    title: words.t("sellers:document.title"),
    lede: words.t(writing ? "sellers:document.lede" : "sellers:document.ledeOpen"),
    steps: writing ? formSteps(missingOf(seller, await gazetteer(), at), "documents", words) : null,
    mayBring:
      viewer.organisation?.role === "owner" && (writing || seller.state === "open" || seller.state === "suspended"),
    writing,
    slots: slotsOf(seller, { typedIn: body, errors, at, words }),
    replaced: documentViews(seller, { where: "/shop/documents", at, words }).replaced,
    done: req.query.done === "1" && errors.length === 0,
  });
}

interface SlotFacts {
  typedIn: Record<string, unknown>;
  errors: FieldError[];
  at: Date;
  words: Request["words"];
}

/** One place for every paper that is asked for, then those brought besides, then one more. */
function slotsOf(seller: SellerCase, { typedIn, errors, at, words }: SlotFacts) {
  const { kind, sells } = mayWrite(seller) ? wantedBy(seller.typed) : seller;
  const required = requiredDocuments(kind, sells);
  const held = documentViews(seller, { where: "/shop/documents", at, words }).current;
  const slot = (which: DocumentKind, document: (typeof held)[number] | null) => {
    const again = typedIn.kind === which && errors.length > 0;
    const text = (name: string): string =>
      again && typeof typedIn[name] === "string" ? (typedIn[name] as string) : "";
    return {
      kind: which,
      title: document?.title ?? words.t(`sellers:document.kind.${which}`),
      help: words.t(`sellers:document.help.${which}`),
      document,
      required: required.includes(which),
      // What is asked for and not there yet needs no unfolding.
      first: required.includes(which) && document === null,
      numbered: which !== "business_licence",
      named: which === "other",
      open: again || (required.includes(which) && (document === null || document.standing !== "valid")),
      values: {
        name: text("name"),
        number: text("number"),
        validUntil: text("validUntil"),
        noExpiry: text("noExpiry"),
      },
      errors: again ? errors : [],
    };
  };
  const kinds = DOCUMENT_KINDS.filter((each) => required.includes(each) || held.some((paper) => paper.kind === each));
  return [
    ...kinds
      .filter((each) => each !== "other")
      .map((each) => slot(each, held.find((paper) => paper.kind === each) ?? null)),
    ...held.filter((paper) => paper.kind === "other").map((paper) => ({ ...slot("other", paper), fixed: true })),
    slot("other", null),
  ];
}
