import fc from "fast-check";
import { CampaignModel } from "../../../src/campaigns/campaign";
import { EntryModel } from "../../../src/credits/entry";
import { type Order, OrderModel } from "../../../src/orders/order-record";
import { caseFor, lineFacts } from "../../../src/reports/explain/case";
import { derive } from "../../../src/reports/explain/facts";
import { stepsOf } from "../../../src/reports/explain/steps";
import { verdictFor } from "../../../src/reports/explain/verdict";
import type { OrderId, PartnershipId, RegionCode } from "../../../src/shared/ids";
import { fen } from "../../../src/shared/money";
import { later, MINUTE } from "../../../src/shared/time";
import { gazette, noon, partnerships, regions } from "../../credits/ground";
import { buys, inChinese } from "../../orders/shop";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";

const PICKED = regions.map((region) => region._id);
const day = fc.constantFrom("2020-06-01", "2026-11-02", "2027-12-31", "2028-01-01", "2029-05-05").map(noon);

/** Any order of one line: whoever buys, through whatever, whenever. */
const orders = fc
  .record({
    county: fc.constantFrom(...partnerships.map((each) => each.county)),
    affiliation: fc.option(fc.constantFrom(...PICKED, "510000" as RegionCode)),
    helper: fc.option(fc.constantFrom(...PICKED)),
    book: fc.constantFrom(...partnerships.map((each) => each._id)),
    placedAt: day,
    early: fc.constantFrom(-60, -1, 0, 1, 60),
  })
  .map(({ county, affiliation, helper, book, placedAt, early }) => {
    const order = {
      _id: "ord_x" as OrderId,
      state: "paid",
      placedAt,
      paidAt: later(placedAt, 5 * MINUTE),
      receivedAt: null,
      buyerKind: "citizen",
      way: "delivery",
      timeline: [],
      affiliation: { region: affiliation, how: "chosen" },
      campaign: helper && {
        ...{ _id: "cam_x", slug: "x", name: "直播", nameEn: "Live", helper },
        ...{ partnership: book as PartnershipId, registeredAt: later(placedAt, early * MINUTE) },
      },
    } as unknown as Order;
    const bare = {
      line: "1",
      product: "prd_x",
      county,
      paidFen: fen(100),
      credit: null,
    } as never as Order["lines"][number];
    return { order, line: { ...bare, credit: derive(order, bare, gazette) } };
  });

describe("the rule asked again", () => {
  const BASIS: Record<string, string> = {
    help_sell: "help_sell",
    help_sell_before_buyer: "help_sell",
    purchase: "purchase",
    non_paired: "non_paired",
    no_helpers: "non_paired",
    out_of_scope: "out_of_scope",
    unknown_buyer: "out_of_scope",
  };

  test("says in words what the frozen credit says, and each side what is its own", () => {
    fc.assert(
      fc.property(orders, fc.constantFrom(...PICKED), ({ order, line }, own) => {
        const paid = { line: "ord_x:1", measure: "paid", amountFen: 100, source: { kind: "order" } } as never;
        const facts = lineFacts(order, line, { gazetteer: gazette, entries: [paid], approved: new Map() });
        const rule =
          stepsOf(facts)
            .find(({ step }) => step === "rule")
            ?.code.slice("rule.".length) ?? "";
        expect(BASIS[rule]).toBe(line.credit?.basis);
        const { code } = verdictFor({ side: "helper", region: own }, facts);
        expect(code === "only_paid_ours").toBe(line.credit?.helper === own);
        if (code.startsWith("link_")) expect(order.affiliation.region).toBe(own);
        // The confirmed link of that day would have made it ours.
        expect(code).not.toBe("link_confirmed");
      }),
      { numRuns: 1000 },
    );
  });
});

describe("an official asks for an order", () => {
  let world: World;
  let number: string;
  const who = {} as Record<"zhou" | "chen" | "jiangbei" | "youyang" | "city" | "admin", Person>;
  const page = async (by: Person, order: string, status = 200) =>
    (await inChinese(by.get(`/explain?order=${encodeURIComponent(order)}`)).expect(status)).text;
  const asked = (by: Person, order: string) =>
    by.get(`/api/v1/explanations?order=${order}`).set("accept-language", "zh-CN");

  beforeAll(async () => {
    world = await openWorld("explain");
    for (const name of ["zhou", "chen", "jiangbei", "youyang", "city", "admin"] as const)
      who[name] = await world.person(name);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.freshTrade();
    number = (await buys(world, who.zhou, { [RICE]: 1 }))[0]?.number ?? "";
  });

  test("a purchase of the helper's own citizen: credited, not yet recognised", async () => {
    const html = await page(who.jiangbei, ` ${number.toLowerCase()} `);
    expect(html).toContain("采购：买家归属江北区");
    expect(html).toContain("算给本单位，目前只到成交 ¥118.00");
    expect(html).toContain("等买家收货、提货或核销");
    for (const secret of ["周敏", "13800001234", "观音桥街道"]) expect(html).not.toContain(secret);
    const { body } = await asked(who.youyang, number).expect(200);
    expect(body.lines[0]).toMatchObject({ basis: "purchase", counts: "not_yet", differs: false });
    const entry = await EntryModel.findOne({ "order.number": number }).lean();
    expect(body.lines[0].entries).toEqual([expect.objectContaining({ id: entry?._id, amountFen: 11_800 })]);
  });

  test("a buyer of another district: why it is not counted, and what can be done", async () => {
    const [other] = await buys(world, who.chen, { [RICE]: 1 });
    const html = await page(who.jiangbei, other?.number ?? "");
    expect(html).toContain("买家归属渝中区，不是江北区");
    expect(html).toContain("平台上的订单不能再走线下申报");
    expect(await page(who.youyang, other?.number ?? "")).toContain("不算给任何结对");
    expect(await page(who.city, other?.number ?? "")).toContain("那天酉阳的协同区是江北");
  });

  test("a campaign registered after the order is named as what it is", async () => {
    await OrderModel.updateOne({ number }, { $set: { "affiliation.region": "500103" } });
    const order = (await OrderModel.findOne({ number }).lean()) as Order;
    const registeredAt = later(order.placedAt, MINUTE);
    const campaign = { _id: "cam_late", slug: "late", name: "江北直播", nameEn: "Jiangbei live" };
    const trace = { ...campaign, helper: "500105", partnership: "youyang", registeredAt };
    const credit = { book: "youyang", partnership: null, helper: null, basis: "non_paired", ruleVersion: 1 };
    const late = { ...credit, campaign: { id: "cam_late", setAside: "registered_late" } };
    await OrderModel.updateOne({ number }, { $set: { campaign: trace, "lines.0.credit": late } } as never);
    const html = await page(who.jiangbei, number);
    expect(html).toContain("才登记，不早于");
    expect(html).toContain("下次先登记活动，再开始卖");
    expect(await CampaignModel.countDocuments({ _id: "cam_late" as never })).toBe(0);
  });

  test("an order not paid, refunded, and one nobody has", async () => {
    const { orders: placed } = await who.zhou.orders(RICE, 1);
    expect(await page(who.city, placed[0]?.number ?? "")).toContain("还没有付款");
    expect(await page(who.city, "LQ000000-XXXXXXXX", 404)).toContain("查不到这个订单");
    await asked(who.city, "LQ000000-XXXXXXXX").expect(404);
  });

  test("what is no business of a side's is answered like a number nobody has", async () => {
    const [foreign] = await buys(world, who.chen, { "FD-HONGXINYOU-2": 1 });
    const [mine, theirs] = [foreign?.number ?? "LQ1", "LQ000000-XXXXXXXX"];
    const strip = (html: string, order: string) =>
      html.replaceAll(order, "").replace(/content="[^"]*"|value="[^"]*"|href="\/language[^"]*"/g, "");
    expect(strip(await page(who.youyang, mine, 404), mine)).toBe(strip(await page(who.youyang, theirs, 404), theirs));
    for (const role of ["county_official", "helper_official"] as const) {
      const nowhere = { id: "usr_x", name: "x", roles: [role], organisation: { region: null } } as never;
      expect(await caseFor(nowhere, number, gazette, noon("2026-11-23"))).toBeNull();
    }
    await who.zhou.get(`/explain?order=${number}`).expect(403);
    await asked(who.zhou, number).expect(403);
    await asked(world.guest(), number).expect(401);
  });
});
