import { Router } from "express";
import { z } from "zod";
import { resetsFor } from "../accounts/two-factor/reset";
import { reviewWork } from "../catalogue/review/queue";
import { PAIRED } from "../credits/attribute";
import { declarationWork } from "../credits/declarations/record/lists";
import { readTotals } from "../credits/totals/read-totals";
import { sumUp } from "../credits/totals/sums";
import type { Row } from "../credits/totals/total";
import { OFFICIALS } from "../credits/visible";
import { signalWork } from "../orders/signals/pages/listed";
import { openDisputes } from "../payments/aftersale/requests-of";
import { awaitedTransfers, receiveTransfer } from "../payments/checkout/receive-transfer";
import { transferRows } from "../payments/checkout/transfer-rows";
import { closeWorry, worries } from "../payments/needs-a-person";
import { progressOf } from "../regions/agreement";
import { type Gazetteer, gazetteer } from "../regions/gazetteer";
import type { Partnership } from "../regions/partnership";
import { vettingWork } from "../sellers/vetting/cases";
import { notFound } from "../shared/errors";
import type { CheckoutId } from "../shared/ids";
import { dayOf, month, now, timeProgress, yearOf } from "../shared/time";
import { allow, hasRole, seated, type Viewer, viewerOf } from "../shared/viewer";
import type { Words } from "../shared/words";
import { bulletinWork } from "./bulletin/issue/issue-view";
import { partnershipWork } from "./partnerships/desk";
import { recountWork } from "./recount/pages/desk";
import { statementWork } from "./statements/desk";

const ByCheckout = z.string().regex(/^chk_\w{10,60}$/);

/** Where officials and the platform's clerks begin: what they answer for, and what waits for them. */
export const deskPages: Router = Router();

deskPages.get("/desk", allow(...OFFICIALS), async (req, res) => {
  const viewer = viewerOf(req);
  const at = now();
  const book = await gazetteer();
  const clerk = hasRole(viewer, "admin");
  const year = yearOf(at);
  const { rows } = await readTotals({ from: month(`${year}-01`), to: month(`${year}-12`) });
  res.render("reports/desk", {
    title: req.words.t("desk:title"),
    name: viewer.organisation?.name ?? viewer.name,
    role: viewer.roles[0],
    year,
    timeProgress: timeProgress(year, at),
    asOf: at,
    partnerships: partnershipsFor(viewer, book).map((each) =>
      partnershipRow(each, { book, rows, at, words: req.words, looksAtAll: hasRole(viewer, "city_official", "admin") }),
    ),
    producers: await vettingWork(viewer, at),
    goods: await reviewWork(viewer),
    declarations: await declarationWork(viewer),
    signals: await signalWork(viewer),
    statements: await statementWork(viewer, book, req.words),
    bulletins: await bulletinWork(viewer, req.words),
    pairs: await partnershipWork(viewer, book, { at, words: req.words }),
    recount: await recountWork(viewer),
    clerk,
    transfers: clerk ? await transferRows(await awaitedTransfers()) : [],
    worries: clerk ? await worries() : [],
    resets: await resetsFor(viewer),
    disputes: clerk ? (await openDisputes()).length : 0,
  });
});

deskPages.post("/desk/transfers/:id/receipt", allow("admin"), seated, async (req, res) => {
  const id = ByCheckout.safeParse(req.params.id);
  if (!id.success) throw notFound();
  await receiveTransfer(id.data as CheckoutId, viewerOf(req), now());
  res.redirect(303, "/desk");
});

/** Refunds and the provider's sessions have ids of their own making; neither is longer than this. */
const WorryId = z.string().regex(/^\w{6,255}$/);

deskPages.post("/desk/worries/:id/end", allow("admin"), seated, async (req, res) => {
  const id = WorryId.safeParse(req.params.id);
  if (!id.success) throw notFound();
  await closeWorry(id.data, viewerOf(req), now());
  res.redirect(303, "/desk");
});

/** A county's official answers for its partnership, a helper's for all it stands beside, the city and the platform for every one. */
function partnershipsFor(viewer: Viewer, book: Gazetteer): Partnership[] {
  const region = viewer.organisation?.region ?? "";
  if (hasRole(viewer, "county_official")) return [book.partnershipOf(region)].filter((each) => each !== undefined);
  if (hasRole(viewer, "helper_official")) return book.partnershipsOf(region, dayOf(now()));
  return [...book.partnerships];
}

interface RowFacts {
  book: Gazetteer;
  rows: readonly Row[];
  at: Date;
  words: Words;
  /** Every county's dashboard is there for the city; the others find their own in the row above. */
  looksAtAll: boolean;
}

function partnershipRow(partnership: Partnership, { book, rows, at, words, looksAtAll }: RowFacts) {
  const sums = sumUp(rows.filter((row) => row.book === partnership._id && PAIRED.includes(row.basis)));
  const county = book.region(partnership.county);
  const agreement = book.agreement(partnership._id, yearOf(at));
  const progress = agreement ? progressOf(agreement, sums.recognisedFen, at) : null;
  return {
    href: `/partnerships/${partnership._id}`,
    entriesHref: `/partnerships/${partnership._id}/entries`,
    county: words.pick(county.shortName, county.nameEn),
    dashboardHref: looksAtAll ? `/dashboards/counties/${county._id}` : null,
    paidFen: sums.paidFen,
    recognisedFen: sums.recognisedFen,
    orders: sums.orders,
    targetFen: progress?.targetFen ?? null,
    progress: progress?.progress ?? null,
  };
}
