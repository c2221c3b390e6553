import { seedRegions } from "../../seeds/regions";
import { type Product, ProductModel } from "../../src/catalogue/product";
import { openStock, StockModel } from "../../src/catalogue/stocks/stock";
import type { Variant } from "../../src/catalogue/variant";
import { type Seller, SellerModel } from "../../src/sellers/seller";
import { forgetAll } from "../../src/shared/cache";
import { database, disconnect } from "../../src/shared/db";
import {
  newId,
  type OrganisationId,
  type ProductId,
  type RegionCode,
  type SellerId,
  type Sku,
} from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { openDatabase } from "../support/database";

/** A small market of its own for each test file: the regions, and whatever the tests put on sale. */
export async function openMarket(_name: string): Promise<void> {
  await openDatabase();
  await seedRegions();
}

export async function clearMarket(): Promise<void> {
  for (const each of await database().listCollections({}, { nameOnly: true }).toArray())
    if (!each.name.startsWith("system.")) await database().collection(each.name).deleteMany({});
  forgetAll();
}

export async function closeMarket(): Promise<void> {
  await disconnect();
}

export const at = new Date("2026-11-23T02:00:00Z");
export const YOUYANG = "500242" as RegionCode;
export const FENGJIE = "500236" as RegionCode;
export const WANZHOU = "500101" as RegionCode;
export const YUBEI = "500112" as RegionCode;

export async function aSeller(facts: Partial<Seller> = {}): Promise<Seller> {
  const seller: Seller = {
    _id: newId<"seller">("sel", at) as SellerId,
    organisation: newId<"organisation">("org", at) as OrganisationId,
    slug: "feiling",
    name: "飞凌农业专业合作社",
    nameEn: "Feiling Cooperative",
    kind: "cooperative",
    county: YOUYANG,
    place: "涂市镇",
    story: "在涂市镇种稻。",
    storyEn: "Grows rice in Tushi.",
    state: "open",
    freight: { baseFen: fen(800), baseGrams: 1000, stepFen: fen(200), stepGrams: 1000, freeOverFen: null },
    source: "S0",
    demo: false,
    openedAt: at,
    ...facts,
  };
  await SellerModel.create(seller);
  return seller;
}

let made = 0;

export const aVariant = (facts: Partial<Variant> = {}): Variant => ({
  sku: `SKU-${++made}` as Sku,
  name: "5 kg 袋",
  nameEn: "5 kg bag",
  unit: "袋",
  unitEn: "bag",
  netWeightGrams: 5000,
  priceFen: fen(5900),
  tiers: [],
  limitPerBuyer: null,
  ...facts,
});

/** An approved product with `pieces` of each variant on the shelf. */
export async function aProduct(facts: Partial<Product> = {}, pieces = 10): Promise<Product> {
  const _id = newId<"product">("prd", at) as ProductId;
  const product = {
    _id,
    slug: `goods-${++made}`,
    seller: "sel_1" as SellerId,
    sellerName: "飞凌农业专业合作社",
    sellerNameEn: "Feiling Cooperative",
    name: "涂市高山大米",
    nameEn: "Tushi mountain rice",
    category: "agricultural" as const,
    kind: "grain",
    originCounty: YOUYANG,
    place: "涂市镇",
    placeEn: "Tushi",
    summary: "高山梯田里的新米",
    summaryEn: "New rice from mountain terraces",
    description: "一季稻，九月收割。",
    descriptionEn: "One harvest a year, in September.",
    season: { months: [9, 10, 11], note: "九月收割", noteEn: "Harvested in September" },
    certifications: [],
    perishable: false,
    storage: "阴凉干燥",
    storageEn: "Cool and dry",
    priceSource: null,
    images: [],
    variants: [aVariant()],
    state: "approved" as const,
    approvedAt: at,
    soldOut: false,
    sales: 0,
    demo: false,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...facts,
  };
  await ProductModel.create(product);
  for (const { sku } of product.variants) await openStock({ sku, product: _id, available: pieces, at });
  return (await ProductModel.findById(_id).lean()) as Product;
}

/** So many pieces of these are on the shelf now. */
export const shelve = (available: number, ...skus: string[]) =>
  StockModel.updateMany({ _id: { $in: skus as Sku[] } }, { $set: { available } });
