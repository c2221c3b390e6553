import { type Request, type Response, Router } from "express";
import { makeReady } from "../orders/handover/hand-over";
import { orderOfSeller } from "../orders/order";
import { requestView } from "../orders/order-pages-view";
import type { Order } from "../orders/order-record";
import { correctParcel, sendParcel } from "../orders/parcels/send-parcel";
import { ParcelFacts, readParcel } from "../orders/sale/parcel-form";
import { type RefusedForm, saleModel } from "../orders/sale/sale-view";
import { shownTo } from "../orders/sale/shown-to";
import { shopOf } from "../sellers/shop-of";
import type { FieldError } from "../shared/errors";
import { attempt, digits, mustRead, read, withoutEmpty } from "../shared/form";
import { now } from "../shared/time";
import { allow, viewerOf } from "../shared/viewer";

export function salesPages(): Router {
  const router = Router();
  const seller = allow("seller");

  router.get("/sales/:number", seller, async (req, res) => {
    const viewer = viewerOf(req);
    const order = await orderOfSeller((await shopOf(viewer, "look"))._id, String(req.params.number));
    await drawSale(req, res, shownTo(viewer, order));
  });

  router.post("/sales/:number/parcels", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "orders");
    const order = await orderOfSeller(shop, String(req.params.number));
    const form = readParcel(order, req.body);
    const sent = form.ok ? await attempt(() => sendParcel(shop, order.number, form.value, now())) : form;
    if (sent.ok) return res.redirect(303, `/sales/${order.number}`);
    const lines = form.ok ? (form.value.lines ?? []) : [];
    await drawSale(req, res, order, besideFields(sent.errors, lines));
  });

  router.post("/sales/:number/parcels/:parcel/correction", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "orders");
    const order = await orderOfSeller(shop, String(req.params.number));
    const parcel = mustRead(digits(1, 999), String(req.params.parcel));
    const form = read(ParcelFacts, withoutEmpty(req.body));
    if (!form.ok) return drawSale(req, res, order, form.errors);
    await correctParcel(shop, order.number, { parcel, ...form.value }, now());
    res.redirect(303, `/sales/${order.number}#parcels`);
  });

  router.post("/sales/:number/readiness", seller, async (req, res) => {
    const { number } = await makeReady((await shopOf(viewerOf(req), "orders"))._id, String(req.params.number), now());
    res.redirect(303, `/sales/${number}`);
  });

  return router;
}

/** What the deed refused by its place in the list, the form has beside the line's own field. */
const besideFields = (errors: readonly FieldError[], lines: readonly { line: string }[]): FieldError[] =>
  errors.map((error) => {
    const line = /^lines\.(\d+)/.exec(error.field)?.[1];
    return line === undefined ? error : { ...error, field: `pieces.${lines[Number(line)]?.line ?? ""}` };
  });

/** The page of one order, with the form that was refused as it was typed. */
export async function drawSale(req: Request, res: Response, order: Order, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const body = (req.body ?? {}) as Record<string, unknown>;
  const refused: RefusedForm = { errors, body: errors.length > 0 ? body : {} };
  const requests = order.requests.map((each) => requestView(order, each, words));
  res.status(errors.length > 0 ? 422 : 200).render("orders/sale", {
    ...(await saleModel(order, words, refused)),
    waiting: requests.filter((each) => each.waiting),
    answered: requests.filter((each) => !each.waiting),
    leftFen: order.totalFen - order.refundedFen,
    contested: order.contested ?? false,
  });
}
