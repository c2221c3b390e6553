import { bars, clampPercent } from "../../src/web/look/bars";

const months = (...values: number[]) => values.map((valueFen, index) => ({ label: `${index + 1}`, valueFen }));
const height = (bar: { height: string } | undefined) => Number.parseFloat(bar?.height ?? "");

test("bars stand in proportion on one baseline", () => {
  const drawing = bars(months(1_000_000, 2_000_000), "zh-CN");
  expect(drawing.baseline).toBe("100%");
  expect(height(drawing.bars[1])).toBeCloseTo(2 * height(drawing.bars[0]), 1);
  expect(drawing.bars.map((bar) => bar.valueText)).toEqual(["1.0", "2.0"]);
  expect(drawing.unit).toBe("tenThousand");
});

test("a month of refunds hangs below the baseline", () => {
  const { bars: drawn, baseline } = bars(months(3_000_000, -1_000_000), "en");
  expect(drawn[1]?.y).toBe(baseline);
  expect(drawn[1]?.valueText).toBe("−10.0");
});

test("nothing sold, nothing divided by", () => {
  expect(bars(months(0, 0), "zh-CN").bars.map((bar) => bar.height)).toEqual(["0%", "0%"]);
  expect(bars([], "zh-CN").bars).toEqual([]);
});

test("a bar stays inside its drawing", () => {
  expect([clampPercent(0.5), clampPercent(1.3), clampPercent(-0.2), clampPercent(null)]).toEqual([
    "50%",
    "100%",
    "0%",
    "0%",
  ]);
});
