import { breakdownKind } from "./breakdown";
import { declarationsKind } from "./declarations";
import { entriesKind } from "./entries";
import type { Kind } from "./kind";
import { monthsKind } from "./months";
import { statementsKind } from "./statements";
import { yearKind } from "./year";

/** Everything that can be had as a file, in one list; words under exports:kind. */
export const KINDS = {
  entries: entriesKind,
  year: yearKind,
  months: monthsKind,
  breakdown: breakdownKind,
  declarations: declarationsKind,
  statements: statementsKind,
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindName[];
