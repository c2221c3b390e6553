import { z } from "zod";
import { organisationOf } from "../accounts/organisation";
import { gazetteer } from "../regions/gazetteer";
import { ApiRouter } from "../shared/api";
import type { Words } from "../shared/words";
import { SELLER_KINDS } from "./record/kinds";
import { isInvented, openSeller, type Seller } from "./seller";

const SellerAnswer = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  kind: z.enum(SELLER_KINDS),
  county: z.object({ code: z.string(), name: z.string() }),
  place: z.string(),
  story: z.string(),
  registered: z.boolean(),
  invented: z.boolean(),
  source: z.string().nullable(),
  openedAt: z.iso.datetime().nullable(),
});

async function sellerAnswer(seller: Seller, words: Words): Promise<z.infer<typeof SellerAnswer>> {
  const county = (await gazetteer()).region(seller.county);
  const organisation = await organisationOf(seller.organisation);
  return {
    id: seller._id,
    slug: seller.slug,
    name: words.pick(seller.name, seller.nameEn),
    kind: seller.kind,
    county: { code: county._id, name: words.pick(county.name, county.nameEn) },
    place: seller.place,
    story: words.pick(seller.story, seller.storyEn),
    registered: organisation?.registrationNumber != null,
    invented: isInvented(seller),
    source: seller.source,
    openedAt: seller.openedAt?.toISOString() ?? null,
  };
}

export const sellersApi = new ApiRouter("sellers").on(
  "get",
  "/sellers/{slug}",
  { summary: "An open shop", params: z.object({ slug: z.string().max(80) }), answer: SellerAnswer },
  async ({ params, req }) => sellerAnswer(await openSeller(params.slug), req.words),
);
