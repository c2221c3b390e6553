import type { Provider } from "../../../payments/provider/provider";
import { dayOf, HOUR, later, MINUTE } from "../../../shared/time";
import { type Recount, RecountModel } from "./recount-record";
import { noticeCutOff, startRecount } from "./start";

/** 03:30 in Shanghai, when hardly anybody buys; a program that slept then does it when it wakes, until the morning. */
const FROM_MS = 3 * HOUR + 30 * MINUTE;
const UNTIL_MS = 7 * HOUR;
const SHANGHAI_MS = 8 * HOUR;
const DAY_MS = 24 * HOUR;
/** A night cut off again and again is left to a person. */
const MOST_TRIES = 3;

/** Once a night everything is counted anew. Asked in every round of the chores; begins a run in the background and waits for none. */
export async function recountAtNight(provider: Provider | null, at: Date): Promise<void> {
  const clock = later(at, SHANGHAI_MS).getTime() % DAY_MS;
  if (clock < FROM_MS || clock >= UNTIL_MS) return;
  const night = dayOf(at);
  await noticeCutOff();
  const found = (await RecountModel.findOne({ night }).lean()) as Recount | null;
  if (found && (found.state === "running" || found.state === "done" || found.tries >= MOST_TRIES)) return;
  await startRecount({ how: "night", by: null, books: null, night, tries: (found?.tries ?? 0) + 1, provider }, at);
}
