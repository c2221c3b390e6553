import type { Response } from "express";
import type { SealedBytes } from "../../../credits/statements/reading/verify-sealed";
import { notFound } from "../../../shared/errors";
import { DOCX } from "../../../shared/papers/docx";
import { fileById } from "../../../shared/uploads/files";
import { PDF, XLSX } from "./print";

const TYPES = { pdf: PDF, xlsx: XLSX, docx: DOCX, json: "application/json; charset=utf-8" } as const;
export type SealedKind = keyof typeof TYPES;

interface Sending {
  /** As it is saved, without its ending. */
  name: string;
  sealed: SealedBytes;
  kind: SealedKind;
  /** Whether it is everybody's; what is not is kept by no cache. */
  open: boolean;
}

/** One file of what was sealed, byte for byte. Refuses with NOT_FOUND where there is none of the kind. */
export async function sendSealed(res: Response, { name, sealed, kind, open }: Sending): Promise<void> {
  const { body, sha256 } = await bytesOf(sealed, kind);
  const how = kind === "json" ? "inline" : "attachment";
  res.set({
    "Content-Type": TYPES[kind],
    // Nothing on the way may pack or change them: their hash is what is verified.
    "Cache-Control": open ? "public, max-age=31536000, immutable, no-transform" : "private, no-store, no-transform",
    "Content-Disposition": `${how}; ${/^[\w.-]+$/.test(name) ? `filename="${name}.${kind}"` : `filename*=UTF-8''${encodeURIComponent(`${name}.${kind}`)}`}`,
    "X-Content-Type-Options": "nosniff",
    ETag: `"${sha256}"`,
  });
  res.send(body);
}

async function bytesOf({ json, sha256, papers }: SealedBytes, kind: SealedKind) {
  if (kind === "json") return { body: Buffer.from(json), sha256 };
  const paper = papers.find((each) => each.kind === kind);
  if (!paper) throw notFound();
  return { body: (await fileById(paper.file)).body, sha256: paper.sha256 };
}
