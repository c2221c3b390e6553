import { z } from "zod";
import { ApiRouter } from "../../shared/api";
import { query } from "../../shared/form";
import { paging } from "../../shared/page";
import { now } from "../../shared/time";
import { mustBe } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { noticesOf, readAll, readNotice, unreadOf } from "./inbox";
import type { Notice } from "./notice";
import { noticeWords } from "./notice-words";

const NoticeAnswer = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  /** The page where something can be done about it. */
  href: z.string(),
  organisationId: z.string().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});

const answer = (notice: Notice, words: Words): z.infer<typeof NoticeAnswer> => ({
  id: notice._id,
  kind: notice.kind,
  ...noticeWords(notice, words),
  href: notice.href,
  organisationId: notice.organisation ?? null,
  at: notice.at.toISOString(),
  readAt: notice.readAt?.toISOString() ?? null,
});

export const noticesApi = new ApiRouter("notices");

noticesApi
  .on(
    "get",
    "/notices",
    {
      summary: "What one was told, newest first; with unread=1 only what was not read",
      roles: [],
      query: query({ ...paging, unread: z.literal("1").optional() }),
      answer: z.object({ items: z.array(NoticeAnswer), nextCursor: z.string().nullable(), unread: z.int() }),
    },
    async ({ viewer, query: { limit, cursor, unread }, req }) => {
      const { id } = mustBe(viewer, []);
      const { items, nextCursor } = await noticesOf(id, { limit, cursor, unread: unread === "1" });
      return { items: items.map((each) => answer(each, req.words)), nextCursor, unread: await unreadOf(id) };
    },
  )
  .on(
    "put",
    "/notices/{id}/read",
    {
      summary: "Mark one as read",
      roles: [],
      params: z.object({ id: z.string().min(1).max(300) }),
      answer: NoticeAnswer,
    },
    async ({ viewer, params: { id }, req }) => answer(await readNotice(mustBe(viewer, []).id, id, now()), req.words),
  )
  .on(
    "put",
    "/notices/read",
    {
      summary: "Mark as read everything told until an instant",
      roles: [],
      body: z.strictObject({ until: z.iso.datetime() }),
      answer: z.object({ read: z.int() }),
    },
    async ({ viewer, body: { until } }) => ({
      read: await readAll(mustBe(viewer, []).id, new Date(until), now()),
    }),
  );
