import { orderById } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { moveRequest, requestOf } from "../../orders/requests/move-request";
import type { Given, RefundRequest } from "../../orders/requests/refund-request";
import { tellBuyer, tellShop } from "../../orders/requests/tell-request";
import { auditShop } from "../../sellers/audit-shop";
import { inTransaction } from "../../shared/db";
import { invalidField } from "../../shared/errors";
import type { OrderId } from "../../shared/ids";
import { type Fen, formatYuan, ZERO } from "../../shared/money";
import { mustHaveDuty, type Viewer } from "../../shared/viewer";
import type { Provider } from "../provider/provider";
import type { Refund } from "../refunds/refund";
import { askProvider, reserve } from "../refunds/refund-order";
import type { AskedPart } from "../refunds/refund-parts";
import { freightWorth, sumOf, worthOf } from "./worth";

export interface Verdict {
  /** What goes back of each of the request's lines; lines left out get nothing. */
  lines: readonly { line: string; amountFen: Fen }[];
  freightFen: Fen;
  /** The reason both sides read. */
  words: string;
}

/**
 * The platform decides between buyer and producer, once: how much of each line goes back, or nothing. The decision, the
 * refund and the notices to both are one transaction. Refuses: FORBIDDEN, NOT_FOUND, ORDER_MOVED_ON, REFUND_TOO_LARGE, INVALID.
 */
export async function decideRequest(
  { order: id, request: name, verdict }: { order: OrderId; request: string; verdict: Verdict },
  by: Viewer,
  provider: Provider,
  at: Date,
): Promise<void> {
  mustHaveDuty(by, "orders");
  const refund = await inTransaction(async () => {
    const order = await orderById(id);
    const request = requestOf(order, name);
    if (verdict.words === "") throw invalidField("words", "required");
    const refund = await giveBack(order, request, verdict, at);
    const { freightFen } = verdict;
    const decision = { given: givenBy(refund), freightFen, words: verdict.words, at, by: by.id };
    const move = { next: "decided", what: "refund_decided", set: { decision } } as const;
    const changed = await moveRequest(await orderById(id), request, move, at);
    const amountFen = sumOf(decision.given, freightFen);
    const told = { kind: amountFen > 0 ? "refund_decided" : "refund_decided_none", key: `decided:${name}`, amountFen };
    await tellBuyer(changed, request, told, at);
    await tellShop(changed, request, { ...told, kind: `${told.kind}_shop` }, at);
    const subject = { kind: "order", id: changed._id, name: changed.number } as const;
    const decided = { what: "refund.decided", subject, by, after: { amountFen }, note: verdict.words } as const;
    await auditShop(changed.seller, decided, at);
    return refund;
  });
  if (refund) await askProvider(refund, provider, at);
}

const yuan = (amount: Fen): string => `¥${formatYuan(amount)}`;

const givenBy = (refund: Refund | null): Given[] => refund?.lines ?? [];

async function giveBack(order: Order, request: RefundRequest, verdict: Verdict, at: Date): Promise<Refund | null> {
  const lines = readParts(order, request, verdict);
  if (verdict.freightFen > freightWorth(order))
    throw invalidField("freight", "amount_too_big", { maximum: yuan(freightWorth(order)) });
  if (lines.length === 0 && verdict.freightFen === 0) return null;
  return reserve(order._id, { lines, freightFen: verdict.freightFen, reason: request.reason }, at);
}

/** A line given back as a whole takes its pieces with it; less is a part of the price. */
function readParts(order: Order, request: RefundRequest, { lines }: Verdict): AskedPart[] {
  const worth = worthOf(order, request);
  return lines.flatMap(({ line, amountFen }) => {
    const most = worth.find((each) => each.line === line);
    if (!most) throw invalidField(`amount.${line}`, "not_an_option");
    if (amountFen > most.amountFen)
      throw invalidField(`amount.${line}`, "amount_too_big", { maximum: yuan(most.amountFen) });
    if (amountFen === ZERO) return [];
    return [{ line, quantity: amountFen === most.amountFen ? most.pieces : 0, amountFen }];
  });
}
