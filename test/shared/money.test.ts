import fc from "fast-check";
import { fen, formatYuan, negate, parseYuan, proRata, share, sum } from "../../src/shared/money";

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("%p is no amount of fen", (amount) => {
  expect(() => fen(amount)).toThrow(RangeError);
});

test("sharing loses no fen and gives none, whatever the weights", () => {
  const amount = fc.integer({ min: 0, max: 10_000_000_000 });
  const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(amount, weights, (whole, parts) => sum(share(fen(whole), parts)) === whole));
});

test("the remainder goes to the heaviest line", () => {
  expect(share(fen(100), [1, 2, 4])).toEqual([14, 28, 58]);
});

test("pieces refunded one by one add up to the whole", () => {
  const pieces = (paid: number, quantity: number) =>
    Array.from({ length: quantity }, (_, n) => proRata(fen(paid), n + 1, quantity) - proRata(fen(paid), n, quantity));
  const property = fc.property(
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.integer({ min: 1, max: 60 }),
    (paid, quantity) => {
      const parts = pieces(paid, quantity);
      return parts.every((part) => part >= 0) && parts.reduce((a, b) => a + b, 0) === paid;
    },
  );
  fc.assert(property);
});

test.each([
  ["39.90", 3990],
  ["4.35", 435],
  ["19.99", 1999],
  ["0.1", 10],
  ["7", 700],
  ["1e3", null],
  ["-1", null],
  ["1.234", null],
  ["", null],
])("%p yuan is %p fen", (text, amount) => {
  expect(parseYuan(text)).toBe(amount);
});

test("amounts are written with a true minus sign, and zero is never negative", () => {
  expect([formatYuan(128_463_000), formatYuan(-2195), formatYuan(negate(fen(0)))]).toEqual([
    "1,284,630.00",
    "−21.95",
    "0.00",
  ]);
});
