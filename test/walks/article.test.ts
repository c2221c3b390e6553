import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { ProductModel } from "../../src/catalogue/product";
import { DraftModel, draftOf } from "../../src/catalogue/shelf/draft";
import { EntryModel } from "../../src/credits/entry";
import { RegionModel } from "../../src/regions/region";
import { type Program, startProgram, uriOf } from "../support/program";
import { DESK, mustBeAccessible, openBrowser, PHONE, press, signIn, turn, visitor } from "../support/visitor";
import { openWorld, PEOPLE, RICE_FEN, type World } from "../support/world";

/**
 * The article of September 2022, replayed in a browser: a citizen of 江北 buys rice of 酉阳, the cooperative sends it, she
 * confirms; a citizen of 渝中 buys the same. Pictures are kept where WALK_PICTURES says, for the README.
 */
const PICTURES = process.env.WALK_PICTURES;

let world: World;
let program: Program;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld("article");
  program = await startProgram(uriOf("article"));
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await world?.close();
});

const visit = (viewport: { width: number; height: number }): Promise<Page> => visitor(browser, program.url, viewport);

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}

/** From the product's page to the pay desk and back, until the page says what the purchase did. */
async function buyRice(page: Page, pieces: number): Promise<void> {
  await page.goto("/products/tushi-gaoshan-dami");
  await mustBeAccessible(page);
  await picture(page, "product");
  await page.check('input[name="sku"][value="YY-RICE-10KG"]');
  await page.fill('input[name="quantity"]', String(pieces));
  await press(page, 'form[action="/cart/items"] button.button', "**/cart");
  await mustBeAccessible(page);
  await page.goto("/checkout");
  await page.fill('input[name="name"]', "周敏");
  await page.fill('input[name="phone"]', "13800001234");
  await page.selectOption('select[name="region"]', "500105");
  await page.fill('input[name="street"]', "观音桥街道 8 号");
  await mustBeAccessible(page);
  await picture(page, "checkout");
  await press(page, 'form[action="/checkout"] .buy-bar button', "**/paydesk/**");
  await mustBeAccessible(page);
  await press(page, 'button[value="paid"]', "**/checkouts/**");
  // The page renews itself until the payment has been heard of.
  await page.waitForSelector('a[href="/partnerships/youyang"]', { state: "attached" });
  await page.waitForLoadState("load");
}

const totals = async () =>
  (await (await fetch(`${program.url}/api/v1/partnerships/youyang/totals`)).json()) as {
    paidFen: number;
    recognisedFen: number;
    byHelper: { code: string; paidFen: number; recognisedFen: number }[];
    byBasis: Record<string, { paidFen: number; recognisedFen: number }>;
  };
const city = async () =>
  (await (await fetch(`${program.url}/api/v1/totals`)).json()) as {
    paidFen: number;
    recognisedFen: number;
    paired: { paidFen: number };
    nonPaired: { paidFen: number };
    outOfScope: { paidFen: number };
  };

test("江北 buys, the cooperative sends, she confirms: 江北 gains exactly the goods' price, first paid, then recognised", async () => {
  const zhou = await visit(PHONE);
  await signIn(zhou, PEOPLE.zhou);
  await buyRice(zhou, 2);
  await mustBeAccessible(zhou);
  await picture(zhou, "credited");
  expect(await zhou.content()).toContain("江北区");
  expect(await totals()).toMatchObject({
    paidFen: 2 * RICE_FEN,
    recognisedFen: 0,
    byHelper: [{ code: "500105", paidFen: 2 * RICE_FEN, recognisedFen: 0 }],
    byBasis: { purchase: { paidFen: 2 * RICE_FEN } },
  });

  const feiling = await visit(DESK);
  await signIn(feiling, PEOPLE.feiling);
  await feiling.goto("/sales");
  await mustBeAccessible(feiling);
  await picture(feiling, "sales");
  await press(feiling, 'a[href^="/sales/LQ"]', "**/sales/LQ*");
  await feiling.selectOption('select[name="carrier"]', "sf");
  await feiling.fill('input[name="trackingNumber"]', "SF1390000001");
  await turn(feiling, () => feiling.click('form[action$="/parcels"] button'));
  await mustBeAccessible(feiling);

  await zhou.goto("/orders");
  await mustBeAccessible(zhou);
  await press(zhou, 'a[href^="/orders/LQ"]', "**/orders/LQ*");
  await turn(zhou, () => zhou.click('form[action$="/receipt"] button'));
  await mustBeAccessible(zhou);
  await picture(zhou, "received");
  expect(await totals()).toMatchObject({ paidFen: 2 * RICE_FEN, recognisedFen: 2 * RICE_FEN });
}, 600_000);

test("渝中 buys the same rice: in the county's and the city's figures, in no helper's", async () => {
  const chen = await visit(PHONE);
  await signIn(chen, PEOPLE.chen);
  await buyRice(chen, 1);
  expect(await totals()).toMatchObject({ paidFen: 2 * RICE_FEN });
  const whole = await city();
  expect(whole).toMatchObject({
    paidFen: 3 * RICE_FEN,
    paired: { paidFen: 2 * RICE_FEN },
    nonPaired: { paidFen: RICE_FEN },
    outOfScope: { paidFen: 0 },
  });
  expect(await EntryModel.find({ basis: "non_paired" }).lean()).toMatchObject([
    { book: "youyang", partnership: null, helper: null, county: "500242", affiliation: "500103" },
  ]);

  const reader = await visit(DESK);
  for (const page of ["/", "/products", "/contributions", "/partnerships/youyang", "/partnerships/youyang/entries"]) {
    await reader.goto(page);
    await mustBeAccessible(reader);
    await picture(reader, page === "/" ? "front" : page.slice(1).replaceAll("/", "-"));
  }
}, 600_000);

test("car parts bought by 长安跨越 are nowhere, because such goods cannot be approved", async () => {
  const rice = await ProductModel.findOne({ slug: "tushi-gaoshan-dami" }).lean();
  const parts = {
    ...rice,
    _id: "prd_car_parts",
    slug: "qiche-peijian",
    name: "汽车配件",
    category: "other",
    originCounty: (await RegionModel.findById("CQ-LJXQ").lean())?._id,
    state: "submitted",
    approvedAt: null,
    variants: [{ ...rice?.variants[0], sku: "LJ-PARTS" }],
  };
  await ProductModel.insertMany([parts as never]);
  await draftOf(parts.seller as never, parts._id);
  await DraftModel.updateOne({ _id: parts._id as never }, { $set: { state: "recommended" } });
  const refused = await (await world.person("admin")).call("post", `/products/${parts._id}/approval`).expect(409);
  expect(refused.body.code).toBe("PRODUCT_NOT_ELIGIBLE");
  const answer = await fetch(`${program.url}/api/v1/cart/items/LJ-PARTS`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ quantity: 1 }),
  });
  expect(answer.status).toBe(404);
});
