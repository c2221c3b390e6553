import { newId } from "../../shared/ids";
import { DAY, later, MINUTE } from "../../shared/time";
import { change, current, openSession } from "../change";
import { expire } from "../life";
import { type Payment, PaymentModel, paymentById } from "../payment";
import { listJson, sessionJson } from "../stripe-json";
import { type ListParams, MAX_AMOUNT, type SessionParams } from "./params";
import { ApiProblem, noSuch } from "./problem";

/** The calls on checkout sessions; `deskUrl` is where their pages are. */
export async function createSession(params: SessionParams, deskUrl: string, at: Date): Promise<unknown> {
  const payment = newPayment(params, at);
  refuseAmount(payment.amountFen);
  refuseExpiry(payment.expiresAt, at);
  await openSession(payment);
  return sessionJson(payment, { deskUrl, expand: params.expand });
}

function newPayment(params: SessionParams, at: Date): Payment {
  const lines = params.line_items.map(({ quantity, price_data }) => ({
    name: price_data.product_data.name,
    amountFen: price_data.unit_amount,
    quantity,
  }));
  return {
    _id: newId("cs_test", at),
    intent: newId("pi_test", at),
    charge: newId("ch_test", at),
    status: "open",
    amountFen: lines.reduce((total, line) => total + line.amountFen * line.quantity, 0),
    currency: "cny",
    lines,
    reference: params.client_reference_id ?? null,
    metadata: params.metadata,
    intentMetadata: params.payment_intent_data.metadata,
    methods: params.allowed_payment_method_types,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? "",
    locale: params.locale,
    createdAt: at,
    expiresAt: params.expires_at === undefined ? later(at, DAY) : new Date(params.expires_at * 1000),
    method: null,
    attempts: 0,
    settlesAt: null,
    paidAt: null,
    refunds: [],
    dueAt: null,
  };
}

function refuseAmount(amountFen: number): void {
  if (amountFen < 1)
    throw new ApiProblem(400, {
      code: "amount_too_small",
      param: "line_items",
      message: "The total amount must be greater than zero.",
    });
  if (amountFen > MAX_AMOUNT)
    throw new ApiProblem(400, {
      code: "amount_too_large",
      param: "line_items",
      message: "The total amount must be no more than ¥999,999.99.",
    });
}

function refuseExpiry(expiresAt: Date, at: Date): void {
  const wholeSecond = new Date(Math.floor(at.getTime() / 1000) * 1000);
  if (expiresAt < later(wholeSecond, 30 * MINUTE))
    throw new ApiProblem(400, {
      param: "expires_at",
      message: "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
    });
  if (expiresAt > later(at, DAY))
    throw new ApiProblem(400, {
      param: "expires_at",
      message: "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
    });
}

export async function sessionById(id: string, at: Date): Promise<Payment> {
  const payment = await current(await paymentById(id), at);
  if (!payment) throw noSuch("checkout.session", id);
  return payment;
}

export async function expireSession(id: string, deskUrl: string, at: Date): Promise<unknown> {
  const expired = await change(id, at, (payment) => {
    if (payment.status === "open") return expire(payment);
    throw new ApiProblem(400, {
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${payment.status}\`.`,
    });
  });
  if (!expired) throw noSuch("checkout.session", id);
  return sessionJson(expired, { deskUrl });
}

/** Newest first. */
export async function listSessions(params: ListParams, deskUrl: string, at: Date): Promise<unknown> {
  const last = params.starting_after ? await sessionById(params.starting_after, at) : null;
  const since = params["created[gte]"];
  const rows = (await PaymentModel.find({
    ...(since === undefined ? {} : { createdAt: { $gte: new Date(since * 1000) } }),
    ...(params.payment_intent === undefined ? {} : { intent: params.payment_intent, attempts: { $gt: 0 } }),
    ...(params.status === undefined ? {} : { status: params.status }),
    ...(last
      ? { $or: [{ createdAt: { $lt: last.createdAt } }, { createdAt: last.createdAt, _id: { $lt: last._id } }] }
      : {}),
  })
    .sort({ createdAt: -1, _id: -1 })
    .limit(params.limit + 1)
    .lean()) as Payment[];
  const expand = params.expand.map((path) => path.replace(/^data\./, ""));
  const data: Record<string, unknown>[] = [];
  for (const row of rows.slice(0, params.limit))
    data.push(sessionJson((await current(row, at)) ?? row, { deskUrl, expand }));
  return listJson("/v1/checkout/sessions", data, rows.length > params.limit);
}
