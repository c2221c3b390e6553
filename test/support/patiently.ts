import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../../src/shared/errors";

/** Does something again for as long as the answer is "busy", as whoever is told so would; a small machine may say it. */
export async function patiently<T>(deed: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await deed();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "BUSY")) throw error;
      await sleep(50);
    }
  }
}
