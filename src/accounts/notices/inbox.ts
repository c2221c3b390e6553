import { notFound } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { type Notice, NoticeModel } from "./notice";

/** Beyond this the frame says "99+": nobody counts on, and the database need not either. */
export const MOST_COUNTED = 100;

/** How many notices somebody has not read, at most a hundred: asked at every page they open. */
export const unreadOf = (user: UserId): Promise<number> =>
  NoticeModel.countDocuments({ user, readAt: null }, { limit: MOST_COUNTED });

/** Somebody's notices, newest first. */
export async function noticesOf(
  user: UserId,
  { limit, cursor, unread = false }: { limit: number; cursor?: string | undefined; unread?: boolean },
): Promise<Page<Notice>> {
  const [at, id] = fromCursor(cursor, 2) ?? [];
  const before = new Date(Number(at));
  const rest =
    typeof id === "string" && !Number.isNaN(before.getTime())
      ? { $or: [{ at: { $lt: before } }, { at: before, _id: { $lt: id } }] }
      : {};
  const rows = (await NoticeModel.find({ user, ...(unread ? { readAt: null } : {}), ...rest })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean()) as Notice[];
  return page(rows, limit, (notice) => [notice.at.getTime(), notice._id]);
}

/** Marks one as read and gives it; reading it again changes nothing. Somebody else's is not there. */
export async function readNotice(user: UserId, id: string, at: Date): Promise<Notice> {
  await NoticeModel.updateOne({ _id: id, user, readAt: null }, { $set: { readAt: at } });
  const notice = (await NoticeModel.findOne({ _id: id, user }).lean()) as Notice | null;
  if (!notice) throw notFound();
  return notice;
}

/** Marks as read what had come until then: what arrives while somebody presses the button stays unread. */
export async function readAll(user: UserId, until: Date, at: Date): Promise<number> {
  const { modifiedCount } = await NoticeModel.updateMany(
    { user, readAt: null, at: { $lte: until } },
    { $set: { readAt: at } },
  );
  return modifiedCount;
}
