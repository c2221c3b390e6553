import { z } from "zod";
import { ApiRouter } from "../../shared/api";
import type { SellerId } from "../../shared/ids";
import { offeredPoints } from "./pickup-point";

const PointAnswer = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  address: z.string(),
  hours: z.string(),
});

/** Where a shop's goods can be collected: the ids that `pickups` of a checkout names. */
export const pickupApi = new ApiRouter("sellers").on(
  "get",
  "/pickup-points",
  {
    summary: "A shop's open pickup points",
    query: z.strictObject({ seller: z.string().max(60) }),
    answer: z.object({ items: z.array(PointAnswer), nextCursor: z.null() }),
  },
  async ({ query }) => {
    const seller = query.seller as SellerId;
    const points = (await offeredPoints([seller])).get(seller) ?? [];
    const items = points.map(({ _id, name, region, address, hours }) => ({ id: _id, name, region, address, hours }));
    return { items, nextCursor: null };
  },
);
