import type { DraftContent } from "../shelf/content";
import type { Collector, Reader } from "../shelf/reading/collector";
import { countOf, plain } from "../shelf/reading/numbers";
import type { Variant } from "../variant";
import type { Yearly } from "./yearly";

/** What it is typed in: tonnes, kilograms, jin, or pieces of what is not weighed. */
export const YEARLY_UNITS = ["kg", "t", "jin", "pieces"] as const;
type YearlyUnit = (typeof YEARLY_UNITS)[number];
/** A hundred thousand tonnes. */
const MOST_GRAMS = 100_000_000_000;

const GRAMS = { kg: 1000, t: 1_000_000, jin: 500 } as const;

/** "1.5" t is 1500000 g, by the digits; null when it is no weight or comes to no whole number of grams. */
function yearlyGrams(text: string, unit: keyof typeof GRAMS): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(plain(text));
  if (!match) return null;
  const millionths = Number((match[2] ?? "").padEnd(6, "0"));
  const grams = Number(match[1]) * GRAMS[unit] + (millionths * GRAMS[unit]) / 1_000_000;
  return Number.isInteger(grams) ? grams : null;
}

const weighed =
  (unit: keyof typeof GRAMS): Reader =>
  (text) => ({ value: yearlyGrams(text, unit), code: "weight" });

const counted: Reader = (text) => ({ value: countOf(text), code: "not_a_whole_number" });

/** Left empty it is not known. By weight it can only be said where every size has one. */
export function readYearly(
  { yearly: typed = "", yearlyUnit = "kg" }: Pick<DraftContent, "yearly" | "yearlyUnit">,
  variants: readonly Pick<Variant, "netWeightGrams">[],
  collector: Collector,
): Yearly | null {
  if (typed.trim() === "") return null;
  const unit = YEARLY_UNITS.find((each) => each === yearlyUnit);
  if (!unit) collector.refuse("yearly", "yearly_unit");
  if (!unit) return null;
  const pieces = unit === "pieces";
  const amount = collector.count("yearly", typed, {
    ...{ read: pieces ? counted : weighed(unit), whenEmpty: null },
    ...{ min: 1, max: pieces ? 999_999_999 : MOST_GRAMS },
  });
  if (amount === null) return null;
  if (!pieces && variants.some(({ netWeightGrams }) => netWeightGrams === null)) {
    collector.refuse("yearly", "yearly_by_pieces");
    return null;
  }
  return { amount, unit: pieces ? "pieces" : "grams" };
}

/** As its producer would have typed it. */
export const typedYearly = (yearly: Yearly | null | undefined): Pick<DraftContent, "yearly" | "yearlyUnit"> =>
  yearly?.unit === "pieces"
    ? { yearly: String(yearly.amount), yearlyUnit: "pieces" }
    : { yearly: yearly ? String(yearly.amount / 1000) : "", yearlyUnit: "kg" };

const SAID: Readonly<Record<string, YearlyUnit>> = {
  ...{ kg: "kg", 公斤: "kg", 千克: "kg" },
  ...{ t: "t", 吨: "t" },
  ...{ jin: "jin", 斤: "jin" },
  ...{ 件: "pieces", 个: "pieces", 份: "pieces", 张: "pieces", 套: "pieces", pcs: "pieces" },
};

/** No amount is longer; a longer cell is not taken apart, for that costs the square of its length. */
export const LONGEST_AMOUNT = 40;

/** "20 吨", "2000kg" or "300 件" of one cell of a table; a bare number is kilograms. What cannot be one stays as it is. */
export function splitYearly(cell: string): Pick<DraftContent, "yearly" | "yearlyUnit"> {
  const text = cell.trim();
  const parts = text.length > LONGEST_AMOUNT ? null : /^(.*?)\s*([a-z]+|[\u4e00-\u9fff]+)?$/i.exec(text);
  const [, yearly = text, unit = "kg"] = parts ?? [];
  return { yearly, yearlyUnit: SAID[unit.toLowerCase()] ?? unit };
}
