import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { creditsOf } from "../orders/credit-view";
import { orderOfSeller, ordersOfSeller, type SalesList, salesCounts } from "../orders/order";
import { lineView, orderCard, parcelViews, requestView, stepsOf, timelineOf } from "../orders/order-pages-view";
import type { Order } from "../orders/order-record";
import { CARRIERS, shipOrder } from "../orders/ship-order";
import { placeName } from "../regions/deliverable";
import { gazetteer } from "../regions/gazetteer";
import { shopOf } from "../sellers/shop-of";
import type { FieldError } from "../shared/errors";
import { paragraph, read, withoutEmpty } from "../shared/form";
import { now } from "../shared/time";
import { allow, viewerOf } from "../shared/viewer";
import type { Till } from "./open-payment";
import { answerRequest } from "./sales";
import { ParcelBody } from "./sales-api";

const LISTS: readonly SalesList[] = ["to_ship", "on_the_way", "asked", "done"];
/** How many orders a list shows at once. */
const LISTED = 60;
const AnswerForm = z.object({
  request: z.string().max(60),
  decision: z.enum(["accept", "decline"]),
  words: paragraph(300).default(""),
});

export function salesPages(till: Till): Router {
  const router = Router();
  const seller = allow("seller");

  router.get("/sales", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "look");
    const list = LISTS.find((each) => each === req.query.list) ?? "to_ship";
    const [counts, orders] = [await salesCounts(shop), await ordersOfSeller(shop, list, LISTED)];
    res.render("orders/sales", {
      title: req.words.t("orders:sales.title"),
      list,
      lists: LISTS.map((each) => ({
        href: `/sales?list=${each}`,
        text: req.words.t(`orders:sales.list.${each}`),
        count: counts[each],
        current: each === list,
      })),
      orders: orders.map((order) => orderCard(order, req.words, "/sales")),
      limited: orders.length === LISTED ? LISTED : null,
    });
  });

  router.get("/sales/:number", seller, async (req, res) => {
    const order = await orderOfSeller((await shopOf(viewerOf(req), "look"))._id, String(req.params.number));
    await drawSale(req, res, order);
  });

  router.post("/sales/:number/parcels", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "orders");
    const form = read(ParcelBody, withoutEmpty(req.body));
    if (!form.ok) return drawSale(req, res, await orderOfSeller(shop, String(req.params.number)), form.errors);
    const order = await shipOrder(shop, String(req.params.number), form.value, now());
    res.redirect(303, `/sales/${order.number}`);
  });

  router.post("/sales/:number/answers", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "orders");
    const form = read(AnswerForm, withoutEmpty(req.body));
    const declinedWithoutWords = form.ok && form.value.decision === "decline" && form.value.words === "";
    if (!form.ok || declinedWithoutWords)
      return drawSale(
        req,
        res,
        await orderOfSeller(shop, String(req.params.number)),
        form.ok ? [{ field: "words", code: "required" }] : form.errors,
      );
    const { request, decision, words } = form.value;
    await answerRequest(
      shop,
      String(req.params.number),
      { request, accept: decision === "accept", words },
      till.provider,
      now(),
    );
    res.redirect(303, `/sales/${encodeURIComponent(String(req.params.number))}`);
  });

  return router;
}

async function drawSale(req: Request, res: Response, order: Order, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const body = (req.body ?? {}) as Record<string, unknown>;
  const ticket = order.lines.every((line) => line.category === "tourism");
  const { name, phone, region, street } = order.delivery;
  const delivery = { name, phone, region: await placeName(region, words), street };
  const chosen = typeof body.carrier === "string" ? body.carrier : ticket ? "voucher" : "";
  res.status(errors.length > 0 ? 422 : 200).render("orders/sale", {
    title: `${words.t("orders:sales.sale")} ${order.number}`,
    crumbs: [{ href: "/sales", text: words.t("orders:sales.title") }],
    ...saleFacts(order, words),
    delivery,
    addressText: [delivery.name, delivery.phone, delivery.region, delivery.street].join(" "),
    credits: creditsOf(order, await gazetteer(), words),
    carriers: CARRIERS.map((value) => ({
      value,
      text: words.t(`orders:carrier.${value}`),
      selected: value === chosen,
    })),
    trackingNumber: typeof body.trackingNumber === "string" ? body.trackingNumber.slice(0, 60) : "",
    answerWords: typeof body.words === "string" ? body.words.slice(0, 300) : "",
    errors,
  });
}

const saleFacts = (order: Order, words: Request["words"]) => ({
  number: order.number,
  state: order.state,
  paidAt: order.paidAt,
  goodsFen: order.goodsFen,
  freightFen: order.freightFen,
  totalFen: order.totalFen,
  refundedFen: order.refundedFen,
  lines: order.lines.map((line) => lineView(order, line, words)),
  note: order.note,
  steps: stepsOf(order, words),
  timeline: timelineOf(order, words),
  parcels: parcelViews(order, words),
  mayShip: order.state === "paid" || order.state === "shipped",
  first: order.state === "paid",
  waiting: order.requests.filter((each) => each.state === "asked").map((each) => requestView(order, each, words)),
  answered: order.requests.filter((each) => each.state !== "asked").map((each) => requestView(order, each, words)),
});
