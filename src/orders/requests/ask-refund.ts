import { inTransaction } from "../../shared/db";
import { invalidField, Refusal } from "../../shared/errors";
import { type FileId, newId } from "../../shared/ids";
import { later } from "../../shared/time";
import { dropFile } from "../../shared/uploads/files";
import { changeOrder, orderById } from "../order";
import type { Order } from "../order-record";
import { requestOf, setRequest } from "./move-request";
import { keepPhotographs, type MadePhotograph, mustBeFew, mustShowDamage } from "./photographs";
import { ANSWER_WITHIN_MS, isOpen, type RefundReason, type RefundRequest } from "./refund-request";
import { tellShop } from "./tell-request";
import { CLAIM_REASONS, mayAskFor } from "./window";

export interface RefundAsked {
  lines: { sku: string; quantity: number }[];
  reason: RefundReason;
  note: string;
  noPhoto?: string;
  /** What is said instead of a photograph, where that is not `noPhoto`. */
  instead?: string;
  photographs?: readonly MadePhotograph[];
}

type Line = Order["lines"][number];

/** How many pieces of a line may still be asked back: not refunded yet and not in a request that waits for its answer. */
export function askable(order: Order, line: Line, except?: string): number {
  const waiting = order.requests.filter((each) => isOpen(each) && each.id !== except).flatMap((each) => each.lines);
  const asked = waiting.filter((each) => each.line === line.line).reduce((count, each) => count + each.quantity, 0);
  return Math.max(0, line.quantity - line.refundedQuantity - asked);
}

/** Whether anything of the order may be asked back now. */
export const mayAskRefund = (order: Order, at: Date): boolean => order.lines.some((line) => mayAskFor(order, line, at));

/**
 * The buyer asks money back for some pieces; the shop is told. Fresh goods cannot be sent back without a reason (consumer
 * law §25), so only what is wrong with them is heard, for two days.
 * Refuses: ORDER_MOVED_ON, CLAIM_TOO_LATE, REFUND_TOO_LARGE, INVALID.
 */
export async function askRefund({ _id }: Order, asked: RefundAsked, at: Date): Promise<Order> {
  return inTransaction(async () => {
    const order = await orderById(_id);
    const lines = readLines(order, asked, at);
    mustShowDamage(asked.reason, asked.photographs?.length ?? 0, wordsOf(asked));
    const request: RefundRequest = {
      id: newId("ask", at),
      lines,
      reason: asked.reason,
      note: asked.note,
      photographs: await keepPhotographs(asked.photographs ?? [], at),
      noPhoto: asked.noPhoto ?? "",
      state: "asked",
      askedAt: at,
      amendedAt: null,
      answerBy: later(at, ANSWER_WITHIN_MS),
      remindedAt: null,
      answer: "",
      answeredAt: null,
      answerKey: null,
      given: [],
      escalation: null,
      decision: null,
    };
    const changed = await changeOrder(order, {
      $push: { requests: request, timeline: { what: "refund_asked", at } },
    });
    await tellShop(changed, request, { kind: "refund_asked", key: `ask:${request.id}` }, at);
    return changed;
  });
}

const wordsOf = ({ noPhoto, instead }: RefundAsked): string => noPhoto || instead || "";

export interface RefundAmended extends RefundAsked {
  /** Which of the photographs stay; all where it is left out. */
  keep?: readonly string[];
}

/**
 * The buyer says it better, while nobody has answered; the shop has its two days from then. Photographs taken out are gone.
 * Refuses: NOT_FOUND, ORDER_MOVED_ON, and as askRefund.
 */
export async function amendRequest(order: Order, id: string, asked: RefundAmended, at: Date): Promise<Order> {
  return inTransaction(async () => {
    const fresh = await orderById(order._id);
    const request = requestOf(fresh, id);
    if (request.state !== "asked") throw new Refusal("ORDER_MOVED_ON", { params: { state: request.state } });
    const stays = (file: FileId): boolean => asked.keep?.includes(file) ?? true;
    const kept = request.photographs.filter((each) => stays(each.full));
    const shown = kept.length + (asked.photographs?.length ?? 0);
    mustBeFew(shown);
    mustShowDamage(asked.reason, shown, wordsOf(asked));
    for (const { full, small } of request.photographs.filter((each) => !stays(each.full)))
      for (const file of [full, small]) await dropFile(file);
    const set = {
      lines: readLines(fresh, asked, at, id),
      reason: asked.reason,
      note: asked.note,
      noPhoto: asked.noPhoto ?? "",
      photographs: [...kept, ...(await keepPhotographs(asked.photographs ?? [], at))],
      amendedAt: at,
      answerBy: later(at, ANSWER_WITHIN_MS),
      remindedAt: null,
    };
    const changed = await setRequest(fresh, id, set, "refund_amended", at);
    await tellShop(changed, request, { kind: "refund_amended", key: `amended:${id}:${at.getTime()}` }, at);
    return changed;
  });
}

/** The order's lines behind what was asked; `except` is the request these words take the place of. */
function readLines(order: Order, asked: RefundAsked, at: Date, except?: string): RefundRequest["lines"] {
  if (order.state !== "shipped" && order.state !== "received")
    throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  const lines = asked.lines.map(({ sku, quantity }, index) => {
    const line = order.lines.find((each) => each.sku === sku);
    if (!line) throw invalidField(`lines.${index}.sku`, "not_an_option");
    if (quantity > askable(order, line, except)) throw new Refusal("REFUND_TOO_LARGE", { params: { name: line.name } });
    if (line.perishable && !CLAIM_REASONS.includes(asked.reason)) throw invalidField("reason", "perishable_no_return");
    if (!except && !mayAskFor(order, line, at)) throw new Refusal("CLAIM_TOO_LATE", { params: { name: line.name } });
    return { line: line.line, sku: line.sku, quantity };
  });
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
  return lines;
}
