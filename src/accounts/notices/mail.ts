import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { UserId } from "../../shared/ids";

/** A notice that also goes out as a letter; written with the deed, sent by a chore afterwards. */
export interface Mail {
  /** The notice's own id. */
  _id: string;
  user: UserId;
  to: string;
  kind: string;
  params: Record<string, string | number>;
  href: string;
  at: Date;
  state: "waiting" | "sending" | "sent" | "failed";
  tries: number;
  nextAt: Date;
  sentAt: Date | null;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
export const MailModel = collection<Mail>(
  "mails",
  new Schema<Mail>(
    {
      _id: String,
      user: text,
      to: text,
      kind: text,
      params: { type: Schema.Types.Mixed, default: {} },
      href: text,
      at: date,
      state: text,
      tries: { type: Number, default: 0 },
      nextAt: date,
      sentAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false },
  ).index({ state: 1, nextAt: 1 }),
);
