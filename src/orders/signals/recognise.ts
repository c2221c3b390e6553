import type { Deed } from "../../credits/deed";
import { entriesOfLine } from "../../credits/entries";
import type { Entry } from "../../credits/entry";
import { post } from "../../credits/post";
import { type Fen, fen, negate, subtract } from "../../shared/money";
import { deedOf } from "../deed";
import type { Order, OrderLine } from "../order-record";
import type { SaleCase } from "./case";
import { isCounted } from "./hold";

export interface Decided {
  before: Order;
  after: Order;
  decided: SaleCase;
}

/**
 * What else has to be written where a recognition is taken back: refunds under way took it for granted. Rooms above add
 * theirs when the program starts; all of it happens in the decision's transaction.
 */
export const whenTakenBack: ((order: Order, line: string) => Promise<void>)[] = [];

/**
 * Brings what is recognised of a line in step with a decision, inside its transaction. Accepted goods that now count: what was
 * not given back, on the day of acceptance (a closed month sends it to the open one). A line that no longer counts: all that
 * stands is taken back today.
 */
export async function lookAgainAtCredit({ before, after, decided }: Decided, at: Date): Promise<void> {
  const [was, is] = [lineOf(before, decided.line), lineOf(after, decided.line)];
  if (!after.receivedAt || isCounted(was) === isCounted(is)) return;
  const story = await entriesOfLine(`${after._id}:${is.line}`);
  if (isCounted(is)) await post(recognition(after, is, { story, decided, at }), at);
  else {
    await post(takingBack(after, is, { story, decided, at }), at);
    for (const also of whenTakenBack) await also(after, is.line);
  }
}

function lineOf(order: Order, name: string): OrderLine {
  const line = order.lines.find((each) => each.line === name);
  if (!line) throw new Error(`order ${order._id} has no line ${name}`);
  return line;
}

interface Told {
  story: readonly Entry[];
  decided: SaleCase;
  at: Date;
}

function recognition(order: Order, line: OrderLine, { story, decided, at }: Told): Deed[] {
  const left = subtract(line.paidFen, line.refundedFen);
  if (left <= 0) return [];
  const key = `recognised:${order._id}:${line.line}`;
  const quantity = line.quantity - line.refundedQuantity;
  const facts = { measure: "recognised", amountFen: left, quantity } as const;
  if (!story.some((entry) => entry.key === key))
    return [deedOf(order, line, { key, ...facts, at: order.receivedAt ?? at })];
  // It stood once and was taken back: given again, it is a correction of today.
  return [
    correction(order, line, { ...facts, key: keyOf("cleared", decided), reverses: lastTaken(story), decided, at }),
  ];
}

function takingBack(order: Order, line: OrderLine, { story, decided, at }: Told): Deed[] {
  const stands = sumOf(story);
  if (stands === 0) return [];
  const given = story.filter((entry) => entry.measure === "recognised" && entry.amountFen > 0).at(-1);
  const pieces = story.reduce((sum, { measure, quantity }) => sum + (measure === "recognised" ? quantity : 0), 0);
  // As many as stand: a refund under way has its pieces still among them.
  const facts = { measure: "recognised", amountFen: negate(stands), quantity: pieces === 0 ? 0 : -pieces } as const;
  const key = keyOf("upheld", decided);
  return [correction(order, line, { ...facts, key, reverses: given?.key ?? null, decided, at })];
}

type Correcting = Pick<Deed, "key" | "measure" | "amountFen" | "quantity" | "reverses"> & {
  decided: SaleCase;
  at: Date;
};

const correction = (order: Order, line: OrderLine, { decided, reverses, ...deed }: Correcting): Deed => ({
  ...deedOf(order, line, deed),
  source: { kind: "adjustment", id: decided._id },
  reverses,
});

/** A case may be decided more than once; each decision has its own entry. */
const keyOf = (what: "cleared" | "upheld", { _id, decisions }: SaleCase): string =>
  `${what}:${_id}:${decisions.length}:recognised`;

const lastTaken = (story: readonly Entry[]): string | null =>
  story
    .filter((entry) => entry.measure === "recognised" && entry.source.kind === "adjustment" && entry.amountFen < 0)
    .at(-1)?.key ?? null;

const sumOf = (story: readonly Entry[]): Fen =>
  fen(story.filter((entry) => entry.measure === "recognised").reduce((sum, entry) => sum + entry.amountFen, 0));
