import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { gazetteer } from "../../../regions/gazetteer";
import { notFound, Refusal } from "../../../shared/errors";
import { digits, paragraph, query, read, typed, withoutEmpty } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { now } from "../../../shared/time";
import { fileById, sendFile } from "../../../shared/uploads/files";
import { allow, hasRole, viewerOf } from "../../../shared/viewer";
import { approve, recommend, returnDraft } from "../deeds/decide";
import { lift, suspend } from "../deeds/suspend";
import { reviewCounts, reviewList, TABS } from "../queue";
import { REVIEWERS, seenBy } from "../seen";
import { type Drawn, decisionView } from "./decision-view";
import { queueLine, tabChips, tabsFor } from "./queue-view";

/** Where officials look at goods: a county's own before anybody buys them, the platform after the counties. */
export const reviewPages: Router = Router();
const officials = allow(...REVIEWERS);

const ListQuery = query({
  tab: z.enum(TABS).optional(),
  q: z.string().trim().max(40).optional(),
  county: z.string().max(12).optional(),
  cursor: paging.cursor,
  lang: z.string().optional(),
});

reviewPages.get("/review", officials, async (req, res) => {
  const [viewer, words, at, book] = [viewerOf(req), req.words, now(), await gazetteer()];
  const asked = read(ListQuery, withoutEmpty(req.query));
  const { q, county, cursor, ...chosen } = asked.ok ? asked.value : {};
  const platform = hasRole(viewer, "admin");
  const order = tabsFor(platform);
  const tab = chosen.tab ?? (order[0] as (typeof TABS)[number]);
  const { items, nextCursor } = await reviewList(viewer, { tab, limit: 24, cursor, q, county });
  const href = (to: Record<string, string | undefined>) =>
    `/review?${new URLSearchParams(Object.entries({ tab, q, county, ...to }).filter((pair): pair is [string, string] => !!pair[1]))}`;
  res.render("review/list", {
    title: words.t("review:title"),
    lede: words.t(`review:lede.${platform ? "platform" : "county"}`),
    platform,
    chips: tabChips(await reviewCounts(viewer, county), { tab, order, href: (to) => href({ tab: to }) }, words),
    tab,
    q,
    county,
    counties: book.receiving.map((each) => ({
      value: each._id,
      text: words.pick(each.shortName, each.nameEn),
      selected: each._id === county,
    })),
    lines: items.map((item) => queueLine(item, at, { book, words })),
    firstHref: cursor ? href({}) : null,
    nextHref: nextCursor && href({ cursor: nextCursor }),
  });
});

reviewPages.get("/review/:id", officials, async (req, res) => draw(req, res, {}));

/** The paper of a certificate or batch of a draft this official may see. */
reviewPages.get("/review/:id/papers/:paper", officials, async (req, res) => {
  const { draft } = await seenBy(viewerOf(req), String(req.params.id));
  const papers = draft ? [...draft.content.certificates, ...draft.content.batches] : [];
  const file = papers.find(({ id }) => id === req.params.paper)?.file;
  if (!file || draft?.state === "returned") throw notFound();
  sendFile(res, await fileById(file), "inline");
});

const Version = { version: digits(1, 1_000_000_000).optional() };
const DecisionForm = z.object(Version);
const ReasonForm = z.object({ ...Version, reason: paragraph(300).pipe(z.string().min(4)) });

const DEEDS = {
  recommendation: { form: DecisionForm, roles: ["county_official"], deed: recommend },
  approval: { form: DecisionForm, roles: ["admin"], deed: approve },
  return: { form: ReasonForm, roles: REVIEWERS, deed: returnDraft },
  suspension: { form: ReasonForm, roles: ["admin"], deed: suspend },
  lifting: { form: DecisionForm, roles: ["admin"], deed: lift },
} as const;

for (const [path, { form, roles, deed }] of Object.entries(DEEDS)) {
  reviewPages.post(`/review/:id/${path}`, allow(...roles), async (req, res) => {
    const { reason = "" } = typed(req.body, ["reason"]);
    const form1 = read(form as typeof ReasonForm, withoutEmpty(req.body));
    if (!form1.ok) return draw(req, res, { typed: { form: path, reason, errors: form1.errors } });
    const id = String(req.params.id);
    try {
      await deed({ id, by: viewerOf(req), ...form1.value }, now());
    } catch (error) {
      if (!(error instanceof Refusal) || !SHOWN.includes(error.code)) throw error;
      return draw(req, res, { typed: { form: path, reason, errors: [] } }, error);
    }
    res.redirect(303, `/review/${encodeURIComponent(id)}`);
  });
}

/** Refusals that leave the page standing, drawn afresh under the words of the refusal. */
const SHOWN: readonly string[] = [
  "PRODUCT_CHANGED",
  "PRODUCT_MOVED_ON",
  "PRODUCT_NOT_ELIGIBLE",
  "SHOP_NOT_OPEN",
  "OWN_ORGANISATION",
];

async function draw(req: Request, res: Response, more: Pick<Drawn, "typed">, refusal?: Refusal): Promise<void> {
  const viewer = viewerOf(req);
  const seen = await seenBy(viewer, String(req.params.id));
  const reader = { book: await gazetteer(), words: req.words };
  const refused = refusal && {
    title: req.words.t(`errors:${refusal.code}.title`),
    text: req.words.t(`errors:${refusal.code}.detail`),
  };
  const view = await decisionView({ seen, viewer, reader, at: now(), ...more, ...(refused && { refused }) });
  res.status(refusal?.status ?? (more.typed ? 422 : 200)).render("review/show", view);
}
