import { z } from "zod";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { ApiRouter } from "../../../shared/api";
import { notFound } from "../../../shared/errors";
import { now } from "../../../shared/time";
import { mustBe } from "../../../shared/viewer";
import { cancelExport, startExport } from "../jobs/ask";
import { EXPORT_STATES, type ExportJob, exportsOf, ownExport, PROBLEMS } from "../jobs/job";
import { FORMATS } from "../kinds/kind";
import { KIND_NAMES } from "../kinds/kinds";
import { giveKept } from "./give";
import { readParams } from "./read-ask";

const ExportAnswer = z.object({
  id: z.string(),
  kind: z.enum(KIND_NAMES),
  format: z.enum(FORMATS),
  params: z.record(z.string(), z.string()),
  title: z.string(),
  state: z.enum(EXPORT_STATES),
  rowsDone: z.int(),
  rowsTotal: z.int(),
  problem: z.enum(PROBLEMS).nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  askedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  keptUntil: z.iso.datetime(),
});

const answerOf = (job: ExportJob): z.infer<typeof ExportAnswer> => ({
  id: job._id,
  kind: job.kind,
  format: job.format,
  params: job.params,
  title: job.title,
  state: job.state,
  rowsDone: job.done,
  rowsTotal: job.total,
  problem: job.problem,
  bytes: job.file?.bytes ?? null,
  sha256: job.file?.sha256 ?? null,
  askedAt: job.askedAt.toISOString(),
  endedAt: job.endedAt?.toISOString() ?? null,
  keptUntil: job.until.toISOString(),
});

const ById = z.object({ id: z.string().regex(/^exp_[0-9a-z]{10,40}$/) });
const Ask = z.strictObject({
  kind: z.enum(KIND_NAMES),
  format: z.enum(FORMATS).default("xlsx"),
  params: z.record(z.string().max(20), z.string().max(200)).default({}),
});

export const exportsApi = new ApiRouter("exports")
  .on(
    "post",
    "/exports",
    {
      summary: "Asks for a file, made in the background",
      roles: OFFICIALS,
      body: Ask,
      answer: ExportAnswer,
      status: 201,
    },
    async ({ body, viewer: asker, req, res }) => {
      const viewer = mustBe(asker, OFFICIALS);
      const params = readParams(body.params, await gazetteer());
      const id = await startExport({ ...body, params, viewer, words: req.words }, now());
      res.location(`/api/v1/exports/${id}`);
      return answerOf((await ownExport(viewer.id, id)) as ExportJob);
    },
  )
  .on(
    "get",
    "/exports",
    {
      summary: "One's own files, the newest first",
      roles: OFFICIALS,
      answer: z.object({ items: z.array(ExportAnswer) }),
    },
    async ({ viewer }) => ({ items: (await exportsOf(mustBe(viewer, OFFICIALS).id)).map(answerOf) }),
  )
  .on(
    "get",
    "/exports/{id}",
    { summary: "How far one is", roles: OFFICIALS, params: ById, answer: ExportAnswer },
    async ({ params, viewer }) => {
      const job = await ownExport(mustBe(viewer, OFFICIALS).id, params.id);
      if (!job) throw notFound();
      return answerOf(job);
    },
  )
  .on(
    "get",
    "/exports/{id}/file",
    { summary: "Its bytes, while one may still read what stands in it", roles: OFFICIALS, params: ById },
    async ({ params, viewer, res }) => giveKept(res, { viewer: mustBe(viewer, OFFICIALS), id: params.id }, now()),
  )
  .on(
    "delete",
    "/exports/{id}",
    { summary: "Stops it, and takes its bytes away", roles: OFFICIALS, params: ById },
    async ({ params, viewer }) => cancelExport({ viewer: mustBe(viewer, OFFICIALS), id: params.id }, now()),
  );
