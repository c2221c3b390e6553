/**
 * One clock. Doors and chores ask `now()` once and pass the instant on; verbs take it as an argument.
 * Instants are `Date` (UTC inside); months, days and years are those of Asia/Shanghai.
 */
export type Month = string & { readonly brand: "Month" };

/** Shanghai has kept UTC+8 without summer time since 1991-09-15; older instants never occur in the trade. */
const SHANGHAI_OFFSET_MS = 8 * 3600_000;

let clock: () => Date = () => new Date();

export const now = (): Date => clock();

/** Tests and the demonstration year move the clock; `undefined` gives the real one back. */
export function setClock(tick: (() => Date) | undefined): void {
  clock = tick ?? (() => new Date());
}

const shanghai = (at: Date): Date => new Date(at.getTime() + SHANGHAI_OFFSET_MS);

/** "2026-11": the booking month of an instant. 2026-10-31T16:00:00Z is already November in Chongqing. */
export const monthOf = (at: Date): Month => shanghai(at).toISOString().slice(0, 7) as Month;
/** "2026-11-23" in Shanghai. */
export const dayOf = (at: Date): string => shanghai(at).toISOString().slice(0, 10);
export const yearOf = (at: Date): number => Number(shanghai(at).toISOString().slice(0, 4));
/** 1–12 in Shanghai. */
export const monthNumber = (at: Date): number => Number(shanghai(at).toISOString().slice(5, 7));

export const isMonth = (text: string): text is Month => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`);
  return text;
}

/** The instant at which a Shanghai month begins. */
export const monthStart = (of: Month): Date => new Date(Date.parse(`${of}-01T00:00:00Z`) - SHANGHAI_OFFSET_MS);

export function monthAfter(of: Month): Month {
  const [year, number] = [Number(of.slice(0, 4)), Number(of.slice(5))];
  return (number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`) as Month;
}

/** Every month from `from` to `to`, both included; empty when they are the wrong way round. */
export function monthsFrom(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let at = from; at <= to; at = monthAfter(at)) months.push(at);
  return months;
}

export const monthsOfYear = (year: number): Month[] => monthsFrom(month(`${year}-01`), month(`${year}-12`));

/** How much of a calendar year has gone at an instant: 0 before it, 1 after it. */
export function timeProgress(year: number, at: Date): number {
  const start = monthStart(month(`${year}-01`)).getTime();
  const end = monthStart(monthAfter(month(`${year}-12`))).getTime();
  return Math.min(1, Math.max(0, (at.getTime() - start) / (end - start)));
}

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
