import type { Schema } from "mongoose";
import { HOUR, later, MINUTE } from "../../shared/time";

/** A look that did not come to its end: how often by now, when last, and when it is tried again. */
export interface LookFailure {
  tries: number;
  at: Date;
  next: Date;
}

/** What an order remembers of being looked at. */
export interface LookDue {
  /** Paid or given back, and nobody has looked yet whether something about it has to be checked. */
  lookDue?: boolean;
  /** Why it stands behind the others that are due. */
  lookFailed?: LookFailure | null;
}

export const lookFields = {
  lookDue: Boolean,
  lookFailed: { type: { _id: false, tries: Number, at: Date, next: Date }, default: undefined },
} as const;

/** The due ones that may be looked at, in their turn: those never tried first. */
export const inTurn = { "lookFailed.next": 1, _id: 1 } as const;
export const dueAt = (at: Date) => ({ lookDue: true, "lookFailed.next": { $not: { $gt: at } } });

export function indexLooks<T>(schema: Schema<T>): void {
  schema.index({ lookDue: 1, ...inTurn }, { partialFilterExpression: { lookDue: true } });
}

/** After a minute, two, four, …, at last every hour. */
export function failedOnceMore(before: LookFailure | null | undefined, at: Date): LookFailure {
  const tries = (before?.tries ?? 0) + 1;
  return { tries, at, next: later(at, Math.min(HOUR, MINUTE * 2 ** Math.min(tries - 1, 10))) };
}
