import { whenRenamed } from "../sellers/settings/change-shop";
import { derived, type Product, ProductModel } from "./product";

let carried = false;

/** Goods carry their producer's name, for lists and for search: a new name is written to them with the shop's own. Told once per process. */
export function carryShopNames(): void {
  if (carried) return;
  carried = true;
  whenRenamed.push(async ({ _id, name, nameEn }) => {
    const goods = (await ProductModel.find({ seller: _id }).lean()) as Product[];
    for (const product of goods) {
      const named = { ...product, sellerName: name, sellerNameEn: nameEn };
      const { tokens } = await derived(named);
      await ProductModel.updateOne({ _id: product._id }, { $set: { sellerName: name, sellerNameEn: nameEn, tokens } });
    }
  });
}
