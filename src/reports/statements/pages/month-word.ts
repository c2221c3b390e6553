import type { Words } from "../../../shared/words";

/** A month as a sentence says it: 2026 年 10 月, October 2026. */
export const monthWord = (month: string, words: Words): string =>
  words.t("statements:monthOf", {
    year: month.slice(0, 4),
    month: words.t(`common:month.${Number(month.slice(5))}`),
    number: Number(month.slice(5)),
  });
