import { type Request, type Response, Router } from "express";
import type { Seller } from "../../../sellers/seller";
import { shopOf } from "../../../sellers/shop-of";
import { inTransaction } from "../../../shared/db";
import { attempt } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { type Draft, draftOf } from "../draft";
import { submitDraft } from "../moves/submit-draft";
import { keepPictures, PICTURE_BYTES, PICTURES_AT_ONCE, readPictures } from "../pictures/add-pictures";
import { dropUnused, filesIn } from "../pictures/unused";
import { applyButton, landingOf } from "../writing/buttons";
import { saveDraft } from "../writing/save-draft";
import { typedContent } from "../writing/typed-form";
import { drawEditor } from "./draw-editor";

export const editorPages: Router = Router();

const seller = allow("seller");

/** Beside it stand /shelf/stock and other rooms' pages: only a product's id is ours. */
editorPages.param("id", (_req, _res, next, id: string) => next(id.startsWith("prd_") ? undefined : "route"));

editorPages.get("/shelf/:id", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  await drawEditor(req, res, { shop, draft: await draftOf(shop._id, String(req.params.id)) });
});

takesFiles("/shelf/:id", { field: "pictures", maxFiles: PICTURES_AT_ONCE + 1, maxBytes: PICTURE_BYTES });

/** Every button of the editor saves what was typed first, and then does its own. */
editorPages.post("/shelf/:id", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "goods");
  const draft = await draftOf(shop._id, String(req.params.id));
  const body = (req.body ?? {}) as Record<string, unknown>;
  const button = typeof body.do === "string" ? body.do : "save";
  const content = typedContent(draft.content, body);
  if (body.version !== String(draft.version)) return answerStale(req, res, { shop, draft, content, button });
  const saved = await save(req, { shop, draft, content }, button);
  if (!saved.ok) return refused(req, res, { shop, id: draft._id, errors: saved.errors });
  if (button === "autosave") return void res.json({ version: saved.value.version });
  if (button !== "submit") return res.redirect(303, landingOf(draft._id, button));
  const submitted = await attempt(() => submitDraft(shop, draft._id, viewerOf(req), now()));
  if (!submitted.ok) return refused(req, res, { shop, id: draft._id, errors: submitted.errors });
  res.redirect(303, `/shelf/${draft._id}`);
});

type Drawn = Parameters<typeof drawEditor>[2];

async function answerStale(req: Request, res: Response, { button, ...drawn }: Drawn & { button: string }) {
  if (button === "autosave") return void res.status(409).json({ version: null });
  await drawEditor(req, res, { ...drawn, stale: true });
}

const refused = async (
  req: Request,
  res: Response,
  { shop, id, errors }: { shop: Seller; id: string; errors: NonNullable<Drawn["errors"]> },
): Promise<void> => drawEditor(req, res, { shop, draft: await draftOf(shop._id, id), errors });

/**
 * The texts are kept in any case; what the button adds (rows, pictures) only when it can be. Pictures are looked at before
 * the transaction that keeps them.
 */
async function save(
  req: Request,
  { shop, draft, content }: Required<Pick<Drawn, "shop" | "draft" | "content">>,
  button: string,
) {
  const [by, at] = [viewerOf(req), now()];
  const sent = filesOf(req);
  const result = await attempt(async () => {
    const pictures = sent.length > 0 ? await readPictures(content, sent) : [];
    const change = applyButton(draft, content, button);
    return inTransaction(async () => {
      const withPictures = await keepPictures(change.content, pictures, shop.organisation, at);
      return saveDraft(draft, withPictures, { by, at, variantsMade: change.variantsMade });
    });
  });
  if (result.ok) await dropRemoved(draft, result.value);
  else await saveDraft(draft, content, { by, at });
  return result;
}

async function dropRemoved(before: Draft, after: Draft): Promise<void> {
  const kept = new Set(filesIn(after.content));
  await dropUnused(
    before.seller,
    filesIn(before.content).filter((file) => !kept.has(file)),
  );
}
