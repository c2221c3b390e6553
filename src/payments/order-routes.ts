import { Router } from "express";
import { confirmReceipt } from "../orders/confirm-receipt";
import { creditsOf } from "../orders/credit-view";
import { wayModel } from "../orders/handover/buyer-view";
import { orderOfBuyer, ordersOfBuyer } from "../orders/order";
import { lineView, orderCard, stepsOf, timelineOf } from "../orders/order-pages-view";
import type { Order } from "../orders/order-record";
import { parcelViews } from "../orders/sale/standing-view";
import { placeName } from "../regions/deliverable";
import { gazetteer } from "../regions/gazetteer";
import { now } from "../shared/time";
import { allow, viewerOf } from "../shared/viewer";
import type { Words } from "../shared/words";
import { drawCancellation, readCancellation } from "./aftersale/doors/cancel-form";
import { aftersaleOf } from "./aftersale/order-aftersale";
import { cancelOrder, cancelPieces } from "./cancel-order";
import { CheckoutModel } from "./checkout/checkout";
import type { Till } from "./checkout/open-payment";

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

  router.get("/orders/:number/cancellation", allow(), async (req, res) => {
    drawCancellation(req, res, await orderOfBuyer(viewerOf(req), String(req.params.number)));
  });

  /** With numbers of pieces: those; without: all of it. */
  router.post("/orders/:number/cancellation", allow(), async (req, res) => {
    const order = await orderOfBuyer(viewerOf(req), String(req.params.number));
    const chosen = readCancellation(order, req.body);
    if (!chosen.ok) return drawCancellation(req, res, order, chosen.errors);
    if (chosen.value) await cancelPieces(order, chosen.value, till.provider, now());
    else await cancelOrder(order, till.provider, now());
    res.redirect(303, `/orders/${order.number}`);
  });

  return router;
}

/** What the buyer can do next. */
const mayOf = ({ state, way, stage, refundedFen, totalFen }: Order) => ({
  pay: state === "placed",
  cancel: state === "placed" || (state === "paid" && refundedFen < totalFen),
  confirm: state === "shipped" && way === "delivery" && stage !== "part_sent",
});

const isTransfer = async ({ checkout }: Order): Promise<boolean> =>
  (await CheckoutModel.exists({ _id: checkout, kind: "bank_transfer" })) !== null;

const transferHeading = (words: Words) => ({
  title: words.t("orders:show.transfer.title"),
  lede: words.t("orders:show.transfer.lede"),
});

async function showModel(order: Order, words: Words) {
  const book = await gazetteer();
  const affiliation = order.affiliation.region ? book.find(order.affiliation.region) : undefined;
  const lines = order.lines.map((line) => lineView(order, line, words));
  const transfer = order.state === "placed" && (await isTransfer(order));
  return {
    title: `${words.t("orders:show.title")} ${order.number}`,
    crumbs: [{ href: "/orders", text: words.t("orders:list.title") }],
    number: order.number,
    state: order.state,
    contested: order.contested ?? false,
    ...(await wayModel(order, words)),
    ...(transfer ? { transfer, heading: transferHeading(words) } : {}),
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
    placedAt: order.placedAt,
    receiptDay: order.receiptDue,
    may: mayOf(order),
    after: await aftersaleOf(order, words, now()),
  };
}
