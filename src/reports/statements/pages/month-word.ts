import type { Words } from "../../../shared/words";

/** A month as a sentence says it: 2026 年 10 月, October 2026. */
export function monthWord(month: string, words: Words): string {
  const number = String(Number(month.slice(5)));
  const named = words.pick(number, words.t(`common:month.${number}`));
  return words.t("statements:monthOf", { year: month.slice(0, 4), month: named });
}
