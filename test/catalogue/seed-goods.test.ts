import { seedGoods } from "../../seeds/goods";
import { counties } from "../../seeds/goods/all";
import { OrganisationModel } from "../../src/accounts/organisation";
import { countSales } from "../../src/catalogue/count-sales";
import { ProductModel } from "../../src/catalogue/product";
import { claim, hold, StockModel } from "../../src/catalogue/stocks/stock";
import { SellerModel } from "../../src/sellers/seller";
import type { OrderId, Sku } from "../../src/shared/ids";
import { at, closeMarket, openMarket, shelve } from "./market";

beforeAll(() => openMarket("seed_goods"), 60_000);
afterAll(closeMarket);

const sizes = async () => ({
  sellers: await SellerModel.countDocuments(),
  organisations: await OrganisationModel.countDocuments(),
  products: await ProductModel.countDocuments(),
  stocks: await StockModel.countDocuments(),
});

test("run twice, and twice at once, everything is there once", async () => {
  await Promise.all([seedGoods(), seedGoods()]);
  const products = counties.flatMap((county) => county.products);
  const sellers = counties.flatMap((county) => county.sellers);
  const whole = {
    sellers: sellers.length,
    organisations: sellers.length,
    products: products.length,
    stocks: products.flatMap((each) => each.variants).length,
  };
  expect(await sizes()).toEqual(whole);
  await shelve(7, "YY-RICE-10KG");
  await seedGoods();
  expect(await sizes()).toEqual(whole);
  expect((await StockModel.findById("YY-RICE-10KG" as Sku).lean())?.available).toBe(7);
});

test("every product belongs to a shop of its county, is approved and can be found", async () => {
  const sellers = new Map((await SellerModel.find().lean()).map((seller) => [seller._id, seller]));
  for (const product of await ProductModel.find().lean()) {
    expect(sellers.get(product.seller)).toMatchObject({
      county: product.originCounty,
      name: product.sellerName,
      demo: true,
    });
    expect(product).toMatchObject({ state: "approved", demo: true, soldOut: false });
    expect(product.fromFen).toBe(Math.min(...product.variants.map((variant) => variant.priceFen)));
    expect(product.tokens.length).toBeGreaterThan(10);
  }
});

test("names that nobody published end in （演示）", async () => {
  for (const seller of await SellerModel.find().lean())
    expect(seller.name.endsWith("（演示）")).toBe(seller.source === null);
});

test("sales for lists follow the stocks", async () => {
  const sku = "YY-RICE-10KG" as Sku;
  const order = "ord_1" as OrderId;
  await hold({ sku, order, quantity: 7, until: at });
  await claim({ sku, order, at: new Date() });
  await shelve(0, "YY-RICE-5KG");
  expect(await countSales()).toBe(1);
  expect(await ProductModel.findOne({ slug: "tushi-gaoshan-dami" }).lean()).toMatchObject({ sales: 7, soldOut: true });
  expect(await countSales()).toBe(0);
});
