import express, { type Request } from "express";
import { z } from "zod";
import { mustRead, query, withoutEmpty } from "../../shared/form";
import { paging } from "../../shared/page";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import { actFor } from "../account";
import type { Member } from "../acting";
import { organisationOf } from "../organisation";
import { begin } from "../sign-in/sign-in";
import { findUser } from "../user";
import { noticesOf, readAll, readNotice, unreadOf } from "./inbox";
import type { Notice } from "./notice";
import { noticeWords } from "./notice-words";

export const inboxPages = express.Router();

const InboxQuery = query({ cursor: paging.cursor });
const ReadForm = z.strictObject({ until: z.iso.datetime() });

inboxPages.get("/inbox", allow(), async (req, res) => {
  const { id } = viewerOf(req);
  const { cursor } = mustRead(InboxQuery, req.query, "INVALID_QUERY");
  const { items, nextCursor } = await noticesOf(id, { limit: 20, cursor });
  res.set("Cache-Control", "no-store").render("accounts/inbox", {
    title: req.words.t("accounts:inbox.title"),
    notices: await Promise.all(items.map(await rowsFor(req))),
    unread: await unreadOf(id),
    until: items[0]?.at.toISOString(),
    firstHref: cursor ? "/inbox" : undefined,
    nextHref: nextCursor ? `/inbox?cursor=${encodeURIComponent(nextCursor)}` : undefined,
  });
});

inboxPages.post("/inbox/reading", allow(), async (req, res) => {
  const { until } = mustRead(ReadForm, withoutEmpty(req.body));
  await readAll(viewerOf(req).id, new Date(until), now());
  res.redirect(303, "/inbox");
});

inboxPages.post("/inbox/:id/reading", allow(), async (req, res) => {
  await readNotice(viewerOf(req).id, idIn(req), now());
  res.redirect(303, "/inbox");
});

inboxPages.post("/inbox/:id/opening", allow(), async (req, res) => {
  const notice = await readNotice(viewerOf(req).id, idIn(req), now());
  await standWhereItWasTold(notice, req);
  res.redirect(303, notice.href);
});

const idIn = (req: Request): string => String(req.params.id);

/** The page behind it belongs to one organisation: whoever acts for another of theirs, or for themselves, changes over first. */
async function standWhereItWasTold({ organisation }: Notice, req: Request): Promise<void> {
  const viewer = viewerOf(req);
  if (!organisation || organisation === viewer.organisation?.id || !req.session) return;
  const user = await findUser(viewer.id);
  if (!user?.memberships.some((each) => each.organisation === organisation)) return;
  await begin(await actFor(req.user as Member, organisation), req);
}

/** Whom it was told to is named where somebody belongs to more than one organisation. */
async function rowsFor(req: Request) {
  const { words } = req;
  const user = await findUser(viewerOf(req).id);
  const several = (user?.memberships.length ?? 0) > 1;
  return async (notice: Notice) => {
    const organisation = several && notice.organisation ? await organisationOf(notice.organisation) : null;
    return {
      action: `/inbox/${encodeURIComponent(notice._id)}`,
      ...noticeWords(notice, words),
      organisation: organisation ? words.pick(organisation.name, organisation.nameEn) : undefined,
      at: notice.at,
      unread: notice.readAt === null,
    };
  };
}
