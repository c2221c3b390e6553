import { placeName } from "../../regions/deliverable";
import { later } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Order } from "../order-record";
import { leftOf, piecesLeft, TICKET_MS } from "../parcels/standing";
import { isCountedWhole } from "../signals/hold";
import { code128 } from "../slips/code128";
import { codeOf, grouped } from "./collection-code";

/** What the buyer's page says of an order's way: a heading of its own where the state's does not fit, and the code. */
export async function wayModel(order: Order, words: Words) {
  const heading = headingOf(order);
  return {
    way: order.way,
    heading: heading && {
      title: words.t(`sales:buyer.${heading}.title`),
      lede: words.t(`sales:buyer.${heading}.lede`),
    },
    /** Whether its acceptance is its recognition. */
    counts: isCountedWhole(order),
    left: order.stage === "part_sent" ? piecesLeft(order) : 0,
    pickup: order.pickup && { ...order.pickup, region: await placeName(order.pickup.region, words) },
    collection: await collectionOf(order, words),
  };
}

function headingOf(order: Order): string | null {
  if (order.stage === "part_sent") return "part_sent";
  if (order.way === "ticket" && order.stage === "to_collect")
    return order.state === "paid" ? "tickets" : "tickets_left";
  if (order.way === "pickup" && order.stage === "to_pack") return "preparing";
  if (order.state === "received" && !isCountedWhole(order)) return "received";
  return order.way === "pickup" && order.stage === "to_collect" ? "ready" : null;
}

async function collectionOf(order: Order, words: Words) {
  const code = await codeOf(order);
  if (!code) return null;
  return {
    code: grouped(code),
    barcode: code128(code),
    until: order.way === "ticket" && order.paidAt ? later(order.paidAt, TICKET_MS) : null,
    lines: order.lines
      .filter((line) => leftOf(order, line) > 0)
      .map((line) => ({
        name: `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`,
        left: leftOf(order, line),
      })),
  };
}
