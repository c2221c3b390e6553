import type { UserId } from "../../../shared/ids";
import type { DeclarationId } from "./facts";
import type { Side } from "./states";

/** What makes a declaration worth a second look. None of them refuses anything by itself: a person decides. */
export const SIGNALS = [
  "same_number",
  "same_phone",
  "same_people",
  "price_far_above",
  "round_amounts",
  "evidence_elsewhere",
  "invoice_shared",
  "looks_like_order",
] as const;
export type SignalCode = (typeof SIGNALS)[number];

export interface Signal {
  /** The code and what it is about: the same finding at the next look is the same signal. */
  key: string;
  code: SignalCode;
  params: Record<string, string | number>;
  /** The other declarations it points at; shown to those who may see them. */
  declarations: DeclarationId[];
  /** Why it may count all the same, in the words of each side that confirmed. */
  notes: { side: Side; by: UserId; name: string; note: string; at: Date }[];
}

/** What was found now, with what was said of the same findings before; what a side has spoken to stays on the record. */
export function withNotes(found: readonly Signal[], before: readonly Signal[]): Signal[] {
  const said = new Map(before.map((signal) => [signal.key, signal.notes]));
  const keys = new Set(found.map(({ key }) => key));
  const gone = before.filter((signal) => !keys.has(signal.key) && signal.notes.length > 0);
  return [...found.map((signal) => ({ ...signal, notes: said.get(signal.key) ?? [] })), ...gone];
}

/** The signals a side has still to speak to. */
export const unspoken = (signals: readonly Signal[], side: Side): Signal[] =>
  signals.filter((signal) => !signal.notes.some((note) => note.side === side));
