import { z } from "zod";
import type { Gazetteer } from "../regions/gazetteer";
import { gazetteer } from "../regions/gazetteer";
import { ApiRouter } from "../shared/api";
import { now } from "../shared/time";
import type { Words } from "../shared/words";
import { ProductDetail, ProductSummary, productAnswer, summaryOf } from "./product-answer";
import { type Facets, facetsFor } from "./search/facets";
import { ApiQuery, choose } from "./search/filters";
import { search } from "./search/search";
import { productShown } from "./shown";

const count = z.object({ code: z.string(), name: z.string(), count: z.int() });
const FacetsAnswer = z.object({
  total: z.int(),
  county: z.array(count),
  group: z.array(count),
  category: z.array(count),
  certification: z.array(count),
});

export const catalogueApi = new ApiRouter("catalogue")
  .on(
    "get",
    "/products",
    {
      summary: "Goods on sale, filtered, searched and sorted; with facets=1 the counts beside each filter",
      query: ApiQuery,
      answer: z.object({
        items: z.array(ProductSummary),
        nextCursor: z.string().nullable(),
        facets: FacetsAnswer.optional(),
      }),
    },
    async ({ query: { limit, cursor, facets, ...asked }, req }) => {
      const [book, at] = [await gazetteer(), now()];
      const choices = choose(asked, book);
      const found = await search(choices, { limit, cursor }, book, at);
      const items = found.items.map((product) => summaryOf(product, book, req.words));
      const counts = facets ? { facets: facetsAnswer(await facetsFor(choices, book, at), book, req.words) } : {};
      return { items, nextCursor: found.nextCursor, ...counts };
    },
  )
  .on(
    "get",
    "/products/{slug}",
    { summary: "One product with its variants", params: z.object({ slug: z.string().max(80) }), answer: ProductDetail },
    async ({ params, req }) => {
      const book = await gazetteer();
      return productAnswer(await productShown(params.slug), book, req.words);
    },
  );

function facetsAnswer(
  { total, county, group, category, certification }: Facets,
  book: Gazetteer,
  words: Words,
): z.infer<typeof FacetsAnswer> {
  const called = (keys: string, counted: Facets["group"]) =>
    counted.map(({ value, count }) => ({ code: value, name: words.t(`common:${keys}.${value}`), count }));
  const counties = county.map(({ value, count }) => {
    const region = book.region(value);
    return { code: value, name: words.pick(region.name, region.nameEn), count };
  });
  return {
    total,
    county: counties,
    group: called("group", group),
    category: called("category", category),
    certification: called("certification", certification),
  };
}
