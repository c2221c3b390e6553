import { findingsOf, type LineFacts, type SaleFacts } from "../../../src/orders/signals/rules";
import { LARGE_CITIZEN_FEN, REPEATED_REFUNDS } from "../../../src/orders/signals/thresholds";
import { fen } from "../../../src/shared/money";
import { month } from "../../../src/shared/time";

const LINE: LineFacts = {
  ...{ line: "1", kind: "fruit", perishable: true, months: [11, 12, 1], unitFen: fen(3000), grams: 2500 },
  ...{ reference: null, year: null },
};
const SALE: SaleFacts = {
  ...{ buyerKind: "citizen", goodsFen: 3000, month: 11, orders: 1, givenBack: 0, samePeople: false },
  buyer: { registrationNumber: null, phones: ["13900001111"], addresses: ["500105观音桥街道 8 号"] },
  shop: { registrationNumber: "93500242MA5DEM000U", phones: ["13800002222"], addresses: ["500242涂市镇 1 号"] },
  lines: [LINE],
};
const codes = (more: Partial<SaleFacts>) => findingsOf({ ...SALE, ...more }).map(({ code }) => code);
const line = (more: Partial<LineFacts>) => codes({ lines: [{ ...LINE, ...more }] });
const reference = (perHalfKiloFen: number) =>
  ({
    ...{ perHalfKiloFen: fen(perHalfKiloFen), basis: "median", goods: 6, demo: 0, sources: [] },
  }) as LineFacts["reference"];

test("an ordinary sale is not looked at", () => expect(codes({})).toEqual([]));

test("both sides are one: number, telephone however it is written, address however it is written, people", () => {
  const { buyer } = SALE;
  expect(codes({ buyer: { ...buyer, registrationNumber: "93500242MA5DEM000U" } })).toEqual(["same_number"]);
  expect(codes({ buyer: { ...buyer, phones: ["+86 138-0000-2222"] } })).toEqual(["same_phone"]);
  expect(codes({ buyer: { ...buyer, addresses: ["500242涂市镇１号"] } })).toEqual(["same_address"]);
  expect(codes({ samePeople: true })).toEqual(["same_people"]);
  // Two unknown numbers and two empty telephones are not the same one.
  const none = { registrationNumber: null, phones: [""], addresses: [""] };
  expect(codes({ buyer: none, shop: none })).toEqual([]);
});

test("the whole telephone number is in no finding", () => {
  const found = findingsOf({ ...SALE, buyer: { ...SALE.buyer, phones: ["13800002222"] } });
  expect(JSON.stringify(found)).not.toContain("13800002222");
  expect(found[0]?.params).toEqual({ phone: "138****2222" });
});

test("bounds: at the bound nothing or the signal, as each says", () => {
  expect(codes({ orders: 5, givenBack: REPEATED_REFUNDS - 1 })).toEqual([]);
  expect(codes({ orders: 5, givenBack: REPEATED_REFUNDS })).toEqual(["repeated_refunds"]);
  expect(codes({ goodsFen: LARGE_CITIZEN_FEN - 1 })).toEqual([]);
  expect(codes({ goodsFen: LARGE_CITIZEN_FEN })).toEqual(["large_citizen_order"]);
  expect(codes({ goodsFen: LARGE_CITIZEN_FEN, buyerKind: "institution" })).toEqual([]);
  // ¥30 for 2.5 kg is ¥6 for 500 g: three times ¥2.00, and no more.
  expect(line({ reference: reference(200) })).toEqual([]);
  expect(line({ reference: reference(199) })).toEqual(["price_far_above"]);
  expect(line({ reference: reference(100), grams: null })).toEqual([]);
});

test("the harvest itself may be sold; what goes past it is looked at", () => {
  const year = { amount: 20_000, unit: "grams", from: month("2025-11") } as const;
  expect(line({ year: { ...year, sold: 20_000 } })).toEqual([]);
  expect(line({ year: { ...year, sold: 20_001 } })).toEqual(["beyond_harvest"]);
});

test("a season goes round the end of the year, and one month beside it is still the season", () => {
  for (const [months, month, expected] of [
    [[11, 12, 1], 2, []],
    [[11, 12, 1], 10, []],
    [[11, 12, 1], 3, ["out_of_season"]],
    [[1], 12, []],
    [[], 6, []],
  ] as const)
    expect(codes({ month, lines: [{ ...LINE, months: [...months] }] })).toEqual(expected);
  expect(codes({ month: 6, lines: [{ ...LINE, kind: "meat" }] })).toEqual([]);
  expect(codes({ month: 6, lines: [{ ...LINE, perishable: false }] })).toEqual([]);
});
