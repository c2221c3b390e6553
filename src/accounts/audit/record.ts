import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { Id, OrganisationId, RegionCode, UserId } from "../../shared/ids";
import { AUDIT_DEEDS, AUDIT_SUBJECTS, type AuditDeed, type AuditSubject } from "./deeds";

export type AuditId = Id<"audit">;
export type Fact = string | number | boolean | null;

/** Who did something, as they were called then. */
export interface Actor {
  id: UserId;
  name: string;
  role: string | null;
  organisation: { id: OrganisationId; name: string; kind: string; region: RegionCode | null } | null;
}

/** One deed, written once, in the deed's own transaction. */
export interface AuditRecord {
  _id: AuditId;
  what: AuditDeed;
  at: Date;
  /** Null: the program itself. */
  by: Actor | null;
  subject: { kind: AuditSubject; id: string; name: string | null };
  /** What was different afterwards, field by field; amounts in fields ending in Fen. */
  changes: { field: string; before: Fact; after: Fact }[];
  note: string;
  /** Whose record it is: the organisations and regions whose people may read it. */
  scopes: string[];
  /** What a search for a person finds: id, name and organisation. */
  who: string[];
  /** What a search for a thing finds: id and name. */
  about: string[];
  /** Made with a key that is not in the database: nobody who can only write there can add a record. */
  mark: string;
  /** False until the one runner has given the record its place in the sequence. */
  chained: boolean;
  seq: number | null;
  hash: string | null;
  previousHash: string | null;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;

const schema: Schema<AuditRecord> = new Schema<AuditRecord>(
  {
    _id: String,
    what: { ...text, enum: AUDIT_DEEDS },
    at: { type: Date, required: true },
    by: {
      type: new Schema(
        {
          id: text,
          name: text,
          role: maybe,
          organisation: {
            type: new Schema({ id: text, name: text, kind: text, region: maybe }, { _id: false }),
            default: null,
          },
        },
        { _id: false },
      ),
      default: null,
    },
    subject: { kind: { ...text, enum: AUDIT_SUBJECTS }, id: text, name: maybe },
    changes: [{ _id: false, field: text, before: Schema.Types.Mixed, after: Schema.Types.Mixed }],
    note: { type: String, default: "" },
    scopes: [String],
    who: [String],
    about: [String],
    mark: { type: String, default: "" },
    chained: { type: Boolean, required: true },
    seq: { type: Number, default: null },
    hash: maybe,
    previousHash: maybe,
  },
  { versionKey: false },
)
  .index({ seq: 1 }, { unique: true, partialFilterExpression: { chained: true } })
  // What waits for its place: empty but for the last moments.
  .index({ chained: 1, _id: 1 }, { partialFilterExpression: { chained: false } })
  // Ids sort by time, so every search is one run of an index, newest first.
  .index({ scopes: 1, _id: -1 })
  .index({ what: 1, _id: -1 })
  .index({ who: 1, _id: -1 })
  .index({ about: 1, _id: -1 });

function refuse(): never {
  throw new Error("audit records are written once");
}

const CHANGES = [
  "updateMany",
  "replaceOne",
  "deleteOne",
  "deleteMany",
  "findOneAndUpdate",
  "findOneAndReplace",
  "findOneAndDelete",
] as const;
schema.pre([...CHANGES], { document: true, query: true }, refuse);
schema.pre("bulkWrite", refuse);
schema.pre("save", function () {
  if (!this.isNew) refuse();
});
schema.pre("updateOne", { document: true, query: false }, refuse);

const CHAINING = "chained,hash,previousHash,seq";

/** The one change a record lives to see, once: its place in the sequence. */
schema.pre("updateOne", { document: false, query: true }, function () {
  const filter = this.getFilter() as Record<string, unknown>;
  const { $set = {}, ...others } = (this.getUpdate() ?? {}) as { $set?: object };
  const once = Object.keys(filter).sort().join() === "_id,chained" && filter.chained === false;
  if (!once || Object.keys(others).length > 0 || Object.keys($set).sort().join() !== CHAINING) refuse();
});

export const AuditModel = collection<AuditRecord>("audit_records", schema, {
  required: ["what", "at", "by", "subject", "changes", "note", "scopes", "mark", "chained"],
  properties: {
    what: { bsonType: "string", minLength: 1 },
    at: { bsonType: "date" },
    by: { bsonType: ["object", "null"] },
    subject: { bsonType: "object", required: ["kind", "id"] },
    changes: { bsonType: "array" },
    scopes: { bsonType: "array" },
    chained: { bsonType: "bool" },
  },
});
