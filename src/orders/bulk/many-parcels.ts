import { inTransaction } from "../../shared/db";
import { type FieldError, invalidField, Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import type { Order } from "../order-record";
import type { Carrier } from "../parcels/carriers";
import { isKnown, mustBeSendable, sendParcel } from "../parcels/send-parcel";
import { piecesLeft } from "../parcels/standing";
import { salesNumbered } from "../worklist/work-list";
import { carrierNamed, type ParcelRow } from "./read-rows";

/** One transaction carries them all, so there is an end to how many. */
export const MOST_ROWS = 300;
export const TRACKING = /^[A-Za-z0-9-]{4,40}$/;

export interface ReadyRow {
  line: number;
  order: Order;
  carrier: Carrier;
  trackingNumber: string;
  /** Told of before: nothing will happen. */
  known: boolean;
}

export interface RowProblem {
  line: number;
  /** What was typed in the line's first cell, to find it by. */
  number: string;
  code: string;
  params?: Record<string, string | number>;
}

export interface CheckedRows {
  ready: ReadyRow[];
  problems: RowProblem[];
}

/** Every line measured against the shop's own orders; another shop's are unknown here. Refuses INVALID: required, too_many_here. */
export async function checkRows(seller: SellerId, rows: readonly ParcelRow[]): Promise<CheckedRows> {
  if (rows.length === 0) throw invalidField("rows", "required");
  if (rows.length > MOST_ROWS) throw invalidField("rows", "too_many_here", { maximum: MOST_ROWS });
  const orders = await salesNumbered(
    seller,
    rows.map((row) => row.number.toUpperCase()),
  );
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const read = rows.map((row) => checkRow(row, byNumber.get(row.number.toUpperCase())));
  return {
    ready: read.flatMap((each) => ("order" in each ? [each] : [])),
    problems: read.flatMap((each) => ("code" in each ? [each] : [])),
  };
}

function checkRow(row: ParcelRow, order: Order | undefined): ReadyRow | RowProblem {
  const { line, number } = row;
  const problem = (code: string): RowProblem => ({ line, number: number.slice(0, 40), code });
  const carrier = carrierNamed(row.carrier);
  if (!order) return problem("unknown_order");
  if (!carrier) return problem("carrier");
  if (!TRACKING.test(row.trackingNumber)) return problem("tracking_number");
  const sent = { carrier, trackingNumber: row.trackingNumber };
  const known = isKnown(order, sent);
  if (!known && order.state === "shipped" && piecesLeft(order) === 0) return problem("already_sent");
  if (!known && !sendable(order)) return problem("not_to_send");
  return { line, order, ...sent, known };
}

function sendable(order: Order): boolean {
  try {
    mustBeSendable(order);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * All of the list or nothing of it, in one transaction: one line that is wrong and none is sent. What is known already is
 * passed over, so the same list twice is once. Answers how many parcels were new. Refuses INVALID, each problem at `rows.<line>`.
 */
export async function sendMany(seller: SellerId, rows: readonly ParcelRow[], at: Date): Promise<number> {
  return inTransaction(
    async () => {
      const { ready, problems } = await checkRows(seller, rows);
      if (problems.length > 0) throw new Refusal("INVALID", { fields: problems.map(fieldOf) });
      const fresh = ready.filter((row) => !row.known);
      for (const { order, carrier, trackingNumber } of fresh)
        await sendParcel(seller, order.number, { carrier, trackingNumber }, at);
      return new Set(fresh.map((row) => `${row.order.number} ${row.carrier} ${row.trackingNumber}`)).size;
    },
    { tries: 20, ms: 30_000 },
  );
}

const fieldOf = ({ line, code, params = {} }: RowProblem): FieldError => ({ field: `rows.${line}`, code, params });
