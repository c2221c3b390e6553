import { Collector } from "../../../src/catalogue/shelf/reading/collector";
import { emptyContent } from "../../../src/catalogue/shelf/writing/new-draft";
import { contentFrom } from "../../../src/catalogue/stocks/imports/reading/read-product-rows";
import { readYearly, splitYearly, typedYearly } from "../../../src/catalogue/yearly/read-yearly";
import { firstMonth, harvestYear } from "../../../src/catalogue/yearly/yearly";

const ALL_YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

test.each([
  [[11, 12, 1, 2, 3], 11],
  [[9, 10], 9],
  [[3, 4, 9, 10], 3],
  [[12], 12],
  [[1, 2], 1],
  [ALL_YEAR, 1],
  [[], 1],
])("a season of %j begins in month %i", (months, first) => expect(firstMonth(months)).toBe(first));

test("a harvest year is the twelve months from the season's first on, by the days of Chongqing", () => {
  const year = (at: string) => harvestYear([11, 12, 1, 2, 3], new Date(at));
  expect(year("2026-01-15T00:00:00Z")).toMatchObject({ from: "2025-11", end: new Date("2026-10-31T16:00:00Z") });
  // 2026-10-31 23:59 and 2026-11-01 00:00 in Chongqing.
  expect(year("2026-10-31T15:59:00Z").from).toBe("2025-11");
  expect(year("2026-10-31T16:00:00Z")).toMatchObject({ from: "2026-11", start: new Date("2026-10-31T16:00:00Z") });
  expect(harvestYear(ALL_YEAR, new Date("2025-12-31T16:00:00Z")).from).toBe("2026-01");
});

const SIZES = [{ netWeightGrams: 5000 }];
const reading = (yearly: string, yearlyUnit: string, sizes: { netWeightGrams: number | null }[] = SIZES) => {
  const collector = new Collector();
  return [readYearly({ yearly, yearlyUnit }, sizes, collector), collector.errors.map(({ code }) => code)];
};
const grams = (amount: number) => [{ amount, unit: "grams" }, []];

test.each([
  ["", "kg", [null, []]],
  ["20,000", "kg", grams(20_000_000)],
  ["１.5", "t", grams(1_500_000)],
  ["12.5", "jin", grams(6250)],
  ["300", "pieces", [{ amount: 300, unit: "pieces" }, []]],
  ["1.5", "pieces", [null, ["not_a_whole_number"]]],
  ["0", "kg", [null, ["too_small"]]],
  ["-5", "kg", [null, ["weight"]]],
  ["很多", "kg", [null, ["weight"]]],
  ["0.0001", "kg", [null, ["weight"]]],
  ["100001", "t", [null, ["too_big"]]],
  ["5", "mu", [null, ["yearly_unit"]]],
] as const)("%j %s", (typed, unit, expected) => expect(reading(typed, unit)).toEqual(expected));

test("by weight it is said of what is weighed alone", () => {
  expect(reading("5", "kg", [{ netWeightGrams: null }])).toEqual([null, ["yearly_by_pieces"]]);
  expect(reading("5", "pieces", [{ netWeightGrams: null }])).toEqual([{ amount: 5, unit: "pieces" }, []]);
});

test("what was read is typed again as the same", () => {
  for (const yearly of [
    { amount: 99_999_999_999, unit: "grams" },
    { amount: 1, unit: "grams" },
    { amount: 7, unit: "pieces" },
  ] as const) {
    const { yearly: typed = "", yearlyUnit = "" } = typedYearly(yearly);
    expect(reading(typed, yearlyUnit)).toEqual([yearly, []]);
  }
  const { yearly, yearlyUnit } = emptyContent({ county: "500242" as never, place: "" }, "prd_0000000000" as never);
  expect(typedYearly(null)).toEqual({ yearly, yearlyUnit });
});

test.each([
  ["20吨", "20", "t"],
  ["2,000 公斤", "2,000", "kg"],
  ["500KG", "500", "kg"],
  ["80斤", "80", "jin"],
  ["300 件", "300", "pieces"],
  ["2000", "2000", "kg"],
  ["5 亩", "5", "亩"],
  ["", "", "kg"],
])("a cell %j", (cell, yearly, yearlyUnit) => expect(splitYearly(cell)).toEqual({ yearly, yearlyUnit }));

test("a cell longer than any amount is not taken apart, whatever stands in it", () => {
  for (const long of [`${"a".repeat(9_990)}!`, `2${" ".repeat(9_990)}!`, `${"吨".repeat(9_990)}!`]) {
    expect(splitYearly(long)).toEqual({ yearly: long, yearlyUnit: "kg" });
    const row = { line: 2, lines: [2], fields: [{ name: "米", weight: long }] };
    const [variant] = contentFrom(row, { county: "500242" as never, place: "" }, "prd_0000000000" as never).variants;
    expect(variant).toMatchObject({ weight: long, weightUnit: "kg" });
  }
});
