import { Router } from "express";
import { notFound } from "../../../shared/errors";
import type { FileId } from "../../../shared/ids";
import { fileById } from "../../../shared/uploads/files";

export const pictureRoutes: Router = Router();

/**
 * Pictures of goods, under addresses that cannot be guessed and never change what they show. Any other kind of file is not
 * here: only the record that names it gives it out.
 */
pictureRoutes.get("/pictures/:file", async (req, res) => {
  const file = await fileById(String(req.params.file).slice(0, 60) as FileId);
  if (file.purpose !== "picture") throw notFound();
  res.set({
    "Content-Type": "image/webp",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    ETag: `"${file.sha256.slice(0, 32)}"`,
  });
  if (req.fresh) return void res.status(304).end();
  res.send(file.body);
});
