import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../../shared/db";
import type { Id, PartnershipId, UserId } from "../../../shared/ids";
import type { Code, Counted, Found, Part } from "../found";

export type RecountId = Id<"recount">;

/** running · done, with or without differences · interrupted: the process it ran in is gone · failed: something broke. */
export const RECOUNT_STATES = ["running", "done", "interrupted", "failed"] as const;
export type RecountState = (typeof RECOUNT_STATES)[number];

/** One comparison of the ledger with everything else, and what came of it. */
export interface Recount {
  _id: RecountId;
  state: RecountState;
  how: "asked" | "night" | "command";
  by: { id: UserId; name: string } | null;
  /** Only these books; null: everything. */
  books: PartnershipId[] | null;
  /** The Shanghai day of a nightly one, which there is once. */
  night: string | null;
  /** Started anew after being cut off. */
  tries: number;
  part: Part;
  counted: Counted;
  /** About how many entries and orders there are, for a reader who waits. */
  of: { entries: number; orders: number };
  differences: number;
  byCode: Partial<Record<Code, number>>;
  leftOut: { part: Part; why: string }[];
  startedAt: Date;
  /** The last sign of life. */
  beatAt: Date;
  endedAt: Date | null;
  /** The totals were made anew from the entries after it. */
  mend: { state: "running" | "done" | "failed"; by: string; at: Date } | null;
}

/** One of its differences; only the first so many are kept, the count says how many there were. */
export interface KeptDifference extends Found {
  _id: string;
  recount: RecountId;
  n: number;
}
export const MOST_KEPT = 10_000;

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const count = { type: Number, required: true } as const;

export const RecountModel = collection<Recount>(
  "recounts",
  new Schema<Recount>(
    {
      _id: String,
      state: { ...text, enum: RECOUNT_STATES },
      how: text,
      by: { type: Schema.Types.Mixed, default: null } as never,
      books: { type: [String], default: null },
      night: { type: String, default: null },
      tries: count,
      part: text,
      counted: mixed as never,
      of: mixed as never,
      differences: count,
      byCode: mixed as never,
      leftOut: [{ _id: false, part: text, why: text }],
      startedAt: instant,
      beatAt: instant,
      endedAt: { type: Date, default: null },
      mend: { type: Schema.Types.Mixed, default: null } as never,
    },
    { versionKey: false, minimize: false },
  )
    .index({ state: 1 })
    .index({ night: 1 }, { unique: true, partialFilterExpression: { night: { $type: "string" } } }),
  { properties: { differences: wholeNumber(0) } },
);

const value = { type: Schema.Types.Mixed, default: null } as const;
export const DifferenceModel = collection<KeptDifference>(
  "recount_differences",
  new Schema<KeptDifference>(
    {
      _id: String,
      recount: text,
      n: count,
      code: text,
      book: { type: String, default: null },
      subject: { kind: text, id: text, name: { type: String, default: "" } },
      where: { type: String, default: "" },
      unit: text,
      kept: value as never,
      should: value as never,
    },
    { versionKey: false },
  )
    .index({ recount: 1, n: 1 }, { unique: true })
    .index({ recount: 1, code: 1, n: 1 }),
);
