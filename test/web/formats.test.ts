import { formatsOf, moment, perHalfKilo, price, weight, yuan, yuanParts } from "../../src/web/look/formats";

const zh = formatsOf("zh-CN");
const en = formatsOf("en");

test("amounts in ledgers have two decimals, grouping and a true minus", () => {
  expect(yuan(128_463_000)).toBe("¥1,284,630.00");
  expect(yuan(-2_195_005)).toBe("−¥21,950.05");
  expect(yuan(0)).toBe("¥0.00");
  expect(yuanParts(128_463_050)).toEqual({ whole: "¥1,284,630", rest: ".50" });
});

test("prices are without noise", () => {
  expect(price(5900)).toBe("¥59");
  expect(price(5990)).toBe("¥59.90");
  expect(price(1)).toBe("¥0.01");
});

test.each([
  [128_463_000, "¥128.46万", "¥1.28 m"],
  [999_999, "¥9,999.99", "¥9,999.99"],
  [12_846_300, "¥12.85万", "¥128,463"],
  [41_900_000_000, "¥4.19亿", "¥419 m"],
  [-3_000_000, "−¥3万", "−¥30,000"],
])("a headline of %i fen", (fen, chinese, english) => {
  expect(zh.yuanShort(fen)).toBe(chinese);
  expect(en.yuanShort(fen)).toBe(english);
});

test("a share never reads as a hundred percent before it is one", () => {
  expect(zh.percent(0.642315)).toBe("64.2%");
  expect(zh.percent(0.9999)).toBe("99.9%");
  expect(zh.percent(1)).toBe("100%");
  expect(zh.percent(1.1234)).toBe("112.3%");
  expect(zh.percent(-0.05)).toBe("−5%");
  expect(zh.percent(null)).toBe("—");
  expect(zh.share(0.73)).toBe("73.0%");
  expect(zh.share(0.99999)).toBe("99.9%");
});

test("days and months are those of Shanghai, whatever came in", () => {
  const at = new Date("2026-10-31T16:30:00Z");
  expect(zh.day(at)).toBe("2026年11月1日");
  expect(en.day("2026-11-23")).toBe("23 Nov 2026");
  expect(zh.month("2026-11")).toBe("2026年11月");
  expect(en.month(at)).toBe("Nov 2026");
  expect(moment(at)).toBe("2026-11-01 00:30");
});

test("weights, and what half a kilo costs", () => {
  expect([weight(500), weight(5000), weight(1250), weight(null)]).toEqual(["500 g", "5 kg", "1.25 kg", ""]);
  expect(perHalfKilo(5900, 5000)).toBe(590);
  expect(perHalfKilo(3990, 2500)).toBe(798);
  expect(perHalfKilo(5800, 500)).toBeNull();
  expect(perHalfKilo(10_000, null)).toBeNull();
});
