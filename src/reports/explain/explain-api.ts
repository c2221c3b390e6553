import { z } from "zod";
import { OFFICIALS } from "../../credits/visible";
import { gazetteer } from "../../regions/gazetteer";
import { ApiRouter } from "../../shared/api";
import { notFound } from "../../shared/errors";
import { query } from "../../shared/form";
import { now } from "../../shared/time";
import { viewerOf } from "../../shared/viewer";
import { caseFor } from "./case";
import { explainView } from "./explain-view";
import { orderNumber } from "./order-number";

const Line = z.object({
  line: z.string(),
  product: z.string(),
  county: z.string(),
  basis: z.string().nullable(),
  helper: z.string().nullable(),
  paidFen: z.int(),
  counts: z.enum(["counted", "not_yet", "not_counted"]),
  verdict: z.string(),
  todo: z.array(z.string()),
  steps: z.array(z.object({ step: z.string(), code: z.string(), text: z.string() })),
  differs: z.boolean(),
  entries: z.array(z.object({ id: z.string(), measure: z.string(), source: z.string(), amountFen: z.int() })),
});
const Explanation = z.object({
  number: z.string(),
  state: z.string(),
  placedAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  lines: z.array(Line),
});

export const explainApi = new ApiRouter("credits").on(
  "get",
  "/explanations",
  {
    summary: "Why an order's sale counts for the asking official's side, or why not",
    roles: OFFICIALS,
    query: query({ order: z.string().min(1).max(40) }),
    answer: Explanation,
  },
  async ({ query: asked, req, res }) => {
    const [viewer, book, number] = [viewerOf(req), await gazetteer(), orderNumber(asked.order)];
    const found = number ? await caseFor(viewer, number, book, now()) : null;
    if (!found) throw notFound();
    res.set("Cache-Control", "no-store");
    const { lines, ...order } = explainView(found, { viewer, gazetteer: book, words: req.words });
    return { ...answerOf(order), lines: lines.map(lineAnswer) };
  },
);

type View = ReturnType<typeof explainView>;

const answerOf = ({ number, state, placedAt, paidAt }: Omit<View, "lines">) => ({
  number,
  state,
  placedAt: placedAt.toISOString(),
  paidAt: paidAt?.toISOString() ?? null,
});

const lineAnswer = ({ steps, entries, ...line }: View["lines"][number]): z.infer<typeof Line> => ({
  line: line.line,
  product: line.product,
  county: line.county,
  basis: line.basis,
  helper: line.helper,
  paidFen: line.paidFen,
  counts: line.counts,
  verdict: line.verdict,
  todo: line.todo,
  steps: steps.map(({ step, code, text }) => ({ step, code, text })),
  differs: line.differs,
  entries: entries.map(({ id, measure, source, amountFen }) => ({ id, measure, source, amountFen })),
});
