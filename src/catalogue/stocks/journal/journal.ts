import { UserModel } from "../../../accounts/user";
import type { OrderId, SellerId, Sku, UserId } from "../../../shared/ids";
import { fromCursor, type Page, page } from "../../../shared/page";
import { fromOrders } from "../from-orders";
import { type Movement, MovementModel } from "./movement";

/** A line of the journal with the names people know its order and its author by. */
export type JournalLine = Movement & { order: string | null; author: string | null };

/** One SKU's journal, newest first. */
export async function journalOf(
  { seller, sku }: { seller: SellerId; sku: Sku },
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<JournalLine>> {
  const after = fromCursor(cursor, 1);
  const older = after ? { seq: { $lt: Number(after[0]) } } : {};
  const rows = (await MovementModel.find({ sku, seller, ...older })
    .sort({ seq: -1 })
    .limit(limit + 1)
    .lean()) as Movement[];
  const { items, nextCursor } = page(rows, limit, (line) => [line.seq]);
  return { items: await withNames(seller, items), nextCursor };
}

const BATCH = 500;

/** All of a shop's journal, oldest first, for a file of it. */
export async function* eachMovement(seller: SellerId): AsyncGenerator<JournalLine> {
  let last: Movement | undefined;
  for (;;) {
    const newer = last && { $or: [{ at: { $gt: last.at } }, { at: last.at, _id: { $gt: last._id } }] };
    const lines = (await MovementModel.find({ seller, ...newer })
      .sort({ at: 1, _id: 1 })
      .limit(BATCH)
      .lean()) as Movement[];
    yield* await withNames(seller, lines);
    if (lines.length < BATCH) return;
    last = lines.at(-1);
  }
}

const ORDER = /^sold:(ord_[^:]+):/;

async function withNames(seller: SellerId, lines: readonly Movement[]): Promise<JournalLine[]> {
  const orderOf = (line: Movement) => (ORDER.exec(line._id)?.[1] ?? "") as OrderId;
  const orders = [...new Set(lines.map(orderOf))].filter((id) => id !== "");
  const numbers = orders.length > 0 ? await fromOrders.numbers(seller, orders) : new Map<OrderId, string>();
  const people = [...new Set(lines.map((line) => line.by))].filter((id) => id !== null);
  const users = people.length > 0 ? await UserModel.find({ _id: { $in: people } }, { name: 1 }).lean() : [];
  const names = new Map(users.map((user) => [user._id as UserId, user.name]));
  return lines.map((line) => ({
    ...line,
    order: numbers.get(orderOf(line)) ?? null,
    author: line.by && (names.get(line.by) ?? null),
  }));
}
