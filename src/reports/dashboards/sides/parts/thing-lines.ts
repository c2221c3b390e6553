import { type Product, ProductModel } from "../../../../catalogue/product";
import type { BreakdownAnswer, BreakdownItem } from "../../../../credits/breakdowns/read-breakdown";
import type { Measure } from "../../../../credits/deed";
import { type Seller, SellerModel } from "../../../../sellers/seller";
import type { Words } from "../../../../shared/words";
import { linkedAmounts } from "../../../links";
import { fileHref, type Ground } from "../side-rows";

type Pair = Pick<BreakdownItem, "paid" | "recognised">;

/** How many lines a list has before one asks for all of them. */
export const FEW = 10;
export const MANY = 500;

const amountsOf = ({ paid, recognised }: Pair) => ({ paidFen: paid.fen, recognisedFen: recognised.fen });

const ratio = (item: Pair, whole: Pair, measure: Measure): number | null =>
  whole[measure].fen > 0 ? item[measure].fen / whole[measure].fen : null;

/** What is under every list of things: the whole with its entries, and what those left off come to. */
export function feet({ book, choice }: Ground, { whole, rest, count }: BreakdownAnswer) {
  return {
    count,
    whole: { ...linkedAmounts(book, amountsOf(whole), choice), quantity: whole.paid.quantity },
    rest: rest.count > 0 ? { count: rest.count, ...amountsOf(rest), quantity: rest.paid.quantity } : null,
  };
}

/** Goods by what they brought in: how many, for how much, and what a piece cost on the average. */
export async function goodsLines(ground: Ground, answer: BreakdownAnswer) {
  const { book, choice, filter, words } = ground;
  const known = await productsOf(answer.items);
  const rows = answer.items.map((item) => {
    const product = known.get(item.id);
    return {
      ...named(item.name, product?.nameEn, words),
      href: product?.state === "approved" ? `/products/${product.slug}` : null,
      seller: product ? named(product.sellerName, product.sellerNameEn, words) : declaredBy(item, words),
      quantity: item.paid.quantity,
      ...linkedAmounts(book, amountsOf(item), { ...choice, product: item.id }),
      eachFen: item.paid.quantity > 0 && item.paid.fen > 0 ? Math.round(item.paid.fen / item.paid.quantity) : null,
      share: ratio(item, answer.whole, filter.measure),
    };
  });
  return { rows, ...feet(ground, answer), fileHref: fileHref(ground, "product") };
}

async function productsOf(items: readonly BreakdownItem[]): Promise<Map<string, Product>> {
  const fields = { name: 1, nameEn: 1, slug: 1, state: 1, sellerName: 1, sellerNameEn: 1 };
  const products = await ProductModel.find({ _id: { $in: idsOf(items) } }, fields).lean();
  return new Map((products as Product[]).map((product) => [product._id as string, product]));
}

// Ids of the ledger are those of the catalogue where the thing was sold here, and strangers to it where it was declared.
const idsOf = (items: readonly BreakdownItem[]): never[] => items.map(({ id }) => id as never);

const declaredBy = ({ id }: BreakdownItem, words: Words) =>
  id.startsWith("declared:") ? { name: words.t("dashboards:side.declared"), chinese: false } : null;

/** A name as the ledger has it, in Chinese; in another language what the thing is called today, where that is known. */
const named = (name: string, nameEn: string | undefined, words: Words) => {
  const shown = nameEn ? words.pick(name, nameEn) : name;
  return { name: shown, chinese: shown === name && words.pick("zh", "en") === "en" };
};

/** Producers by what their goods brought in. */
export async function sellerLines(ground: Ground, answer: BreakdownAnswer) {
  const { book, choice, filter, words } = ground;
  const fields = { nameEn: 1, slug: 1, state: 1 };
  const sellers = (await SellerModel.find({ _id: { $in: idsOf(answer.items) } }, fields).lean()) as Seller[];
  const known = new Map(sellers.map((seller) => [seller._id as string, seller]));
  const rows = answer.items.map((item) => {
    const shop = known.get(item.id);
    return {
      ...named(item.name, shop?.nameEn, words),
      href: shop?.state === "open" ? `/sellers/${shop.slug}` : null,
      quantity: item.paid.quantity,
      orders: item.paid.orders,
      ...linkedAmounts(book, amountsOf(item), { ...choice, seller: item.id }),
      share: ratio(item, answer.whole, filter.measure),
    };
  });
  return { rows, ...feet(ground, answer), fileHref: fileHref(ground, "seller") };
}
