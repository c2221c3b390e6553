import type { Request } from "express";
import { Schema } from "mongoose";
import { collection, database } from "../../shared/db";
import { notFound } from "../../shared/errors";
import { type Id, newId, type UserId } from "../../shared/ids";
import { DAY, later, MINUTE } from "../../shared/time";
import { type Device, deviceOf, networkShown } from "./device";

/** Where somebody is signed in, so that they can recognise it and end it. */
export interface SessionNote extends Device {
  _id: Id<"session">;
  /** The session's name in the store. */
  sid: string;
  user: UserId;
  /** Over as soon as the person's sessions have all been ended. */
  version: number;
  network: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
}

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const SessionNoteModel = collection<SessionNote>(
  "session_notes",
  new Schema<SessionNote>(
    {
      _id: String,
      sid: { ...text, unique: true },
      user: text,
      version: { type: Number, required: true },
      browser: text,
      system: text,
      network: text,
      createdAt: instant,
      seenAt: instant,
      expiresAt: instant,
    },
    { versionKey: false },
  )
    .index({ user: 1, seenAt: -1 })
    .index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
);

/** As long as a session lives in the store without being used. */
const LIFETIME_MS = 7 * DAY;
const SEEN_EVERY_MS = 10 * MINUTE;

interface Whose {
  id: UserId;
  sessionVersion: number;
}

declare module "express-session" {
  interface SessionData {
    /** When its note was last brought up to date; milliseconds since 1970. */
    seenAt?: number;
  }
}

/** A session has begun under a new name; the one this browser had before is over. */
export async function noteSession(
  { id, sessionVersion }: Whose,
  req: Request,
  before: string,
  at: Date,
): Promise<void> {
  if (req.sessionID !== before) await SessionNoteModel.deleteOne({ sid: before });
  req.session.seenAt = at.getTime();
  const note = { ...deviceOf(req.headers["user-agent"]), network: networkShown(req.ip), seenAt: at };
  await SessionNoteModel.updateOne(
    { sid: req.sessionID },
    {
      $set: { user: id, version: sessionVersion, ...note, expiresAt: later(at, LIFETIME_MS) },
      $setOnInsert: { _id: newId("session", at), createdAt: at },
    },
    { upsert: true },
  );
}

/** Every ten minutes is enough to say when a session was last used; a write at every request would not be. */
export async function noteSeen(req: Request, at: Date): Promise<void> {
  if (!req.session || at.getTime() - (req.session.seenAt ?? 0) < SEEN_EVERY_MS) return;
  req.session.seenAt = at.getTime();
  await SessionNoteModel.updateOne(
    { sid: req.sessionID },
    { $set: { seenAt: at, network: networkShown(req.ip), expiresAt: later(at, LIFETIME_MS) } },
  );
}

/** Where somebody is signed in now, the last used first. */
export const sessionsOf = async ({ id, sessionVersion }: Whose, at: Date): Promise<SessionNote[]> =>
  (await SessionNoteModel.find({ user: id, version: sessionVersion, expiresAt: { $gt: at } })
    .sort({ seenAt: -1 })
    .limit(100)
    .lean()) as SessionNote[];

/** Ends one session of somebody's, here and in the store: its cookie then names nothing. Refuses what is not theirs. */
export async function endSession(user: UserId, id: string): Promise<SessionNote> {
  const ended = (await SessionNoteModel.findOneAndDelete({
    _id: String(id) as SessionNote["_id"],
    user,
  }).lean()) as SessionNote | null;
  if (!ended) throw notFound();
  await database().collection<{ _id: string }>("sessions").deleteOne({ _id: ended.sid });
  return ended;
}

/** The person has signed out here. */
export const forgetSession = async (sid: string): Promise<void> => {
  await SessionNoteModel.deleteOne({ sid });
};
