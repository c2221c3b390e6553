import { Router } from "express";
import { z } from "zod";
import { askRefund, mayAskRefund } from "../orders/ask-refund";
import { AUTO_RECEIPT_MS, confirmReceipt } from "../orders/confirm-receipt";
import { creditsOf } from "../orders/credit-view";
import { orderOfBuyer, ordersOfBuyer } from "../orders/order";
import { lineView, orderCard, parcelViews, requestView, stepsOf, timelineOf } from "../orders/order-pages-view";
import type { Order } from "../orders/order-record";
import { REFUND_REASONS } from "../orders/refund-request";
import { placeName } from "../regions/deliverable";
import { gazetteer } from "../regions/gazetteer";
import type { FieldError } from "../shared/errors";
import { digits, paragraph, read, withoutEmpty } from "../shared/form";
import { fieldErrorsOf } from "../shared/form-errors";
import { later, now } from "../shared/time";
import { allow, viewerOf } from "../shared/viewer";
import type { Words } from "../shared/words";
import { cancelOrder } from "./cancel-order";
import type { Till } from "./open-payment";

/** A refund form has one number field per line, "quantity.<sku>", beside the reason. */
const AskForm = z.looseObject({ reason: z.enum(REFUND_REASONS), note: paragraph(500).default("") });

export function orderPages(till: Till): Router {
  const router = Router();

  router.get("/orders", allow(), async (req, res) => {
    const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
    const { items, nextCursor } = await ordersOfBuyer(viewerOf(req), { limit: 20, cursor });
    res.render("orders/list", {
      title: req.words.t("orders:list.title"),
      orders: items.map((order) => orderCard(order, req.words, "/orders")),
      next: nextCursor && `/orders?cursor=${nextCursor}`,
      first: cursor === undefined,
    });
  });

  router.get("/orders/:number", allow(), async (req, res) => {
    const order = await orderOfBuyer(viewerOf(req), String(req.params.number));
    res.render("orders/show", await showModel(order, req.words));
  });

  router.post("/orders/:number/receipt", allow(), async (req, res) => {
    const order = await orderOfBuyer(viewerOf(req), String(req.params.number));
    await confirmReceipt(order._id, now());
    res.redirect(303, `/orders/${order.number}`);
  });

  router.post("/orders/:number/cancellation", allow(), async (req, res) => {
    const order = await orderOfBuyer(viewerOf(req), String(req.params.number));
    await cancelOrder(order, till.provider, now());
    res.redirect(303, `/orders/${order.number}`);
  });

  router.post("/orders/:number/refund-requests", allow(), async (req, res) => {
    const order = await orderOfBuyer(viewerOf(req), String(req.params.number));
    const asked = readAsk(order, req.body);
    const refused = asked.ok
      ? await askRefund(order, asked.value, now()).then(() => null, fieldErrorsOf)
      : asked.errors;
    if (!refused) return res.redirect(303, `/orders/${order.number}`);
    res.status(422).render("orders/show", await showModel(order, req.words, { errors: refused, body: req.body }));
  });

  return router;
}

/** Reads "quantity.<sku>" of the order's own lines; nothing chosen is said beside the field, not after it. */
function readAsk(order: Order, body: unknown) {
  const given = withoutEmpty(body);
  const form = read(AskForm, given);
  const wanted = order.lines.map(({ sku }) => ({
    sku,
    quantity: read(digits(0, 9999), given[`quantity.${sku}`] ?? "0"),
  }));
  const lines = wanted.flatMap(({ sku, quantity }) =>
    quantity.ok && quantity.value > 0 ? [{ sku, quantity: quantity.value }] : [],
  );
  const unread = wanted.some(({ quantity }) => !quantity.ok);
  const wrong = unread ? "not_a_whole_number" : lines.length === 0 ? "required" : null;
  if (form.ok && !wrong)
    return { ok: true as const, value: { lines, reason: form.value.reason, note: form.value.note } };
  const errors = [...(wrong ? [{ field: "lines", code: wrong }] : []), ...(form.ok ? [] : form.errors)];
  return { ok: false as const, errors };
}

interface RefusedAsk {
  errors: FieldError[];
  body: Record<string, unknown> | undefined;
}

/** The form for asking money back: one number field per line that can still be asked, filled in as it was typed. */
function askForm(lines: ReturnType<typeof lineView>[], words: Words, refused?: RefusedAsk) {
  const typed = (name: string): string => String(refused?.body?.[name] ?? "").slice(0, 500);
  const left = lines.filter((line) => line.askable > 0);
  const fresh = left.filter((line) => line.perishable);
  const reasons = REFUND_REASONS.filter((reason) => reason !== "changed_mind" || fresh.length < left.length);
  return {
    open: refused !== undefined,
    errors: refused?.errors ?? [],
    note: typed("note"),
    lines: left.map(({ sku, name, variant, askable }) => ({
      name: `quantity.${sku}`,
      label: words.t("orders:ask.piecesOf", { name: `${name} ${variant}`, max: askable }),
      max: askable,
      value: typed(`quantity.${sku}`) || (left.length === 1 && askable === 1 ? "1" : "0"),
    })),
    reasons: reasons.map((value) => ({
      value,
      text: words.t(`orders:reason.${value}`),
      help: value === "changed_mind" && fresh.length > 0 ? words.t("orders:ask.freshHelp") : null,
      checked: typed("reason") === value,
    })),
  };
}

/** When silence counts as acceptance; a request that waits for its answer stops the clock. */
const receiptDayOf = ({ shippedAt, requests }: Order): Date | null =>
  shippedAt && requests.every((request) => request.state !== "asked") ? later(shippedAt, AUTO_RECEIPT_MS) : null;

async function showModel(order: Order, words: Words, refused?: RefusedAsk) {
  const book = await gazetteer();
  const affiliation = order.affiliation.region ? book.find(order.affiliation.region) : undefined;
  const lines = order.lines.map((line) => lineView(order, line, words));
  return {
    title: `${words.t("orders:show.title")} ${order.number}`,
    crumbs: [{ href: "/orders", text: words.t("orders:list.title") }],
    number: order.number,
    state: order.state,
    steps: stepsOf(order, words),
    timeline: timelineOf(order, words),
    checkout: `/checkouts/${order.checkout}`,
    seller: { name: words.pick(order.sellerName, order.sellerNameEn), href: `/sellers/${order.sellerSlug}` },
    lines,
    goodsFen: order.goodsFen,
    freightFen: order.freightFen,
    totalFen: order.totalFen,
    refundedFen: order.refundedFen,
    leftFen: order.totalFen - order.refundedFen,
    credits: creditsOf(order, book, words),
    affiliation: affiliation ? words.pick(affiliation.name, affiliation.nameEn) : null,
    delivery: {
      name: order.delivery.name,
      phone: order.delivery.phone,
      region: await placeName(order.delivery.region, words),
      street: order.delivery.street,
    },
    note: order.note,
    parcels: parcelViews(order, words),
    requests: order.requests.map((request) => requestView(order, request, words)).reverse(),
    placedAt: order.placedAt,
    receiptDay: receiptDayOf(order),
    may: {
      pay: order.state === "placed",
      cancel: order.state === "placed" || order.state === "paid",
      confirm: order.state === "shipped",
      ask: mayAskRefund(order),
    },
    ask: mayAskRefund(order) ? askForm(lines, words, refused) : null,
  };
}
