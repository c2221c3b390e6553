import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface ZipPart {
  path: string;
  content: string | Buffer | AsyncIterable<string>;
}

/** The beginning of an archive's time, in the machine's own zone, as the format wants it: the same bytes everywhere. */
const OPTIONS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const;

/**
 * An archive, given out while it is made: its parts are asked for one after another and never held whole. The same parts
 * always give the same bytes. Whoever stops listening stops the making.
 */
export async function* writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const stop = new AbortController();
  // What went wrong is told by the bytes' own stream, to whoever reads it.
  const fail = (error: unknown): void => void out.destroy(error as Error);
  zip.on("error", fail);
  const filled = fill(zip, parts, stop.signal).catch(fail);
  try {
    for await (const bytes of out) yield bytes as Buffer;
  } finally {
    stop.abort();
    await filled;
  }
}

async function fill(zip: ZipFile, parts: Parameters<typeof writeZip>[0], signal: AbortSignal): Promise<void> {
  for await (const { path, content } of parts) {
    const from = Readable.from(typeof content === "string" ? [content] : content, { objectMode: false, signal });
    zip.addReadStream(from, path, OPTIONS);
    await finished(from);
  }
  zip.end();
}
