import { type Request, type Response, Router } from "express";
import { z } from "zod";
import type { Seller } from "../../sellers/seller";
import { shopOf } from "../../sellers/shop-of";
import { notFound } from "../../shared/errors";
import { fromCursor, toCursor } from "../../shared/page";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import type { SettlementId } from "../account/posting";
import { balanceOf } from "../pages/balance";
import { openPageOf, settlementsOf } from "../pages/list";
import { daysOf } from "../pages/period";
import { type Settlement, settlementOfSeller } from "../pages/settlement";
import { payoutAccountOf } from "../paying/payout-account";
import { sendPdf, sendXlsx } from "../statement/papers";
import { type Cursor, openRows, rowsOf } from "../statement/rows";
import { rowView, settlementRow, statementView } from "../statement/view";

const LISTED = 24;
/** Deeds on one page of a statement. */
export const DEEDS = 100;
export const SettlementNumber = z.string().regex(/^JS\d{6}-[0-9A-Z]{8}$/);

/** What a producer is owed and was paid, and every line of it. */
export const settlementPages: Router = Router();
const seller = allow("seller");
const shop = (req: Request): Promise<Seller> => shopOf(viewerOf(req), "finance");

settlementPages.get("/settlements", seller, async (req, res) => {
  const [{ _id, state }, at, { words }] = [await shop(req), now(), req];
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const account = await payoutAccountOf(_id);
  const { items, nextCursor } = await settlementsOf(_id, { limit: LISTED, cursor });
  res.set("Cache-Control", "no-store").render("settlements/list", {
    title: words.t("settlements:title"),
    asOf: at,
    balance: await balanceOf(_id, at),
    held: state === "suspended",
    noAccount: !account?.bank && !account?.provider?.ready,
    settlements: items.map((each) => settlementRow(each, words, "/settlements")),
    nextHref: nextCursor ? `/settlements?cursor=${nextCursor}` : null,
    previousHref: cursor ? "/settlements" : null,
  });
});

settlementPages.get("/settlements/current", seller, async (req, res) => {
  const [{ _id }, at, { words }] = [await shop(req), now(), req];
  const open = await openPageOf(_id);
  const rows = await openRows(_id, open?._id ?? null, DEEDS);
  res.set("Cache-Control", "no-store").render("settlements/current", {
    title: words.t("settlements:current.title"),
    asOf: at,
    balance: await balanceOf(_id, at),
    openingFen: open && open.openingFen !== 0 ? open.openingFen : null,
    rows: rows.map((row) => rowView(row, words, "/sales")),
    limited: rows.length === DEEDS ? DEEDS : null,
  });
});

settlementPages.get("/settlements/:number{.:kind}", seller, async (req, res, next) => {
  const number = SettlementNumber.safeParse(req.params.number);
  if (!number.success) return next();
  const settlement = await settlementOfSeller((await shop(req))._id, number.data);
  if (req.params.kind === "pdf") return sendPdf(req, res, settlement);
  if (req.params.kind === "xlsx") return sendXlsx(req, res, settlement);
  if (req.params.kind) throw notFound();
  await drawStatement(req, res, settlement, { base: "/settlements", ordersAt: "/sales", view: "settlements/show" });
});

export interface Drawn {
  base: string;
  ordersAt: string | null;
  view: string;
}

/** One statement as a page, in parts where it is long. */
export async function drawStatement(req: Request, res: Response, settlement: Settlement, drawn: Drawn): Promise<void> {
  const { words } = req;
  const { rows, next } = await rowsOf(settlement._id as SettlementId, { limit: DEEDS, after: cursorOf(req) });
  const here = `${drawn.base}/${settlement.number}`;
  res.set("Cache-Control", "no-store").render(drawn.view, {
    crumbs: [{ href: drawn.base, text: words.t("settlements:title") }],
    ...statementView(settlement, { rows, words, ordersAt: drawn.ordersAt }),
    title: words.t("settlements:statementOf", daysOf(settlement)),
    here,
    previousHref: cursorOf(req) ? here : null,
    nextHref: next ? `${here}?from=${toCursor([next.occurredAt.getTime(), next.deed])}` : null,
  });
}

function cursorOf(req: Request): Cursor | null {
  const key = fromCursor(typeof req.query.from === "string" ? req.query.from : undefined, 2);
  return key && typeof key[0] === "number" ? { occurredAt: new Date(key[0]), deed: String(key[1]) } : null;
}
