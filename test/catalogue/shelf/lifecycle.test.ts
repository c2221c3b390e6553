import { ProductModel } from "../../../src/catalogue/product";
import { approve, recommend } from "../../../src/catalogue/review/deeds/decide";
import { suspend } from "../../../src/catalogue/review/deeds/suspend";
import { watchCertificates } from "../../../src/catalogue/shelf/certificates/watch-certificates";
import { DraftModel } from "../../../src/catalogue/shelf/draft";
import { SellerModel } from "../../../src/sellers/seller";
import { database } from "../../../src/shared/db";
import { DAY, dayOf, later, now } from "../../../src/shared/time";
import type { Viewer } from "../../../src/shared/viewer";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { open, photograph, typing, written } from "./goods";

let world: World;
let caotang: Person;
beforeAll(async () => {
  world = await openWorld("shelf_lifecycle");
  caotang = await world.person("caotang");
});
afterAll(() => world.close());

/** Both officials, as the review's own tests know them; the doors of the review are tested there. */
async function official(identifier: string, role: "county_official" | "admin", region: string | null): Promise<Viewer> {
  const user = await database().collection("users").findOne({ identifier });
  return {
    id: user?._id,
    name: "official",
    roles: [role],
    organisation: { id: "org_official", name: "o", kind: "county_authority", region, role: "owner" },
  } as unknown as Viewer;
}

async function publishes(id: string): Promise<void> {
  await recommend({ id, by: await official("county-fengjie@demo.liangqun", "county_official", "500236") }, now());
  await approve({ id, by: await official("admin@demo.liangqun", "admin", null) }, now());
}

async function onSale(): Promise<{ id: string; slug: string }> {
  const editing = await written(caotang);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "submit" }).expect(303);
  await publishes(editing.id);
  const product = await ProductModel.findById(editing.id).lean();
  return { id: editing.id, slug: product?.slug as string };
}

test("from an empty page to the market: county, platform, and found by its pinyin", async () => {
  const { slug } = await onSale();
  expect(slug).toMatch(/^cao-tang-qi-cheng/);
  const page = await world.guest().get(`/products/${slug}`).expect(200);
  expect(page.text).toContain("¥59.90");
  expect(page.text).toMatch(/srcset="\/pictures\/file_\w+ 400w, \/pictures\/file_\w+ 800w/);
  const found = await world.guest().get("/api/v1/products?q=caotang").expect(200);
  expect(found.body.items.map((each: { slug: string }) => each.slug)).toContain(slug);
});

test("goods on sale stay as they are while their draft is changed; the change is given up or handed in", async () => {
  const { id, slug } = await onSale();
  const editing = await open(caotang, id);
  await caotang.submit(`/shelf/${id}`, typing(editing, { name: "草堂血橙" })).expect(303);
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "draft" });
  expect((await world.guest().get(`/products/${slug}`)).text).toContain("草堂脐橙");
  await caotang.submit(`/shelf/${id}/discarding`, {}).expect(303);
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "approved", content: { name: "草堂脐橙" } });
  await caotang.submit(`/shelf/${id}`, typing(await open(caotang, id), { name: "草堂血橙", do: "submit" })).expect(303);
  await publishes(id);
  expect(await ProductModel.findById(id).lean()).toMatchObject({ name: "草堂血橙", slug });
});

test("a small change of price stands at once, a large one waits for the officials", async () => {
  const { id } = await onSale();
  const small = typing(await open(caotang, id), { "variants.0.price": "65", do: "submit" });
  await caotang.submit(`/shelf/${id}`, small).expect(303);
  expect(await ProductModel.findById(id).lean()).toMatchObject({ fromFen: 6500 });
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "approved" });
  const large = typing(await open(caotang, id), { "variants.0.price": "650", do: "submit" });
  await caotang.submit(`/shelf/${id}`, large).expect(303);
  expect(await ProductModel.findById(id).lean()).toMatchObject({ fromFen: 6500 });
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "submitted" });
});

test("what a colleague saves while a price is changed at once is not taken for approved", async () => {
  const { id } = await onSale();
  await caotang.submit(`/shelf/${id}`, typing(await open(caotang, id), { "variants.0.price": "65" })).expect(303);
  const now = await open(caotang, id);
  const { findById } = ProductModel;
  const spied = jest.spyOn(ProductModel, "findById").mockImplementationOnce(((...asked: unknown[]) => ({
    lean: async () => {
      const typed = typing(now, { name: "草堂血橙", "variants.0.price": "65" });
      await caotang.submit(`/shelf/${id}`, typed).expect(303);
      return findById.apply(ProductModel, asked as never).lean();
    },
  })) as never);
  await caotang.call("post", `/shelf/products/${id}/submission`).expect(409);
  spied.mockRestore();
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "draft", content: { name: "草堂血橙" } });
  expect(await ProductModel.findById(id).lean()).toMatchObject({ name: "草堂脐橙", fromFen: 5990 });
});

test("a withdrawal stands in the history like everything else", async () => {
  const editing = await written(caotang);
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "submit" }).expect(303);
  await caotang.submit(`/shelf/${editing.id}/withdrawal`, {}).expect(303);
  expect((await caotang.get(`/shelf/${editing.id}/history`).expect(200)).text).toContain("店铺撤回");
});

test("its producer takes it off the market and brings it back; what the platform has suspended stays so", async () => {
  const { id, slug } = await onSale();
  await caotang.submit(`/shelf/${id}/rest`, {}).expect(303);
  await world.guest().get(`/products/${slug}`).expect(404);
  await caotang.submit(`/shelf/${id}/rest`, {}).expect(303);
  await caotang.submit(`/shelf/${id}/comeback`, {}).expect(303);
  await world.guest().get(`/products/${slug}`).expect(200);
  await suspend({ id, by: await official("admin@demo.liangqun", "admin", null), reason: "图片不符" }, now());
  await caotang.submit(`/shelf/${id}/comeback`, {}).expect(409);
  await caotang.submit(`/shelf/${id}/rest`, {}).expect(409);
  expect((await caotang.get("/shelf?list=suspended").expect(200)).text).toContain("看下架原因");
});

test("nothing is handed in from a shop that is not open", async () => {
  const editing = await written(caotang);
  await SellerModel.updateOne({ slug: "fengjie-caotang-hezuoshe" }, { $set: { state: "suspended" } });
  await caotang.submit(`/shelf/${editing.id}`, { ...typing(editing), do: "submit" }).expect(409);
  expect((await caotang.get("/shelf").expect(200)).text).toContain("店还没有开张");
  await SellerModel.updateOne({ slug: "fengjie-caotang-hezuoshe" }, { $set: { state: "open" } });
});

test("a certificate needs its paper and a day to come; its shop is told in time, and buyers never see one that has ended", async () => {
  const { id, slug } = await onSale();
  const paper = { file: [{ name: "证书.jpg", body: await photograph(600, 800) }] };
  const until = dayOf(later(now(), 20 * DAY));
  const certificate = { kind: "green", name: "绿色食品证书", number: "LB-12-34", validUntil: until };
  await caotang.submit(`/shelf/${id}/certificates`, certificate).expect(422);
  await caotang.sends(`/shelf/${id}/certificates`, { ...certificate, validUntil: "2020-01-01" }, paper).expect(422);
  await caotang
    .sends(`/shelf/${id}/certificates`, certificate, { file: [{ name: "x.jpg", body: Buffer.from("<html>") }] })
    .expect(422);
  await caotang.sends(`/shelf/${id}/certificates`, certificate, paper).expect(303);
  const page = await caotang.get(`/shelf/${id}/certificates`).expect(200);
  const href = /href="(\/shelf\/[^"]+\/papers\/[^"]+)"/.exec(page.text)?.[1] as string;
  expect((await caotang.get(href).expect(200)).headers["cache-control"]).toBe("private, no-store");
  await (await world.person("feiling")).get(href).expect(404);
  await world.guest().get(href).expect(303);
  await caotang.submit(`/shelf/${id}`, typing(await open(caotang, id), { do: "submit" })).expect(303);
  await publishes(id);
  expect((await world.guest().get(`/products/${slug}`)).text).toContain("LB-12-34");
  await watchCertificates(now());
  await watchCertificates(now());
  expect(await database().collection("notices").countDocuments({ kind: "certificate_ends" })).toBe(1);
  await watchCertificates(later(now(), 21 * DAY));
  expect(await ProductModel.findById(id).lean()).toMatchObject({ certifications: [], marks: "" });
  expect(await database().collection("notices").countDocuments({ kind: "certificate_ends" })).toBe(1);
});

test("a batch's own certificate stands beside the goods at once", async () => {
  const { id, slug } = await onSale();
  const paper = { file: [{ name: "合格证.jpg", body: await photograph(600, 800) }] };
  const batch = { number: "20261120-3", date: dayOf(now()) };
  await caotang.sends(`/shelf/${id}/batches`, { ...batch, date: "2099-01-01" }, paper).expect(422);
  await caotang.sends(`/shelf/${id}/batches`, batch, paper).expect(303);
  await caotang.sends(`/shelf/${id}/batches`, batch, paper).expect(422);
  expect((await world.guest().get(`/products/${slug}`)).text).toContain("20261120-3");
  expect(await DraftModel.findById(id).lean()).toMatchObject({ state: "approved" });
  await caotang.submit(`/shelf/${id}`, typing(await open(caotang, id), { name: "草堂血橙" })).expect(303);
  await caotang.submit(`/shelf/${id}/discarding`, {}).expect(303);
  const { content } = (await DraftModel.findById(id).lean()) ?? {};
  expect(content).toMatchObject({ name: "草堂脐橙", batches: [{ file: expect.stringMatching(/^file_/) }] });
});
