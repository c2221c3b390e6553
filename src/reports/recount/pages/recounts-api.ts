import { z } from "zod";
import { OFFICIALS } from "../../../credits/visible";
import type { Till } from "../../../payments/checkout/open-payment";
import { gazetteer } from "../../../regions/gazetteer";
import { ApiRouter } from "../../../shared/api";
import { Refusal } from "../../../shared/errors";
import { query } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { now } from "../../../shared/time";
import { mustBe } from "../../../shared/viewer";
import { CODES, type Code, PARTS } from "../found";
import { listDifferences } from "../record/differences";
import type { KeptDifference, Recount } from "../record/recount-record";
import { noticeCutOff, startRecount } from "../record/start";
import { booksFor, recountFor } from "./whose";

const instant = z.iso.datetime();
const value = z.union([z.string(), z.number()]).nullable();

const RecountAnswer = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "interrupted", "failed"]),
  /** Null: everything. */
  partnershipIds: z.array(z.string()).nullable(),
  part: z.enum(PARTS),
  counted: z.record(z.string(), z.int()),
  differences: z.int(),
  byCode: z.record(z.string(), z.int()),
  notCompared: z.array(z.object({ part: z.enum(PARTS), why: z.string() })),
  startedAt: instant,
  endedAt: instant.nullable(),
});

const DifferenceAnswer = z.object({
  code: z.enum(Object.keys(CODES) as [Code, ...Code[]]),
  part: z.enum(PARTS),
  partnershipId: z.string().nullable(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  where: z.string(),
  unit: z.enum(["fen", "count", "text", "instant"]),
  kept: value,
  should: value,
});

const answerOf = (recount: Recount): z.infer<typeof RecountAnswer> => ({
  id: recount._id,
  state: recount.state,
  partnershipIds: recount.books,
  part: recount.part,
  counted: recount.counted,
  differences: recount.differences,
  byCode: recount.byCode as Record<string, number>,
  notCompared: recount.leftOut,
  startedAt: recount.startedAt.toISOString(),
  endedAt: recount.endedAt?.toISOString() ?? null,
});

const differenceOf = ({ code, book, subject, where, unit, kept, should }: KeptDifference) => ({
  ...{ code, part: CODES[code], partnershipId: book, subject, where, unit, kept, should },
});

/** Recounts for programs: begin one, look how far it has come, read what it named. */
export const recountsApi = ({ provider }: Till): ApiRouter =>
  new ApiRouter("recounts")
    .on(
      "post",
      "/recounts",
      {
        summary:
          "Recount the ledger: everything for the city, the own books for other officials; answers the one that runs",
        roles: OFFICIALS,
        status: 202,
        answer: RecountAnswer,
      },
      async ({ viewer, res }) => {
        const by = mustBe(viewer, OFFICIALS);
        const [at, book] = [now(), await gazetteer()];
        const { recount } = await startRecount({ how: "asked", by, books: booksFor(by, book, at), provider }, at);
        res.set("Location", `/api/v1/recounts/${recount._id}`);
        // One that is not the asker's to see is over in some minutes.
        return answerOf(
          await recountFor(by, recount._id, { book, at }).catch(() => {
            throw new Refusal("BUSY", { retryAfterSeconds: 60 });
          }),
        );
      },
    )
    .on(
      "get",
      "/recounts/{id}",
      {
        summary: "How far a recount has come, and the differences it named",
        roles: OFFICIALS,
        params: z.object({ id: z.string().max(60) }),
        query: query(paging),
        answer: RecountAnswer.extend({ items: z.array(DifferenceAnswer), nextCursor: z.string().nullable() }),
      },
      async ({ params, query: { limit, cursor }, viewer, res }) => {
        await noticeCutOff();
        const recount = await recountFor(mustBe(viewer, OFFICIALS), params.id, { book: await gazetteer(), at: now() });
        const { items, nextCursor } = await listDifferences(recount._id, { books: null, limit, cursor });
        res.set("Cache-Control", "no-store");
        return { ...answerOf(recount), items: items.map(differenceOf), nextCursor };
      },
    );
