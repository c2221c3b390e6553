import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { z } from "zod";
import { gazetteer } from "../regions/gazetteer";
import { ApiRouter } from "../shared/api";
import { inSnapshot } from "../shared/db";
import { notFound } from "../shared/errors";
import { query } from "../shared/form";
import type { RegionCode } from "../shared/ids";
import { paging } from "../shared/page";
import { dayOf, now } from "../shared/time";
import type { Viewer } from "../shared/viewer";
import { csvLines } from "./answers/entries-csv";
import { EntryAnswer, entryAnswer } from "./answers/entry-answer";
import { CityTotals, cityTotals, PartnershipTotals, partnershipTotals } from "./answers/totals-answer";
import { BASES, PAIRED } from "./attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES } from "./deed";
import { eachEntry, extentOf } from "./each-entry";
import { entryById, listEntries, type Selection } from "./entries";
import { readTotals } from "./totals/read-totals";
import { monthField, spanFields, spanOf, wholeYears } from "./totals/span";
import { isVisible, OFFICIALS, type Visible, visibleTo } from "./visible";

const word = z.string().min(1).max(80);
const filters = {
  partnership: word.optional(),
  county: word.optional(),
  helper: word.optional(),
  month: monthField.optional(),
  ...spanFields,
  /** "paired": both bases that count for a partnership. */
  basis: z.enum([...BASES, "paired"]).optional(),
  measure: z.enum(MEASURES).optional(),
  category: z.enum(CATEGORIES).optional(),
  buyerKind: z.enum(BUYER_KINDS).optional(),
  taken: z.literal("back").optional(),
  seller: word.optional(),
  product: z.string().min(1).max(200).optional(),
  campaign: word.optional(),
  source: word.optional(),
  order: word.optional(),
};
const Filters = query(filters);
type Filters = z.infer<typeof Filters>;

export const creditsApi = new ApiRouter("credits")
  .on(
    "get",
    "/partnerships/{id}/totals",
    {
      summary: "What a partnership's entries add up to, exact at the moment of asking",
      params: z.object({ id: z.string().max(40) }),
      query: query(spanFields),
      answer: PartnershipTotals,
    },
    async ({ params, query: asked, res }) => {
      const [book, at] = [await gazetteer(), now()];
      const { _id } = book.partnership(params.id);
      const span = spanOf(asked, at);
      const { rows } = await readTotals({ book: _id, ...wholeYears(span) });
      return fresh(res, partnershipTotals(_id, rows, { span, at, gazetteer: book }));
    },
  )
  .on(
    "get",
    "/totals",
    {
      summary: "The city: paired, non-paired and out of scope add up to the whole",
      query: query(spanFields),
      answer: CityTotals,
    },
    async ({ query: asked, res }) => {
      const [book, at] = [await gazetteer(), now()];
      const span = spanOf(asked, at);
      const { rows } = await readTotals(wholeYears(span));
      return fresh(res, cityTotals(rows, { span, at, gazetteer: book }));
    },
  )
  .on(
    "get",
    "/entries",
    {
      summary: "The ledger's entries, newest first, as far as the official's part of it goes",
      roles: OFFICIALS,
      query: query({ ...filters, ...paging }),
      answer: z.object({ items: z.array(EntryAnswer), nextCursor: z.string().nullable() }),
    },
    async ({ query: { limit, cursor, ...asked }, viewer }) => {
      const { visible, selection } = await lookedFor(asked, viewer);
      const { items, nextCursor } = await listEntries(visible, selection, { limit, cursor });
      return { items: items.map(entryAnswer), nextCursor };
    },
  )
  .on(
    "get",
    "/entries.csv",
    { summary: "The same as a file, whole", roles: OFFICIALS, query: Filters },
    async ({ query: asked, viewer, req, res }) => {
      const { visible, selection } = await lookedFor(asked, viewer);
      res
        .type("text/csv; charset=utf-8")
        .set("Cache-Control", "no-store")
        .attachment(`entries-${dayOf(now())}.csv`);
      await pipeline(
        Readable.from(
          csvLines(eachEntry(visible, selection, await inSnapshot(extentOf)), await gazetteer(), req.words),
        ),
        res,
      );
    },
  )
  .on(
    "get",
    "/entries/{id}",
    { summary: "One entry", roles: OFFICIALS, params: z.object({ id: z.string().max(80) }), answer: EntryAnswer },
    async ({ params, viewer }) => {
      const entry = await entryById(params.id);
      if (!entry || !isVisible(entry, visibleTo(viewer, await gazetteer(), dayOf(now())))) throw notFound();
      return entryAnswer(entry);
    },
  );

function fresh<T>(res: Response, answer: T): T {
  res.set("Cache-Control", "no-store");
  return answer;
}

/** The viewer's part of the ledger, narrowed to what was asked for; what is not theirs looks like what is not there. */
async function lookedFor(
  asked: Filters,
  viewer: Viewer | undefined,
): Promise<{ visible: Visible; selection: Selection }> {
  const { partnership, county, month, from = month, to = month, basis, helper, ...rest } = asked;
  const book = await gazetteer();
  const wanted = [partnership, county && (book.partnershipOf(county)?._id ?? "")].filter((each) => each !== undefined);
  const visible = narrowed(visibleTo(viewer, book, dayOf(now())), wanted);
  const bases = basis === "paired" ? PAIRED : basis ? [basis] : BASES;
  const selection = {
    ...rest,
    from,
    to,
    helper: helper as RegionCode | undefined,
    bases: partnership ? bases.filter((each) => PAIRED.includes(each)) : bases,
  };
  return { visible, selection };
}

function narrowed({ books, former }: Visible, wanted: readonly string[]): Visible {
  const keep = (each: string) => wanted.every((id) => id === each);
  return { books: books.filter(keep), former: former && { ...former, books: former.books.filter(keep) } };
}
