import { tell } from "../../../accounts/notices/tell";
import { sellerById } from "../../../sellers/seller";
import type { Sku } from "../../../shared/ids";
import { type Product, ProductModel } from "../../product";
import { LOW_AT, lowAtOf, type Stock, StockModel } from "../stock";

/** A stock with notes that are not in the journal yet. */
export type Written = Stock & Required<Pick<Stock, "unwritten" | "written" | "seller">>;

/**
 * What stocks' notes mean for their low mark, decided when they are written down: it comes on when the pieces on hand fall to
 * the threshold, and the shop is told then, once; it goes off when there are more again. A new variant that opens low was
 * never above, and nobody is told.
 */
export async function noteLow(stocks: readonly Written[], at: Date): Promise<void> {
  for (const low of [true, false]) {
    const turned = stocks.filter((stock) => isLow(stock) === low && stock.low !== low);
    // Told before it is noted: done a second time, both find that they were done.
    if (low) for (const stock of turned) if (!(stock.low ?? opensLow(stock))) await tellShop(stock, at);
    if (turned.length > 0)
      await StockModel.updateMany({ _id: { $in: turned.map(({ _id }) => _id) } }, { $set: { low } });
  }
}

const onHandAfter = ({ unwritten, written }: Written): number =>
  unwritten.reduce((sum, move) => sum + move.change, written.onHand);

const isLow = (stock: Written): boolean => onHandAfter(stock) <= lowAtOf(stock);

const opensLow = (stock: Written): boolean =>
  stock.written.lines === 0 && (stock.unwritten[0]?.change ?? 0) <= lowAtOf(stock);

async function tellShop(stock: Written, at: Date): Promise<void> {
  const { _id: sku, seller, product, written } = stock;
  const onHand = onHandAfter(stock);
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
