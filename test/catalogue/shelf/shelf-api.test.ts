import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { photograph } from "./goods";

let world: World;
let caotang: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("shelf_api");
  [caotang, feiling] = [await world.person("caotang"), await world.person("feiling")];
});
afterAll(() => world.close());

const LISTING = {
  name: "三峡蜜柚",
  kind: "fruit",
  summary: "江边老树的蜜柚，皮薄水多",
  season: { months: [10, 11] },
  variants: [
    { unit: "箱", netWeightGrams: 5000, priceFen: 5990, stock: 30, tiers: [{ minQuantity: 5, priceFen: 5500 }] },
  ],
};
const begun = async (
  body: object = LISTING,
): Promise<{ id: string; variants: { sku: string }[]; [key: string]: unknown }> =>
  (await caotang.call("post", "/shelf/products", body).expect(201)).body;
const picture = async (id: string, person = caotang) =>
  person.sends(
    `/api/v1/shelf/products/${id}/pictures`,
    {},
    { pictures: [{ name: "a.png", body: await photograph(400, 500) }] },
  );

test("a program lists a product, adds its picture and hands it in", async () => {
  const product = await begun();
  expect(product).toMatchObject({
    state: "draft",
    market: null,
    originCounty: "500236",
    season: { months: [10, 11] },
    variants: [{ netWeightGrams: 5000, priceFen: 5990, stock: 30, tiers: [{ minQuantity: 5, priceFen: 5500 }] }],
    problems: [{ field: "pictures", code: "picture_required" }],
  });
  const early = await caotang.call("post", `/shelf/products/${product.id}/submission`).expect(422);
  expect(early.body).toMatchObject({ code: "INVALID", errors: [{ field: "pictures", code: "picture_required" }] });
  expect((await picture(product.id)).status).toBe(201);
  const sent = await caotang.call("post", `/shelf/products/${product.id}/submission`).expect(201);
  expect(sent.body).toMatchObject({ state: "submitted", problems: [] });
  await caotang.call("post", `/shelf/products/${product.id}/submission`).expect(409);
  await caotang.call("patch", `/shelf/products/${product.id}`, { name: "别的" }).expect(409);
  expect((await caotang.call("delete", `/shelf/products/${product.id}/submission`).expect(200)).body.state).toBe(
    "draft",
  );
});

test("a change says only what is to be otherwise, and of which version", async () => {
  const { id, variants } = await begun();
  const sku = variants[0]?.sku as string;
  const changed = await caotang
    .call("patch", `/shelf/products/${id}`, { variants: [{ sku, priceFen: 6100 }], version: 1 })
    .expect(200);
  expect(changed.body).toMatchObject({
    name: "三峡蜜柚",
    version: 2,
    variants: [{ sku, priceFen: 6100, netWeightGrams: 5000 }],
  });
  await caotang.call("patch", `/shelf/products/${id}`, { name: "x", version: 1 }).expect(409);
  await caotang.call("patch", `/shelf/products/${id}`, { variants: [{ sku: "NOT-MINE", priceFen: 1 }] }).expect(422);
});

test.each([
  [{ priceFen: 5 }, 422],
  [{ kind: "rocket" }, 422],
  [{ name: ["a"] }, 422],
  [{ variants: [{ priceFen: 1.5 }] }, 422],
  [{ variants: [{ priceFen: "59" }] }, 422],
  [{ variants: [{ stock: -1 }] }, 422],
  [{ seller: "sel_other" }, 422],
])("%j is refused", async (body, status) => {
  await caotang.call("post", "/shelf/products", body).expect(status);
});

test("prices of goods on sale change at once within bounds, and else wait in the draft", async () => {
  const list = await caotang.get("/api/v1/shelf/products?list=selling").expect(200);
  const { id, variants } = list.body.items[0];
  const [{ sku, priceFen }] = variants;
  const small = Math.round(priceFen * 1.1);
  const now = await caotang
    .call("patch", `/shelf/products/${id}`, { variants: [{ sku, priceFen: small, tiers: [] }] })
    .expect(200);
  expect(now.body).toMatchObject({ state: "approved", market: "approved" });
  const shown = await world.guest().get(`/api/v1/products/${now.body.slug}`).expect(200);
  expect(shown.body.variants.find((each: { sku: string }) => each.sku === sku)).toMatchObject({ priceFen: small });
  const large = await caotang
    .call("patch", `/shelf/products/${id}`, { variants: [{ sku, priceFen: small * 3 }] })
    .expect(200);
  expect(large.body).toMatchObject({ state: "draft", market: "approved" });
  const still = await world.guest().get(`/api/v1/products/${now.body.slug}`).expect(200);
  expect(still.body.variants.find((each: { sku: string }) => each.sku === sku)).toMatchObject({ priceFen: small });
});

test("goods rest and come back, and a draft is deleted", async () => {
  const list = await caotang.get("/api/v1/shelf/products?list=selling&limit=1").expect(200);
  const { id } = list.body.items[0];
  expect((await caotang.call("post", `/shelf/products/${id}/rest`).expect(201)).body.market).toBe("resting");
  expect((await caotang.call("delete", `/shelf/products/${id}/rest`).expect(200)).body.market).toBe("approved");
  await caotang.call("delete", `/shelf/products/${id}`).expect(409);
  const { id: draft } = await begun();
  await caotang.call("delete", `/shelf/products/${draft}`).expect(204);
  await caotang.get(`/api/v1/shelf/products/${draft}`).expect(404);
});

test("the list is paged by cursor and searched", async () => {
  for (const name of ["甲", "乙", "丙"]) await begun({ ...LISTING, name: `分页的柚子${name}` });
  const first = await caotang.get(`/api/v1/shelf/products?q=${encodeURIComponent("分页的")}&limit=2`).expect(200);
  expect(first.body.items.map((each: { name: string }) => each.name)).toEqual(["分页的柚子丙", "分页的柚子乙"]);
  const rest = await caotang
    .get(`/api/v1/shelf/products?q=${encodeURIComponent("分页的")}&limit=2&cursor=${first.body.nextCursor}`)
    .expect(200);
  expect(rest.body).toMatchObject({ items: [{ name: "分页的柚子甲" }], nextCursor: null });
});

test("another shop's products are not there, and who has no shop is refused", async () => {
  const { id } = await begun();
  await feiling.get(`/api/v1/shelf/products/${id}`).expect(404);
  await feiling.call("patch", `/shelf/products/${id}`, { name: "x" }).expect(404);
  await feiling.call("post", `/shelf/products/${id}/submission`).expect(404);
  await feiling.call("delete", `/shelf/products/${id}`).expect(404);
  await feiling.call("post", `/shelf/products/${id}/rest`).expect(404);
  expect((await picture(id, feiling)).status).toBe(404);
  await (await world.person("zhou")).get("/api/v1/shelf/products").expect(403);
  await world.guest().get("/api/v1/shelf/products").expect(401);
});

test("pictures are removed one by one, and files elsewhere are not read", async () => {
  const { id } = await begun();
  const { body } = await picture(id);
  await caotang.call("delete", `/shelf/products/${id}/pictures/${body.pictures[0].id}`).expect(200);
  await caotang.call("delete", `/shelf/products/${id}/pictures/${body.pictures[0].id}`).expect(404);
  await caotang
    .sends("/api/v1/shelf/products", {}, { pictures: [{ name: "a.png", body: Buffer.from("x") }] })
    .expect(415);
});
