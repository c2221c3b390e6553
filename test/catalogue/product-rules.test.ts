import fc from "fast-check";
import { leadVariant, marksOf, priceAt } from "../../src/catalogue/product";
import { lowestPrice, perHalfKiloFen } from "../../src/catalogue/variant";
import { type Fen, fen } from "../../src/shared/money";
import { aVariant } from "./market";

const tiered = aVariant({
  priceFen: fen(5900),
  tiers: [
    { minQuantity: 10, priceFen: fen(5600) },
    { minQuantity: 50, priceFen: fen(5200) },
  ],
});

test.each([
  [1, 5900],
  [9, 5900],
  [10, 5600],
  [49, 5600],
  [50, 5200],
  [9999, 5200],
])("%i bags cost %i fen each", (quantity, each) => {
  expect(priceAt(tiered, quantity)).toBe(each);
});

test("more is never dearer by the piece, in whatever order the tiers were written down", () => {
  const tier = fc.record({
    minQuantity: fc.integer({ min: 2, max: 100 }),
    priceFen: fc.integer({ min: 1, max: 9999 }).map(fen),
  });
  fc.assert(
    fc.property(fc.array(tier, { maxLength: 4 }), fc.integer({ min: 1, max: 99 }), (tiers, quantity) => {
      const variant = { priceFen: fen(5000), tiers };
      expect(priceAt(variant, quantity + 1)).toBeLessThanOrEqual(priceAt(variant, quantity));
      expect(priceAt(variant, quantity)).toBeLessThanOrEqual(5000);
    }),
  );
});

test.each([
  [5900, 5000, 590],
  [3990, 2500, 798],
  [100, 300, 167],
  [5800, 500, 5800],
  [15_000, null, null],
])("%i fen for %s g are %s fen for 500 g", (priceFen, grams, half) => {
  expect(perHalfKiloFen(priceFen as Fen, grams)).toBe(half);
});

test("a list shows the cheapest variant", () => {
  const variants = [
    aVariant({ priceFen: fen(9000) }),
    aVariant({ priceFen: fen(4000) }),
    aVariant({ priceFen: fen(6000) }),
  ];
  const fromFen = lowestPrice(variants);
  expect(fromFen).toBe(4000);
  expect(leadVariant({ variants, fromFen })).toBe(variants[1]);
  expect(lowestPrice([])).toBe(0);
});

test("kinds of certificates are named once, in one order", () => {
  expect(marksOf([{ kind: "heritage" }, { kind: "gi" }, { kind: "gi" }])).toBe("gi,heritage");
  expect(marksOf([])).toBe("");
});
