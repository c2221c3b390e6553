import fc from "fast-check";
import { attribute, BASES, PAIRED, RULE_VERSION } from "../../src/credits/attribute";
import type { RegionCode } from "../../src/shared/ids";
import {
  BANAN,
  CHENGKOU,
  campaignOf,
  FENGDU,
  gazette,
  JIANGBEI,
  LIANGJIANG,
  noon,
  partnerships,
  RONGCHANG,
  regions,
  WANZHOU,
  YOUYANG,
  YUZHONG,
} from "./ground";

const at = noon("2026-11-02");
const before = noon("2026-11-01");

describe("who is credited", () => {
  test.each([
    // The worked examples of the counting rules.
    ["1 a Jiangbei citizen buys Youyang rice", YOUYANG, JIANGBEI, null, "purchase", "youyang", JIANGBEI],
    [
      "2 a Yuzhong citizen buys it through Jiangbei's group",
      YOUYANG,
      YUZHONG,
      campaignOf(JIANGBEI, "youyang", before),
      "help_sell",
      "youyang",
      JIANGBEI,
    ],
    ["3 a Yuzhong citizen buys it directly", YOUYANG, YUZHONG, null, "non_paired", null, null],
    ["4a a Rongchang canteen buys Fengdu beef", FENGDU, RONGCHANG, null, "purchase", "fengdu", RONGCHANG],
    ["4b a Banan union buys Fengdu pomelo", FENGDU, BANAN, null, "purchase", "fengdu", BANAN],
    // The edges between them.
    [
      "a helper's own citizen through the other helper's campaign",
      FENGDU,
      BANAN,
      campaignOf(RONGCHANG, "fengdu", before),
      "help_sell",
      "fengdu",
      RONGCHANG,
    ],
    [
      "a buyer from Chengdu through a campaign",
      YOUYANG,
      "510100",
      campaignOf(JIANGBEI, "youyang", before),
      "help_sell",
      "youyang",
      JIANGBEI,
    ],
    ["a buyer from Chengdu directly", YOUYANG, "510100", null, "out_of_scope", null, null],
    ["a buyer in another county of the two clusters", YOUYANG, FENGDU, null, "out_of_scope", null, null],
    ["a buyer nobody knows the district of", YOUYANG, null, null, "out_of_scope", null, null],
    ["a zone that is a helper", WANZHOU, LIANGJIANG, null, "purchase", "wanzhou", LIANGJIANG],
    ["a zone that helps another county", YOUYANG, LIANGJIANG, null, "non_paired", null, null],
    ["a helper that is not confirmed", CHENGKOU, YUZHONG, null, "non_paired", null, null],
    [
      "a campaign registered at the very instant of the order",
      YOUYANG,
      YUZHONG,
      campaignOf(JIANGBEI, "youyang", at),
      "non_paired",
      null,
      null,
    ],
    [
      "a late campaign and a helper's citizen",
      YOUYANG,
      JIANGBEI,
      campaignOf(JIANGBEI, "youyang", at),
      "purchase",
      "youyang",
      JIANGBEI,
    ],
    [
      "a campaign for another partnership",
      YOUYANG,
      YUZHONG,
      campaignOf(BANAN, "fengdu", before),
      "non_paired",
      null,
      null,
    ],
    [
      "a campaign of somebody who does not help here",
      YOUYANG,
      JIANGBEI,
      campaignOf(RONGCHANG, "youyang", before),
      "purchase",
      "youyang",
      JIANGBEI,
    ],
  ] as const)("%s", (_case, county, affiliation, campaign, basis, partnership, helper) => {
    const facts = { county, affiliation: affiliation as RegionCode | null, campaign, orderedAt: at, at };
    expect(attribute(facts, gazette)).toMatchObject({ basis, partnership, helper, ruleVersion: RULE_VERSION });
  });

  test("example 5: goods from outside the 17 counties are nobody's credit", () => {
    const parts = { county: LIANGJIANG, affiliation: WANZHOU, campaign: null, orderedAt: at, at };
    expect(() => attribute(parts, gazette)).toThrow("not credited");
  });

  test("a campaign that did not decide is kept with the reason", () => {
    const facts = { county: YOUYANG, affiliation: YUZHONG, orderedAt: at, at };
    const why = (campaign: ReturnType<typeof campaignOf>) =>
      attribute({ ...facts, campaign }, gazette).campaign?.setAside;
    expect(why(campaignOf(JIANGBEI, "youyang", before))).toBeNull();
    expect(why(campaignOf(JIANGBEI, "youyang", at))).toBe("registered_late");
    expect(why(campaignOf(BANAN, "fengdu", before))).toBe("other_partnership");
    expect(why(campaignOf(BANAN, "youyang", before))).toBe("not_a_helper");
  });

  test("re-pairing takes effect at midnight in Chongqing, for what happens from then on", () => {
    const facts = { county: YOUYANG, affiliation: BANAN, campaign: null, orderedAt: at };
    const basisAt = (instant: string) => attribute({ ...facts, at: new Date(instant) }, gazette).basis;
    expect(basisAt("2027-12-31T15:59:59.999Z")).toBe("non_paired");
    expect(basisAt("2027-12-31T16:00:00.000Z")).toBe("purchase");
  });

  test("every sale has exactly one basis, and a partnership exactly when it is paired", () => {
    const anyRegion = fc.constantFrom<(RegionCode | null)[]>(
      ...regions.map((each) => each._id),
      "510100" as RegionCode,
      null,
    );
    const anyCampaign = fc.option(
      fc.record({
        helper: anyRegion,
        book: fc.constantFrom(...partnerships),
        day: fc.constantFrom("2026-10-01", "2026-11-02", "2026-12-01"),
      }),
    );
    const anyCounty = fc.constantFrom(YOUYANG, FENGDU, CHENGKOU, WANZHOU);
    fc.assert(
      fc.property(anyCounty, anyRegion, anyCampaign, (county, affiliation, through) => {
        const campaign = through?.helper ? campaignOf(through.helper, through.book._id, noon(through.day)) : null;
        const credit = attribute({ county, affiliation, campaign, orderedAt: at, at }, gazette);
        expect(BASES).toContain(credit.basis);
        expect(credit.book).toBe(gazette.partnershipOf(county)?._id);
        expect([credit.partnership !== null, credit.helper !== null]).toEqual([
          PAIRED.includes(credit.basis),
          PAIRED.includes(credit.basis),
        ]);
        if (credit.partnership) expect(credit.partnership).toBe(credit.book);
      }),
      { numRuns: 500 },
    );
  });
});
