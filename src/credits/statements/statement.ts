import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { notFound } from "../../shared/errors";
import type { FileId, PartnershipId, RegionCode, UserId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import type { Figures } from "./figures";

/** Every state of a statement and the moves out of it. A closed one is never changed again: reopening makes a new version. */
export const STATEMENT_MOVES = {
  proposed: ["proposed", "signed", "closing"],
  signed: ["proposed", "closing"],
  closing: ["closed", "proposed"],
  closed: ["reopened"],
  reopened: [],
} as const satisfies Record<string, readonly string[]>;
export type StatementState = keyof typeof STATEMENT_MOVES;

/** Who signs: the county, and every helper that was confirmed beside it on any day of the month. */
export type Side = { county: RegionCode } | { helper: RegionCode };

export interface Signature {
  role: "county" | "helper";
  region: RegionCode;
  by: UserId;
  /** As they were called when they signed. */
  name: string;
  organisation: string;
  /** The hash of the figures that were signed. */
  figuresHash: string;
  at: Date;
}

export interface StatementEvent {
  what: "proposed" | "changed" | "signed" | "closed" | "reopening_asked" | "reopening_refused" | "reopened";
  /** Null: made by the program itself. */
  by: UserId | null;
  name: string | null;
  note: string;
  at: Date;
}

/** A closed statement's own bytes: printed again, they are these. */
export interface Sealed {
  at: Date;
  by: UserId;
  name: string;
  /** The canonical JSON of the statement; its SHA-256 is the statement's hash. */
  json: string;
  sha256: string;
  papers: { kind: "pdf" | "xlsx"; file: FileId; sha256: string }[];
}

/** A partnership's month: proposed, signed by both sides, closed and sealed. */
export interface Statement {
  _id: string;
  /** Said on the telephone and printed on the paper: LQ-YOUYANG-202610-1. */
  number: string;
  partnership: PartnershipId;
  county: RegionCode;
  month: Month;
  version: number;
  state: StatementState;
  figures: Figures;
  figuresHash: string;
  /** Who must sign, as the partnership stood in that month. */
  signers: { role: "county" | "helper"; region: RegionCode }[];
  signatures: Signature[];
  history: StatementEvent[];
  sealed: Sealed | null;
  reopening: { by: UserId; name: string; reason: string; at: Date } | null;
  /** Who began to close it, so that a closing that was cut off is finished in their name. */
  closing: { by: UserId; name: string; at: Date } | null;
  /** Figures that were proposed before and have moved since, the latest last: what a signer may have read. */
  earlier: { figures: Figures; figuresHash: string; at: Date }[];
  proposedAt: Date;
  /** Raised by every change. */
  revision: number;
}

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

export const StatementModel = collection<Statement>(
  "statements",
  new Schema<Statement>(
    {
      _id: String,
      number: { ...text, unique: true },
      partnership: text,
      county: text,
      month: text,
      version: { type: Number, required: true },
      state: { ...text, enum: Object.keys(STATEMENT_MOVES) },
      figures: mixed,
      figuresHash: text,
      signers: [{ _id: false, role: text, region: text }],
      signatures: [
        {
          _id: false,
          role: text,
          region: text,
          by: text,
          name: text,
          organisation: text,
          figuresHash: text,
          at: instant,
        },
      ],
      history: [
        {
          _id: false,
          what: text,
          by: { type: String, default: null },
          name: { type: String, default: null },
          note: { type: String, default: "" },
          at: instant,
        },
      ],
      sealed: { type: Schema.Types.Mixed, default: null },
      reopening: { type: Schema.Types.Mixed, default: null },
      closing: { type: Schema.Types.Mixed, default: null },
      earlier: { type: [{ _id: false, figures: mixed, figuresHash: text, at: instant }], default: [] },
      proposedAt: instant,
      revision: { type: Number, required: true },
    },
    { versionKey: false, minimize: false },
  )
    .index({ partnership: 1, month: -1, version: -1 }, { unique: true })
    .index({ state: 1, month: 1 })
    .index({ "sealed.sha256": 1 }, { partialFilterExpression: { "sealed.sha256": { $gt: "" } } })
    .index({ "sealed.papers.sha256": 1 }, { partialFilterExpression: { "sealed.sha256": { $gt: "" } } }),
);

export const statementId = (partnership: PartnershipId, month: Month, version: number): string =>
  `${partnership}:${month}:${version}`;

export const statementNumber = (partnership: PartnershipId, month: Month, version: number): string =>
  `LQ-${partnership.toUpperCase()}-${month.replace("-", "")}-${version}`;

/** The version that counts now; null while the month was never proposed. */
export const currentStatement = async (partnership: PartnershipId, month: Month): Promise<Statement | null> =>
  (await StatementModel.findOne({ partnership, month }).sort({ version: -1 }).lean()) as Statement | null;

/** Refuses with NOT_FOUND. */
export async function mustFindStatement(partnership: PartnershipId, month: Month): Promise<Statement> {
  const statement = await currentStatement(partnership, month);
  if (!statement) throw notFound();
  return statement;
}

/** Every version of a month, the newest first. */
export const versionsOf = async (partnership: PartnershipId, month: Month): Promise<Statement[]> =>
  (await StatementModel.find({ partnership, month }).sort({ version: -1 }).lean()) as Statement[];
