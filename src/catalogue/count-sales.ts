import type { ProductId } from "../shared/ids";
import { type Product, ProductModel } from "./product";
import { StockModel } from "./stocks/stock";

type Shown = Pick<Product, "_id" | "sales" | "soldOut">;

/**
 * Brings the figures lists are sorted by in step with the stocks, which alone are exact. Done by the chores rather than at
 * each sale: `sales` stands in the key of every search word of a product. Returns how many products had moved.
 */
export async function countSales(): Promise<number> {
  const counted = await StockModel.aggregate<{ _id: ProductId; sold: number; available: number }>([
    { $group: { _id: "$product", sold: { $sum: "$sold" }, available: { $sum: "$available" } } },
  ]);
  const shown = new Map(
    ((await ProductModel.find({}, { sales: 1, soldOut: 1 }).lean()) as Shown[]).map((product) => [
      product._id,
      product,
    ]),
  );
  const moved = counted.filter(({ _id, sold, available }) => {
    const product = shown.get(_id);
    return product && (product.sales !== sold || product.soldOut !== (available === 0));
  });
  for (const { _id, sold, available } of moved)
    await ProductModel.updateOne({ _id }, { $set: { sales: sold, soldOut: available === 0 } });
  return moved.length;
}
