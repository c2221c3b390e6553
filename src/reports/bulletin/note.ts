import { Schema } from "mongoose";
import { audit } from "../../accounts/audit/audit";
import { collection, inTransaction } from "../../shared/db";
import type { UserId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";

/** What an official adds to a month's bulletin in their own words: kept apart from the figures, and said to be theirs. */
export interface BulletinNote {
  _id: Month;
  text: string;
  by: UserId;
  name: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const NoteModel = collection<BulletinNote>(
  "bulletin_notes",
  new Schema<BulletinNote>(
    { _id: String, text: { type: String, default: "" }, by: text, name: text, at: { type: Date, required: true } },
    { versionKey: false },
  ),
);

export const noteOf = async (month: Month): Promise<BulletinNote | null> =>
  (await NoteModel.findOne({ _id: month } as Record<string, unknown>).lean()) as BulletinNote | null;

/** Writes or empties the paragraph; what stood there before is in the audit log. */
export const writeNote = (month: Month, { text: said, by }: { text: string; by: Viewer }, at: Date): Promise<void> =>
  inTransaction(async () => {
    const before = await noteOf(month);
    if ((before?.text ?? "") === said) return;
    const note = { text: said, by: by.id, name: by.name, at };
    await NoteModel.updateOne({ _id: month } as Record<string, unknown>, { $set: note }, { upsert: true });
    await audit(
      {
        what: "bulletin.noted",
        subject: { kind: "bulletin", id: month },
        by,
        before: { text: before?.text ?? "" },
        after: { text: said },
      },
      at,
    );
  });
