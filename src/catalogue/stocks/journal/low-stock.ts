import { tell } from "../../../accounts/notices/tell";
import { sellerById } from "../../../sellers/seller";
import type { Sku } from "../../../shared/ids";
import { type Product, ProductModel } from "../../product";
import { LOW_AT, lowAtOf, type Stock, StockModel } from "../../stock";

/** A stock with notes that are not in the journal yet. */
export type Written = Stock & Required<Pick<Stock, "unwritten" | "written" | "seller">>;

/**
 * What a stock's notes mean for its low mark, decided when they are written down: it comes on when the pieces on hand fall to
 * the threshold, and the shop is told then, once; it goes off when there are more again. A new variant that opens low was
 * never above, and nobody is told.
 */
export async function noteLow(stock: Written, at: Date): Promise<void> {
  const onHand = stock.unwritten.reduce((sum, move) => sum + move.change, stock.written.onHand);
  const isLow = onHand <= lowAtOf(stock);
  const wasLow = stock.low ?? opensLow(stock);
  if (isLow === wasLow && stock.low !== undefined) return;
  if (!isLow || wasLow) return void (await StockModel.updateOne({ _id: stock._id }, { $set: { low: isLow } }));
  // Told before it is noted: done a second time, both find that they were done.
  await tellShop(stock, onHand, at);
  await StockModel.updateOne({ _id: stock._id }, { $set: { low: true } });
}

const opensLow = (stock: Written): boolean =>
  stock.written.lines === 0 && (stock.unwritten[0]?.change ?? 0) <= lowAtOf(stock);

async function tellShop({ _id: sku, seller, product, written }: Written, onHand: number, at: Date): Promise<void> {
  const shop = await sellerById(seller);
  const goods = (await ProductModel.findById(product, { name: 1, variants: 1 }).lean()) as Pick<
    Product,
    "name" | "variants"
  > | null;
  if (!shop || !goods) return;
  const variant = goods.variants.find((each) => each.sku === sku);
  await tell(
    {
      key: `low:${sku}:${written.lines}`,
      to: { organisation: shop.organisation, duty: "goods" },
      kind: onHand === 0 ? "stock_gone" : "stock_low",
      params: { goods: [goods.name, variant?.name].filter(Boolean).join(" "), left: onHand },
      href: `/shelf/stock/${encodeURIComponent(sku)}`,
    },
    at,
  );
}

/** From how few pieces on a shop wants to hear of a SKU; whether it is low now is only noted, for whoever sets it can see it. */
export async function setLowAt(sku: Sku, lowAt: number = LOW_AT): Promise<void> {
  await StockModel.updateOne(
    { _id: sku },
    [{ $set: { lowAt, low: { $lte: [{ $add: ["$available", "$held"] }, lowAt] } } }],
    { updatePipeline: true },
  );
}
