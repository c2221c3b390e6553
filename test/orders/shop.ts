import { ProductModel } from "../../src/catalogue/product";
import { SellerModel } from "../../src/sellers/seller";
import type { SellerId, Sku } from "../../src/shared/ids";
import type { CheckedOut, Person } from "../support/person";
import type { World } from "../support/world";

export const HONEY = "YY-FENGMI-500G";
export const TICKET = "YY-TAOHUAYUAN-ADULT";

/** Brings the honey and the tickets of the county under one roof with 飞凌's rice, so that one shop sells all three kinds. */
export async function stockFeiling(): Promise<SellerId> {
  const feiling = await SellerModel.findOne({ name: "飞凌农业专业合作社" }).lean();
  const { _id, name, nameEn } = feiling as { _id: SellerId; name: string; nameEn: string };
  await ProductModel.updateMany(
    { "variants.sku": { $in: [HONEY, TICKET] as Sku[] } },
    { $set: { seller: _id, sellerName: name, sellerNameEn: nameEn } },
  );
  return _id;
}

/** Puts everything in the cart, orders and pays; the orders as they were made. */
export async function buys(
  world: World,
  buyer: Person,
  items: Record<string, number>,
  more: object = {},
): Promise<CheckedOut["orders"]> {
  for (const [sku, quantity] of Object.entries(items)) await buyer.puts(sku, quantity).expect(200);
  const ordered = (await buyer.checkout(more).expect(201)).body as CheckedOut;
  await buyer.desk(ordered, "paid").expect(303);
  await world.deliver();
  return ordered.orders;
}

/** The number of the one order. */
export async function bought(...what: Parameters<typeof buys>): Promise<string> {
  const [order] = await buys(...what);
  return order?.number ?? "";
}

export const inChinese = (test: ReturnType<Person["get"]>) => test.set("accept-language", "zh-CN");
