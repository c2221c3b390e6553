import { createHash } from "node:crypto";
import type { Request } from "express";
import { Schema } from "mongoose";
import { collection, inTransaction, isDuplicate } from "../../shared/db";
import { ApiProblem } from "./problem";

/** The answer a key was given the first time; kept a day. */
interface KeyRecord {
  _id: string;
  bodyHash: string;
  answer: string;
  createdAt: Date;
}

const schema = new Schema<KeyRecord>(
  {
    _id: String,
    bodyHash: { type: String, required: true },
    answer: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ createdAt: 1 }, { expireAfterSeconds: 86_400 });

const KeyModel = collection("standin_keys", schema);

export interface Answer {
  json: unknown;
  replayed: boolean;
}

/**
 * Does a deed once per `Idempotency-Key`: the deed and the key with its answer are one transaction, so a process that dies
 * in between has done neither. A deed that was refused leaves its key free, as at Stripe when nothing was begun.
 */
export async function once(req: Request, deed: () => Promise<unknown>): Promise<Answer> {
  const key = req.get("idempotency-key");
  if (!key) return { json: await inTransaction(deed), replayed: false };
  if (key.length > 255) throw new ApiProblem(400, { message: "Idempotency keys can be up to 255 characters long." });
  const bodyHash = createHash("sha256")
    .update(`${req.method} ${req.path} ${JSON.stringify(req.body)}`)
    .digest("base64url");
  const before = await replay(key, bodyHash);
  if (before) return before;
  try {
    return await inTransaction(async () => {
      const json = await deed();
      await KeyModel.insertMany([{ _id: key, bodyHash, answer: JSON.stringify(json), createdAt: new Date() }]);
      return { json, replayed: false };
    });
  } catch (error) {
    const after = isDuplicate(error) ? await replay(key, bodyHash) : null;
    if (after) return after;
    throw error;
  }
}

async function replay(key: string, bodyHash: string): Promise<Answer | null> {
  const kept = await KeyModel.findById(key).lean();
  if (!kept) return null;
  if (kept.bodyHash === bodyHash) return { json: JSON.parse(kept.answer), replayed: true };
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  throw new ApiProblem(400, { type: "idempotency_error", message });
}
