import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { Schema } from "mongoose";
import { collection } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import type { SellerId } from "../../../shared/ids";
import { HOUR } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { LineError } from "./reading/read-stock-rows";

export const IMPORT_KINDS = ["stock", "products"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** preview: looked at, nothing is written; confirmed: decided, being carried out; done. */
export const IMPORT_STATES = ["preview", "confirmed", "done"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A file somebody sent to change many things at once. The file itself is not kept, only what it said. */
export interface Import {
  _id: string;
  seller: SellerId;
  kind: ImportKind;
  state: ImportState;
  name: string;
  sha256: string;
  /** Shop, kind and content, from the moment it is confirmed: no file is brought in twice. */
  once?: string;
  lines: number;
  /** Columns that were not read. */
  ignored: string[];
  /** What the file says, packed. */
  rows: Buffer;
  /** Every line that is wrong by itself, packed. */
  mistakes: Buffer;
  wrong: number;
  by: Pick<Viewer, "id" | "name" | "organisation">;
  at: Date;
  expiresAt: Date;
  confirmedAt: Date | null;
  /** What was written, or will be: numbers, prices, products. */
  written: { numbers: number; prices: number; products: number };
  /** New prices still to be written, packed; product by product. */
  jobs: Buffer | null;
  /** How many of them have been. */
  jobsDone: number;
  /** What could not be written any more after the decision, by name. */
  failed: LineError[];
  /** Who carries it out says so from time to time; afterwards the chores take over. */
  busyUntil: Date | null;
  /** Previews are forgotten after a day. */
  until: Date | null;
}

/** A preview is of its time. */
export const PREVIEW_MS = HOUR;

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true, default: 0 } as const;
const never = { type: Date, default: null } as const;

export const ImportModel = collection<Import>(
  "imports",
  new Schema<Import>(
    {
      _id: String,
      seller: text,
      kind: { ...text, enum: IMPORT_KINDS },
      state: { ...text, enum: IMPORT_STATES },
      name: text,
      sha256: text,
      once: String,
      lines: whole,
      ignored: [String],
      rows: { type: Buffer, required: true },
      mistakes: { type: Buffer, required: true },
      wrong: whole,
      by: { type: Schema.Types.Mixed, required: true },
      at: { type: Date, required: true },
      expiresAt: { type: Date, required: true },
      confirmedAt: never,
      written: { _id: false, numbers: whole, prices: whole, products: whole },
      jobs: { type: Buffer, default: null },
      jobsDone: whole,
      failed: { type: [Schema.Types.Mixed], default: [] } as never,
      busyUntil: never,
      until: never,
    },
    { versionKey: false },
  )
    .index({ once: 1 }, { unique: true, partialFilterExpression: { once: { $gt: "" } } })
    .index({ seller: 1, state: 1, at: -1 })
    .index({ seller: 1, sha256: 1, kind: 1 })
    .index({ state: 1, busyUntil: 1 }, { partialFilterExpression: { state: "confirmed" } })
    .index({ until: 1 }, { expireAfterSeconds: 0 }),
);

/** An import of the shop's own; refuses another's, and what is not there, with NOT_FOUND. */
export async function importOf(seller: SellerId, id: string): Promise<Import> {
  const found = (await ImportModel.findOne({ _id: String(id), seller }).lean()) as Import | null;
  if (!found) throw notFound();
  return found;
}

const squeeze = promisify(deflate);
const expand = promisify(inflate);

/** Many small records as a few bytes: a file of ten thousand lines takes some ten kilobytes. */
export const pack = async (value: unknown): Promise<Buffer> => squeeze(JSON.stringify(value), { level: 6 });

export const unpack = async <T>(packed: Buffer | { buffer: Uint8Array }): Promise<T> =>
  JSON.parse((await expand(Buffer.isBuffer(packed) ? packed : Buffer.from(packed.buffer))).toString()) as T;

export const onceOf = ({ seller, kind, sha256 }: Pick<Import, "seller" | "kind" | "sha256">): string =>
  `${seller}:${kind}:${sha256}`;
