import { OrganisationModel } from "../../src/accounts/organisation";
import { SellerModel } from "../../src/sellers/seller";
import type { OrganisationId } from "../../src/shared/ids";
import { confirm, official, PRODUCER, RICE_DEAL, submitted, written } from "../credits/declarations/declaring";
import type { Person } from "../support/person";
import { openWorld, type World } from "../support/world";

let world: World;
const who = {} as Record<"feiling" | "caotang" | "canteen" | "youyang" | "jiangbei" | "zhou", Person>;
/** The canteen's declared purchase, with what is seen of it, and the deal whose number has no shop here. */
let deal: ReturnType<typeof RICE_DEAL>;
beforeAll(async () => {
  world = await openWorld("declared");
  for (const name of ["feiling", "caotang", "canteen", "youyang", "jiangbei", "zhou"] as const)
    who[name] = await world.person(name);
  const shop = await SellerModel.findOne({ slug: "feiling" }, { organisation: 1 }).lean();
  await OrganisationModel.updateOne(
    { _id: shop?.organisation as OrganisationId },
    { $set: { registrationNumber: PRODUCER } },
  );
  deal = RICE_DEAL();
});
afterAll(() => world.close());

const page = (by: Person, path = "/shop/declarations") => by.get(path).set("accept-language", "zh-CN");
const list = async (by: Person) => (await by.get("/api/v1/shop/declarations").expect(200)).body;

test("an empty page says what will stand there, and the balance and the first page lead to it", async () => {
  expect((await page(who.feiling).expect(200)).text).toContain("还没有人申报过本店的货");
  expect(await list(who.feiling)).toEqual({ items: [], nextCursor: null });
  for (const from of ["/settlements", "/shop"])
    expect((await page(who.feiling, from).expect(200)).text).toContain('href="/shop/declarations"');
});

test("a shop follows what was declared of its goods, and never reads which institution it was", async () => {
  await written(who.canteen, RICE_DEAL());
  expect((await list(who.feiling)).items).toEqual([]);
  const id = await submitted(who.canteen, deal);
  const shown = async (state: string, words: string[]): Promise<void> => {
    const { text } = await page(who.feiling).expect(200);
    for (const each of [...words, deal.invoice.number, "江北的一家单位", "高山大米 100 公斤", "土蜂蜜 12.5 公斤"])
      expect(text).toContain(each);
    const { items } = await list(who.feiling);
    expect(items).toMatchObject([{ state, amountFen: 120_000, declarer: { kind: "institution", name: null } }]);
    const { name } = (await who.canteen.get(`/api/v1/declarations/${id}`).expect(200)).body.declarer;
    for (const seen of [text, JSON.stringify(items)]) expect(seen).not.toContain(name);
  };
  await shown("submitted", ["待县方确认", "¥1,200.00"]);
  await confirm(who.youyang, id, "county").expect(200);
  await shown("county_confirmed", ["待区方确认"]);
  await confirm(who.jiangbei, id, "helper").expect(200);
  await shown("confirmed", ["已认定"]);
});

test("an office is named; nothing of it can be opened, and no other shop sees it", async () => {
  await submitted(await official(world, "helper-jiangbei"), {
    ...RICE_DEAL(),
    ...{ basis: "help_sell", event: { kind: "livestream", name: "秋收直播" } },
  });
  const { items } = await list(who.feiling);
  expect(items[0]).toMatchObject({ basis: "help_sell", declarer: { kind: "helper_authority", region: "500105" } });
  expect((await page(who.feiling).expect(200)).text).toContain(items[0].declarer.name);
  expect((await page(who.feiling).expect(200)).text).not.toMatch(/href="\/declarations\//);
  expect((await list(who.caotang)).items).toEqual([]);
  for (const by of [who.zhou, who.canteen, who.youyang]) await page(by).expect(403);
  await page(world.guest()).expect(303);
});

test("a number that nobody has vetted yet shows nothing", async () => {
  await SellerModel.updateOne({ slug: "feiling" }, { $set: { openedAt: null, state: "applied" } });
  expect((await list(who.feiling)).items).toEqual([]);
  expect((await page(who.feiling).expect(200)).text).toContain("还没有人申报过本店的货");
});
