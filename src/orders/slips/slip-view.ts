import { placeName } from "../../regions/deliverable";
import type { Seller } from "../../sellers/seller";
import type { Words } from "../../shared/words";
import type { Order } from "../order-record";
import { leftOf, piecesLeft } from "../parcels/standing";
import { type Barcode, code128 } from "./code128";

export interface Slip {
  number: string;
  barcode: Barcode;
  paidAt: Date | null;
  recipient: { name: string; phone: string; region: string; street: string };
  /** Collected: where, instead of the address. */
  pickup: { name: string; region: string; address: string; hours: string } | null;
  sender: { name: string; place: string };
  lines: { name: string; variant: string; sku: string; quantity: number; unitFen: number }[];
  pieces: number;
  /** Null when a line's weight says nothing. */
  grams: number | null;
  note: string;
  totalFen: number;
}

/** What lies in the box or sticks on it: what is still to be sent, or, sent already, what was. */
export async function slipOf(order: Order, shop: Seller, words: Words): Promise<Slip> {
  const packing = piecesLeft(order) > 0;
  const lines = order.lines
    .map((line) => ({ line, quantity: packing ? leftOf(order, line) : line.quantity - line.refundedQuantity }))
    .filter(({ quantity }) => quantity > 0);
  const { name, phone, region, street } = order.delivery;
  return {
    number: order.number,
    barcode: code128(order.number),
    paidAt: order.paidAt,
    recipient: { name, phone, region: await placeName(region, words), street },
    pickup: order.pickup && { ...order.pickup, region: await placeName(order.pickup.region, words) },
    sender: { name: words.pick(shop.name, shop.nameEn), place: await placeName(shop.county, words) },
    lines: lines.map(({ line, quantity }) => ({
      name: words.pick(line.name, line.nameEn),
      variant: words.pick(line.variantName, line.variantNameEn),
      sku: line.sku,
      quantity,
      unitFen: line.unitFen,
    })),
    pieces: lines.reduce((count, { quantity }) => count + quantity, 0),
    grams: weightOf(lines),
    note: order.note,
    totalFen: order.totalFen,
  };
}

function weightOf(lines: readonly { line: Order["lines"][number]; quantity: number }[]): number | null {
  if (lines.some(({ line }) => line.netWeightGrams === null)) return null;
  return lines.reduce((grams, { line, quantity }) => grams + (line.netWeightGrams ?? 0) * quantity, 0);
}
