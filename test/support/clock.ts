import { now, setClock } from "../../src/shared/time";

/** The program's clock stands still until it is set again, so that no hour ends in the midst of a test. */
export function standStill(): void {
  const at = now();
  setClock(() => at);
}
