import express, { Router } from "express";
import { z } from "zod";
import { notFound } from "../shared/errors";
import { read } from "../shared/form";
import { now } from "../shared/time";
import type { Words } from "../shared/words";
import { OUTCOMES, payAtDesk, paymentAtDesk } from "./desk";
import { disputedFen, METHODS, type Payment, refundedFen } from "./payment";
import { accountDesk } from "./payouts/account-routes";

/**
 * The pay desk's pages, mounted at /paydesk. They stand for another company's site: no cookie, no token, no viewer; who
 * knows a session's address may pay it, and a program may post the form as well as a person.
 */
const DeskForm = z.object({ outcome: z.enum(OUTCOMES), method: z.enum(METHODS).default("alipay") });

export function standinDesk(): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set({ "Cache-Control": "no-store", "X-Robots-Tag": "noindex" });
    next();
  });
  router.use(accountDesk);
  router.get("/:sessionId", async (req, res) => {
    const payment = await paymentAtDesk(req.params.sessionId, now());
    if (!payment) throw notFound();
    res.render("standin/desk", deskPage(payment, req.words));
  });
  router.post("/:sessionId", express.urlencoded({ extended: false, limit: "10kb" }), async (req, res) => {
    const form = read(DeskForm, req.body);
    if (!form.ok) {
      const payment = await paymentAtDesk(req.params.sessionId, now());
      if (!payment) throw notFound();
      return res.status(422).render("standin/desk", { ...deskPage(payment, req.words), misread: true });
    }
    const answer = await payAtDesk(req.params.sessionId, form.value.outcome, form.value.method);
    if (!answer) throw notFound();
    if (!answer.done) return res.status(409).render("standin/desk", deskPage(answer.payment, req.words));
    res.redirect(303, answer.location);
  });
  return router;
}

/** What the page says of a session: still to pay, or how it ended. */
function stateOf({ status, paidAt }: Payment): "open" | "paid" | "processing" | "expired" {
  if (status === "complete") return paidAt ? "paid" : "processing";
  return status;
}

/** What the payer and the bank can still do about a payment that is over; null where there is nothing. */
function disputeOf(payment: Payment) {
  if (!payment.paidAt) return null;
  const open = payment.disputes?.some((each) => each.status === "needs_response") ?? false;
  const left = payment.amountFen - refundedFen(payment) - disputedFen(payment);
  const last = payment.disputes?.at(-1)?.status ?? null;
  return open || left > 0 || last ? { open, mayOpen: !open && left > 0, leftFen: left, last } : null;
}

function deskPage(payment: Payment, words: Words): object {
  const { _id, lines, amountFen, cancelUrl, successUrl, attempts, expiresAt, method, methods } = payment;
  const state = stateOf(payment);
  return {
    layout: false,
    title: words.t("standin:title"),
    address: `/paydesk/${_id}`,
    state,
    open: state === "open",
    ended:
      state === "open"
        ? null
        : { title: words.t(`standin:ended.${state}.title`), text: words.t(`standin:ended.${state}.text`) },
    declined: state === "open" && attempts > 0,
    lines: lines.map(({ name, quantity, amountFen: each }) => ({
      name,
      quantity,
      several: quantity > 1,
      sumFen: each * quantity,
    })),
    amountFen,
    expiresAt,
    method: method ?? methods.find((each) => each === "alipay") ?? methods[0],
    methods: METHODS.filter((each) => methods.includes(each)).map((each) => ({
      value: each,
      text: words.t(`standin:method.${each}.name`),
      help: words.t(`standin:method.${each}.help`),
    })),
    dispute: disputeOf(payment),
    backUrl: state === "open" ? cancelUrl || successUrl : successUrl,
  };
}
