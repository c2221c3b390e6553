import { z } from "zod";

/**
 * How the stand-in misbehaves. A real provider delivers twice, late, out of order or never, is slow, busy or away; the
 * shop must stand all of it, so all of it can be asked for. The knobs belong to one process and may be turned at any time.
 */
const times = z.int().min(0).max(100_000);
const ms = z
  .int()
  .min(0)
  .max(30 * 86_400_000);

const Knobs = z.strictObject({
  /** So many further copies of each event. */
  duplicate: times.default(0),
  /** Events are first delivered after so many milliseconds. */
  delay: ms.default(0),
  /** The newest event goes out first. */
  reorder: z.boolean().default(false),
  /** Events are never delivered. */
  drop: z.boolean().default(false),
  /** The next so many calls are answered 500, and nothing is done. */
  failApi: times.default(0),
  /** The next so many calls are answered 429, and nothing is done. */
  answer429: times.default(0),
  /** The next so many calls are done, and the connection breaks in the middle of the answer. */
  cutApi: times.default(0),
  /** Every call waits so many milliseconds before it is looked at. */
  hangApi: ms.default(0),
  /** The buyer is charged so many fen more than was asked for; less, when negative. */
  wrongAmount: z.int().min(-100_000_000).max(100_000_000).default(0),
  /** Alipay's and WeChat's money arrives so long after the buyer has confirmed; 0 at once. */
  asynchronous: ms.default(0),
  /** A refund is pending so long before it succeeds; 0 at once. */
  refundPending: ms.default(0),
  /** A refund that succeeded turns out to have failed so long afterwards; 0 never. */
  refundFailsLater: ms.default(0),
  /** The next so many transfers are refused: the balance is too small. */
  transferRefused: times.default(0),
  /** A transfer comes back whole so long after it was made; 0 never. */
  transferReversedLater: ms.default(0),
});
export type Knobs = z.infer<typeof Knobs>;

export const knobs: Knobs = Knobs.parse({});

export function turnKnobs(to: Partial<Knobs>): void {
  Object.assign(knobs, Knobs.parse({ ...knobs, ...to }));
}

export function resetKnobs(): void {
  Object.assign(knobs, Knobs.parse({}));
}

/** Reads STANDIN_KNOBS, such as `{"duplicate":2,"delay":500}`; throws on a name or value it does not know. */
export const readKnobs = (text: string | undefined): Knobs => Knobs.parse(text ? JSON.parse(text) : {});

/** True as often as the knob says, counting it down. */
export function takeTurn(knob: "failApi" | "answer429" | "cutApi" | "transferRefused"): boolean {
  if (knobs[knob] <= 0) return false;
  knobs[knob] -= 1;
  return true;
}
