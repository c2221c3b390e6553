import type { Part, Scan } from "../found";

/** Documents between two moments in which others may have the processor. */
export const SLICE = 20;

interface Readable {
  lean(): { cursor(options: { batchSize: number }): unknown };
}

/** Everything a query finds, unpacked a few documents at a time: of thousands at once nobody else would have a turn. */
export async function gathered<T>(query: Readable, scan: Scan, part: Part): Promise<T[]> {
  const all: T[] = [];
  for await (const each of query.lean().cursor({ batchSize: 500 }) as AsyncIterable<T>)
    if (all.push(each) % SLICE === 0) await scan.step(part, {});
  return all;
}
