/** With one decimal, to the nearest: 41.8. */
export function tenths(value: number): string {
  const whole = Math.round(Math.abs(value) * 10);
  return `${value < 0 && whole > 0 ? "−" : ""}${Math.floor(whole / 10)}.${whole % 10}`;
}

/** A ratio as it is said in letters and on paper: 0.6429 is 64.2%. Never rounds up to a hundred what has not reached it. */
export const percentText = (ratio: number): string => `${tenths(Math.floor(ratio * 1000 + 1e-9) / 10)}%`;
