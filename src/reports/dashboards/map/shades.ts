/** How dark a county is drawn: 0 for nothing, then five steps; null where there is no figure at all. */
export type Shade = 0 | 1 | 2 | 3 | 4 | 5 | null;

export interface Scale {
  shadeOf(value: number | null): Shade;
  /** From where each of the five steps begins. */
  starts: number[];
}

const scaleFrom = (starts: number[]): Scale => ({
  starts,
  shadeOf: (value) =>
    value === null ? null : value <= 0 ? 0 : (Math.max(1, starts.filter((each) => value >= each).length) as Shade),
});

/** Completion: quarters of the way, and the target reached. */
export const PROGRESS_SCALE = scaleFrom([0, 0.25, 0.5, 0.75, 1]);

const STEPS = [1, 2, 5];

/**
 * Amounts: steps of 1, 2, 5, 10, 20 … yuan up to the largest, for a few counties sell many times what the others do and even
 * steps would draw those all alike.
 */
export function amountScale(values: readonly number[]): Scale {
  const largest = Math.max(0, ...values);
  const rounds: number[] = [];
  for (let unit = 100; unit < largest; unit *= 10) rounds.push(...STEPS.map((step) => step * unit));
  return scaleFrom([0, ...rounds.filter((round) => round < largest).slice(-4)]);
}
