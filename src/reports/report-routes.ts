import { type RequestHandler, Router } from "express";
import { CampaignModel } from "../campaigns/campaign";
import { isPaired } from "../credits/answers/totals-answer";
import { BASES, PAIRED } from "../credits/attribute";
import { declarationBehind } from "../credits/declarations/record/behind-entry";
import { entriesOfLine, entryAt, entryById, listEntries } from "../credits/entries";
import type { Entry } from "../credits/entry";
import { newest, statementsOf } from "../credits/statements/reading/list";
import { firstMonth, readTotals, totalsAsOf } from "../credits/totals/read-totals";
import { wholeYears } from "../credits/totals/span";
import { isNamedTo, isVisible, OFFICIALS, visibleTo } from "../credits/visible";
import { type Gazetteer, gazetteer } from "../regions/gazetteer";
import { inSnapshot } from "../shared/db";
import { notFound } from "../shared/errors";
import { dayOf, monthOf, monthsFrom, now } from "../shared/time";
import { allow, viewerOf } from "../shared/viewer";
import { cityView } from "./city-view";
import { readChoice, selectionOf } from "./entries/entries-query";
import { entriesView } from "./entries/entries-view";
import { entryLine } from "./entries/entry-line";
import { entryView } from "./entries/entry-view";
import { rowsBehind } from "./entries/thing-rows";
import type { Choice } from "./links";
import { Names } from "./names";
import { partnershipView } from "./partnership-view";
import { insideOf } from "./partnerships/inside";
import { publicRecord } from "./partnerships/record/public-record";
import { lastRecount } from "./recount/record/last-recount";
import { reportYear } from "./year";

/** The public ledger. Nothing here is ever kept by a cache: a figure is exact at every request, or it is not shown. */
export const reportPages = Router();

const LATEST = 6;
const PAGE = 50;

const exact: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};

reportPages.get("/contributions", exact, async (req, res) => {
  const at = now();
  const shown = await reportYear(req.query, at);
  const { rows } = await readTotals(wholeYears(shown.span));
  const recount = await lastRecount();
  res.render("reports/city", cityView({ rows, shown, at, gazetteer: await gazetteer(), words: req.words, recount }));
});

reportPages.get("/partnerships/:id", exact, async (req, res) => {
  const [at, book] = [now(), await gazetteer()];
  const partnership = book.partnership(String(req.params.id));
  const shown = await reportYear(req.query, at);
  const own = { books: [partnership._id], former: null };
  const { rows, items } = await inSnapshot(async (asOf) => {
    const totals = await totalsAsOf(asOf, { book: partnership._id, ...wholeYears(shown.span) });
    // A county without helpers has nothing paired to show; its other sales then stand here instead.
    const bases = totals.rows.some(isPaired) ? PAIRED : BASES;
    return { ...totals, ...(await listEntries(own, { ...shown.span, bases }, { limit: LATEST }, asOf)) };
  });
  const [names, visible] = [new Names(book, req.words), visibleTo(req.viewer, book, dayOf(at))];
  const latest = items.map((entry) => entryLine(entry, names, visible));
  const words = req.words;
  const beside = {
    record: await publicRecord(partnership._id, { year: shown.year, words }),
    manages: req.viewer !== undefined && insideOf(req.viewer, book, at).includes(partnership),
  };
  const report = { partnership, rows, latest, shown, at, gazetteer: book, words };
  res.render("reports/partnership", { ...partnershipView(report), ...beside });
});

/** Every book, or those of the half that was chosen. */
const booksOf = ({ group }: Choice, gazetteer: Gazetteer) =>
  gazetteer.partnerships.filter(({ county }) => group === undefined || gazetteer.region(county).group === group);

const showEntries: RequestHandler<{ id?: string }> = async (req, res) => {
  const [at, book, words] = [now(), await gazetteer(), req.words];
  const partnership = req.params.id === undefined ? null : book.partnership(req.params.id);
  const { choice, cursor } = readChoice(req.query, { at, basis: partnership ? "paired" : "all" });
  const books = (partnership ? [partnership] : booksOf(choice, book)).map((each) => each._id);
  const reading = inSnapshot(async (asOf) => {
    const totals = await rowsBehind(asOf, choice, { book: partnership?._id ?? null, books }, words);
    const paging = { limit: PAGE, cursor };
    return { ...totals, ...(await listEntries({ books, former: null }, selectionOf(choice), paging, asOf)) };
  });
  const [{ rows, thing, summed, items, nextCursor }, first] = await Promise.all([reading, firstMonth()]);
  const [names, visible] = [new Names(book, words), visibleTo(req.viewer, book, dayOf(at))];
  const lines = items.map((entry) => entryLine(entry, names, visible));
  const months = monthsFrom(first ?? monthOf(at), monthOf(at)).reverse();
  const wanted = new Set<string>(books);
  const report = {
    partnership,
    choice,
    rows: rows.filter((row) => wanted.has(row.book)),
    thing,
    summed,
    lines,
    visible,
    cursor,
    nextCursor,
    months,
    at,
    gazetteer: book,
    words,
  };
  res.render("reports/entries", entriesView(report));
};
reportPages.get("/contributions/entries", exact, showEntries);
reportPages.get("/partnerships/:id/entries", exact, showEntries);

reportPages.get("/entries/:id", allow(...OFFICIALS), exact, async (req, res) => {
  const book = await gazetteer();
  const entry = await entryById(String(req.params.id));
  if (!entry || !isVisible(entry, visibleTo(req.viewer, book, dayOf(now())))) throw notFound();
  const declaration = await declarationBehind(entry, viewerOf(req));
  const surroundings = {
    ...(await aroundEntry(entry)),
    declaration,
    named: isNamedTo(req.viewer, entry),
    sealed: await isSealed(entry),
  };
  res.render("reports/entry", entryView({ ...surroundings, entry, gazetteer: book, words: req.words }));
});

/** Whether the entry is in a statement that was closed and sealed. */
async function isSealed({ book, period }: Entry): Promise<boolean> {
  const statements = await statementsOf(book, { from: period, to: period });
  return newest(statements, period)?.state === "closed";
}

/** What an entry stands among: its line's story, its neighbours in the chain, its campaign. */
async function aroundEntry(entry: Entry) {
  const neighbour = (step: number) => (entry.seq === null ? null : entryAt(entry.book, entry.seq + step));
  const [story, before, after, campaign] = await Promise.all([
    entry.line === null ? [entry] : entriesOfLine(entry.line),
    neighbour(-1),
    neighbour(1),
    entry.campaign ? CampaignModel.findById(entry.campaign.id).lean() : null,
  ]);
  return { story, before, after, campaign };
}
