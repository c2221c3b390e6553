import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { OrganisationId, RegionCode, UserId } from "../../../shared/ids";
import { DECLARED_BASES, type DeclarationContent } from "./content";
import type { Evidence } from "./evidence";
import type { DeclarationFacts, DeclarationId } from "./facts";
import type { Signal } from "./signal";
import { DECLARATION_STATES, type DeclarationState, MOVES, type Side } from "./states";

export interface DoneBy {
  id: UserId;
  name: string;
  organisation: OrganisationId;
  organisationName: string;
}

export const DEEDS = [
  "submitted",
  "confirmed_by_county",
  "confirmed_by_helper",
  "rejected",
  "withdrawn",
  "correction_asked",
  "correction_refused",
  "corrected",
] as const;
export type DeclarationDeed = (typeof DEEDS)[number];

/** An offline purchase or a help-to-sell deal, brought in with evidence and confirmed by both sides. */
export interface Declaration {
  _id: DeclarationId;
  number: string;
  state: DeclarationState;
  version: number;
  declarer: {
    organisation: OrganisationId;
    name: string;
    nameEn: string;
    kind: "institution" | "helper_authority";
    region: RegionCode;
  };
  content: DeclarationContent;
  /** Null until it is handed in for the first time, and until then nobody else sees it. */
  facts: DeclarationFacts | null;
  county: RegionCode | null;
  helper: RegionCode | null;
  evidence: Evidence[];
  signals: Signal[];
  confirmed: { county: (DoneBy & { at: Date }) | null; helper: (DoneBy & { at: Date }) | null };
  /** One side wants it taken back and waits for the other. */
  correction: { side: Side; by: DoneBy; reason: string; at: Date } | null;
  history: { what: DeclarationDeed; at: Date; by: DoneBy; side: Side | "declarer"; note: string }[];
  /** The file it was read from, and the line there. */
  imported: { id: string; line: number } | null;
  createdAt: Date;
  submittedAt: Date | null;
  movedAt: Date;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
const list = { type: [Schema.Types.Mixed], default: [] } as never;

const schema = new Schema<Declaration>(
  {
    _id: String,
    number: { ...text, unique: true },
    state: { ...text, enum: DECLARATION_STATES },
    version: { type: Number, required: true },
    declarer: { type: Schema.Types.Mixed, required: true } as never,
    content: { type: Schema.Types.Mixed, required: true } as never,
    facts: mixed as never,
    county: { type: String, default: null },
    helper: { type: String, default: null },
    evidence: list,
    signals: list,
    confirmed: { type: Schema.Types.Mixed, required: true } as never,
    correction: mixed as never,
    history: list,
    imported: mixed as never,
    createdAt: instant,
    submittedAt: { type: Date, default: null },
    movedAt: instant,
    demo: { type: Boolean, default: false },
  },
  { versionKey: false, minimize: false },
)
  .index({ "declarer.organisation": 1, state: 1, _id: -1 })
  .index({ county: 1, state: 1, _id: -1 })
  .index({ helper: 1, state: 1, _id: -1 })
  .index({ state: 1, _id: -1 })
  .index({ "evidence.sha256": 1 })
  .index({ "evidence.sentSha256": 1 })
  .index({ "facts.seller.id": 1, _id: -1 })
  .index({ "facts.seller.registrationNumber": 1, "facts.day": 1 });

/** Kept by the database itself: what will become entries is whole fen. */
export const DeclarationModel = collection<Declaration>("declarations", schema, {
  required: ["number", "state", "version", "declarer", "content"],
  properties: {
    version: wholeNumber(1),
    facts: {
      bsonType: ["object", "null"],
      required: ["basis", "amountFen", "signedFen", "lines", "invoice"],
      properties: {
        basis: { enum: [...DECLARED_BASES] },
        amountFen: wholeNumber(1),
        signedFen: wholeNumber(0),
        invoice: { bsonType: "object", properties: { totalFen: wholeNumber(1) } },
        lines: {
          bsonType: "array",
          minItems: 1,
          items: { bsonType: "object", properties: { amountFen: wholeNumber(1), milli: wholeNumber(1) } },
        },
      },
    },
  },
});

export const movedOn = (): Refusal => new Refusal("DECLARATION_MOVED_ON");

/**
 * Writes a declaration that nobody has touched meanwhile; with `to`, moves it as the table allows. Refuses with
 * DECLARATION_MOVED_ON otherwise.
 */
export async function changeDeclaration(
  { _id, state, version }: Pick<Declaration, "_id" | "state" | "version">,
  changes: Partial<Omit<Declaration, "_id" | "number" | "state" | "version" | "history">>,
  { to, deed }: { to?: DeclarationState; deed?: Declaration["history"][number] } = {},
): Promise<Declaration> {
  if (to && !(MOVES[state] as readonly string[]).includes(to)) throw movedOn();
  const changed = (await DeclarationModel.findOneAndUpdate(
    { _id, state, version },
    {
      $set: { ...changes, ...(to && { state: to }) },
      $inc: { version: 1 },
      ...(deed && { $push: { history: deed } }),
    },
    { returnDocument: "after" },
  ).lean()) as Declaration | null;
  if (!changed) throw movedOn();
  return changed;
}

/** A handed-in declaration has its facts; the type says so. */
export type HandedIn = Declaration & { facts: DeclarationFacts };
export const isHandedIn = (declaration: Declaration): declaration is HandedIn => declaration.facts !== null;
