import { ProductModel } from "../../../src/catalogue/product";
import { changePrices } from "../../../src/catalogue/review/deeds/change-prices";
import { ProductVersionModel } from "../../../src/catalogue/review/history";
import { DraftModel, draftOf } from "../../../src/catalogue/shelf/draft";
import { saveDraft } from "../../../src/catalogue/shelf/writing/save-draft";
import { fen } from "../../../src/shared/money";
import { DAY, later, now, setClock } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";
import { keeper, shop } from "./goods";

let world: World;
let feiling: Person;
let id: string;

beforeAll(async () => {
  world = await openWorld("review_prices");
  feiling = await world.person("feiling");
  id = (await ProductModel.findOne({ slug: "tushi-gaoshan-dami" }).lean())?._id as string;
});
afterAll(() => world.close());
afterEach(() => setClock(undefined));

const rice = async () => {
  const product = await ProductModel.findById(id).lean();
  return { product, variant: product?.variants.find(({ sku }) => sku === RICE) };
};
const field = (name: string) => `variants.${RICE}.${name}`;

test("a price within a fifth stands at once, in the market, in the history and in the open draft", async () => {
  const { variant, product } = await rice();
  const [seller, by] = [await shop(), await keeper()];
  const draft = await draftOf(seller._id, id);
  await saveDraft(draft, { ...draft.content, name: "涂市新米" }, { by, at: now() });
  const price = `${Math.floor(Number(variant?.priceFen) * 1.1) / 100}`;
  const tiers = Object.fromEntries(
    (variant?.tiers ?? []).flatMap((tier, index) => [
      [field(`tiers.${index}.minQuantity`), String(tier.minQuantity)],
      [field(`tiers.${index}.priceFen`), String(tier.priceFen / 100)],
    ]),
  );
  const page = await feiling.get(`/shelf/${id}/prices`).expect(200);
  expect(page.text).toContain("之间即时生效");
  const fields = { [field("priceFen")]: `${price} 元`, [field("limitPerBuyer")]: "5", ...tiers };
  await feiling.submit(`/shelf/${id}/prices`, { version: String(product?.version), ...fields }).expect(303);
  const priceFen = Math.round(Number(price) * 100);
  const { variant: after, product: changed } = await rice();
  expect(after).toMatchObject({ priceFen, limitPerBuyer: 5 });
  expect(changed).toMatchObject({ version: Number(product?.version) + 1, priceSource: null });
  expect(changed?.fromFen).toBe(Math.min(...(changed?.variants.map((each) => each.priceFen) ?? [])));
  const typed = (await DraftModel.findById(id).lean())?.content;
  expect(typed?.name).toBe("涂市新米");
  expect(typed?.variants.find(({ sku }) => sku === RICE)).toMatchObject({ limit: "5" });
  expect(Number(typed?.variants.find(({ sku }) => sku === RICE)?.price) * 100).toBeCloseTo(priceFen);
  expect(await ProductVersionModel.find({ product: id as never }).lean()).toMatchObject([
    {
      deed: "priced",
      by: { side: "shop" },
      changes: [{ field: field("priceFen") }, { field: field("limitPerBuyer") }],
    },
  ]);
});

test("asked again it was done; a stale look is refused; more than a fifth is refused beside its field", async () => {
  const { variant, product } = await rice();
  const [seller, by] = [await shop(), await keeper()];
  const same = [{ sku: variant?.sku as never, priceFen: variant?.priceFen as never }];
  const pricing = { seller, product: id as never, by };
  expect((await changePrices({ ...pricing, changes: same }, now())).version).toBe(product?.version);
  await expect(changePrices({ ...pricing, changes: same, version: 1 }, now())).rejects.toMatchObject({
    code: "PRODUCT_CHANGED",
  });
  const refused = await feiling.submit(`/shelf/${id}/prices`, { [field("priceFen")]: "999" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("不送审的话");
  expect(refused.text).toContain('value="999"');
  expect((await rice()).product?.version).toBe(product?.version);
});

test("a week later the settled price is the new one, up to half above what was reviewed", async () => {
  const { variant } = await rice();
  const reviewed = 11_800;
  const [seller, by] = [await shop(), await keeper()];
  const to = (priceFen: number, at: Date) =>
    changePrices({ seller, product: id as never, changes: [{ sku: RICE as never, priceFen: fen(priceFen) }], by }, at);
  expect(variant?.priceFen).toBe((reviewed * 110) / 100);
  await expect(to(14_500, now())).rejects.toMatchObject({ code: "INVALID" });
  const week = later(now(), 8 * DAY);
  await to(15_500, week);
  await expect(to(17_000, later(week, 6 * DAY))).rejects.toMatchObject({
    fields: [{ code: "beyond_at_once", params: { high: "155.76" } }],
  });
  await to(17_700, later(week, 8 * DAY));
  await expect(to(17_701, later(week, 30 * DAY))).rejects.toMatchObject({ fields: [{ params: { high: "177.00" } }] });
});

test("another shop's prices are not there, members may look, buyers have no door", async () => {
  const other = await world.person("caotang");
  await other.get(`/shelf/${id}/prices`).expect(404);
  await other.submit(`/shelf/${id}/prices`, { [field("priceFen")]: "100" }).expect(404);
  await (await world.person("zhou")).get(`/shelf/${id}/prices`).expect(403);
  await world.guest().get(`/shelf/${id}/prices`).expect(303);
});

test.each([
  [{ priceFen: "" }, "这一项要填"],
  [{ priceFen: "abc" }, "请填金额"],
  [{ priceFen: "118", "tiers.0.minQuantity": "1", "tiers.0.priceFen": "100" }, "不能小于 2"],
  [{ priceFen: "118", "tiers.0.minQuantity": "5", "tiers.0.priceFen": "177" }, "多买的单价要比上一档低"],
  [{ priceFen: "118", limitPerBuyer: "0" }, "不能小于 1"],
])("%j is refused in words", async (fields, words) => {
  const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [field(name), value]));
  const answer = await feiling.submit(`/shelf/${id}/prices`, body);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(words);
});
