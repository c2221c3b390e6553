import fc from "fast-check";
import { priceAt } from "../../../src/catalogue/product";
import { AT_ONCE, corridorAt, mayChangeAtOnce, type Priced } from "../../../src/catalogue/review/rules/bounds";
import { isAtOnceField } from "../../../src/catalogue/review/rules/changes";
import { fen } from "../../../src/shared/money";

const flat = (priceFen: number): Priced => ({ priceFen: fen(priceFen), tiers: [] });
const base = (settled: Priced, reviewed = settled) => ({ settled, reviewed });

test.each([
  [10_000, 12_000, true],
  [10_000, 12_001, false],
  [10_000, 8000, true],
  [10_000, 7999, false],
  [5900, 590, false],
  [99, 118, true],
  [99, 119, false],
  [3, 3, true],
  [3, 4, false],
])("from %i fen to %i at once: %s", (before, after, ok) => {
  expect(mayChangeAtOnce(flat(before), flat(after), base(flat(before))).ok).toBe(ok);
});

test("many small steps end at half above what somebody has looked at", () => {
  const reviewed = flat(10_000);
  expect(mayChangeAtOnce(flat(14_000), flat(15_000), base(flat(14_000), reviewed)).ok).toBe(true);
  expect(mayChangeAtOnce(flat(14_000), flat(15_001), base(flat(14_000), reviewed))).toEqual({
    ok: false,
    quantity: 1,
    lowFen: 11_200,
    highFen: 15_000,
  });
});

test("a quantity price that is new, gone or moved is measured where it begins", () => {
  const single = flat(10_000);
  const tiered = (minQuantity: number, priceFen: number): Priced => ({
    ...single,
    tiers: [{ minQuantity, priceFen: fen(priceFen) }],
  });
  expect(mayChangeAtOnce(single, tiered(10, 8000), base(single)).ok).toBe(true);
  expect(mayChangeAtOnce(single, tiered(10, 7000), base(single))).toMatchObject({ ok: false, quantity: 10 });
  expect(mayChangeAtOnce(tiered(10, 7000), single, base(tiered(10, 7000)))).toMatchObject({ ok: false, quantity: 10 });
  expect(mayChangeAtOnce(tiered(10, 7000), tiered(2, 7000), base(tiered(10, 7000)))).toMatchObject({
    ok: false,
    quantity: 2,
  });
});

const priced = fc
  .record({
    priceFen: fc.integer({ min: 1, max: 5_000_000 }),
    tiers: fc.uniqueArray(
      fc.record({ minQuantity: fc.integer({ min: 2, max: 60 }), share: fc.integer({ min: 1, max: 99 }) }),
      { maxLength: 3, selector: (tier) => tier.minQuantity },
    ),
  })
  .map(
    ({ priceFen, tiers }): Priced => ({
      priceFen: fen(priceFen),
      tiers: tiers.map(({ minQuantity, share }) => ({
        minQuantity,
        priceFen: fen(Math.max(1, Math.floor((priceFen * share) / 100))),
      })),
    }),
  );

test("whatever is let through, a buyer pays within a fifth of the settled price at every quantity, or as before", () => {
  fc.assert(
    fc.property(priced, priced, priced, priced, (before, after, settled, reviewed) => {
      if (!mayChangeAtOnce(before, after, { settled, reviewed }).ok) return;
      for (let quantity = 1; quantity <= 70; quantity++) {
        const price = priceAt(after, quantity);
        const [base, seen] = [priceAt(settled, quantity), priceAt(reviewed, quantity)];
        if (price === priceAt(before, quantity)) continue;
        expect(Math.abs(price - base) * 100).toBeLessThanOrEqual(base * AT_ONCE.percent);
        expect(price * 100).toBeLessThanOrEqual(seen * (100 + AT_ONCE.percentAboveReviewed));
      }
    }),
    { numRuns: 500 },
  );
});

test("leaving everything as it is never needs anybody", () => {
  fc.assert(
    fc.property(priced, priced, priced, (before, settled, reviewed) => {
      expect(mayChangeAtOnce(before, before, { settled, reviewed }).ok).toBe(true);
    }),
  );
});

test("a price inside the corridor is let through, one fen beyond it is not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 9_999_999 }), fc.integer({ min: 0, max: 20 }), (price, percent) => {
      const corridor = corridorAt(base(flat(price)), 1);
      const inside = Math.round(corridor.lowFen + ((corridor.highFen - corridor.lowFen) * percent) / 20);
      expect(mayChangeAtOnce(flat(price), flat(inside), base(flat(price))).ok).toBe(true);
      expect(mayChangeAtOnce(flat(price), flat(corridor.highFen + 1), base(flat(price))).ok).toBe(false);
      expect(mayChangeAtOnce(flat(price), flat(corridor.lowFen - 1), base(flat(price))).ok).toBe(false);
    }),
  );
});

test.each([
  ["variants.YY-1.priceFen", true],
  ["variants.YY-1.tiers", true],
  ["variants.YY-1.limitPerBuyer", true],
  ["variants.YY-1.netWeightGrams", false],
  ["variants.YY-1", false],
  ["name", false],
  ["originCounty", false],
  ["images", false],
  ["certifications", false],
])("%s may change at once: %s", (field, atOnce) => {
  expect(isAtOnceField(field)).toBe(atOnce);
});
