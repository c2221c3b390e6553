import { now, setClock } from "../../src/shared/time";

/** The program's clock stands still until it is set again, so that no hour ends in the midst of a test. */
export function standStill(): void {
  const at = now();
  setClock(() => at);
}

/** The program lives on from noon of that day in Chongqing, whatever day it is here. */
export function liveFrom(day: string): void {
  const noon = Date.parse(`${day}T04:00:00Z`);
  const begin = performance.now();
  setClock(() => new Date(noon + performance.now() - begin));
}
