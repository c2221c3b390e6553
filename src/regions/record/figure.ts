import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { type Paper, paperSchema, type Stamp, stampSchema, VERSION_STATES, type VersionState } from "../two-sides";
import { RECORD_KIND_NAMES, type RecordKind } from "./kinds";

/** One figure of a partnership's year beside the sales, in one version. None of it ever counts as a sale. */
export interface RecordFigure {
  _id: string;
  partnership: PartnershipId;
  year: number;
  /** Versions of the same figure share it: the kind, "<kind>-promised", or "other-<id>". */
  line: string;
  version: number;
  kind: RecordKind;
  /** What was agreed on for the year, rather than what was done in it. */
  promised: boolean;
  /** Of kind "other": what it is, in their own words, and its unit ("亩", or "fen" for money). */
  name: string;
  nameEn: string;
  unit: string;
  /** A whole number in its unit; money in fen. */
  value: number;
  /** What the number leaves out, in a sentence. */
  note: string;
  noteEn: string;
  source: string;
  paper: Paper | null;
  state: VersionState;
  beforeValue: number | null;
  /** Why it was corrected; empty for the first. */
  reason: string;
  /** Null: reference data that came with the product, from the source it names. */
  by: Stamp | null;
  decidedBy: Stamp | null;
  decision: string;
  at: Date;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: "" } as const;
export const RecordFigureModel = collection<RecordFigure>(
  "partnership_figures",
  new Schema<RecordFigure>(
    {
      _id: String,
      partnership: text,
      year: { type: Number, required: true },
      line: text,
      version: { type: Number, required: true },
      kind: { ...text, enum: RECORD_KIND_NAMES },
      promised: { type: Boolean, default: false },
      name: optional,
      nameEn: optional,
      unit: text,
      value: { type: Number, required: true },
      note: optional,
      noteEn: optional,
      source: text,
      paper: { type: paperSchema, default: null },
      state: { ...text, enum: VERSION_STATES },
      beforeValue: { type: Number, default: null },
      reason: optional,
      by: { type: stampSchema, default: null },
      decidedBy: { type: stampSchema, default: null },
      decision: optional,
      at: { type: Date, required: true },
      demo: { type: Boolean, default: false },
    },
    { versionKey: false },
  )
    .index({ partnership: 1, year: -1, line: 1, version: -1 }, { unique: true })
    .index(
      { partnership: 1, year: 1, line: 1 },
      { unique: true, partialFilterExpression: { state: "proposed" }, name: "pending" },
    )
    .index(
      { partnership: 1, year: 1, line: 1, state: 1 },
      { unique: true, partialFilterExpression: { state: "in_force" }, name: "in_force" },
    )
    .index({ state: 1, at: 1 }),
  { properties: { value: wholeNumber(0) } },
);

const rank = ({ kind, promised }: RecordFigure): number => RECORD_KIND_NAMES.indexOf(kind) * 2 + (promised ? 1 : 0);

/** What both sides have confirmed of a year, in the order of the list. */
export async function confirmedFigures(partnership: PartnershipId | null, year: number): Promise<RecordFigure[]> {
  const found = (await RecordFigureModel.find({ ...(partnership ? { partnership } : {}), year, state: "in_force" })
    .sort({ partnership: 1, line: 1 })
    .lean()) as RecordFigure[];
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Every version of a year's figures, those still to be confirmed included, the newest version first. */
export async function figuresOfYear(partnership: PartnershipId, year: number): Promise<RecordFigure[]> {
  const found = (await RecordFigureModel.find({ partnership, year })
    .sort({ line: 1, version: -1 })
    .lean()) as RecordFigure[];
  return found.sort((a, b) => rank(a) - rank(b));
}
