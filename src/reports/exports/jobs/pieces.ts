import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection } from "../../../shared/db";
import { later } from "../../../shared/time";
import { type ExportId, KEPT_MS, MOST_BYTES } from "./job";

/**
 * A file's bytes, a megabyte a document: one document of the database holds sixteen, and a file here up to a hundred. Every
 * try to make a file writes under its own holder's name, so that two can never be mixed.
 */
interface Piece {
  _id: string;
  export: ExportId;
  holder: string;
  number: number;
  body: Buffer;
  until: Date;
}

const text = { type: String, required: true } as const;
const PieceModel = collection<Piece>(
  "export_pieces",
  new Schema<Piece>(
    {
      _id: String,
      export: text,
      holder: text,
      number: { type: Number, required: true },
      body: { type: Buffer, required: true },
      until: { type: Date, required: true },
    },
    { versionKey: false },
  )
    .index({ export: 1, holder: 1, number: 1 }, { unique: true })
    .index({ until: 1 }, { expireAfterSeconds: 0 }),
);

const PIECE = 1_000_000;

export class TooLarge extends Error {}

/** Keeps the bytes as they come; throws TooLarge beyond a hundred megabytes. */
export async function keepBytes(
  { id, holder, at }: { id: ExportId; holder: string; at: Date },
  bytes: AsyncIterable<Buffer>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let [waiting, size, written, number] = [[] as Buffer[], 0, 0, 0];
  const write = async (): Promise<void> => {
    const body = Buffer.concat(waiting);
    const piece: Piece = {
      _id: `${id}:${holder}:${number}`,
      export: id,
      holder,
      number,
      body,
      until: later(at, KEPT_MS),
    };
    // As it is: a document made of it would hold the megabyte twice more.
    await PieceModel.insertMany([piece], { lean: true });
    number++;
    [waiting, size] = [[], 0];
  };
  for await (const part of bytes) {
    hash.update(part);
    written += part.length;
    if (written > MOST_BYTES) throw new TooLarge(`more than ${MOST_BYTES} bytes`);
    waiting.push(part);
    size += part.length;
    if (size >= PIECE) await write();
  }
  if (size > 0) await write();
  return { bytes: written, sha256: hash.digest("hex") };
}

export async function* bytesOf(id: ExportId, holder: string): AsyncGenerator<Buffer> {
  const pieces = PieceModel.find({ export: id, holder }).sort({ number: 1 }).lean().cursor({ batchSize: 4 });
  for await (const { body } of pieces as unknown as AsyncIterable<Piece>)
    yield Buffer.isBuffer(body) ? body : Buffer.from((body as { buffer: Uint8Array }).buffer);
}

/** Everything, or what other tries than the one kept have left behind. */
export async function dropPieces(id: ExportId, kept?: string): Promise<void> {
  await PieceModel.deleteMany({ export: id, ...(kept && { holder: { $ne: kept } }) });
}

/** What one try has left behind. */
export async function dropTry(id: ExportId, holder: string): Promise<void> {
  await PieceModel.deleteMany({ export: id, holder });
}
