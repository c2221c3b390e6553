import { Router } from "express";
import { z } from "zod";
import { askRefund, mayAskRefund } from "../orders/ask-refund";
import { confirmReceipt } from "../orders/confirm-receipt";
import { creditsOf } from "../orders/credit-view";
import { orderOfBuyer, ordersOfBuyer } from "../orders/order";
import { lineView, orderCard, stepsOf, timelineOf } from "../orders/order-pages-view";
import type { Order } from "../orders/order-record";
import { REFUND_REASONS } from "../orders/refund-request";
import { gazetteer } from "../regions/gazetteer";
import { placeName } from "../regions/deliverable";
import { digits, paragraph, read, withoutEmpty } from "../shared/form";
import { fieldErrorsOf } from "../shared/form-errors";
import { now } from "../shared/time";
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
    res
      .status(422)
      .render("orders/show", {
        ...(await showModel(order, req.words)),
        ask: { errors: refused, values: askValues(req.body) },
      });
  });

  return router;
}

/** Reads "quantity.<sku>" of the order's own lines; nothing chosen is said beside the field, not after it. */
function readAsk(order: Order, body: unknown) {
  const form = read(AskForm, withoutEmpty(body));
  if (!form.ok) return form;
  const lines: { sku: string; quantity: number }[] = [];
  for (const { sku } of order.lines) {
    const wanted = read(digits(0, 9999), form.value[`quantity.${sku}`] ?? "0");
    if (!wanted.ok) return { ok: false as const, errors: [{ field: "lines", code: "not_a_whole_number" }] };
    if (wanted.value > 0) lines.push({ sku, quantity: wanted.value });
  }
  if (lines.length === 0) return { ok: false as const, errors: [{ field: "lines", code: "required" }] };
  return { ok: true as const, value: { lines, reason: form.value.reason, note: form.value.note } };
}

const askValues = (body: Record<string, unknown> | undefined) => ({
  reason: String(body?.reason ?? ""),
  note: String(body?.note ?? "").slice(0, 500),
});

async function showModel(order: Order, words: Words) {
  const book = await gazetteer();
  const affiliation = order.affiliation.region ? book.find(order.affiliation.region) : undefined;
  return {
    title: `${words.t("orders:show.title")} ${order.number}`,
    number: order.number,
    state: order.state,
    steps: stepsOf(order, words),
    timeline: timelineOf(order, words),
    checkout: `/checkouts/${order.checkout}`,
    seller: { name: words.pick(order.sellerName, order.sellerNameEn), href: `/sellers/${order.sellerSlug}` },
    lines: order.lines.map((line) => lineView(order, line, words)),
    goodsFen: order.goodsFen,
    freightFen: order.freightFen,
    totalFen: order.totalFen,
    refundedFen: order.refundedFen,
    credits: creditsOf(order, book, words),
    affiliation: affiliation ? words.pick(affiliation.name, affiliation.nameEn) : null,
    delivery: {
      name: order.delivery.name,
      phone: order.delivery.phone,
      place: await placeName(order.delivery.region, words),
      street: order.delivery.street,
    },
    note: order.note,
    parcels: order.parcels,
    requests: order.requests.map((request) => ({
      reason: request.reason,
      note: request.note,
      state: request.state,
      answer: request.answer,
      askedAt: request.askedAt,
      pieces: request.lines.reduce((count, each) => count + each.quantity, 0),
    })),
    placedAt: order.placedAt,
    may: {
      pay: order.state === "placed",
      cancel: order.state === "placed" || order.state === "paid",
      confirm: order.state === "shipped",
      ask: mayAskRefund(order),
    },
    reasons: REFUND_REASONS,
    ask: null,
  };
}
