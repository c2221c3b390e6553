import { newOrganisation, type Organisation, OrganisationModel } from "../src/accounts/organisation";
import { derived, type Product, ProductModel } from "../src/catalogue/product";
import { groundOf } from "../src/catalogue/shelf/reading/follows";
import { opened } from "../src/catalogue/stocks/journal/movement";
import { newStock, StockModel } from "../src/catalogue/stocks/stock";
import { gazetteer } from "../src/regions/gazetteer";
import { type Seller, SellerModel } from "../src/sellers/seller";
import { forgetAll } from "../src/shared/cache";
import { isDuplicate } from "../src/shared/db";
import { newId, type ProductId, type RegionCode, type SellerId, type Sku } from "../src/shared/ids";
import type { Fen } from "../src/shared/money";
import { HOUR, later, now } from "../src/shared/time";
import { counties as ALL } from "./goods/all";
import { sourceOf } from "./goods/sources";
import type { SeedCounty, SeedProduct, SeedSeller } from "./goods/types";
import { OPENED_BEFORE_MS } from "./opening";

/**
 * The demonstration market: shops, goods and stocks of all 17 counties. Whatever exists by its slug or SKU stays as it is,
 * so running it again adds only what is missing. Needs the regions.
 */
export async function seedGoods(counties: readonly SeedCounty[] = ALL): Promise<void> {
  const at = now();
  const book = await gazetteer();
  for (const { county, sellers, products } of counties) {
    const region = book.receiving.find((each) => each.slug === county);
    if (!region) throw new Error(`no receiving county is called ${county}`);
    const shops = await seedSellers(sellers, region._id, at);
    await seedProducts(products, shops, region._id, at);
  }
  forgetAll();
}

async function seedSellers(sellers: readonly SeedSeller[], county: RegionCode, at: Date): Promise<Map<string, Seller>> {
  const slugs = sellers.map((seller) => seller.slug);
  const there = new Set(await SellerModel.distinct("slug", { slug: { $in: slugs } }));
  const opened = sellers.filter(({ slug }) => !there.has(slug)).map((seed) => newShop(seed, county, at));
  await once(
    SellerModel.insertMany(
      opened.map(({ shop }) => shop),
      { ordered: false },
    ),
  );
  const shops = (await SellerModel.find({ slug: { $in: slugs } }).lean()) as Seller[];
  const known = new Set(shops.map((shop) => shop._id));
  const founded = opened.filter(({ shop }) => known.has(shop._id)).map(({ organisation }) => organisation);
  await once(OrganisationModel.insertMany(founded, { ordered: false }));
  return new Map(shops.map((shop) => [shop.slug, shop]));
}

function newShop(seed: SeedSeller, county: RegionCode, at: Date): { shop: Seller; organisation: Organisation } {
  const organisation = newOrganisation(
    { kind: "seller", name: seed.name, nameEn: seed.nameEn, region: county, demo: true },
    at,
  );
  const { freight, source, ...told } = seed;
  const shop: Seller = {
    _id: newId<"seller">("sel", at) as SellerId,
    organisation: organisation._id,
    ...told,
    source: source && sourceOf(source),
    county,
    state: "open",
    freight: freight as Seller["freight"],
    demo: true,
    openedAt: later(at, -OPENED_BEFORE_MS),
  };
  return { shop, organisation };
}

async function seedProducts(
  seeds: readonly SeedProduct[],
  shops: ReadonlyMap<string, Seller>,
  county: RegionCode,
  at: Date,
): Promise<void> {
  const there = new Set(await ProductModel.distinct("slug", { slug: { $in: seeds.map((seed) => seed.slug) } }));
  const products: Product[] = [];
  const stocks: ReturnType<typeof stocksOf> = [];
  for (const seed of seeds.filter(({ slug }) => !there.has(slug))) {
    const shop = shops.get(seed.seller);
    if (!shop) throw new Error(`${seed.slug} is sold by ${seed.seller}, whom nobody knows`);
    const product = await productOf(seed, shop, county, later(at, shuffled(seed.slug) * HOUR - OPENED_BEFORE_MS));
    products.push(product);
    stocks.push(...stocksOf(seed, product));
  }
  await once(ProductModel.insertMany(products, { ordered: false }));
  const listed = new Set(await ProductModel.distinct("_id", { _id: { $in: products.map(({ _id }) => _id) } }));
  const ours = stocks.filter(({ product }) => listed.has(product));
  await once(StockModel.insertMany(ours, { ordered: false }));
}

const stocksOf = ({ variants }: SeedProduct, { _id, seller, createdAt }: Product) =>
  variants.map(({ sku, stock }) => ({
    _id: sku as Sku,
    product: _id,
    seller,
    ...newStock(opened(sku as Sku, stock, { by: null, at: createdAt })),
  }));

async function productOf(seed: SeedProduct, shop: Seller, county: RegionCode, approvedAt: Date): Promise<Product> {
  const { picture, variants, seller: _, ...told } = seed;
  const facts = {
    ...told,
    seller: shop._id,
    sellerName: shop.name,
    sellerNameEn: shop.nameEn,
    originCounty: county,
    variants: variants.map(({ stock: _stock, priceFen, tiers, ...variant }) => ({
      ...variant,
      sku: variant.sku as Sku,
      priceFen: priceFen as Fen,
      tiers: tiers as Product["variants"][number]["tiers"],
      limitPerBuyer: null,
    })),
    certifications: told.certifications.map((each) => ({ ...each, source: sourceOf(each.source) })),
    priceSource: told.priceSource && sourceOf(told.priceSource),
    images: [{ url: `/assets/img/goods/${seed.slug}.svg`, ...picture, ground: groundOf(seed.kind) }],
  };
  const soldOut = seed.variants.every((variant) => variant.stock === 0);
  return {
    ...facts,
    ...(await derived(facts)),
    _id: newId<"product">("prd", approvedAt) as ProductId,
    state: "approved",
    approvedAt,
    soldOut,
    sales: 0,
    demo: true,
    createdAt: approvedAt,
    updatedAt: approvedAt,
    version: 1,
  };
}

/** Goods came on sale in no order of kind or county: some hour of the first thirty days, the same at every seeding. */
const shuffled = (slug: string): number =>
  [...slug].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 719, 7);

/** Somebody else is seeding at the same moment: what they have made is as good. */
async function once(make: Promise<unknown>): Promise<void> {
  await make.catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
