import { ProductModel } from "../../../src/catalogue/product";
import { type Draft, DraftModel } from "../../../src/catalogue/shelf/draft";
import type { Sku } from "../../../src/shared/ids";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";
import { handedIn, official } from "../review/goods";
import { begin, open, typing } from "../shelf/goods";

let world: World;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("yearly");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

const chinese = (test: ReturnType<Person["get"]>) => test.set("accept-language", "zh-CN");
const contentOf = async (id: string) => ((await DraftModel.findById(id).lean()) as unknown as Draft).content;

test("the editor keeps what was typed, says what is wrong beside the field, and offers tonnes, kilograms, jin and pieces", async () => {
  const editing = await begin(feiling);
  const typed = { ...typing(editing, { yearly: "20", yearlyUnit: "t" }), do: "save" };
  await feiling.submit(`/shelf/${editing.id}`, typed).expect(303);
  expect(await contentOf(editing.id)).toMatchObject({ yearly: "20", yearlyUnit: "t" });
  const { text } = await chinese(feiling.get(`/shelf/${editing.id}`)).expect(200);
  expect(text).toMatch(/name="yearly"[^>]*value="20"/);
  expect(text).toMatch(/<option value="t" selected>吨/);
  const again = await open(feiling, editing.id);
  const wrong = { ...typing(again, { yearly: "很多", yearlyUnit: "kg" }), do: "submit" };
  const refused = await feiling.submit(`/shelf/${editing.id}`, wrong).set("accept-language", "zh-CN").expect(422);
  expect(refused.text).toContain("全年可供量");
  expect(refused.text).toMatch(/id="yearly-problem"|yearly-error|请填重量/);
});

test("programs say it in grams or pieces, and take it back with null", async () => {
  const { body } = await feiling.call("post", "/shelf/products", {
    ...{ name: "高山贡米", kind: "grain", summary: "一季稻，九月收割" },
    variants: [{ unit: "袋", netWeightGrams: 5000, priceFen: 5900, stock: 3 }],
    yearly: { amount: 20_000_000, unit: "grams" },
  });
  expect(body.yearly).toEqual({ amount: 20_000_000, unit: "grams" });
  const patch = (yearly: unknown) => feiling.call("patch", `/shelf/products/${body.id}`, { yearly });
  expect((await patch({ amount: 300, unit: "pieces" }).expect(200)).body.yearly).toEqual({
    amount: 300,
    unit: "pieces",
  });
  expect((await patch(null).expect(200)).body.yearly).toBeNull();
  for (const wrong of [{ amount: 0, unit: "grams" }, { amount: 1.5, unit: "grams" }, { amount: 5, unit: "mu" }, 20])
    await patch(wrong).expect(422);
});

test("a table of new goods may have the column", async () => {
  const table = "品名,品类,规格,单价,单位,净重,库存,全年可供量\n苞谷面,粮食,1kg,9.9,袋,1kg,50,3吨\n";
  const look = await feiling
    .sends("/api/v1/shelf/imports?kind=products", {}, { file: [{ name: "新货.csv", body: Buffer.from(table) }] })
    .expect(201);
  expect(look.body).toMatchObject({ ignored: [], errors: [], counts: { wrong: 0 } });
  await feiling.call("post", `/shelf/imports/${look.body.id}/confirmation`, {});
  const made = (await DraftModel.findOne({ "content.name": "苞谷面" }).lean()) as Draft | null;
  expect(made?.content).toMatchObject({ yearly: "3", yearlyUnit: "t" });
  const wrong = table.replace("3吨", "5亩").replace("苞谷面", "苞谷粉");
  const refused = await feiling
    .sends("/api/v1/shelf/imports?kind=products", {}, { file: [{ name: "坏.csv", body: Buffer.from(wrong) }] })
    .expect(201);
  expect(refused.body.errors).toMatchObject([{ line: 2, field: "yearly", code: "yearly_unit" }]);
});

test("reviewers read it, and what changes of it, with when its year begins; buyers do not", async () => {
  const draft = await handedIn({ yearly: "12.5", yearlyUnit: "t", months: ["9", "10"] });
  const youyang = await official(world, "youyang");
  const { text } = await chinese(youyang.get(`/review/${draft._id}`)).expect(200);
  expect(text).toMatch(/全年可供量[\s\S]*12,500 kg，采收年从 9月起算/);
  await ProductModel.updateOne({ "variants.sku": RICE as Sku }, { $set: { yearly: { amount: 7, unit: "pieces" } } });
  const rice = await ProductModel.findOne({ "variants.sku": RICE as Sku }).lean();
  const page = (await chinese(youyang.get(`/review/${rice?._id}`)).expect(200)).text;
  expect(page).toMatch(/本采收年已售[\s\S]*20\d\d年\d+月起已售 0 件，全年可供 7 件/);
  expect((await chinese(world.guest().get(`/products/${rice?.slug}`)).expect(200)).text).not.toContain("全年可供");
  const api = await world.guest().get(`/api/v1/products/${rice?.slug}`).expect(200);
  expect(api.body).not.toHaveProperty("yearly");
});
