import { Schema } from "mongoose";
import type { z } from "zod";
import { collection, inTransaction } from "../../shared/db";
import { newId } from "../../shared/ids";
import { later, MINUTE } from "../../shared/time";
import { noSuch } from "../api/problem";
import { tellOf } from "../event";
import type { AccountLinkParams, AccountParams } from "./params";

/** A producer's account at the stand-in: ready for transfers once the form on its page has been sent. */
export interface Account {
  _id: string;
  name: string;
  metadata: Record<string, string>;
  ready: boolean;
  /** The one link that opens its page, until it is used or runs out. */
  link: { token: string; returnUrl: string; refreshUrl: string; until: Date } | null;
  createdAt: Date;
}

export const AccountModel = collection<Account>(
  "standin_accounts",
  new Schema<Account>(
    {
      _id: String,
      name: { type: String, default: "" },
      metadata: { type: Schema.Types.Mixed, default: {} },
      ready: { type: Boolean, required: true },
      link: { type: Schema.Types.Mixed, default: null },
      createdAt: { type: Date, required: true },
    },
    { versionKey: false, minimize: false },
  ).index({ "link.token": 1 }),
);

const LINK_MS = 5 * MINUTE;

const accountJson = ({ _id, name, metadata, ready, createdAt }: Account): Record<string, unknown> => ({
  id: _id,
  object: "account",
  type: "express",
  business_profile: { name },
  capabilities: { transfers: ready ? "active" : "inactive" },
  charges_enabled: false,
  payouts_enabled: ready,
  details_submitted: ready,
  metadata,
  created: Math.floor(createdAt.getTime() / 1000),
});

export async function createAccount(params: z.infer<typeof AccountParams>, at: Date): Promise<unknown> {
  const account: Account = {
    _id: newId("acct", at),
    name: params.business_profile.name ?? "",
    metadata: params.metadata,
    ready: false,
    link: null,
    createdAt: at,
  };
  await AccountModel.insertMany([account]);
  return accountJson(account);
}

export async function accountById(id: string): Promise<Account> {
  const account = (await AccountModel.findById(id).lean()) as Account | null;
  if (!account) throw noSuch("account", id, "account");
  return account;
}

export const retrieveAccount = async (id: string): Promise<unknown> => accountJson(await accountById(id));

export async function createAccountLink(
  params: z.infer<typeof AccountLinkParams>,
  deskUrl: string,
  at: Date,
): Promise<unknown> {
  const account = await accountById(params.account);
  const token = newId("link", at);
  const link = { token, returnUrl: params.return_url, refreshUrl: params.refresh_url, until: later(at, LINK_MS) };
  await AccountModel.updateOne({ _id: account._id }, { $set: { link } });
  const seconds = (when: Date): number => Math.floor(when.getTime() / 1000);
  return {
    object: "account_link",
    created: seconds(at),
    expires_at: seconds(link.until),
    url: `${deskUrl}/accounts/${token}`,
  };
}

/** The account behind a link, as long as the link is good; null otherwise. */
export async function accountOfLink(token: string, at: Date): Promise<Account | null> {
  const account = (await AccountModel.findOne({ "link.token": String(token) }).lean()) as Account | null;
  return account?.link && account.link.until > at ? account : null;
}

/** The producer has said who they are: from now on money can be sent there. Answers where to go back to. */
export async function finishAccount(token: string, at: Date): Promise<string | null> {
  return inTransaction(async () => {
    const account = await accountOfLink(token, at);
    if (!account?.link) return null;
    await AccountModel.updateOne({ _id: account._id }, { $set: { ready: true, link: null } });
    await tellOf([{ type: "account.updated", object: accountJson({ ...account, ready: true }) }], at);
    return account.link.returnUrl;
  });
}
