import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../../shared/db";
import type { Id, OrganisationId, UserId } from "../../../shared/ids";
import { DAY } from "../../../shared/time";
import type { Role } from "../../../shared/viewer";
import type { Language } from "../../../shared/words";
import { FORMATS, type Format, type Params, type Scope } from "../kinds/kind";
import { KIND_NAMES, type KindName } from "../kinds/kinds";

export type ExportId = Id<"export">;

export const EXPORT_STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Why there is no file; words under exports:problem. */
export const PROBLEMS = ["no_longer_allowed", "too_large", "gone", "unexpected"] as const;
export type Problem = (typeof PROBLEMS)[number];

/** A file somebody asked for, made beside the pages' work and kept for thirty days. */
export interface ExportJob {
  _id: ExportId;
  kind: KindName;
  format: Format;
  params: Params;
  language: Language;
  title: string;
  /** Whoever asked, and as what: the file is for nobody else, and only while they are still that. */
  by: { user: UserId; name: string; organisation: OrganisationId | null; role: Role };
  state: ExportState;
  /** Which of its asker's few places it has while it waits or runs; no two have the same. */
  place: number | null;
  /** Rows written, of how many; the first grows while it runs. */
  done: number;
  total: number;
  tries: number;
  /** Who is making it, and until when that is believed without a sign of life: by the machine's clock. */
  lease: { holder: string; until: Date } | null;
  problem: Problem | null;
  scope: Scope | null;
  file: { name: string; mediaType: string; bytes: number; sha256: string; holder: string } | null;
  askedAt: Date;
  endedAt: Date | null;
  /** When the record and its bytes go. */
  until: Date;
}

export const KEPT_MS = 30 * DAY;
/** Of one file; and of what one person may have waiting or running. */
export const MOST_BYTES = 100_000_000;
export const MOST_ROWS = 1_000_000;
export const MOST_OPEN = 3;
/** Up to so many rows a file is given at once. */
export const AT_ONCE = 5000;

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as never;

export const ExportModel = collection<ExportJob>(
  "exports",
  new Schema<ExportJob>(
    {
      _id: String,
      kind: { ...text, enum: KIND_NAMES },
      format: { ...text, enum: FORMATS },
      params: { type: Schema.Types.Mixed, required: true } as never,
      language: text,
      title: text,
      by: { type: Schema.Types.Mixed, required: true } as never,
      state: { ...text, enum: EXPORT_STATES },
      place: { type: Number, default: null },
      done: { type: Number, required: true },
      total: { type: Number, required: true },
      tries: { type: Number, required: true },
      lease: mixed,
      problem: { type: String, default: null },
      scope: mixed,
      file: mixed,
      askedAt: instant,
      endedAt: { type: Date, default: null },
      until: instant,
    },
    { versionKey: false, minimize: false },
  )
    .index({ "by.user": 1, askedAt: -1 })
    .index({ "by.user": 1, place: 1 }, { unique: true, partialFilterExpression: { place: { $type: "number" } } })
    .index({ state: 1, askedAt: 1 })
    .index({ until: 1 }, { expireAfterSeconds: 0 }),
  { properties: { done: wholeNumber(0), total: wholeNumber(0), state: { enum: [...EXPORT_STATES] } } },
);

/** The asker's own; everybody else's is not there. */
export const ownExport = async (user: UserId, id: string): Promise<ExportJob | null> =>
  (await ExportModel.findOne({ _id: String(id), "by.user": user } as Record<
    string,
    unknown
  >).lean()) as ExportJob | null;

const SHOWN = 50;

export const exportsOf = async (user: UserId): Promise<ExportJob[]> =>
  (await ExportModel.find({ "by.user": user } as Record<string, unknown>)
    .sort({ askedAt: -1 })
    .limit(SHOWN)
    .lean()) as ExportJob[];
