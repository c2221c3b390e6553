import fc from "fast-check";
import { freightOf } from "../../src/sellers/freight";
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
      expect(freightOf(rule, { grams: Math.max(a, b), goodsFen })).toBeGreaterThanOrEqual(
        freightOf(rule, { grams: Math.min(a, b), goodsFen }),
      );
    }),
  );
});
