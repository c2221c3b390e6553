import { firstMonth } from "../../credits/totals/read-totals";
import { notFound } from "../../shared/errors";
import { isMonth, type Month, monthOf, monthsFrom } from "../../shared/time";

/** The months a bulletin can be of: from the ledger's first to the one that is running. */
export async function knownMonths(at: Date): Promise<Month[]> {
  const current = monthOf(at);
  return monthsFrom((await firstMonth()) ?? current, current);
}

/** Refuses with NOT_FOUND. */
export async function mustKnow(name: string, at: Date): Promise<Month> {
  if (!isMonth(name) || !(await knownMonths(at)).includes(name)) throw notFound();
  return name;
}
