import { Schema } from "mongoose";
import type { UserId } from "../../shared/ids";
import { DOCUMENT_KINDS, type SellerDocument } from "./document";
import type { Sells } from "./kinds";

/** How farmers take part: 联农带农 in the words of the county's forms. */
export const WAYS = ["purchase", "wages", "dividend", "land", "training"] as const;
export type Way = (typeof WAYS)[number];

/** Farmers who live from this business too: how many households, in which ways, and in the applicant's own words. */
export interface Linkage {
  households: number;
  ways: Way[];
  words: string;
}

export const DEEDS = [
  "founded",
  "submitted",
  "recommended",
  "returned",
  "approved",
  "suspended",
  "lifted",
  "document_renewed",
  "renamed",
] as const;
export type DeedName = (typeof DEEDS)[number];

/** Which of the three stood behind a deed. The applicant sees offices; the person's name is for officials alone. */
export interface DoneBy {
  side: "applicant" | "county" | "platform";
  user: UserId;
  name: string;
  office: string;
  officeEn: string;
}

/** One line of a seller's history: who did what, when and why. Only ever added to. */
export interface SellerDeed {
  what: DeedName;
  at: Date;
  by: DoneBy;
  reason: string;
}

/** The form as it was typed, finished or not; read strictly when it is submitted. */
export type Typed = Record<string, string | string[]>;

/** What belongs to a seller's vetting and is not read where goods are shown and sold. */
export interface Dossier {
  /** Grows with every change; a move is made only from the version that was read. */
  version: number;
  typed: Typed;
  sells: Sells[];
  linkage: Linkage | null;
  documents: SellerDocument[];
  history: SellerDeed[];
  /** When it came into its present state: who waits longest stands first. */
  movedAt: Date | null;
}

const text = { type: String, required: true } as const;
const words = { type: String, default: "" } as const;
const day = { type: String, default: null } as const;
const never = { type: Date, default: null } as const;

const documentSchema = new Schema<SellerDocument>(
  {
    id: text,
    kind: { ...text, enum: DOCUMENT_KINDS },
    name: words,
    number: words,
    validUntil: day,
    file: text,
    fileName: text,
    at: { type: Date, required: true },
    replacedAt: never,
    soonTold: never,
    expiryTold: never,
  },
  { _id: false },
);

export const dossierFields = {
  version: { type: Number, default: 1 },
  typed: { type: Schema.Types.Mixed, default: {} },
  sells: { type: [String], default: [] },
  linkage: {
    type: new Schema<Linkage>({ households: { type: Number, required: true }, ways: [String], words }, { _id: false }),
    default: null,
  },
  documents: { type: [documentSchema], default: [] },
  history: {
    type: [
      new Schema<SellerDeed>(
        {
          what: { ...text, enum: DEEDS },
          at: { type: Date, required: true },
          by: { side: text, user: text, name: text, office: text, officeEn: text },
          reason: words,
        },
        { _id: false },
      ),
    ],
    default: [],
  },
  movedAt: never,
};

/** Left behind wherever a shop is read to be shown or to sell. */
export const WITHOUT_DOSSIER = { typed: 0, sells: 0, linkage: 0, documents: 0, history: 0, movedAt: 0 } as const;
