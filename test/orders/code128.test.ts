import fc from "fast-check";
import { code128 } from "../../src/orders/slips/code128";

/** Bars and gaps in modules, read back from the drawing. */
function modulesOf({ path, width }: { path: string; width: number }): string {
  const row = Array.from({ length: width }, () => "0");
  for (const [, at, wide] of path.matchAll(/M(\d+) 0h(\d)v1h-\2z/g))
    row.fill("1", Number(at), Number(at) + Number(wide));
  return row.join("");
}

test("the known bars of a known text", () => {
  // Start B, P, J, J, check symbol 11, stop: 11010010000 11101110110 10110111000 10110111000 … 1100011101011.
  const modules = modulesOf(code128("PJJ"));
  expect(modules.slice(0, 10)).toBe("0000000000");
  expect(modules.slice(10, 21)).toBe("11010010000");
  expect(modules.slice(21, 32)).toBe("11101110110");
  expect(modules.slice(32, 43)).toBe("10110111000");
  expect(modules.slice(-23, -10)).toBe("1100011101011");
});

test("every text of printable ASCII has eleven modules a letter, thirteen for the stop, and its quiet zones", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{1,40}$/), (text) => {
      const barcode = code128(text);
      expect(barcode.width).toBe(20 + 11 * (text.length + 2) + 13);
      const symbols = modulesOf(barcode).slice(10, -23).match(/.{11}/g) ?? [];
      for (const symbol of symbols) {
        expect(symbol.startsWith("1") && symbol.endsWith("0")).toBe(true);
        expect(symbol.split("1").length % 2).toBe(1);
      }
    }),
  );
});

test("different letters have different bars", () => {
  const drawn = Array.from({ length: 95 }, (_, index) => code128(String.fromCharCode(32 + index)).path);
  expect(new Set(drawn).size).toBe(95);
});

test.each(["", "订单", "a\n", "é"])("%j is no text for it", (text) => expect(() => code128(text)).toThrow(RangeError));
