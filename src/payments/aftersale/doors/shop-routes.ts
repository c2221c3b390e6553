import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { orderOfSeller } from "../../../orders/order";
import type { Order } from "../../../orders/order-record";
import { requestOf } from "../../../orders/requests/move-request";
import { REFUND_REASONS } from "../../../orders/requests/refund-request";
import { shopOf } from "../../../sellers/shop-of";
import type { FieldError } from "../../../shared/errors";
import { attempt, paragraph, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { allow, type Duty, hasDuty, viewerOf } from "../../../shared/viewer";
import type { Till } from "../../checkout/open-payment";
import { leftOf, piecesLeft } from "../../refunds/refund-parts";
import { answerRequest } from "../answer-request";
import { giveBack } from "../give-back";
import { requestFacts } from "../request-view";
import { caseRow, pastCases, waitingCases } from "../requests-of";
import { readParts } from "./parts-form";
import { sendPhotograph } from "./photograph";

/** Made when the form is drawn, so that pressing twice gives back once. */
const key = z.uuid().optional().catch(undefined);
const AnswerForm = z.looseObject({
  request: z.string().max(60),
  decision: z.enum(["accept", "part", "decline"]),
  words: paragraph(500).default(""),
  key,
});
const GiveForm = z.looseObject({ reason: z.enum(REFUND_REASONS), key });

/** The producer's side: answer what buyers ask, and give back unasked. Another shop's orders are not there. */
export function shopRequestPages(till: Till): Router {
  const router = Router();
  const seller = allow("seller");

  router.get("/sales/refund-requests", seller, async (req, res) => {
    const { _id: shop } = await shopOf(viewerOf(req), "look");
    const rowOf = (each: Awaited<ReturnType<typeof waitingCases>>[number]) =>
      caseRow(each, req.words, `/sales/${each.order.number}/refund-requests`);
    res.render("aftersale/shop-list", {
      title: req.words.t("aftersale:shop.title"),
      crumbs: crumbsOf(req),
      waiting: (await waitingCases(shop)).map(rowOf),
      past: (await pastCases(shop)).map(rowOf),
    });
  });

  router.get("/sales/:number/refund-requests/:id", seller, async (req, res) => {
    await drawRequest(req, res, await orderOf(req, "look"), String(req.params.id));
  });

  router.get("/sales/:number/refund-requests/:id/photographs/:place/:size", seller, async (req, res) => {
    const request = requestOf(await orderOf(req, "look"), String(req.params.id));
    await sendPhotograph(res, request, { place: req.params.place, size: req.params.size });
  });

  router.post("/sales/:number/answers", seller, async (req, res) => {
    const order = await orderOf(req, "orders");
    const form = read(AnswerForm, withoutEmpty(req.body));
    if (!form.ok) return drawRequest(req, res, order, String(req.body?.request ?? ""), form.errors);
    const { request, decision, words, key } = form.value;
    const parts = decision === "part" ? readParts(order, req.body) : ({ ok: true, value: [] } as const);
    if (!parts.ok) return drawRequest(req, res, order, request, parts.errors);
    const answer = { request, decision, words, parts: parts.value, key: key ?? null };
    const done = await attempt(() => answerRequest(order.seller, order.number, answer, till.provider, now()));
    if (!done.ok) return drawRequest(req, res, order, request, done.errors);
    res.redirect(303, `/sales/${order.number}/refund-requests/${encodeURIComponent(request)}`);
  });

  router.get("/sales/:number/refunds", seller, async (req, res) => {
    drawGiving(req, res, await orderOf(req, "orders"));
  });

  router.post("/sales/:number/refunds", seller, async (req, res) => {
    const order = await orderOf(req, "orders");
    const form = read(GiveForm, withoutEmpty(req.body));
    const parts = readParts(order, req.body);
    if (!form.ok || !parts.ok)
      return drawGiving(req, res, order, [...(parts.ok ? [] : parts.errors), ...(form.ok ? [] : form.errors)]);
    const ask = { lines: parts.value, reason: form.value.reason };
    const given = { seller: order.seller, number: order.number, ask, key: form.value.key ?? null };
    await giveBack(given, till.provider, now());
    res.redirect(303, `/sales/${order.number}`);
  });

  return router;
}

async function orderOf(req: Request, duty: Duty): Promise<Order> {
  const { _id: shop } = await shopOf(viewerOf(req), duty);
  return orderOfSeller(shop, String(req.params.number));
}

const crumbsOf = ({ words }: Request, order?: Order) => [
  { href: "/sales", text: words.t("sales:list.title") },
  ...(order ? [{ href: `/sales/${order.number}`, text: order.number }] : []),
];

async function drawRequest(
  req: Request,
  res: Response,
  order: Order,
  id: string,
  errors: FieldError[] = [],
): Promise<void> {
  const request = requestOf(order, id);
  const base = `/sales/${order.number}/refund-requests/${encodeURIComponent(id)}`;
  const { words } = req;
  const facts = requestFacts(order, request, { words, base, at: now() });
  const body = errors.length > 0 ? (req.body as Record<string, unknown>) : {};
  const given = (name: string): string => typed(body, [name])[name]?.slice(0, 40) ?? "";
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/answer", {
    title: words.t("aftersale:shop.requestTitle"),
    lede: words.t(`aftersale:shopNow.${request.state}`),
    crumbs: crumbsOf(req, order),
    ...facts,
    lines: facts.lines.map((line) => ({
      ...line,
      quantityName: `quantity.${line.line}`,
      amountName: `amount.${line.line}`,
      typedQuantity: given(`quantity.${line.line}`) || "0",
      typedAmount: given(`amount.${line.line}`),
    })),
    mayAnswer: request.state === "asked" && hasDuty(viewerOf(req).organisation?.role ?? "member", "orders"),
    key: randomUUID(),
    chosen: given("decision"),
    typedWords: typed(body, ["words"]).words?.slice(0, 500) ?? "",
    errors,
  });
}

function drawGiving(req: Request, res: Response, order: Order, errors: FieldError[] = []): void {
  const { words } = req;
  const given = (name: string): string => typed(req.body, [name])[name]?.slice(0, 40) ?? "";
  const lines = order.lines.filter((line) => leftOf(line) > 0);
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/give-back", {
    title: words.t("aftersale:give.title"),
    crumbs: crumbsOf(req, order),
    number: order.number,
    key: given("key") || randomUUID(),
    lines: lines.map((line) => ({
      name: `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`,
      image: line.image ? { url: line.image, alt: "" } : null,
      unitFen: line.unitFen,
      pieces: piecesLeft(line),
      mostFen: leftOf(line),
      quantityName: `quantity.${line.line}`,
      amountName: `amount.${line.line}`,
      typedQuantity: given(`quantity.${line.line}`) || "0",
      typedAmount: given(`amount.${line.line}`),
    })),
    reasons: REFUND_REASONS.map((value) => ({
      value,
      text: words.t(`orders:reason.${value}`),
      checked: given("reason") === value,
    })),
    errors,
  });
}
