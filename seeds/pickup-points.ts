import { type PickupPointId, PickupPointModel } from "../src/sellers/pickup/pickup-point";
import { SellerModel } from "../src/sellers/seller";
import type { RegionCode, SellerId } from "../src/shared/ids";
import { now } from "../src/shared/time";

/** Stands in the city where some of the demonstration's shops hand over; all made up, and named as such. */
const POINTS = [
  {
    slug: "feiling",
    name: "观音桥社区自提点（演示）",
    region: "500105",
    address: "观音桥街道演示路 1 号便民服务站",
    hours: "周二、周六 9:00–18:00",
  },
  {
    slug: "feiling",
    name: "涂市镇合作社门口（演示）",
    region: "500242",
    address: "涂市镇演示村 1 组",
    hours: "每天 8:00–17:00",
  },
] as const;

/** Safe to run twice: each point has an id of its own. */
export async function seedPickupPoints(): Promise<void> {
  for (const [index, { slug, name, region, address, hours }] of POINTS.entries()) {
    const seller = (await SellerModel.findOne({ slug, demo: true }, { _id: 1 }).lean()) as { _id: SellerId } | null;
    if (!seller) continue;
    const point = { seller: seller._id, name, region: region as RegionCode, address, hours, open: true, demo: true };
    await PickupPointModel.updateOne(
      { _id: `pup_demo${index + 1}` as PickupPointId },
      { $setOnInsert: { ...point, createdAt: now() } },
      { upsert: true },
    );
  }
}
