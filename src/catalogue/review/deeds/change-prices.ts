import { audit, type Facts } from "../../../accounts/audit/audit";
import type { Seller } from "../../../sellers/seller";
import { joinTransaction } from "../../../shared/db";
import { type FieldError, invalidField, notFound, Refusal } from "../../../shared/errors";
import type { ProductId, Sku } from "../../../shared/ids";
import { formatYuan } from "../../../shared/money";
import type { Viewer } from "../../../shared/viewer";
import { derived, type Product, ProductModel } from "../../product";
import type { Tier, Variant } from "../../variant";
import { actorOf, priceBases, pricesOf, recordVersion } from "../history";
import { mayChangeAtOnce, type PriceBase } from "../rules/bounds";
import { type Change, variantChanges } from "../rules/changes";
import { mustBeSeen, ON_MARKET } from "../seen";
import { pricesIntoDraft } from "./prices-into-draft";
import { sourceAfter } from "./publish";

/** What is to be otherwise; what is left out stays. */
export interface PriceChange {
  sku: Sku;
  priceFen?: Variant["priceFen"];
  /** All quantity prices of the variant, ascending by quantity, each cheaper than the one before. */
  tiers?: Tier[];
  /** Null: no limit. */
  limitPerBuyer?: number | null;
}

export interface Pricing {
  seller: Pick<Seller, "_id">;
  product: ProductId;
  changes: readonly PriceChange[];
  by: Viewer;
  /** The version of the product that was looked at, where it was said. */
  version?: number | undefined;
}

/**
 * New prices, quantity prices and limits of goods on sale, at once and with a line in their history; an open draft of them
 * follows. Refuses NOT_FOUND for another shop's, PRODUCT_CHANGED, and INVALID beside "variants.<sku>.priceFen" or ".tiers"
 * what stands outside the bounds (`beyond_at_once`: such a price goes through a draft). Asked again, it was done.
 */
export const changePrices = (pricing: Pricing, at: Date): Promise<Product> =>
  joinTransaction(async () => {
    const before = await ownProduct(pricing);
    mustBeSeen(before, pricing.version);
    const variants = changedVariants(before, pricing.changes);
    const changes = variantChanges(before.variants, variants);
    if (changes.length === 0) return before;
    const errors = boundsBroken(before, variants, await priceBases(before, at));
    if (errors.length > 0) throw new Refusal("INVALID", { fields: errors });
    const product = await write(before, variants, at);
    await recordPrices(before, product, changes, pricing.by, at);
    await pricesIntoDraft(before, product);
    return product;
  });

async function ownProduct({ product, seller }: Pricing): Promise<Product> {
  const found = await ProductModel.findOne({ _id: product, seller: seller._id, state: { $in: ON_MARKET } }).lean();
  if (!found) throw notFound();
  return found as unknown as Product;
}

function changedVariants({ variants }: Product, changes: readonly PriceChange[]): Variant[] {
  const foreign = changes.find(({ sku }) => !variants.some((variant) => variant.sku === sku));
  if (foreign) throw invalidField(`variants.${foreign.sku}`, "not_an_option");
  return variants.map((variant) => {
    const change = changes.find(({ sku }) => sku === variant.sku);
    return change ? mustBeOrdered({ ...variant, ...change }) : variant;
  });
}

function mustBeOrdered(variant: Variant): Variant {
  let before: Tier = { minQuantity: 1, priceFen: variant.priceFen };
  variant.tiers.forEach((tier, index) => {
    const field = `variants.${variant.sku}.tiers.${index}`;
    if (tier.minQuantity <= before.minQuantity) throw invalidField(`${field}.minQuantity`, "tier_order");
    if (tier.priceFen >= before.priceFen) throw invalidField(`${field}.priceFen`, "tier_price");
    before = tier;
  });
  return variant;
}

function boundsBroken(before: Product, variants: readonly Variant[], bases: ReadonlyMap<Sku, PriceBase>): FieldError[] {
  return variants.flatMap((variant) => {
    const former = before.variants.find(({ sku }) => sku === variant.sku) as Variant;
    const verdict = mayChangeAtOnce(former, variant, bases.get(variant.sku) as PriceBase);
    if (verdict.ok) return [];
    const tier = variant.tiers.findLastIndex(({ minQuantity }) => minQuantity <= verdict.quantity);
    const field = `variants.${variant.sku}.${tier < 0 ? "priceFen" : `tiers.${tier}.priceFen`}`;
    const [low, high] = [formatYuan(verdict.lowFen), formatYuan(verdict.highFen)];
    return [{ field, code: "beyond_at_once", params: { low, high } }];
  });
}

/** The single price of every variant, by the number of its goods. */
const pricesNamed = (variants: readonly Variant[]): Facts =>
  Object.fromEntries(variants.map(({ sku, priceFen }) => [`${sku}.priceFen`, priceFen]));

async function write(before: Product, variants: Variant[], at: Date): Promise<Product> {
  const facts = { variants, priceSource: sourceAfter(before, variants) };
  const product = (await ProductModel.findOneAndUpdate(
    { _id: before._id, version: before.version },
    { $set: { ...facts, ...(await derived({ ...before, variants })), updatedAt: at }, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean()) as Product | null;
  if (!product) throw new Refusal("PRODUCT_CHANGED");
  return product;
}

async function recordPrices(before: Product, after: Product, changes: Change[], by: Viewer, at: Date): Promise<void> {
  await recordVersion({
    product: after._id,
    seller: after.seller,
    deed: "priced",
    version: after.version,
    at,
    by: actorOf(by),
    changes,
    prices: { before: pricesOf(before.variants), after: pricesOf(after.variants) },
  });
  await audit(
    {
      what: "price.changed",
      subject: { kind: "product", id: after._id, name: after.name },
      by,
      before: pricesNamed(before.variants),
      after: pricesNamed(after.variants),
      regions: [after.originCounty],
    },
    at,
  );
}
