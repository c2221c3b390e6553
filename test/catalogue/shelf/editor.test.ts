import { DraftModel } from "../../../src/catalogue/shelf/draft";
import { forgetAll } from "../../../src/shared/cache";
import { database } from "../../../src/shared/db";
import type { Person } from "../../support/person";
import { openWorld, PEOPLE, type World } from "../../support/world";
import { begin, open, photograph, typing, written } from "./goods";

let world: World;
let caotang: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("shelf_editor");
  [caotang, feiling] = [await world.person("caotang"), await world.person("feiling")];
});
afterAll(() => world.close());

const stored = async (id: string) => (await DraftModel.findById(id).lean())?.content;

test("an empty page begins with the shop's own county and place, and is used again while nothing is typed", async () => {
  const first = await begin(caotang);
  expect(await stored(first.id)).toMatchObject({
    originCounty: "500236",
    place: "草堂镇",
    variants: [{ weightUnit: "kg" }],
  });
  expect((await begin(caotang)).id).toBe(first.id);
});

test("half a page is kept as it was typed, wrong or not", async () => {
  const editing = await begin(caotang);
  const half = { ...typing(editing), kind: "", "variants.0.price": "五十九", "variants.0.weight": "很重" };
  await caotang.submit(`/shelf/${editing.id}`, half).expect(303);
  expect(await stored(editing.id)).toMatchObject({ kind: "", variants: [{ price: "五十九", weight: "很重" }] });
});

test("a submission that cannot be read is drawn again with everything that is wrong, and what was typed", async () => {
  const editing = await begin(caotang);
  const answer = await caotang
    .submit(`/shelf/${editing.id}`, { ...typing(editing), "variants.0.price": "贵", summary: "", do: "submit" })
    .expect(422);
  expect(answer.text).toContain("有 3 处要改");
  expect(answer.text).toContain('href="#variants.0.price"');
  expect(answer.text).toContain('value="贵"');
  expect(answer.text).toContain("至少要一张图片");
  expect(answer.text).toContain('value="草堂脐橙"');
});

test("a complete page is handed in and stands still until it is withdrawn", async () => {
  const editing = await written(caotang);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "submit" }).expect(303);
  expect(await DraftModel.findById(editing.id).lean()).toMatchObject({ state: "submitted", returned: null });
  const page = await caotang.get(`/shelf/${editing.id}`).expect(200);
  expect(page.text).toContain("撤回提交");
  expect(page.text).toContain('<fieldset class="plain" disabled>');
  const now = await open(caotang, editing.id);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(now), name: "别的" }).expect(409);
  await caotang.submit(`/shelf/${editing.id}/withdrawal`, {}).expect(303);
  expect(await DraftModel.findById(editing.id).lean()).toMatchObject({ state: "draft" });
});

test("a colleague's saving is not written over unseen", async () => {
  const editing = await begin(caotang);
  await caotang.submit(`/shelf/${editing.id}`, typing(editing)).expect(303);
  const late = await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), name: "晚到的名字" }).expect(409);
  expect(late.text).toContain("别人刚保存过");
  expect(late.text).toContain('value="晚到的名字"');
  expect(await stored(editing.id)).toMatchObject({ name: "草堂脐橙" });
  const again = { ...typing(await open(caotang, editing.id)), name: "晚到的名字" };
  await caotang.submit(`/shelf/${editing.id}`, again).expect(303);
  expect(await stored(editing.id)).toMatchObject({ name: "晚到的名字" });
});

test("the page saves itself while one types", async () => {
  const editing = await begin(caotang);
  const saved = await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "autosave" }).expect(200);
  expect(saved.body).toEqual({ version: 2 });
  const stale = await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "autosave" }).expect(409);
  expect(stale.body).toEqual({ version: null });
});

test("sizes are added and taken away without losing what was typed, and no SKU is given twice", async () => {
  const editing = await begin(caotang);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "variant-add" }).expect(303);
  const two = await open(caotang, editing.id);
  const second = `${two.sku.slice(0, -1)}2`;
  await caotang
    .submit(`/shelf/${editing.id}`, {
      ...typing(two),
      "variants.1.sku": second,
      "variants.1.price": "99",
      do: `variant-remove:${two.sku}`,
    })
    .expect(303);
  expect((await stored(editing.id))?.variants).toMatchObject([{ sku: second, price: "99", unit: "箱" }]);
  const one = await open(caotang, editing.id);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(one), do: "variant-add" }).expect(303);
  expect((await stored(editing.id))?.variants.map(({ sku }) => sku.slice(-2))).toEqual(["-2", "-3"]);
});

test("pictures are put in order, described and removed by buttons alone", async () => {
  const editing = await written(caotang);
  const [a] = (await stored(editing.id))?.pictures ?? [];
  await caotang
    .sends(
      `/shelf/${editing.id}`,
      { ...typing(editing), do: "upload" },
      { pictures: [{ name: "b.jpg", body: await photograph(500, 500) }] },
    )
    .expect(303);
  const two = await open(caotang, editing.id);
  const fields = { ...typing(two), "pictures.0.id": a?.id ?? "", "pictures.0.alt": "一箱脐橙" };
  await caotang.submit(`/shelf/${editing.id}`, { ...fields, do: `picture-back:${a?.id}` }).expect(303);
  const [first, last] = (await stored(editing.id))?.pictures ?? [];
  expect([first?.alt, last?.alt, last?.id]).toEqual(["", "一箱脐橙", a?.id]);
  const three = await open(caotang, editing.id);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(three), do: `picture-remove:${a?.id}` }).expect(303);
  expect((await stored(editing.id))?.pictures.map(({ id }) => id)).toEqual([first?.id]);
  await caotang.get(`/pictures/${a?.sizes[0]?.file}`).expect(404);
});

test("a preview shows the buyer's page, says so, and sells nothing", async () => {
  const editing = await written(caotang);
  const page = await caotang.get(`/shelf/${editing.id}/preview`).expect(200);
  expect(page.text).toContain("这是预览，买家还看不到");
  expect(page.text).toContain("草堂脐橙");
  expect(page.text).toContain("¥59.90");
  expect(page.text).not.toContain('action="/cart/items"');
  expect((await caotang.get(`/shelf/${(await begin(caotang)).id}/preview`).expect(200)).text).toContain("还差");
});

test("a copy has its own SKUs and the same words; a draft nobody has seen can be deleted", async () => {
  const editing = await written(caotang);
  const { headers } = await caotang.submit(`/shelf/${editing.id}/copies`, {}).expect(303);
  const copy = await open(caotang, headers.location?.split("/").at(-1) as string);
  expect(await stored(copy.id)).toMatchObject({ name: "草堂脐橙", pictures: [{}] });
  expect(copy.sku).not.toBe(editing.sku);
  await caotang.submit(`/shelf/${copy.id}/removal`, {}).expect(303);
  await caotang.get(`/shelf/${copy.id}`).expect(404);
  const [picture] = (await stored(editing.id))?.pictures ?? [];
  await caotang.get(`/pictures/${picture?.sizes[0]?.file}`).expect(200);
});

test("another shop's product is not there, whatever is asked of it", async () => {
  const editing = await written(caotang);
  for (const path of ["", "/preview", "/certificates"]) await feiling.get(`/shelf/${editing.id}${path}`).expect(404);
  await feiling.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "submit" }).expect(404);
  await feiling
    .sends(`/shelf/${editing.id}`, typing(editing), { pictures: [{ name: "x.jpg", body: await photograph() }] })
    .expect(404);
  for (const noun of ["withdrawal", "rest", "comeback", "discarding", "copies", "removal", "certificates", "batches"])
    await feiling.submit(`/shelf/${editing.id}/${noun}`, { number: "1", date: "2026-01-01" }).expect((answer) => {
      expect([404, 422]).toContain(answer.status);
    });
  expect(await stored(editing.id)).toMatchObject({ name: "草堂脐橙" });
});

test("who has another duty in the shop may look and change nothing", async () => {
  const editing = await written(caotang);
  const people = database().collection("users");
  for (const role of ["member", "orders", "finance"]) {
    await people.updateOne({ identifier: PEOPLE.caotang }, { $set: { "memberships.0.role": role } });
    forgetAll();
    const page = await caotang.get(`/shelf/${editing.id}`).expect(200);
    expect(page.text).toContain('<fieldset class="plain" disabled>');
    await caotang.submit("/shelf", {}).expect(403);
    await caotang.submit(`/shelf/${editing.id}`, typing(editing)).expect(403);
    await caotang.submit(`/shelf/${editing.id}/removal`, {}).expect(403);
    await caotang.call("post", "/shelf/products", {}).expect(403);
  }
  await people.updateOne({ identifier: PEOPLE.caotang }, { $set: { "memberships.0.role": "goods" } });
  forgetAll();
  await caotang.submit(`/shelf/${editing.id}`, typing(editing)).expect(303);
  await people.updateOne({ identifier: PEOPLE.caotang }, { $set: { "memberships.0.role": "owner" } });
  forgetAll();
});

test("buyers, officials and guests have no shelf", async () => {
  await (await world.person("zhou")).get("/shelf").expect(403);
  await (await world.person("youyang")).get("/shelf").expect(403);
  await world.guest().get("/shelf").expect(303);
});

test("the list says what is where and what to do next, and is searched", async () => {
  const list = await caotang.get("/shelf").expect(200);
  expect(list.text).toContain("我的商品");
  expect(list.text).toContain("奉节脐橙");
  expect(list.text).toMatch(/还差 \d+ 项，接着填/);
  expect((await caotang.get("/shelf?list=selling&q=脐橙").expect(200)).text).toContain("在售");
  expect((await caotang.get("/shelf?q=没有这样的东西").expect(200)).text).toContain("这里没有符合的商品");
  expect((await caotang.get("/shelf?lang=en").redirects(1)).text).toContain("My goods");
});
