import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { OrganisationId, UserId } from "../../shared/ids";

/** Something a person should know, in their inbox; its words are made from `kind` when it is read, in the reader's language. */
export interface Notice {
  /** The deed's key and the person: the same deed tells somebody once. */
  _id: string;
  user: UserId;
  /** Told as one of this organisation's people: its page opens only to whoever acts for it. */
  organisation: OrganisationId | null;
  /** locales/<language>/notices.json has `<kind>.title` and `<kind>.text`. */
  kind: string;
  /** Texts and numbers the words name; an amount in fen in a name ending in Fen. No personal data. */
  params: Record<string, string | number>;
  /** The page where something can be done about it. */
  href: string;
  at: Date;
  readAt: Date | null;
}

const text = { type: String, required: true } as const;
export const NoticeModel = collection<Notice>(
  "notices",
  new Schema<Notice>(
    {
      _id: String,
      user: text,
      organisation: { type: String, default: null },
      kind: text,
      params: { type: Schema.Types.Mixed, default: {} },
      href: text,
      at: { type: Date, required: true },
      readAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false },
  )
    .index({ user: 1, at: -1, _id: -1 })
    .index({ user: 1, readAt: 1 }),
);
