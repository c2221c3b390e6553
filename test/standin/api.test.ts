import { makeProvider } from "../../src/payments/stripe/client";
import { setClock } from "../../src/shared/time";
import { startStandinServer } from "../../src/standin/api/server";
import { payAtDesk } from "../../src/standin/desk";
import { readKnobs, turnKnobs } from "../../src/standin/knobs";
import { anOrder, KEY, newKey, PUBLIC_URL, SECRET, standinWorld } from "./fixture";

const world = standinWorld();

interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown> & { error?: Record<string, string> };
}

async function call(
  method: string,
  path: string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`http://${world.server.host}:${world.server.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Answer["json"] };
}

const SESSION = {
  mode: "payment",
  success_url: `${PUBLIC_URL}/done`,
  "line_items[0][quantity]": "2",
  "line_items[0][price_data][currency]": "cny",
  "line_items[0][price_data][unit_amount]": "11800",
  "line_items[0][price_data][product_data][name]": "奉节脐橙",
  "allowed_payment_method_types[0]": "card",
};
const SESSIONS = "/v1/checkout/sessions";
const without = (name: string) => Object.fromEntries(Object.entries(SESSION).filter(([key]) => key !== name));

test("a call without a test key is not served", async () => {
  for (const authorization of ["", "Bearer", "Bearer sk_live_real", "Basic c2tfdGVzdA=="]) {
    const { status, json } = await call("GET", `${SESSIONS}/cs_1`, undefined, { authorization });
    expect([status, json.error?.type]).toEqual([401, "invalid_request_error"]);
  }
});

test("every answer names the request, and a path that is not there says so", async () => {
  const { status, headers, json } = await call("GET", "/v1/customers");
  expect(headers.get("request-id")).toMatch(/^req_/);
  expect([status, json.error?.message]).toEqual([404, "Unrecognized request URL (GET: /v1/customers)."]);
});

describe("parameters are refused by name", () => {
  test.each<[string, Record<string, string>, string, string | undefined]>([
    [
      "a sum that is missing",
      without("line_items[0][price_data][unit_amount]"),
      "line_items[0][price_data][unit_amount]",
      "parameter_missing",
    ],
    ["no goods", without("line_items[0][quantity]"), "line_items[0][quantity]", "parameter_missing"],
    [
      "one the API does not know",
      { ...SESSION, payment_method_types: "card" },
      "payment_method_types",
      "parameter_unknown",
    ],
    [
      "a negative sum",
      { ...SESSION, "line_items[0][price_data][unit_amount]": "-1" },
      "line_items[0][price_data][unit_amount]",
      undefined,
    ],
    [
      "half a fen",
      { ...SESSION, "line_items[0][price_data][unit_amount]": "0.5" },
      "line_items[0][price_data][unit_amount]",
      undefined,
    ],
    [
      "another currency",
      { ...SESSION, "line_items[0][price_data][currency]": "usd" },
      "line_items[0][price_data][currency]",
      undefined,
    ],
    ["nothing to pay", { ...SESSION, "line_items[0][price_data][unit_amount]": "0" }, "line_items", "amount_too_small"],
    [
      "more than eight digits",
      { ...SESSION, "line_items[0][price_data][unit_amount]": "99999999" },
      "line_items",
      "amount_too_large",
    ],
    [
      "WeChat Pay without its client",
      { ...SESSION, "allowed_payment_method_types[0]": "wechat_pay" },
      "payment_method_options[wechat_pay][client]",
      "parameter_missing",
    ],
    ["a page that is not an address", { ...SESSION, success_url: "/done" }, "success_url", undefined],
    ["an end in the past", { ...SESSION, expires_at: "1000000000" }, "expires_at", undefined],
    [
      "an end in a week",
      { ...SESSION, expires_at: String(Math.floor(Date.now() / 1000) + 604_800) },
      "expires_at",
      undefined,
    ],
    ["something unexpandable", { ...SESSION, "expand[0]": "customer" }, "expand[0]", undefined],
  ])("%s", async (_what, form, param, code) => {
    const { status, json } = await call("POST", SESSIONS, form);
    expect([status, json.error?.type, json.error?.param, json.error?.code]).toEqual([
      400,
      "invalid_request_error",
      param,
      code,
    ]);
  });
});

test("an unknown object is missing by name", async () => {
  const answers = [
    await call("GET", `${SESSIONS}/cs_1`),
    await call("POST", `${SESSIONS}/cs_1/expire`),
    await call("GET", "/v1/payment_intents/pi_1"),
    await call("GET", "/v1/refunds/re_1"),
    await call("POST", "/v1/refunds", { payment_intent: "pi_1" }),
  ];
  expect(answers.map(({ status, json }) => [status, json.error?.code])).toEqual(
    answers.map(() => [404, "resource_missing"]),
  );
});

test("a key replays its answer and says so; a refused call leaves its key free", async () => {
  const headers = { "idempotency-key": newKey() };
  expect((await call("POST", SESSIONS, { ...SESSION, mode: "setup" }, headers)).status).toBe(400);
  const first = await call("POST", SESSIONS, SESSION, headers);
  const second = await call("POST", SESSIONS, SESSION, headers);
  expect(second.json).toEqual(first.json);
  expect([first, second].map((each) => each.headers.get("idempotent-replayed"))).toEqual([null, "true"]);
  const other = await call("POST", SESSIONS, { ...SESSION, mode: "payment", client_reference_id: "x" }, headers);
  expect([other.status, other.json.error?.type]).toEqual([400, "idempotency_error"]);
});

test("an intent exists from the first attempt on, and shows the charge when asked", async () => {
  const { sessionId } = await world.provider.startSession(anOrder());
  const before = await call("GET", `${SESSIONS}/${sessionId}`);
  expect(before.json.payment_intent).toBeNull();
  await payAtDesk(sessionId, "failed", "card");
  const declined = await world.provider.session(sessionId);
  const intent = `/v1/payment_intents/${declined?.paymentIntent}`;
  expect((await call("GET", intent)).json).toMatchObject({
    status: "requires_payment_method",
    amount_received: 0,
    latest_charge: null,
    last_payment_error: { type: "card_error" },
  });
  await payAtDesk(sessionId, "paid", "card");
  const paid = await call("GET", `${intent}?expand[0]=latest_charge`);
  expect(paid.json).toMatchObject({
    status: "succeeded",
    amount_received: 23_600,
    metadata: { checkout: declined?.reference },
    latest_charge: { object: "charge", payment_method_details: { type: "card" } },
  });
});

test("a declined session stays open and is found by its intent", async () => {
  const { sessionId } = await world.provider.startSession(anOrder());
  await payAtDesk(sessionId, "failed", "alipay");
  const session = await world.provider.session(sessionId);
  expect(session).toMatchObject({ status: "open", paid: false, paidAt: null });
  expect(await world.provider.sessionOfIntent(String(session?.paymentIntent))).toMatchObject({
    id: sessionId,
    paid: false,
  });
});

test("a restarted server still knows its sessions, keys and refunds", async () => {
  const order = anOrder();
  const { sessionId } = await world.provider.startSession(order);
  await payAtDesk(sessionId, "paid");
  const again = await startStandinServer({ publicUrl: PUBLIC_URL });
  const provider = makeProvider({ secretKey: KEY, webhookSecrets: [SECRET], endpoint: { ...again, protocol: "http" } });
  expect(await provider.session(sessionId)).toMatchObject({ paid: true });
  expect((await provider.startSession(order)).sessionId).toBe(sessionId);
  await again.stop();
});

test("money that is charged wrongly shows in the session", async () => {
  const { sessionId } = await world.provider.startSession(anOrder());
  turnKnobs({ wrongAmount: -100 });
  await payAtDesk(sessionId, "paid");
  expect(await world.provider.session(sessionId)).toMatchObject({ paid: true, amountFen: 23_500 });
});

test("the demonstration year may be lived with a moved clock", async () => {
  setClock(() => new Date("2026-02-10T02:00:00Z"));
  const { sessionId } = await world.provider.startSession(anOrder());
  await payAtDesk(sessionId, "paid", "alipay");
  setClock(undefined);
  expect(await world.provider.session(sessionId)).toMatchObject({
    paid: true,
    paidAt: new Date("2026-02-10T02:00:00Z"),
  });
});

test("knobs are read from the environment, and only known ones", () => {
  expect(readKnobs(undefined)).toMatchObject({ duplicate: 0, drop: false });
  expect(readKnobs('{"duplicate":2,"drop":true}')).toMatchObject({ duplicate: 2, drop: true, delay: 0 });
  expect(() => readKnobs('{"duplicates":2}')).toThrow();
  expect(() => readKnobs('{"duplicate":-1}')).toThrow();
});
