import { type Request, type Response, Router } from "express";
import { notFound } from "../../../shared/errors";
import type { FileId } from "../../../shared/ids";
import { fileById, type StoredFile } from "../../../shared/uploads/files";
import { isPublic, maySee } from "./may-see";

/**
 * Pictures of goods that were on the market, under addresses that never change what they show; before everything that asks
 * who is there. Any other kind of file is not here: only the record that names it gives it out.
 */
export const pictureRoutes: Router = Router();
/** Pictures of drafts, for those who may see the draft; comes where it is known who asks. To others they are not there. */
export const draftPictures: Router = Router();

pictureRoutes.get("/pictures/:file", async (req, res, next) => {
  const file = await pictureOf(req);
  if (!(await isPublic(file))) return next();
  send(req, res, file, "public, max-age=31536000, immutable");
});

draftPictures.get("/pictures/:file", async (req, res) => {
  const file = await pictureOf(req);
  if (!req.viewer || !(await maySee(req.viewer, file))) throw notFound();
  send(req, res, file, "private, no-cache");
});

async function pictureOf(req: Request): Promise<StoredFile> {
  const file = await fileById(String(req.params.file).slice(0, 60) as FileId);
  if (file.purpose !== "picture") throw notFound();
  return file;
}

function send(req: Request, res: Response, file: StoredFile, kept: string): void {
  res.set({
    "Content-Type": "image/webp",
    "Cache-Control": kept,
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    ETag: `"${file.sha256.slice(0, 32)}"`,
  });
  if (req.fresh) return void res.status(304).end();
  res.send(file.body);
}
