import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { orderOfBuyer } from "../../../orders/order";
import type { Order } from "../../../orders/order-record";
import { amendRequest, askRefund, mayAskRefund } from "../../../orders/requests/ask-refund";
import { requestOf } from "../../../orders/requests/move-request";
import { PHOTOGRAPHS_FIELD, readPhotographs } from "../../../orders/requests/photographs";
import type { RefundRequest } from "../../../orders/requests/refund-request";
import { takeFurther, withdrawRequest } from "../../../orders/requests/take-further";
import type { FieldError } from "../../../shared/errors";
import { attempt, paragraph, read, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { requestFacts } from "../request-view";
import { askFormModel, readAsk } from "./ask-form";
import { sendPhotograph } from "./photograph";

/** A phone's photograph is three to six megabytes. */
export const PHOTOGRAPHS = { field: PHOTOGRAPHS_FIELD, maxFiles: 6, maxBytes: 10_000_000 };
takesFiles("/orders/:number/refund-requests", PHOTOGRAPHS);
takesFiles("/orders/:number/refund-requests/:id", PHOTOGRAPHS);

const FurtherForm = z.object({ words: paragraph(500).pipe(z.string().min(5)) });

/** The buyer's side of asking money back: ask, say it better, withdraw, take it to the platform. */
export const requestPages: Router = Router();

requestPages.get("/orders/:number/refund-requests", allow(), async (req, res) => {
  await drawAsk(req, res, await orderOf(req));
});

requestPages.post("/orders/:number/refund-requests", allow(), async (req, res) => {
  const order = await orderOf(req);
  const asked = readAsk(order, req.body);
  if (!asked.ok) return drawAsk(req, res, order, { errors: asked.errors });
  const done = await attempt(async () => {
    const files = filesOf(req);
    return askRefund(order, { ...asked.value, photographs: await readPhotographs(files) }, now());
  });
  if (!done.ok) return drawAsk(req, res, order, { errors: done.errors });
  res.redirect(303, pageOf(done.value, done.value.requests.at(-1)?.id ?? ""));
});

requestPages.get("/orders/:number/refund-requests/:id", allow(), async (req, res) => {
  await drawRequest(req, res, await orderOf(req));
});

requestPages.get("/orders/:number/refund-requests/:id/edit", allow(), async (req, res) => {
  const order = await orderOf(req);
  const request = requestOf(order, String(req.params.id));
  if (request.state !== "asked") return res.redirect(303, pageOf(order, request.id));
  await drawAsk(req, res, order, { request });
});

/** Photographs that stay are named by "keep.<place>". */
requestPages.post("/orders/:number/refund-requests/:id", allow(), async (req, res) => {
  const order = await orderOf(req);
  const request = requestOf(order, String(req.params.id));
  const asked = readAsk(order, req.body);
  if (!asked.ok) return drawAsk(req, res, order, { errors: asked.errors, request });
  const body = (req.body ?? {}) as Record<string, unknown>;
  const keep = request.photographs.filter((_, place) => body[`keep.${place}`] === "1").map((each) => each.full);
  const done = await attempt(async () => {
    const files = filesOf(req);
    const photographs = await readPhotographs(files);
    return amendRequest(order, request.id, { ...asked.value, keep, photographs }, now());
  });
  if (!done.ok) return drawAsk(req, res, order, { errors: done.errors, request });
  res.redirect(303, pageOf(order, request.id));
});

requestPages.post("/orders/:number/refund-requests/:id/withdrawal", allow(), async (req, res) => {
  const order = await orderOf(req);
  await withdrawRequest(order, String(req.params.id), now());
  res.redirect(303, pageOf(order, String(req.params.id)));
});

requestPages.post("/orders/:number/refund-requests/:id/escalation", allow(), async (req, res) => {
  const order = await orderOf(req);
  const form = read(FurtherForm, withoutEmpty(req.body));
  if (!form.ok) return drawRequest(req, res, order, form.errors);
  await takeFurther(order, String(req.params.id), form.value.words, now());
  res.redirect(303, pageOf(order, String(req.params.id)));
});

requestPages.get("/orders/:number/refund-requests/:id/photographs/:place/:size", allow(), async (req, res) => {
  await sendPhotograph(res, requestOf(await orderOf(req), String(req.params.id)), {
    place: req.params.place,
    size: req.params.size,
  });
});

const orderOf = (req: Request): Promise<Order> => orderOfBuyer(viewerOf(req), String(req.params.number));
const pageOf = (order: Order, id: string): string =>
  `/orders/${order.number}/refund-requests/${encodeURIComponent(id)}`;

const crumbsOf = (order: Order, req: Request) => [
  { href: "/orders", text: req.words.t("orders:list.title") },
  { href: `/orders/${order.number}`, text: order.number },
];

interface Refused {
  errors?: FieldError[];
  request?: RefundRequest;
}

async function drawAsk(req: Request, res: Response, order: Order, { errors, request }: Refused = {}): Promise<void> {
  const { words } = req;
  const at = now();
  const form = askFormModel(order, {
    at,
    words,
    request,
    ...(errors ? { errors, body: req.body } : {}),
  });
  const base = request && pageOf(order, request.id);
  res.status(errors ? 422 : 200).render("aftersale/ask", {
    title: words.t(request ? "aftersale:ask.titleAmend" : "aftersale:ask.title"),
    crumbs: crumbsOf(order, req),
    number: order.number,
    action: base ?? `/orders/${order.number}/refund-requests`,
    back: base ?? `/orders/${order.number}`,
    amending: request !== undefined,
    photographs: request && base ? requestFacts(order, request, { words, base, at }).photographs : [],
    ...form,
    labels: labelsOf(req),
    lostPhotographs: filesOf(req).length > 0,
    possible: form.lines.length > 0,
    tooLate: !mayAskRefund(order, at),
  });
}

const labelsOf = ({ words }: Request): Record<string, string> => ({
  lines: words.t("orders:ask.linesLabel"),
  reason: words.t("orders:ask.reason"),
  note: words.t("orders:ask.note"),
  photographs: words.t("aftersale:photograph.label"),
});

async function drawRequest(req: Request, res: Response, order: Order, errors: FieldError[] = []): Promise<void> {
  const request = requestOf(order, String(req.params.id));
  const base = pageOf(order, request.id);
  const { words } = req;
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/request", {
    title: words.t(`aftersale:now.${request.state}.title`),
    lede: words.t(`aftersale:now.${request.state}.lede`),
    crumbs: crumbsOf(order, req),
    base,
    seller: words.pick(order.sellerName, order.sellerNameEn),
    ...requestFacts(order, request, { words, base, at: now() }),
    mayAmend: request.state === "asked",
    errors,
    typedWords: typeof req.body?.words === "string" ? req.body.words.slice(0, 500) : "",
  });
}
