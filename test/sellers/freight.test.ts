import fc from "fast-check";
import { type FreightTemplate, freightOf, priceOf, ruleFor } from "../../src/sellers/freight";
import { fen } from "../../src/shared/money";

const rule = { baseFen: fen(800), baseGrams: 3000, stepFen: fen(200), stepGrams: 1000, freeOverFen: fen(12_900) };

test.each([
  { grams: 500, goodsFen: 1000, costs: 800 },
  { grams: 3000, goodsFen: 1000, costs: 800 },
  { grams: 3001, goodsFen: 1000, costs: 1000 },
  { grams: 5000, goodsFen: 1000, costs: 1200 },
  { grams: 5000, goodsFen: 12_899, costs: 1200 },
  { grams: 5000, goodsFen: 12_900, costs: 0 },
])("$grams g of goods for $goodsFen fen cost $costs", ({ grams, goodsFen, costs }) => {
  expect(freightOf(rule, { grams, goodsFen: fen(goodsFen) })).toBe(costs);
});

test("a seller who sends nothing free", () => {
  expect(freightOf({ ...rule, freeOverFen: null }, { grams: 100, goodsFen: fen(10_000_000) })).toBe(800);
});

test("a heavier parcel of the same goods never costs less", () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), fc.nat(20_000), (a, b, goods) => {
      const goodsFen = fen(goods);
      expect(priceOf(rule, { grams: Math.max(a, b), goodsFen })).toBeGreaterThanOrEqual(
        priceOf(rule, { grams: Math.min(a, b), goodsFen }),
      );
    }),
  );
});

describe("a template with regions", () => {
  const template: FreightTemplate = {
    ...rule,
    regions: [
      { ...rule, id: "away", places: ["provinces"], served: true, baseFen: fen(1500), freeOverFen: null },
      { ...rule, id: "never", places: ["540000", "650000"], served: false },
      { ...rule, id: "near", places: ["500105"], served: true, baseFen: fen(500) },
    ],
  };
  const send = { grams: 1000, goodsFen: fen(100_000) };

  test.each([
    ["a district that nothing names", { code: "500103", group: "central" as const }, 0],
    ["nowhere in particular yet", null, 0],
    ["another province, by its group", { code: "510000", group: "provinces" as const }, 1500],
    ["a province that is named and not served", { code: "540000", group: "provinces" as const }, null],
  ])("to %s", (_, region, costs) => {
    expect(freightOf(template, { ...send, region })).toBe(costs);
  });

  test("a place named by its code goes before its group", () => {
    expect(ruleFor(template, { code: "500105", group: "central" })?.baseFen).toBe(500);
  });

  test("a rule without regions serves everywhere, as it always did", () => {
    fc.assert(
      fc.property(fc.constantFrom("540000", "500103", "110000"), fc.nat(50_000), (code, grams) => {
        const to = { code, group: "provinces" as const };
        expect(freightOf(rule, { grams, goodsFen: fen(0), region: to })).toBe(
          priceOf(rule, { grams, goodsFen: fen(0) }),
        );
      }),
    );
  });
});
