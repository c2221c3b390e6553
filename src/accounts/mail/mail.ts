import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { UserId } from "../../shared/ids";
import type { Language } from "../../shared/words";

/** What a letter says. The links of the last two carry a secret that is born when the letter is written, and kept nowhere. */
export type Letter = "notice" | "invitation" | "password_reset";

/**
 * A letter that is to leave, written with the deed and sent afterwards. It leaves once or not at all: one whose sending
 * was cut off in the middle is not tried again, for it may have arrived.
 */
export interface Mail {
  /** A notice's own id, or the deed that asks for the letter. */
  _id: string;
  letter: Letter;
  /** Whose letter it is; null where only an address is known. */
  user: UserId | null;
  to: string;
  /** Of a notice: its words. Of an invitation: its id. */
  kind: string;
  params: Record<string, string | number>;
  href: string;
  /** What it is written in when the reader is not known yet. */
  language: Language | null;
  at: Date;
  state: "waiting" | "sending" | "sent" | "failed" | "dropped";
  tries: number;
  /** When to try; of a letter being sent, when it must have been answered. */
  nextAt: Date;
  /** What the mail server or our own code said last, without addresses. */
  problem: string | null;
  /** Sent or dropped; it is forgotten three months later. */
  endedAt: Date | null;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
export const MailModel = collection<Mail>(
  "mails",
  new Schema<Mail>(
    {
      _id: String,
      letter: text,
      user: optional,
      to: text,
      kind: text,
      params: { type: Schema.Types.Mixed, default: {} },
      href: text,
      language: optional,
      at: date,
      state: text,
      tries: { type: Number, default: 0 },
      nextAt: date,
      problem: optional,
      endedAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false },
  )
    .index({ state: 1, nextAt: 1 })
    .index({ endedAt: 1 }, { expireAfterSeconds: 90 * 86_400 }),
);

type Given = Pick<Mail, "_id" | "to" | "kind" | "href"> &
  Partial<Pick<Mail, "letter" | "user" | "params" | "language">>;

/** Puts a letter where the postman finds it, in the caller's transaction; the same letter twice is one. */
export async function post({ _id, ...given }: Given, at: Date): Promise<void> {
  const mail: Omit<Mail, "_id"> = {
    letter: given.letter ?? "notice",
    user: given.user ?? null,
    to: given.to,
    kind: given.kind,
    params: given.params ?? {},
    href: given.href,
    language: given.language ?? null,
    at,
    state: "waiting",
    tries: 0,
    nextAt: at,
    problem: null,
    endedAt: null,
  };
  await MailModel.updateOne({ _id }, { $setOnInsert: mail }, { upsert: true });
}
