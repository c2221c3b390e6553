import { Schema } from "mongoose";
import type { PickupPointId } from "../../sellers/pickup/pickup-point";
import type { RegionCode, UserId } from "../../shared/ids";

/** So many pieces of one of the order's lines. */
export interface Pieces {
  line: string;
  quantity: number;
}

export interface Parcel {
  carrier: string;
  trackingNumber: string;
  sentAt: Date;
  /** What was in it. A further box of goods that were told of before has none; parcels of old say nothing: everything. */
  lines?: Pieces[];
  /** What was written first, when it was wrong. */
  corrections?: { carrier: string; trackingNumber: string; at: Date }[];
}

/** Where an order is collected, as it stood when the order was placed. */
export interface Pickup {
  point: PickupPointId;
  name: string;
  region: RegionCode;
  address: string;
  hours: string;
}

/** How goods come to their buyer: brought, collected with a code, or a ticket shown at the gate. */
export const WAYS = ["delivery", "pickup", "ticket"] as const;
export type Way = (typeof WAYS)[number];

/** Where an order stands in its producer's work; null while it is nobody's work: unpaid or cancelled. */
export const STAGES = ["to_pack", "part_sent", "on_the_way", "to_collect", "done"] as const;
export type Stage = (typeof STAGES)[number];

/** Pieces given into the buyer's hands against the code. */
export interface Handover {
  at: Date;
  by: UserId;
  lines: Pieces[];
  /** Made with the form that was sent, so that sending it twice hands over once. */
  key: string | null;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const pieces = [{ _id: false, line: text, quantity: { type: Number, required: true, min: 1 } }];

export const parcelSchema = new Schema<Parcel>(
  {
    carrier: text,
    trackingNumber: text,
    sentAt: date,
    lines: { type: pieces, default: undefined },
    corrections: { type: [{ _id: false, carrier: text, trackingNumber: text, at: date }], default: undefined },
  },
  { _id: false },
);

export const handoverSchema = new Schema<Handover>(
  { at: date, by: text, lines: pieces, key: { type: String, default: null } },
  { _id: false },
);
