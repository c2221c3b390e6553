import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { shopOf } from "../../sellers/shop-of";
import type { FieldError } from "../../shared/errors";
import { attempt, digits, read, typed, withoutEmpty } from "../../shared/form";
import type { SellerId } from "../../shared/ids";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { orderOfSeller } from "../order";
import type { Order } from "../order-record";
import type { Pieces } from "../parcels/parcel";
import { leftOf, piecesLeft } from "../parcels/standing";
import { contentOf } from "../sale/standing-view";
import { codeTries } from "./code-tries";
import { handOver, orderByCode } from "./hand-over";

/** The page at the gate: one field for the buyer's code. */
export const collectPages: Router = Router();

const CodeForm = z.looseObject({ code: z.string().trim().min(1).max(20), key: z.uuid().optional().catch(undefined) });

collectPages.get("/sales/collect", allow("seller"), async (req, res) => {
  const { _id: shop } = await shopOf(viewerOf(req), "orders");
  const done = typeof req.query.done === "string" ? await lastHandover(shop, req.query.done, req.words) : null;
  draw(req, res, { done, errors: [] });
});

/**
 * One piece, or goods to collect: handed over at once. Several tickets: how many is asked first. The code travels in the
 * body alone, never in an address.
 */
collectPages.post("/sales/collect", allow("seller"), codeTries, async (req, res) => {
  const viewer = viewerOf(req);
  const { _id: shop } = await shopOf(viewer, "orders");
  const form = read(CodeForm, withoutEmpty(req.body));
  if (!form.ok) return draw(req, res, { done: null, errors: [{ field: "code", code: "required" }] });
  const found = await attempt(() => orderByCode(shop, form.value.code));
  if (!found.ok) return draw(req, res, { done: null, errors: found.errors });
  const order = found.value;
  const lines = piecesTyped(order, form.value);
  if (order.way === "ticket" && !lines && piecesLeft(order) > 1) return ask(req, res, { order, code: form.value.code });
  const { code, key } = form.value;
  const handed = await attempt(() => handOver(shop, { code, lines: lines ?? undefined, key, by: viewer.id }, now()));
  if (!handed.ok) return ask(req, res, { order, code, errors: handed.errors });
  res.redirect(303, `/sales/collect?done=${encodeURIComponent(order.number)}`);
});

/** "pieces.<line>" of the order's own lines; null when the form had none. */
function piecesTyped(order: Order, body: Record<string, unknown>): Pieces[] | null {
  const given = order.lines.filter(({ line }) => typeof body[`pieces.${line}`] === "string");
  if (given.length === 0) return null;
  return given.map(({ line }) => {
    const pieces = read(digits(0, 9999), body[`pieces.${line}`]);
    return { line, quantity: pieces.ok ? pieces.value : 0 };
  });
}

interface Drawn {
  done: Awaited<ReturnType<typeof lastHandover>>;
  errors: FieldError[];
}

function draw(req: Request, res: Response, { done, errors }: Drawn): void {
  res
    .status(errors.length > 0 ? 422 : 200)
    .set("Cache-Control", "no-store")
    .render("orders/collect", {
      title: req.words.t("sales:collect.title"),
      crumbs: [{ href: "/sales", text: req.words.t("sales:list.title") }],
      done,
      errors,
      // A code that is wrong may be mended; one that is right never comes back into a page.
      typed: errors.length > 0 ? (typed(req.body, ["code"]).code ?? "").slice(0, 20) : "",
      key: randomUUID(),
    });
}

function ask(
  req: Request,
  res: Response,
  { order, code, errors = [] }: { order: Order; code: string; errors?: FieldError[] },
): void {
  const { words } = req;
  res
    .status(errors.length > 0 ? 422 : 200)
    .set("Cache-Control", "no-store")
    .render("orders/collect-tickets", {
      title: words.t("sales:collect.howMany"),
      crumbs: [{ href: "/sales/collect", text: words.t("sales:collect.title") }],
      number: order.number,
      buyer: order.delivery.name,
      code,
      key: randomUUID(),
      refused: errors.length > 0,
      lines: order.lines
        .filter((line) => leftOf(order, line) > 0)
        .map((line) => ({
          name: `pieces.${line.line}`,
          label: contentOf(order, { line: line.line, quantity: 1 }, words).name,
          max: leftOf(order, line),
        })),
    });
}

/** What was just handed over, so that the right box is taken from the shelf. */
async function lastHandover(shop: SellerId, number: string, words: Words) {
  const order = await orderOfSeller(shop, number.slice(0, 40));
  const last = order.handovers.at(-1);
  if (!last) return null;
  return {
    number: order.number,
    href: `/sales/${order.number}`,
    buyer: order.delivery.name,
    at: last.at,
    ticket: order.way === "ticket",
    lines: last.lines.map((part) => contentOf(order, part, words)),
    left: piecesLeft(order),
  };
}
