import type { RecordFigure } from "../../../regions/record/figure";
import { RECORD_KINDS } from "../../../regions/record/kinds";
import type { Words } from "../../../shared/words";
import { wanWords } from "../amount";

/** "4.39亿元" would hide its digits: amounts are said in 万元 and in yuan, everything else as it was counted. */
export function figureWords(
  { value, unit, kind }: Pick<RecordFigure, "value" | "unit" | "kind">,
  words: Words,
): string {
  if (unit === "fen") return wanWords(value, words);
  const count = value.toLocaleString("en-US");
  return kind === "other" ? `${count} ${unit}` : words.t(`partnerships:unit.${RECORD_KINDS[kind]}`, { number: count });
}

export function figureName({ kind, name, nameEn, promised }: RecordFigure, words: Words): string {
  const called = kind === "other" ? words.pick(name, nameEn || name) : words.t(`partnerships:kind.${kind}`);
  return promised ? words.t("partnerships:promised", { name: called }) : called;
}

/** One confirmed figure for a public page or a report. */
export const figureLine = (figure: RecordFigure, words: Words) => ({
  name: figureName(figure, words),
  value: figureWords(figure, words),
  amount: figure.value,
  unit: figure.unit,
  note: words.pick(figure.note, figure.noteEn || figure.note),
  source: figure.source,
  partnership: figure.partnership,
  demo: figure.demo,
});
export type FigureLine = ReturnType<typeof figureLine>;
