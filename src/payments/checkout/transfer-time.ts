import { DAY, dayOf, later } from "../../shared/time";

/**
 * How long an institution's order waits for its transfer: an accountant needs a day for the signature and a day for the
 * bank, and goods that wait longer are kept from people who would pay now. Days off other than weekends are not known here;
 * a transfer that comes after its time is recorded all the same (receive-transfer).
 */
export const TRANSFER_WORKING_DAYS = 3;

/** The end, in Chongqing, of the third working day after the order. */
export function transferDue(at: Date): Date {
  let day = startOfDay(at);
  for (let counted = 0; counted < TRANSFER_WORKING_DAYS; ) {
    day = later(day, DAY);
    if (isWorkingDay(day)) counted += 1;
  }
  return later(day, DAY);
}

const startOfDay = (at: Date): Date => new Date(`${dayOf(at)}T00:00:00+08:00`);

const isWorkingDay = (day: Date): boolean => {
  const weekday = new Date(`${dayOf(day)}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};
