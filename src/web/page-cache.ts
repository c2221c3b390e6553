import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, RequestHandler, Response } from "express";
import { cookieOf } from "../shared/cookies";

/**
 * Market pages look the same to every visitor without a session, a cart or a chosen district, so they are rendered (and
 * compressed) once and kept for a moment. Pages of the ledger are never kept: their figures are exact at every request.
 */
const LIFETIME_MS = 3000;
const MAX_PAGES = 500;
const KEPT_PATHS = /^\/(?:$|products(?:\/|$)|counties(?:\/|$)|sellers\/)/;

interface KeptPage {
  until: number;
  html: Buffer;
  packed: Map<string, Promise<Buffer>>;
}

const packers: Record<string, (html: Buffer) => Promise<Buffer>> = {
  br: (html) => promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (html) => promisify(gzip)(html),
};

export function keepPages(visitorCookies: readonly string[]): RequestHandler {
  const kept = new Map<string, KeptPage>();
  return async (req, res, next) => {
    if (req.method !== "GET" || !KEPT_PATHS.test(req.path) || isSomebody(req, visitorCookies)) return next();
    const key = `${req.words.language} ${req.originalUrl}`;
    const page = kept.get(key);
    if (page && page.until > performance.now()) return answer(page, req, res);
    keepWhatIsSent(
      res,
      (html) => {
        kept.delete(key);
        if (kept.size >= MAX_PAGES) kept.delete(kept.keys().next().value as string);
        const fresh = {
          until: performance.now() + LIFETIME_MS,
          html: Buffer.from(html),
          packed: new Map<string, Promise<Buffer>>(),
        };
        kept.set(key, fresh);
        return fresh;
      },
      req,
    );
    next();
  };
}

/** A page drawn for somebody carries their name, and is nobody else's; a bearer token names them as well as a cookie does. */
const isSomebody = (req: Request, visitorCookies: readonly string[]): boolean =>
  req.headers.authorization !== undefined || visitorCookies.some((name) => cookieOf(req, name) !== undefined);

/** The first visitor's page is kept on its way out. */
function keepWhatIsSent(res: Response, keep: (html: string) => KeptPage, req: Request): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    if (res.statusCode !== 200 || typeof body !== "string" || res.getHeader("Set-Cookie")) return send(body);
    res.send = send;
    void answer(keep(body), req, res);
    return res;
  };
}

async function answer(page: KeptPage, req: Request, res: Response): Promise<void> {
  res.setHeader("Content-Type", "text/html; charset=utf-8");
  res.setHeader("Cache-Control", "private, no-cache");
  res.setHeader("Vary", "Accept-Encoding, Accept-Language, Cookie");
  const encoding = req.headers["accept-encoding"] ? req.acceptsEncodings("br", "gzip", "identity") : "identity";
  const pack = encoding ? packers[encoding] : undefined;
  if (!encoding || !pack) return void res.end(page.html);
  const packed = page.packed.get(encoding) ?? pack(page.html);
  page.packed.set(encoding, packed);
  res.setHeader("Content-Encoding", encoding);
  res.end(await packed);
}
