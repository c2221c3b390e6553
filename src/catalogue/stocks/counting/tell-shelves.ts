import type { ProductId } from "../../../shared/ids";
import { ProductModel } from "../../product";
import { StockModel } from "../stock";

/**
 * Writes on many products at once whether anything is left of them, for lists. A buyer who takes the last piece in the same
 * moment is caught up with by the chores (count-sales.ts).
 */
export async function tellShelves(products: readonly ProductId[]): Promise<void> {
  if (products.length === 0) return;
  const left = await StockModel.aggregate<{ _id: ProductId; available: number }>([
    { $match: { product: { $in: products } } },
    { $group: { _id: "$product", available: { $sum: "$available" } } },
  ]);
  for (const soldOut of [true, false]) {
    const some = left.filter(({ available }) => (available === 0) === soldOut).map(({ _id }) => _id);
    if (some.length > 0)
      await ProductModel.updateMany({ _id: { $in: some }, soldOut: !soldOut }, { $set: { soldOut } });
  }
}
