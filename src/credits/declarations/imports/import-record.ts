import { Schema } from "mongoose";
import { collection } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import type { OrganisationId, UserId } from "../../../shared/ids";
import { HOUR } from "../../../shared/time";
import type { Grouped, LineError } from "./read-table-rows";

/** A table of declarations somebody sent: looked at first, then all of it becomes drafts, or nothing. */
export interface DeclarationImport {
  _id: string;
  organisation: OrganisationId;
  state: "preview" | "done";
  name: string;
  sha256: string;
  /** Organisation and content, from the moment it is written: no file is written twice. */
  once?: string;
  lines: number;
  ignored: string[];
  groups: Grouped[];
  mistakes: LineError[];
  by: { id: UserId; name: string };
  at: Date;
  expiresAt: Date;
  /** Previews are forgotten after a day. */
  until: Date | null;
}

export const PREVIEW_MS = HOUR;

const text = { type: String, required: true } as const;
const list = { type: [Schema.Types.Mixed], default: [] } as never;
export const DeclarationImportModel = collection<DeclarationImport>(
  "declaration_imports",
  new Schema<DeclarationImport>(
    {
      _id: String,
      organisation: text,
      state: { ...text, enum: ["preview", "done"] },
      name: text,
      sha256: text,
      once: String,
      lines: { type: Number, required: true },
      ignored: [String],
      groups: list,
      mistakes: list,
      by: { _id: false, id: text, name: text },
      at: { type: Date, required: true },
      expiresAt: { type: Date, required: true },
      until: { type: Date, default: null },
    },
    { versionKey: false, minimize: false },
  )
    .index({ once: 1 }, { unique: true, partialFilterExpression: { once: { $gt: "" } } })
    .index({ organisation: 1, state: 1, at: -1 })
    .index({ until: 1 }, { expireAfterSeconds: 0 }),
);

export const onceOf = ({ organisation, sha256 }: Pick<DeclarationImport, "organisation" | "sha256">): string =>
  `${organisation}:${sha256}`;

/** The organisation's own; every other is not found. */
export async function importOf(organisation: OrganisationId, id: string): Promise<DeclarationImport> {
  const found = (await DeclarationImportModel.findOne({
    _id: String(id),
    organisation,
  }).lean()) as DeclarationImport | null;
  if (!found) throw notFound();
  return found;
}

/** The last tables that were written. */
export const recentImports = async (organisation: OrganisationId): Promise<DeclarationImport[]> =>
  (await DeclarationImportModel.find({ organisation, state: "done" }, { mistakes: 0 })
    .sort({ at: -1 })
    .limit(10)
    .lean()) as unknown as DeclarationImport[];
