import fc from "fast-check";
import { chargesOf, NO_RATES } from "../../src/orders/charges";
import { type Fen, fen, sum } from "../../src/shared/money";

const amount = fc.integer({ min: 0, max: 10_000_000 }).map(fen);
const basisPoints = fc.integer({ min: 0, max: 5000 });

test("0.6 % of ¥118.00 and ¥12.00 freight, and 2 % of the goods", () => {
  const { lines, freightFeeFen } = chargesOf([fen(11_800)], fen(1200), { providerFeeBp: 60, commissionBp: 200 });
  expect(lines).toEqual([{ providerFeeFen: 71, commissionFen: 236 }]);
  expect(freightFeeFen).toBe(7);
});

test("nothing is kept back of nothing, nor without rates", () => {
  expect(chargesOf([fen(0)], fen(0), { providerFeeBp: 60, commissionBp: 60 })).toEqual({
    lines: [{ providerFeeFen: 0, commissionFen: 0 }],
    freightFeeFen: 0,
  });
  expect(chargesOf([fen(5)], fen(5), NO_RATES).freightFeeFen).toBe(0);
});

test("the parts are the whole, to the fen, whatever the lines", () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), amount, basisPoints, basisPoints, (...given) => {
      const [goods, freight, providerFeeBp, commissionBp] = given;
      const { lines, freightFeeFen } = chargesOf(goods, freight, { providerFeeBp, commissionBp });
      const of = (whole: Fen, points: number): number => Number((BigInt(whole) * BigInt(points)) / 10_000n);
      const fees = sum([...lines.map((line) => line.providerFeeFen), freightFeeFen]);
      expect(fees).toBe(of(sum([...goods, freight]), providerFeeBp));
      expect(sum(lines.map((line) => line.commissionFen))).toBe(of(sum(goods), commissionBp));
      for (const part of lines) expect(Math.min(part.providerFeeFen, part.commissionFen)).toBeGreaterThanOrEqual(0);
    }),
  );
});
