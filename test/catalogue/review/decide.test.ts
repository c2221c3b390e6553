import { NoticeModel } from "../../../src/accounts/notices/notice";
import { UserModel } from "../../../src/accounts/user";
import { ProductModel } from "../../../src/catalogue/product";
import { openForgottenStock } from "../../../src/catalogue/review/deeds/open-first-stock";
import { ProductVersionModel } from "../../../src/catalogue/review/history";
import { DraftModel, draftOf } from "../../../src/catalogue/shelf/draft";
import { submitDraft } from "../../../src/catalogue/shelf/moves/submit-draft";
import { saveDraft } from "../../../src/catalogue/shelf/writing/save-draft";
import { availability, StockModel } from "../../../src/catalogue/stocks/stock";
import { SellerModel } from "../../../src/sellers/seller";
import { forgetAll } from "../../../src/shared/cache";
import { now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, PEOPLE, type World } from "../../support/world";
import { aPaper, content, handedIn, keeper, official, shop } from "./goods";

let world: World;
let county: Person;
let foreign: Person;
let admin: Person;

beforeAll(async () => {
  world = await openWorld("review");
  county = await world.person("youyang");
  foreign = await official(world, "fengjie");
  admin = await world.person("admin");
});
afterAll(() => world.close());

afterEach(async () => {
  await SellerModel.updateMany({}, { $set: { state: "open" } });
  forgetAll();
});

const told = async (kind: string, key: string) =>
  (await NoticeModel.find({ kind, _id: { $regex: key } }).lean()).map((notice) => notice.user as string);
const userOf = async (identifier: string) => (await UserModel.findOne({ identifier }).lean())?._id as string;

describe("on the way to the market", () => {
  test("a submission reaches its county alone, is recommended, approved and on sale, each told once", async () => {
    const draft = await handedIn();
    const [variant] = draft.content.variants;
    expect(await told("goods_submitted", draft._id)).toEqual([await userOf(PEOPLE.youyang)]);
    expect((await county.get("/review")).text).toContain("酉阳苦荞米");
    expect((await foreign.get("/review")).text).not.toContain("酉阳苦荞米");
    await foreign.get(`/review/${draft._id}`).expect(404);
    await foreign.call("post", `/products/${draft._id}/approval`).expect(404);

    await admin.call("post", `/products/${draft._id}/approval`).expect(409);
    const page = await county.get(`/review/${draft._id}`).expect(200);
    expect(page.text).toContain("推荐给平台");
    await county.submit(`/review/${draft._id}/recommendation`, { version: String(draft.version) }).expect(303);
    await county.submit(`/review/${draft._id}/recommendation`, { version: String(draft.version) }).expect(303);
    expect(await told("goods_recommended", draft._id)).toEqual([await userOf(PEOPLE.admin)]);
    expect(await told("goods_recommended_shop", draft._id)).toEqual([await userOf(PEOPLE.feiling)]);

    expect((await admin.get("/review")).text).toContain("酉阳苦荞米");
    const answer = await admin.call("post", `/products/${draft._id}/approval`, {}).expect(200);
    expect(answer.body).toMatchObject({ id: draft._id, draft: null, product: { state: "approved", version: 1 } });
    await admin.call("post", `/products/${draft._id}/approval`, {}).expect(200);
    const { slug } = answer.body.product;
    expect(slug).toBe("you-yang-ku-qiao-mi");
    const shown = await world.guest().get(`/api/v1/products/${slug}`).expect(200);
    expect(shown.body).toMatchObject({
      name: "酉阳苦荞米",
      variants: [{ sku: variant?.sku, priceFen: 1200, pieces: 30 }],
    });
    expect(await told("goods_approved", draft._id)).toEqual([await userOf(PEOPLE.feiling)]);
    expect(await ProductVersionModel.find({ product: draft._id }).sort({ at: 1 }).lean()).toMatchObject([
      { deed: "submitted", version: null, by: { side: "shop" } },
      { deed: "recommended", version: null, by: { side: "county" } },
      { deed: "published", version: 1, by: { side: "platform" }, opening: null },
    ]);
    expect((await DraftModel.findById(draft._id).lean())?.content.variants).toMatchObject([{ listed: true }]);
  });

  test("five who approve at once publish once", async () => {
    const draft = await handedIn({ name: "酉阳高山荞麦" });
    await county.call("post", `/products/${draft._id}/approval`, { version: draft.version }).expect(200);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => admin.call("post", `/products/${draft._id}/approval`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await ProductVersionModel.countDocuments({ product: draft._id, deed: "published" })).toBe(1);
    expect((await ProductModel.findById(draft._id).lean())?.version).toBe(1);
  });

  test("what died between publishing and opening is opened by the chores", async () => {
    const draft = await handedIn({ name: "酉阳红高粱" });
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
    await admin.call("post", `/products/${draft._id}/approval`).expect(200);
    const sku = draft.content.variants[0]?.sku as never;
    await StockModel.deleteOne({ _id: sku });
    await ProductVersionModel.updateOne(
      { product: draft._id, deed: "published" },
      { $set: { opening: [{ sku, pieces: 30 }] } },
    );
    await openForgottenStock();
    await openForgottenStock();
    expect((await availability([sku])).get(sku)).toBe(30);
  });

  test("is returned with a reason, which the shop is told and nobody else may read on", async () => {
    const draft = await handedIn({ name: "酉阳玉米糁" });
    const refused = await county.submit(`/review/${draft._id}/return`, {
      version: String(draft.version),
      reason: "差",
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("至少要 4 个字");
    const reason = "照片不清楚，请重拍包装正面";
    await county.submit(`/review/${draft._id}/return`, { version: String(draft.version), reason }).expect(303);
    expect(await told("goods_returned", draft._id)).toEqual([await userOf(PEOPLE.feiling)]);
    const { returned } = (await DraftModel.findById(draft._id).lean()) as unknown as { returned: object };
    expect(returned).toMatchObject({ reason, by: "county" });
    const page = await county.get(`/review/${draft._id}`).expect(200);
    expect(page.text).toContain(reason);
    expect(page.text).not.toContain("12 / 袋");
    await county.call("post", `/products/${draft._id}/approval`).expect(409);
    await world.guest().get("/api/v1/products/you-yang-yu-mi-san").expect(404);
  });

  test("what was changed after it was looked at is not decided on", async () => {
    const draft = await handedIn({ name: "酉阳绿豆" });
    const stale = draft.version;
    await DraftModel.updateOne({ _id: draft._id }, { $inc: { version: 1 } });
    await county
      .call("post", `/products/${draft._id}/approval`, { version: stale })
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe("PRODUCT_CHANGED"));
    const page = await county.submit(`/review/${draft._id}/recommendation`, { version: String(stale) });
    expect(page.status).toBe(409);
    expect(page.text).toContain("您看过之后，它又改过");
    expect((await DraftModel.findById(draft._id).lean())?.state).toBe("submitted");
  });
});

describe("who decides on what", () => {
  test("guests sign in, buyers, shops and helpers have no door, counties do not approve or suspend", async () => {
    const draft = await handedIn({ name: "酉阳花生" });
    await world.guest().get("/review").expect(303);
    for (const name of ["zhou", "feiling", "jiangbei", "city"] as const) {
      const person = await world.person(name);
      await person.get("/review").expect(403);
      await person.get(`/review/${draft._id}`).expect(403);
      await person.call("post", `/products/${draft._id}/approval`).expect(403);
      await person.call("post", `/products/${draft._id}/return`, { reason: "没有理由" }).expect(403);
    }
    await county.submit(`/review/${draft._id}/approval`, {}).expect(403);
    await county.call("post", `/products/${draft._id}/suspension`, { reason: "没有理由" }).expect(403);
    await admin.submit(`/review/${draft._id}/recommendation`, {}).expect(403);
  });

  test("nobody decides on goods of an organisation they belong to", async () => {
    const { organisation } = await shop();
    const draft = await handedIn({ name: "酉阳黄豆" });
    const identifier = PEOPLE.youyang;
    const before = await UserModel.findOne({ identifier }).lean();
    await UserModel.updateOne({ identifier }, { $push: { memberships: { organisation, role: "member" } } });
    await county
      .call("post", `/products/${draft._id}/approval`)
      .expect(403)
      .expect(({ body }) => expect(body.code).toBe("OWN_ORGANISATION"));
    await UserModel.updateOne({ identifier }, { $set: { memberships: before?.memberships ?? [] } });
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
  });

  test("who may only look in an office sees the goods and decides nothing", async () => {
    const draft = await handedIn({ name: "酉阳红豆" });
    const identifier = PEOPLE.youyang;
    await UserModel.updateOne({ identifier }, { $set: { "memberships.0.role": "member" } });
    forgetAll();
    const looking = await world.person("youyang");
    const page = await looking.get(`/review/${draft._id}`).expect(200);
    expect(page.text).not.toContain("推荐给平台</button>");
    expect(page.text).toContain("现在没有要您决定的");
    await looking.call("post", `/products/${draft._id}/approval`).expect(403);
    await looking.call("post", `/products/${draft._id}/return`, { reason: "照片不清楚" }).expect(403);
    await UserModel.updateOne({ identifier }, { $set: { "memberships.0.role": "owner" } });
    forgetAll();
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
  });

  test("goods of a shop that is not open wait for it", async () => {
    const draft = await handedIn({ name: "酉阳小米" });
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
    await SellerModel.updateOne({ slug: "feiling" }, { $set: { state: "suspended" } });
    await admin
      .call("post", `/products/${draft._id}/approval`)
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe("SHOP_NOT_OPEN"));
    expect((await admin.get(`/review/${draft._id}`)).text).toContain("这家店还没有开业");
    expect(await ProductModel.findById(draft._id)).toBeNull();
  });

  test("a car part can neither be recommended nor approved", async () => {
    const draft = await handedIn({ name: "汽车滤清器" });
    await DraftModel.updateOne({ _id: draft._id }, { $set: { "content.category": "other" } });
    await county
      .call("post", `/products/${draft._id}/approval`)
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe("PRODUCT_NOT_ELIGIBLE"));
    const main = { "content.category": "", "content.originCounty": "500112", state: "recommended" };
    await DraftModel.updateOne({ _id: draft._id }, { $set: main });
    await admin
      .call("post", `/products/${draft._id}/approval`)
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe("PRODUCT_NOT_ELIGIBLE"));
    expect(await ProductModel.findById(draft._id)).toBeNull();
  });

  test("papers are opened by the officials of that county and nobody else", async () => {
    const file = await aPaper(await shop());
    const certificate = {
      id: "crt_1",
      kind: "gi",
      name: "酉阳苦荞",
      nameEn: "",
      number: "AGI01",
      year: "",
      source: "",
      validUntil: "",
      file,
    };
    const draft = await handedIn({ name: "酉阳苦荞茶", certificates: [certificate] });
    expect((await county.get(`/review/${draft._id}`)).text).toContain(`/review/${draft._id}/papers/crt_1`);
    const paper = await county.get(`/review/${draft._id}/papers/crt_1`).expect(200);
    expect(paper.headers["content-type"]).toBe("application/pdf");
    expect(paper.headers["cache-control"]).toContain("no-store");
    await foreign.get(`/review/${draft._id}/papers/crt_1`).expect(404);
    await county.get(`/review/${draft._id}/papers/crt_2`).expect(404);
    await (await world.person("zhou")).get(`/review/${draft._id}/papers/crt_1`).expect(403);
    await world.guest().get(`/review/${draft._id}/papers/crt_1`).expect(303);
  });
});

describe("on the market", () => {
  test("a change shows what differs, brings in a size and lets one go, whose stock stays", async () => {
    const draft = await handedIn({ name: "酉阳藠头", variants: [{}, { price: "20", weight: "1000" }] });
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
    await admin.call("post", `/products/${draft._id}/approval`).expect(200);
    const [keep, gone] = draft.content.variants;
    const [seller, by] = [await shop(), await keeper()];
    const current = await draftOf(seller._id, draft._id);
    const added = {
      ...content(seller, draft._id).variants[0],
      sku: `${draft._id.slice(-10)}-3`.toUpperCase(),
      name: "3 号袋",
      stock: "7",
    };
    const changed = { ...current.content, name: "酉阳甜藠头", variants: [current.content.variants[0], added] } as never;
    await saveDraft(current, changed, { by, at: now() });
    await submitDraft(seller, draft._id, by, now());
    const page = await county.get(`/review/${draft._id}`).expect(200);
    expect(page.text).toMatch(/<del>酉阳藠头<\/del>[\s\S]*<ins>酉阳甜藠头<\/ins>/);
    expect(page.text).toContain("新增规格");
    expect(page.text).toContain("去掉规格");
    expect((await county.get("/review")).text).toContain(
      "名称、英文名称、去掉规格、新增规格".replace("英文名称、", ""),
    );
    await county.call("post", `/products/${draft._id}/approval`).expect(200);
    const answer = await admin.call("post", `/products/${draft._id}/approval`).expect(200);
    expect(answer.body.product).toMatchObject({ state: "approved", version: 2 });
    const product = await ProductModel.findById(draft._id).lean();
    expect(product).toMatchObject({ name: "酉阳甜藠头", version: 2, fromFen: 1200 });
    expect(product?.tokens.join()).toContain("甜");
    expect(product?.variants.map(({ sku }) => sku)).toEqual([keep?.sku, added.sku]);
    expect(await availability([gone?.sku as never, added.sku as never])).toEqual(
      new Map([
        [gone?.sku, 30],
        [added.sku, 7],
      ]),
    );
    const line = await ProductVersionModel.findOne({ product: draft._id, version: 2 }).lean();
    expect(line?.changes).toMatchObject([
      { field: "name", before: "酉阳藠头", after: "酉阳甜藠头" },
      { field: `variants.${gone?.sku}`, after: null },
      { field: `variants.${added.sku}`, before: null },
    ]);
  });

  test("the platform suspends with a reason and lifts; the shop is told and nothing is sold meanwhile", async () => {
    const product = await ProductModel.findOne({ slug: "tushi-gaoshan-dami" }).lean();
    const path = `/products/${product?._id}/suspension`;
    await admin.call("post", path, {}).expect(422);
    await admin.call("post", path, { reason: "抽检不合格，待复检" }).expect(200);
    await admin.call("post", path, { reason: "抽检不合格，待复检" }).expect(200);
    forgetAll();
    await world.guest().get("/api/v1/products/tushi-gaoshan-dami").expect(404);
    await world.guest().puts("YY-RICE-10KG", 1).expect(404);
    expect(await told("goods_suspended", product?._id as string)).toEqual([await userOf(PEOPLE.feiling)]);
    expect((await admin.get("/review?tab=suspended")).text).toContain("涂市高山大米");
    expect((await admin.get(`/review/${product?._id}`)).text).toContain("抽检不合格，待复检");
    await admin.submit(`/review/${product?._id}/lifting`, {}).expect(303);
    await admin.call("delete", path).expect(200);
    forgetAll();
    await world.guest().get("/api/v1/products/tushi-gaoshan-dami").expect(200);
    expect(await ProductVersionModel.countDocuments({ product: product?._id as never, deed: "suspended" })).toBe(1);
    expect(await ProductVersionModel.countDocuments({ product: product?._id as never, deed: "lifted" })).toBe(1);
  });

  test("what rested before it was suspended rests again after it", async () => {
    const filter = { slug: "tushi-gaoshan-dami" };
    await ProductModel.updateOne(filter, { $set: { state: "resting" } });
    const id = (await ProductModel.findOne(filter).lean())?._id;
    await admin.call("post", `/products/${id}/suspension`, { reason: "等证书补齐" }).expect(200);
    await admin.call("delete", `/products/${id}/suspension`).expect(200);
    expect((await ProductModel.findOne(filter).lean())?.state).toBe("resting");
    await ProductModel.updateOne(filter, { $set: { state: "approved" } });
  });
});
