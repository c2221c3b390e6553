import { z } from "zod";
import { ApiRouter } from "../shared/api";
import { digits, query } from "../shared/form";
import { fromCursor, page, paging } from "../shared/page";
import { now, yearOf } from "../shared/time";
import type { Words } from "../shared/words";
import { type Gazetteer, gazetteer } from "./gazetteer";
import type { Partnership } from "./partnership";
import { GROUPS, type Region } from "./region";

/** There are 41 regions and 17 partnerships, so unless asked otherwise a list of them is whole. */
const List = query({ ...paging, limit: digits(1, 100).default(100) });
type Paging = z.infer<typeof List>;

const RegionAnswer = z.object({
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  group: z.enum(GROUPS),
  receiving: z.boolean(),
  helper: z.boolean(),
});
const HelperAnswer = z.object({
  code: z.string(),
  name: z.string(),
  status: z.enum(["confirmed", "unconfirmed"]),
  from: z.string(),
  to: z.string().nullable(),
});
const PartnershipAnswer = z.object({
  id: z.string(),
  county: z.object({ code: z.string(), name: z.string() }),
  helpers: z.array(HelperAnswer),
  agreement: z.object({ year: z.int(), targetFen: z.int() }).nullable(),
});
const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const regionsApi = new ApiRouter("regions")
  .on(
    "get",
    "/regions",
    {
      summary: "The 38 districts and counties and the three functional zones",
      query: List,
      answer: listOf(RegionAnswer),
    },
    async ({ query: asked, req }) => cut((await gazetteer()).regions, asked, (each) => regionAnswer(each, req.words)),
  )
  .on(
    "get",
    "/partnerships",
    { summary: "One partnership per receiving county", query: List, answer: listOf(PartnershipAnswer) },
    async ({ query: asked, req }) => {
      const book = await gazetteer();
      return cut(book.partnerships, asked, (each) => partnershipAnswer(each, book, req.words));
    },
  )
  .on(
    "get",
    "/partnerships/{id}",
    {
      summary: "Its county, its helpers since when and how sure, this year's agreement",
      params: z.object({ id: z.string().max(40) }),
      answer: PartnershipAnswer,
    },
    async ({ params, req }) => {
      const book = await gazetteer();
      return partnershipAnswer(book.partnership(params.id), book, req.words);
    },
  );

/** One page of what is in memory anyway. */
function cut<T extends { _id: string }, A>(all: readonly T[], { limit, cursor }: Paging, answer: (one: T) => A) {
  const [after] = fromCursor(cursor, 1) ?? [];
  const rest = all.slice(after === undefined ? 0 : all.findIndex((one) => one._id === after) + 1);
  const { items, nextCursor } = page(rest, limit, (one) => [one._id]);
  return { items: items.map(answer), nextCursor };
}

const named = ({ _id, name, nameEn }: Region, words: Words) => ({ code: _id, name: words.pick(name, nameEn) });

const regionAnswer = (region: Region, words: Words): z.infer<typeof RegionAnswer> => ({
  ...named(region, words),
  shortName: words.pick(region.shortName, region.nameEn),
  group: region.group,
  receiving: region.receiving,
  helper: region.helper,
});

function partnershipAnswer(
  { _id, county, helpers }: Partnership,
  book: Gazetteer,
  words: Words,
): z.infer<typeof PartnershipAnswer> {
  const agreement = book.agreement(_id, yearOf(now()));
  return {
    id: _id,
    county: named(book.region(county), words),
    helpers: helpers.map(({ region, status, from, to }) => ({
      ...named(book.region(region), words),
      status,
      from,
      to,
    })),
    agreement: agreement ? { year: agreement.year, targetFen: agreement.targetFen } : null,
  };
}
