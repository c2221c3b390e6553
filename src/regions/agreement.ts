import { Schema } from "mongoose";
import { collection, wholeNumber } from "../shared/db";
import type { PartnershipId } from "../shared/ids";
import type { Fen } from "../shared/money";
import { timeProgress } from "../shared/time";
import { type Paper, paperSchema } from "./two-sides";

/** A partnership's promise for one calendar year, in the version in force; older ones are kept beside it (agreements/). */
export interface Agreement {
  _id: string;
  partnership: PartnershipId;
  year: number;
  targetFen: Fen;
  /** Shanghai day of signing, when known. */
  signedOn: string | null;
  source: string;
  /** True for a target made up for the demonstration. */
  demo: boolean;
  /** The number of the version in force; 1 where it was never changed. */
  version?: number;
  /** The signed paper, when it was brought. */
  document?: Paper | null;
}

export const AgreementModel = collection<Agreement>(
  "agreements",
  new Schema<Agreement>(
    {
      _id: String,
      partnership: { type: String, required: true },
      year: { type: Number, required: true },
      targetFen: { type: Number, required: true },
      signedOn: { type: String, default: null },
      source: { type: String, required: true },
      demo: { type: Boolean, default: false },
      version: { type: Number, default: 1 },
      document: { type: paperSchema, default: null },
    },
    { versionKey: false },
  ).index({ year: 1, partnership: 1 }, { unique: true }),
  { properties: { targetFen: wholeNumber(0) } },
);

export const agreementId = (partnership: PartnershipId, year: number): string => `${partnership}:${year}`;

export interface Progress {
  year: number;
  targetFen: Fen;
  /** Net recognised ÷ target; above 1 when the promise is exceeded; null where nothing was promised. */
  progress: number | null;
  /** Share of the year gone by. */
  timeProgress: number;
}

/** Rule 19: net recognised over target. A target of nothing has no progress rather than an infinite one. */
export function progressOf(agreement: Agreement, recognisedFen: Fen, at: Date): Progress {
  const { year, targetFen } = agreement;
  return {
    year,
    targetFen,
    progress: targetFen > 0 ? recognisedFen / targetFen : null,
    timeProgress: timeProgress(year, at),
  };
}
