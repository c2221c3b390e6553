/** A month's amount and the one a year earlier; null where the ledger had not begun. */
export interface Twin {
  label: string;
  valueFen: number;
  beforeFen: number | null;
  current: boolean;
}

/** Room kept above the highest bar for its figure, in percent of the drawing. */
const HEADROOM = 14;
/** Of a month's place: the air before the first bar, and the width of each of the two. */
const AIR = 0.14;
const WIDTH = 0.34;

/**
 * Pairs of vertical bars over one line, everything in percent of a drawing that is stretched while its letters are not.
 * Amounts below nothing (more was taken back than sold) hang under the line.
 */
export function twinBars(twins: readonly Twin[]) {
  const values = twins.flatMap(({ valueFen, beforeFen }) => [valueFen, beforeFen ?? 0]);
  const [top, bottom] = [Math.max(0, ...values), Math.min(0, ...values)];
  const foot = bottom < 0 ? HEADROOM : 0;
  const yOf = (value: number) => HEADROOM + ((top - value) / (top - bottom || 1)) * (100 - HEADROOM - foot);
  const slot = 100 / Math.max(1, twins.length);
  const bar = (value: number, left: number) => ({
    x: percent(left),
    width: percent(slot * WIDTH),
    y: percent(yOf(Math.max(0, value))),
    height: percent(yOf(Math.min(0, value)) - yOf(Math.max(0, value))),
  });
  return {
    baseline: percent(yOf(0)),
    pairs: twins.map(({ label, valueFen, beforeFen, current }, index) => ({
      label,
      current,
      valueFen,
      now: bar(valueFen, slot * (index + AIR + WIDTH)),
      before: bar(beforeFen ?? 0, slot * (index + AIR)),
      middle: percent(slot * (index + AIR + WIDTH)),
      over: percent(slot * (index + AIR + WIDTH * 1.5)),
      valueY: percent(valueFen < 0 ? yOf(valueFen) + 9 : yOf(valueFen) - 3),
      marked: valueFen !== 0 && (valueFen === top || current),
    })),
  };
}

const percent = (value: number): string => `${Math.round(value * 100) / 100}%`;
