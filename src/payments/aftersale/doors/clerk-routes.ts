import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { orderById } from "../../../orders/order";
import type { FieldError } from "../../../shared/errors";
import { notFound } from "../../../shared/errors";
import { line, read, withoutEmpty } from "../../../shared/form";
import type { RefundId } from "../../../shared/ids";
import { now } from "../../../shared/time";
import { allow, seated, viewerOf } from "../../../shared/viewer";
import type { Till } from "../../checkout/open-payment";
import { awaitedTransfers, endedTransfers } from "../../checkout/receive-transfer";
import { transferRows } from "../../checkout/transfer-rows";
import { worries } from "../../needs-a-person";
import { type Refund, refundById } from "../../refunds/refund";
import { payBackByTransfer, recordPayout, retryRefund } from "../clerk-refunds";
import { refundRow } from "../money-view";

const ById = z.string().regex(/^ref_\w{10,60}$/);
/** What stands on the bank's slip. */
export const Reference = line(60, 4);
const PayoutForm = z.object({ reference: Reference });

/** The platform's clerk: money that needs a person. */
export function clerkPages(till: Till): Router {
  const router = Router();
  const clerk = allow("admin");

  router.get("/desk/money", clerk, async (req, res) => {
    res.render("aftersale/money", {
      title: req.words.t("desk:worries.title"),
      crumbs: crumbsOf(req),
      worries: await worries(),
    });
  });

  /** Transfers that are waited for, and those whose time is over, by the reference on the bank's slip. */
  router.get("/desk/transfers", clerk, async (req, res) => {
    const q = typeof req.query.q === "string" ? req.query.q.slice(0, 40) : "";
    res.render("aftersale/transfers", {
      title: req.words.t("desk:endedTitle"),
      crumbs: crumbsOf(req),
      q,
      transfers: await transferRows(await awaitedTransfers()),
      ended: await transferRows(await endedTransfers(q, now())),
    });
  });

  router.get("/desk/refunds/:id", clerk, async (req, res) => {
    await drawRefund(req, res, await refundOf(req));
  });

  /** Pays out what waits for a clerk, or pays a failed refund back this way instead. */
  router.post("/desk/refunds/:id/payout", clerk, seated, async (req, res) => {
    const refund = await refundOf(req);
    const form = read(PayoutForm, withoutEmpty(req.body));
    if (!form.ok) return drawRefund(req, res, refund, form.errors);
    const deed = refund.state === "failed" ? payBackByTransfer : recordPayout;
    const done = await deed(refund._id, form.value.reference, viewerOf(req), now());
    res.redirect(303, `/desk/refunds/${done._id}`);
  });

  router.post("/desk/refunds/:id/retry", clerk, seated, async (req, res) => {
    const anew = await retryRefund((await refundOf(req))._id, viewerOf(req), till.provider, now());
    res.redirect(303, `/desk/refunds/${anew._id}`);
  });

  return router;
}

async function refundOf(req: Request): Promise<Refund> {
  const id = ById.safeParse(req.params.id);
  if (!id.success) throw notFound();
  return refundById(id.data as RefundId);
}

const crumbsOf = ({ words }: Request) => [{ href: "/desk", text: words.t("desk:title") }];

async function drawRefund(req: Request, res: Response, refund: Refund, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const order = await orderById(refund.order);
  const row = refundRow(refund, words);
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/refund", {
    title: words.t("aftersale:refund.title"),
    crumbs: [...crumbsOf(req), { href: "/desk/money", text: words.t("desk:worries.title") }],
    ...row,
    number: order.number,
    seller: words.pick(order.sellerName, order.sellerNameEn),
    buyer: order.buyerName,
    lines: refund.lines.map((part) => {
      const found = order.lines.find((each) => each.line === part.line);
      return { name: found ? words.pick(found.name, found.nameEn) : part.line, ...pickPart(part) };
    }),
    goodsGone: refund.goodsGone,
    retriedAs: refund.retriedAs,
    byTransfer: refund.paymentIntent === null,
    mayPayOut: refund.kind === "refund" && refund.state === "processing" && refund.paymentIntent === null,
    mayRetry: refund.kind === "refund" && refund.state === "failed" && refund.closedAt === null,
    viaProvider: refund.paymentIntent !== null,
    typedReference: typeof req.body?.reference === "string" ? req.body.reference.slice(0, 60) : "",
    errors,
  });
}

const pickPart = ({ quantity, amountFen }: Refund["lines"][number]) => ({ quantity, amountFen });
