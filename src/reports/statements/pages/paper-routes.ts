import { type Response, Router } from "express";
import { type Sealed, type Statement, StatementModel, statementId } from "../../../credits/statements/statement";
import { notFound } from "../../../shared/errors";
import type { PartnershipId } from "../../../shared/ids";
import { isMonth } from "../../../shared/time";
import { fileById } from "../../../shared/uploads/files";
import { PDF, XLSX } from "../papers/print";

/** A sealed month's papers, byte for byte as they were sealed, for everybody. */
export const statementPaperPages: Router = Router();

const TYPES = { pdf: PDF, xlsx: XLSX, json: "application/json; charset=utf-8" } as const;
type Kind = keyof typeof TYPES;

statementPaperPages.get("/partnerships/:id/statements/:month/:file", async (req, res, next) => {
  const [, version, kind] = /^v([1-9]\d{0,3})\.(pdf|xlsx|json)$/.exec(req.params.file) ?? [];
  if (!version || !isMonth(req.params.month)) return next();
  const id = statementId(req.params.id as PartnershipId, req.params.month, Number(version));
  const statement = (await StatementModel.findById(id).lean()) as Statement | null;
  if (!statement?.sealed) throw notFound();
  await send(res, { number: statement.number, sealed: statement.sealed, kind: kind as Kind });
});

async function send(
  res: Response,
  { number, sealed, kind }: { number: string; sealed: Sealed; kind: Kind },
): Promise<void> {
  const { body, sha256 } = await bytesOf(sealed, kind);
  res.set({
    "Content-Type": TYPES[kind],
    // Nothing on the way may pack or change them: their hash is what is verified.
    "Cache-Control": "public, max-age=31536000, immutable, no-transform",
    "Content-Disposition": `${kind === "json" ? "inline" : "attachment"}; filename="${number}.${kind}"`,
    "X-Content-Type-Options": "nosniff",
    ETag: `"${sha256}"`,
  });
  res.send(body);
}

async function bytesOf({ json, sha256, papers }: Sealed, kind: Kind): Promise<{ body: Buffer; sha256: string }> {
  if (kind === "json") return { body: Buffer.from(json), sha256 };
  const paper = papers.find((each) => each.kind === kind);
  if (!paper) throw notFound();
  return { body: (await fileById(paper.file)).body, sha256: paper.sha256 };
}
