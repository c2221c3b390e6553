import { z } from "zod";
import { shopOf } from "../../../sellers/shop-of";
import { ApiRouter } from "../../../shared/api";
import { query } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { confirmImport } from "./confirm-import";
import { IMPORT_KINDS, IMPORT_STATES, importOf } from "./import-record";
import { type Preview, previewOf, problemOf } from "./preview";
import { MOST_BYTES, startImport } from "./start-import";

const roles = ["seller"] as const;
const ById = z.object({ id: z.string().max(60) });
/** Changes told in an answer; the counts are of all. */
const TOLD = 100;

const Pair = z.object({ before: z.number(), after: z.number() }).nullable();
const ImportAnswer = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(IMPORT_STATES),
  file: z.string(),
  expiresAt: z.iso.datetime(),
  mayConfirm: z.boolean(),
  counts: z.object({
    lines: z.number(),
    numbers: z.number(),
    prices: z.number(),
    products: z.number(),
    unchanged: z.number(),
    wrong: z.number(),
  }),
  ignored: z.array(z.string()),
  errors: z.array(z.object({ line: z.number(), field: z.string(), code: z.string(), message: z.string() })),
  changes: z.array(z.object({ line: z.number(), sku: z.string(), onHand: Pair, priceFen: Pair })),
});

/** Files of stock, prices and new goods, for programs: look first (every wrong line is named), then confirm. */
export const importApi = new ApiRouter("stock")
  .on(
    "post",
    "/shelf/imports",
    {
      summary: "Look at a file (multipart/form-data, field file: CSV or XLSX of at most 10 MB); nothing is written",
      roles,
      query: query({ kind: z.enum(IMPORT_KINDS).default("stock") }),
      answer: ImportAnswer,
      status: 201,
    },
    async ({ query: { kind }, req }) => {
      const by = viewerOf(req);
      const [shop, at] = [await shopOf(by, "goods"), now()];
      const started = await startImport({ shop, kind, file: filesOf(req)[0], by }, at);
      return importAnswer(await previewOf(started, at), req.words);
    },
  )
  .on(
    "get",
    "/shelf/imports/{id}",
    { summary: "An import as of now", roles, params: ById, answer: ImportAnswer },
    async ({ params, req }) => {
      const shop = await shopOf(viewerOf(req), "goods");
      return importAnswer(await previewOf(await importOf(shop._id, params.id), now()), req.words);
    },
  )
  .on(
    "post",
    "/shelf/imports/{id}/confirmation",
    { summary: "Write all of it, or nothing", roles, params: ById, answer: ImportAnswer },
    async ({ params, req }) => {
      const by = viewerOf(req);
      const at = now();
      const done = await confirmImport(await shopOf(by, "goods"), params.id, by, at);
      return importAnswer(await previewOf(done, at), req.words);
    },
  );

takesFiles("/api/v1/shelf/imports", { field: "file", maxFiles: 1, maxBytes: MOST_BYTES });

const importAnswer = (
  { found, counts, errors, changes, mayConfirm }: Preview,
  words: Words,
): z.infer<typeof ImportAnswer> => ({
  ...{ id: found._id, kind: found.kind, state: found.state, file: found.name, mayConfirm, counts },
  expiresAt: found.expiresAt.toISOString(),
  ignored: found.ignored,
  errors: errors.map((error) => ({
    ...{ line: error.line, field: error.field, code: error.code },
    message: problemOf(error, words),
  })),
  changes: changes
    .slice(0, TOLD)
    .map(({ line, sku, pieces, price }) => ({ line, sku, onHand: pieces, priceFen: price })),
});
