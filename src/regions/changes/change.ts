import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { type Stamp, stampSchema } from "../two-sides";

/** A helper comes to stand beside the county, or no longer does, from a day on. */
export const CHANGE_KINDS = ["add", "end"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Every state of a change and the moves out of it. Counties and helpers suggest; the city proposes, and a second person of it confirms. */
export const CHANGE_MOVES = {
  suggested: ["proposed", "rejected", "withdrawn"],
  proposed: ["confirmed", "rejected", "withdrawn"],
  confirmed: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>;
export type ChangeState = keyof typeof CHANGE_MOVES;
export const CHANGE_STATES = Object.keys(CHANGE_MOVES) as ChangeState[];

/** Where it is published. */
export interface Source {
  title: string;
  where: string;
  /** Shanghai day. */
  day: string;
}

export interface PartnershipChange {
  _id: string;
  partnership: PartnershipId;
  kind: ChangeKind;
  helper: RegionCode;
  /** The first Shanghai day on which it holds: never a day that has begun. */
  day: string;
  source: Source;
  note: string;
  state: ChangeState;
  /** True while nobody has decided; one open change per helper and partnership. */
  open: boolean;
  suggestedBy: Stamp | null;
  proposedBy: Stamp | null;
  decidedBy: Stamp | null;
  /** Why it was turned down. */
  decision: string;
  at: Date;
  movedAt: Date;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const stamp = { type: stampSchema, default: null } as const;
export const PartnershipChangeModel = collection<PartnershipChange>(
  "partnership_changes",
  new Schema<PartnershipChange>(
    {
      _id: String,
      partnership: text,
      kind: { ...text, enum: CHANGE_KINDS },
      helper: text,
      day: text,
      source: { type: new Schema({ title: text, where: text, day: text }, { _id: false }), required: true },
      note: { type: String, default: "" },
      state: { ...text, enum: CHANGE_STATES },
      open: { type: Boolean, required: true },
      suggestedBy: stamp,
      proposedBy: stamp,
      decidedBy: stamp,
      decision: { type: String, default: "" },
      at: instant,
      movedAt: instant,
      demo: { type: Boolean, default: false },
    },
    { versionKey: false },
  )
    .index({ partnership: 1, at: -1 })
    .index({ partnership: 1, helper: 1 }, { unique: true, partialFilterExpression: { open: true }, name: "one_open" })
    .index({ open: 1, at: 1 }),
);

/** A source as the book and the public page name it. */
export const sourceLine = ({ title, where, day }: Source): string => `${title}，${where}，${day}`;
