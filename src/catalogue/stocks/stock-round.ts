import type { ProductId, SellerId } from "../../shared/ids";
import { type Product, ProductModel } from "../product";
import { carryOutAbandoned } from "./counting/change-on-hand";
import { carryOutWaitingImports } from "./imports/carry-out-import";
import { writeJournal } from "./journal/write-journal";
import { StockModel } from "./stock";

/** A large import is written down within some rounds. */
const BATCHES = 5;

/** The chores' round of the stocks: finish what was cut off, write down what moved, tell the shops that run low. */
export async function tendStocks(at: Date): Promise<void> {
  await carryOutAbandoned(at);
  await carryOutWaitingImports(at);
  for (let batch = 0; batch < BATCHES; batch++) if ((await writeJournal(null, at)) === 0) return;
}

/** Stocks from before they knew their shop learn it; done at every start, and then nothing. */
export async function nameShopsOfStocks(): Promise<void> {
  const products = (await StockModel.distinct("product", { seller: null as unknown as SellerId })) as ProductId[];
  const goods = (await ProductModel.find({ _id: { $in: products } }, { seller: 1 }).lean()) as Pick<
    Product,
    "_id" | "seller"
  >[];
  for (const seller of new Set(goods.map((each) => each.seller))) {
    const own = goods.filter((each) => each.seller === seller).map(({ _id }) => _id);
    await StockModel.updateMany({ product: { $in: own }, seller: null as unknown as SellerId }, { $set: { seller } });
  }
}
