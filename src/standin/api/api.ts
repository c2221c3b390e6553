import { setTimeout as sleep } from "node:timers/promises";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { newId } from "../../shared/ids";
import { now } from "../../shared/time";
import { knobs, takeTurn } from "../knobs";
import { createAccount, createAccountLink, retrieveAccount } from "../payouts/accounts";
import { AccountLinkParams, AccountParams, TransferListParams, TransferParams } from "../payouts/params";
import { createTransfer, listTransfers, retrieveTransfer } from "../payouts/transfers";
import { sessionJson } from "../stripe-json";
import { listDisputes, retrieveDispute } from "./disputes";
import { once } from "./once";
import {
  DisputeListParams,
  IntentParams,
  ListParams,
  NoParams,
  RefundListParams,
  RefundParams,
  RetrieveParams,
  readParams,
  readQuery,
  SessionParams,
} from "./params";
import { ApiProblem, answerProblem } from "./problem";
import { createRefund, listRefunds, retrieveIntent, retrieveRefund } from "./refunds";
import { createSession, expireSession, listSessions, sessionById } from "./sessions";

/**
 * The part of Stripe's API that the shop uses, spoken to by Stripe's own SDK: sessions, payment intents, refunds, accounts
 * and transfers.
 * `deskUrl` is where the pages of its sessions are, without a trailing slash.
 */
export function standinApi({ deskUrl }: { deskUrl: string }): Router {
  const form = express.urlencoded({ extended: true, limit: "512kb", parameterLimit: 2000 });
  const router = Router();
  router.use("/v1", nameCall, mustHaveKey, misbehave, form);
  addSessions(router, deskUrl);
  addPayouts(router, deskUrl);
  router.get(
    "/v1/payment_intents/:id",
    ask((req, at) => retrieveIntent(idOf(req), readParams(IntentParams, readQuery(req.query)).expand, at)),
  );
  router.post(
    "/v1/refunds",
    deed((req, at) => createRefund(readParams(RefundParams, req.body), at)),
  );
  router.get(
    "/v1/refunds",
    ask((req, at) => listRefunds(readParams(RefundListParams, readQuery(req.query)), at)),
  );
  router.get(
    "/v1/refunds/:id",
    ask((req, at) => retrieveRefund(idOf(req), at)),
  );
  router.get(
    "/v1/disputes",
    ask((req, at) => listDisputes(readParams(DisputeListParams, readQuery(req.query)), at)),
  );
  router.get(
    "/v1/disputes/:id",
    ask((req, at) => retrieveDispute(idOf(req), at)),
  );
  router.use("/v1", ({ method, originalUrl }) => {
    throw new ApiProblem(404, { message: `Unrecognized request URL (${method}: ${originalUrl.split("?")[0]}).` });
  });
  router.use("/v1", answerProblem);
  return router;
}

function addSessions(router: Router, deskUrl: string): void {
  const at = "/v1/checkout/sessions";
  router.post(
    at,
    deed((req, when) => createSession(readParams(SessionParams, req.body), deskUrl, when)),
  );
  router.get(
    at,
    ask((req, when) => listSessions(readParams(ListParams, readQuery(req.query)), deskUrl, when)),
  );
  router.post(
    `${at}/:id/expire`,
    deed((req, when) => {
      readParams(NoParams, req.body);
      return expireSession(idOf(req), deskUrl, when);
    }),
  );
  router.get(
    `${at}/:id`,
    ask(async (req, when) => {
      const { expand } = readParams(RetrieveParams, readQuery(req.query));
      return sessionJson(await sessionById(idOf(req), when), { deskUrl, expand });
    }),
  );
}

function addPayouts(router: Router, deskUrl: string): void {
  router.post(
    "/v1/accounts",
    deed((req, at) => createAccount(readParams(AccountParams, req.body), at)),
  );
  router.get(
    "/v1/accounts/:id",
    ask((req) => retrieveAccount(idOf(req))),
  );
  router.post(
    "/v1/account_links",
    deed((req, at) => createAccountLink(readParams(AccountLinkParams, req.body), deskUrl, at)),
  );
  router.post(
    "/v1/transfers",
    deed((req, at) => createTransfer(readParams(TransferParams, req.body), at)),
  );
  router.get(
    "/v1/transfers",
    ask((req, at) => listTransfers(readParams(TransferListParams, readQuery(req.query)), at)),
  );
  router.get(
    "/v1/transfers/:id",
    ask((req, at) => retrieveTransfer(idOf(req), at)),
  );
}

const idOf = (req: Request): string => String(req.params.id);

type Call = (req: Request, at: Date) => Promise<unknown>;

const ask =
  (call: Call): RequestHandler =>
  async (req, res) =>
    answer(res, await call(req, now()));

/** A call that changes something: once per idempotency key. */
const deed =
  (call: Call): RequestHandler =>
  async (req, res) => {
    const at = now();
    const { json, replayed } = await once(req, () => call(req, at));
    if (replayed) res.set("idempotent-replayed", "true");
    answer(res, json);
  };

function answer(res: Response, json: unknown): void {
  if (!takeTurn("cutApi")) return void res.json(json);
  res.writeHead(200, { "content-type": "application/json", "content-length": 10_000 });
  res.write("{", () => res.destroy());
}

const nameCall: RequestHandler = (req, res, next) => {
  res.set("request-id", newId("req", new Date()));
  res.set("stripe-version", req.get("stripe-version") ?? "2026-10-28.endive");
  next();
};

const mustHaveKey: RequestHandler = (req, _res, next) => {
  if (!/^Bearer [sr]k_test_\w+$/.test(req.get("authorization") ?? ""))
    throw new ApiProblem(401, {
      message: "Invalid API Key provided: the stand-in takes any that begins with sk_test_.",
    });
  next();
};

const misbehave: RequestHandler = async (_req, _res, next) => {
  if (knobs.hangApi > 0) await sleep(knobs.hangApi);
  if (takeTurn("failApi")) throw new ApiProblem(500, { type: "api_error", message: "An unknown error occurred" });
  if (takeTurn("answer429")) throw new ApiProblem(429, { code: "rate_limit", message: "Request rate limit exceeded" });
  next();
};
