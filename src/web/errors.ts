import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { type FieldError, Refusal, type RefusalCode } from "../shared/errors";
import { log } from "../shared/log";

/** Anything that no door answered. */
export const nothingHere: RequestHandler = (req) => {
  throw new Refusal(
    req.method === "GET" || req.method === "HEAD" || req.method === "POST" ? "NOT_FOUND" : "METHOD_NOT_ALLOWED",
  );
};

/** The one place where a refusal becomes words: problem+json (RFC 9457) for programs, a page for people. */
export const answerError: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const refusal = asRefusal(error);
  if (refusal.status >= 500) note(refusal, error, req);
  if (res.headersSent) return next(error);
  res.status(refusal.status);
  res.set("Cache-Control", "no-store");
  if (refusal.retryAfterSeconds !== undefined) res.set("Retry-After", String(refusal.retryAfterSeconds));
  if (wantsJson(req)) answerProblem(refusal, req, res);
  else answerPage(refusal, req, res);
};

/** Answers since the program began that asked people to come again, by code: one line says whether it is one or a crowd. */
const away = new Map<RefusalCode, number>();

/** What is busy or cannot be reached for a moment is expected and has nothing to be read in a stack; all else is our fault. */
function note({ code, status }: Refusal, error: unknown, { id: requestId, path }: Request): void {
  const cause = error instanceof Refusal ? (error.cause ?? error) : error;
  if (status !== 503) {
    log.error({ err: cause, requestId, path }, "request failed");
    return;
  }
  const count = (away.get(code) ?? 0) + 1;
  away.set(code, count);
  const why = cause instanceof Refusal ? {} : { why: String((cause as Error | null)?.name ?? typeof cause) };
  log.warn({ code, count, ...why, requestId, path }, "come again");
}

const wantsJson = (req: Request): boolean => req.path.startsWith("/api/") || req.accepts(["html", "json"]) === "json";

function answerProblem(refusal: Refusal, req: Request, res: Response): void {
  res.type("application/problem+json").send(
    JSON.stringify({
      type: `/errors#${refusal.code}`,
      title: req.words.t(`errors:${refusal.code}.title`, refusal.params),
      status: refusal.status,
      code: refusal.code,
      detail: req.words.t(`errors:${refusal.code}.detail`, refusal.params),
      requestId: req.id,
      ...(refusal.fields.length > 0
        ? {
            errors: refusal.fields.map((field) => ({
              field: field.field,
              code: field.code,
              message: wordsFor(field, req),
            })),
          }
        : {}),
    }),
  );
}

function answerPage(refusal: Refusal, req: Request, res: Response): void {
  // A token that opens nothing would be refused at the sign-in page too, round and round.
  if (refusal.code === "SIGN_IN_FIRST" && req.method === "GET" && req.headers.authorization === undefined) {
    res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`);
    return;
  }
  res.render("web/error", {
    title: req.words.t(`errors:${refusal.code}.title`, refusal.params),
    detail: req.words.t(`errors:${refusal.code}.detail`, refusal.params),
    fields: refusal.fields.map((field) => ({ field: field.field, message: wordsFor(field, req) })),
    status: refusal.status,
    signIn: refusal.status === 401,
    requestId: req.id,
  });
}

const wordsFor = (field: FieldError, req: Request): string =>
  req.words.t(`fields:${field.code}`, { field: field.field, ...field.params });

/** What body parsers, the router and the database throw, in our own terms; the rest is our own fault. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { type, name, status } = (error ?? {}) as { type?: string; name?: string; status?: number };
  const code =
    CODE_OF_TYPE[type ?? ""] ??
    (error instanceof URIError || (status !== undefined && status >= 400 && status < 500)
      ? "UNREADABLE"
      : isDatabaseAway(name)
        ? "BUSY"
        : "INTERNAL");
  return new Refusal(code, { cause: error, ...(code === "BUSY" ? { retryAfterSeconds: 2 } : {}) });
}

const CODE_OF_TYPE: Record<string, RefusalCode> = {
  "entity.parse.failed": "UNREADABLE",
  "entity.verify.failed": "UNREADABLE",
  "request.aborted": "UNREADABLE",
  "request.size.invalid": "UNREADABLE",
  "parameters.too.many": "TOO_LARGE",
  "querystring.parse.rangeError": "UNREADABLE",
  "entity.too.large": "TOO_LARGE",
  "charset.unsupported": "WRONG_MEDIA_TYPE",
  "encoding.unsupported": "WRONG_MEDIA_TYPE",
};

const isDatabaseAway = (name: string | undefined): boolean =>
  name !== undefined &&
  /^Mongo(Network|ServerSelection|PoolCleared|NotConnected|Topology|WriteConcern|OperationTimeout|WaitQueueTimeout)/.test(
    name,
  );
