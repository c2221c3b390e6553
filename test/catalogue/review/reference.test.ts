import fc from "fast-check";
import { type Comparable, dearness, referenceFor } from "../../../src/catalogue/review/rules/reference";
import { fen } from "../../../src/shared/money";

/** Goods of other shops, 500 g each unless said otherwise. */
const at = (yuan: number, facts: Partial<Comparable> = {}): Comparable => ({
  seller: `sel_${yuan}`,
  packings: [{ grams: 500, priceFen: fen(yuan * 100) }],
  priceSource: null,
  demo: false,
  ...facts,
});

test("five goods of other shops make a median", () => {
  expect(referenceFor([at(10), at(12), at(30), at(11), at(14)], 500, "sel_own")).toEqual({
    perHalfKiloFen: 1200,
    basis: "median",
    goods: 5,
    demo: 0,
    sources: [],
  });
  expect(referenceFor([at(10), at(12), at(30), at(11), at(14), at(13)], 500, "sel_own")?.perHalfKiloFen).toBe(1250);
});

test("four make none, and a shop's own goods are not among them", () => {
  expect(referenceFor([at(10), at(12), at(30), at(11)], 500, "sel_own")).toBeNull();
  expect(referenceFor([at(10), at(12), at(30), at(11), at(99, { seller: "sel_own" })], 500, "sel_own")).toBeNull();
  expect(referenceFor([], 500, "sel_own")).toBeNull();
});

test("below five the dearest price published with its source stands in", () => {
  const published = [at(8, { priceSource: "ymt.com" }), at(10, { priceSource: "ymt.com", demo: true }), at(40)];
  expect(referenceFor(published, 500, "sel_own")).toEqual({
    perHalfKiloFen: 1000,
    basis: "published",
    goods: 2,
    demo: 1,
    sources: ["ymt.com"],
  });
});

test("a tin is compared with tins and a sack with sacks", () => {
  const both = [1, 2, 3, 4, 5].map((n) =>
    at(n, {
      packings: [
        { grams: 50, priceFen: fen(2000) },
        { grams: 10_000, priceFen: fen(20_000) },
      ],
    }),
  );
  expect(referenceFor(both, 60, "sel_own")?.perHalfKiloFen).toBe(20_000);
  expect(referenceFor(both, 8000, "sel_own")?.perHalfKiloFen).toBe(1000);
});

test("half above is not dear yet, one fen more is", () => {
  const reference = { perHalfKiloFen: fen(2000), basis: "median", goods: 5, demo: 0, sources: [] } as const;
  expect(dearness(fen(3000), 500, { ...reference, sources: [] })).toBeNull();
  expect(dearness(fen(3001), 500, { ...reference, sources: [] })).toBe(50);
  expect(dearness(fen(7000), 1000, { ...reference, sources: [] })).toBe(75);
  expect(dearness(fen(100), 500, { ...reference, sources: [] })).toBeNull();
});

test("the median lies among the prices, whatever order they come in", () => {
  const prices = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(prices, (yuan) => {
      const goods = yuan.map((each, index) => at(each, { seller: `sel_${index}` }));
      const found = referenceFor(goods, 500, "sel_own")?.perHalfKiloFen as number;
      expect(referenceFor([...goods].reverse(), 500, "sel_own")?.perHalfKiloFen).toBe(found);
      const below = yuan.filter((each) => each * 100 <= found).length;
      const above = yuan.filter((each) => each * 100 >= found).length;
      expect(below * 2).toBeGreaterThanOrEqual(yuan.length);
      expect(above * 2).toBeGreaterThanOrEqual(yuan.length);
    }),
  );
});
