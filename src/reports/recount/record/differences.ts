import type { PartnershipId } from "../../../shared/ids";
import { fromCursor, type Page, page } from "../../../shared/page";
import type { Code } from "../found";
import { DifferenceModel, type KeptDifference, type RecountId } from "./recount-record";

/** A page of a run's differences, in the order they were found; of some books where not all are for the reader. */
export async function listDifferences(
  recount: RecountId,
  {
    books,
    code,
    limit,
    cursor,
  }: { books: readonly PartnershipId[] | null; code?: Code | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<KeptDifference>> {
  const [after] = fromCursor(cursor, 1) ?? [0];
  const filter = {
    recount,
    n: { $gt: Number(after) || 0 },
    ...(code && { code }),
    ...(books && { book: { $in: [...books] } }),
  };
  const rows = (await DifferenceModel.find(filter)
    .sort({ n: 1 })
    .limit(limit + 1)
    .lean()) as KeptDifference[];
  return page(rows, limit, ({ n }) => [n]);
}

const BATCH = 500;

/** All of them that were kept, one after another. */
export async function* inBatches(recount: RecountId): AsyncGenerator<KeptDifference> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listDifferences(recount, { books: null, limit: BATCH, cursor });
    yield* items;
    cursor = nextCursor ?? undefined;
  } while (cursor);
}
