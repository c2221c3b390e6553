import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { type FieldError, invalidField } from "../../../shared/errors";
import { attempt, paragraph, read, typed, withoutEmpty } from "../../../shared/form";
import { ZERO } from "../../../shared/money";
import { now } from "../../../shared/time";
import { allow, seated, viewerOf } from "../../../shared/viewer";
import { chargebacksOfOrder } from "../../chargebacks/chargeback";
import type { Till } from "../../checkout/open-payment";
import { refundsOfOrder } from "../../refunds/refund";
import { decideRequest, type Verdict } from "../decide-request";
import { chargebackRow, refundRow } from "../money-view";
import { requestFacts } from "../request-view";
import { type Case, caseRow, decidedDisputes, disputeById, openDisputes } from "../requests-of";
import { freightWorth } from "../worth";
import { yuanOf } from "./parts-form";
import { sendPhotograph } from "./photograph";

const DecisionForm = z.looseObject({ words: paragraph(500).pipe(z.string().min(5)) });

/** The platform decides what buyer and producer could not settle. */
export function disputePages(till: Till): Router {
  const router = Router();
  const clerk = allow("admin");

  router.get("/desk/disputes", clerk, async (req, res) => {
    const rowOf = (each: Case) => caseRow(each, req.words, "/desk/disputes");
    res.render("aftersale/disputes", {
      title: req.words.t("aftersale:desk.title"),
      crumbs: crumbsOf(req),
      open: (await openDisputes()).map(rowOf),
      decided: (await decidedDisputes()).map(rowOf),
    });
  });

  router.get("/desk/disputes/:id", clerk, async (req, res) => {
    await drawDispute(req, res, await disputeById(String(req.params.id)));
  });

  router.get("/desk/disputes/:id/photographs/:place/:size", clerk, async (req, res) => {
    const { request } = await disputeById(String(req.params.id));
    await sendPhotograph(res, request, { place: req.params.place, size: req.params.size });
  });

  router.post("/desk/disputes/:id/decision", clerk, seated, async (req, res) => {
    const found = await disputeById(String(req.params.id));
    const done = await attempt(async () => {
      const verdict = readVerdict(found, req.body);
      const about = { order: found.order._id, request: found.request.id, verdict };
      await decideRequest(about, viewerOf(req), till.provider, now());
    });
    if (!done.ok) return drawDispute(req, res, found, done.errors);
    res.redirect(303, `/desk/disputes/${encodeURIComponent(found.request.id)}`);
  });

  return router;
}

/** "amount.<line>" and "freight" in yuan; what is left empty is nothing. Refuses INVALID beside the field. */
function readVerdict({ request }: Case, body: unknown): Verdict {
  const given = withoutEmpty(body);
  const form = read(DecisionForm, given);
  const amountOf = (name: string) => {
    const amountFen = yuanOf(given[name]);
    if (amountFen === null) throw invalidField(name, "amount");
    return amountFen ?? ZERO;
  };
  const lines = request.lines.map(({ line }) => ({ line, amountFen: amountOf(`amount.${line}`) }));
  const freightFen = amountOf("freight");
  if (!form.ok) throw invalidField("words", form.errors[0]?.code ?? "required", form.errors[0]?.params);
  return { lines, freightFen, words: form.value.words };
}

const crumbsOf = ({ words }: Request) => [{ href: "/desk", text: words.t("desk:title") }];

async function drawDispute(
  req: Request,
  res: Response,
  { order, request }: Case,
  errors: FieldError[] = [],
): Promise<void> {
  const base = `/desk/disputes/${encodeURIComponent(request.id)}`;
  const { words } = req;
  const facts = requestFacts(order, request, { words, base, at: now() });
  const body = errors.length > 0 ? req.body : {};
  const given = (name: string): string => typed(body, [name])[name]?.slice(0, 40) ?? "";
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/dispute", {
    title: words.t(`aftersale:desk.disputeTitle.${request.state === "decided" ? "decided" : "open"}`),
    crumbs: [...crumbsOf(req), { href: "/desk/disputes", text: words.t("aftersale:desk.title") }],
    ...facts,
    lines: facts.lines.map((line) => ({
      ...line,
      amountName: `amount.${line.line}`,
      typedAmount: given(`amount.${line.line}`),
    })),
    base,
    buyer: order.buyerName,
    seller: words.pick(order.sellerName, order.sellerNameEn),
    orderState: order.state,
    paidFen: order.totalFen,
    refundedFen: order.refundedFen,
    freightFen: freightWorth(order),
    typedFreight: given("freight"),
    receivedAt: order.receivedAt,
    shippedAt: order.shippedAt,
    refunds: (await refundsOfOrder(order._id))
      .filter(({ kind }) => kind === "refund")
      .map((each) => refundRow(each, words)),
    chargebacks: (await chargebacksOfOrder(order._id)).map((each) => chargebackRow(each, words)),
    mayDecide: request.state === "escalated",
    typedWords: typed(body, ["words"]).words?.slice(0, 500) ?? "",
    errors,
  });
}
