import type { Words } from "../../../shared/words";
import type { Flag } from "../../shelf/draft";
import { yuan } from "./change-words";

export interface FlagInWords {
  /** Two or three words for a list. */
  short: string;
  /** One sentence with the amounts and what they stand on. */
  text: string;
}

/** A flag in the reader's language, for the shop that hands in and for the officials alike. Amounts become yuan. */
export function flagInWords({ code, params }: Flag, { t }: Words): FlagInWords {
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      name.endsWith("Fen") ? [name.slice(0, -3), yuan(Number(value))] : [name, value],
    ),
  );
  const basis = code === "dear" ? basisInWords(shown, t) : "";
  return { short: t(`review:flag.${code}.short`), text: t(`review:flag.${code}.text`, { ...shown, basis }) };
}

/** What a reference stands on: how many goods on sale, or where the price was published; and whether it is the demonstration's. */
export function basisInWords(
  reference: { basis?: unknown; goods?: unknown; demo?: unknown; source?: unknown },
  t: Words["t"],
): string {
  const basis = t(`review:reference.${String(reference.basis)}`, { goods: reference.goods, source: reference.source });
  return Number(reference.demo) > 0 ? `${basis}${t("review:reference.demo")}` : basis;
}
