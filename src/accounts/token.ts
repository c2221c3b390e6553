import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection, joinTransaction } from "../shared/db";
import { invalidField, notFound } from "../shared/errors";
import { type Id, newId, newSecret, type UserId } from "../shared/ids";
import { DAY, HOUR, later } from "../shared/time";
import type { Viewer } from "../shared/viewer";
import { actingOf, toViewer } from "./acting";
import { audit } from "./audit/audit";
import { mustSetUpNow } from "./two-factor/must-have";
import { type Acting, findUser, mayEnter } from "./user";

export type TokenId = Id<"token">;

/** A key for a person's programs. Its text is shown once and never stored. */
export interface Token {
  _id: TokenId;
  hash: string;
  user: UserId;
  /** For whom its owner acted when it was made: it never speaks for anybody else. Null for those made before there was a choice. */
  acting: Acting | null;
  /** What the person calls it: "purchasing system". */
  name: string;
  createdAt: Date;
  expiresAt: Date;
  /** To the hour. */
  lastUsedAt: Date | null;
}

const text = { type: String, required: true } as const;
const TokenModel = collection<Token>(
  "tokens",
  new Schema<Token>(
    {
      _id: String,
      hash: { ...text, unique: true },
      user: { ...text, index: true },
      acting: { type: String, default: null },
      name: text,
      createdAt: { type: Date, required: true },
      expiresAt: { type: Date, required: true },
      lastUsedAt: { type: Date, default: null },
    },
    { versionKey: false },
  ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
);

const MAX_TOKENS = 10;
const LIFETIME_MS = 365 * DAY;
const SHAPE = /^lq_[\w-]{43}$/;

/** A token has 256 random bits, so a plain hash is enough: nothing can be guessed back from it. */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Makes a token and gives its text, this once. Refuses the eleventh. */
export async function makeToken(viewer: Viewer, name: string, at: Date): Promise<string> {
  const { id: user, organisation } = viewer;
  if ((await TokenModel.countDocuments({ user })) >= MAX_TOKENS)
    throw invalidField("name", "too_many_tokens", { maximum: MAX_TOKENS });
  const token = `lq_${newSecret()}`;
  const made: Token = {
    _id: newId<"token">("token", at),
    hash: hashOf(token),
    user,
    acting: organisation?.id ?? "self",
    name,
    createdAt: at,
    expiresAt: later(at, LIFETIME_MS),
    lastUsedAt: null,
  };
  await joinTransaction(async () => {
    await TokenModel.insertMany([made]);
    await auditToken("token.made", made, viewer, at);
  });
  return token;
}

/** A person's tokens, newest first. */
export const tokensOf = async (user: UserId): Promise<Token[]> =>
  (await TokenModel.find({ user }).sort({ _id: -1 }).lean()) as Token[];

/** Refuses what is not there or is somebody else's. */
export const revokeToken = (viewer: Viewer, id: string, at: Date): Promise<void> =>
  joinTransaction(async () => {
    const revoked = (await TokenModel.findOneAndDelete({ _id: id as TokenId, user: viewer.id }).lean()) as Token | null;
    if (!revoked) throw notFound();
    await auditToken("token.revoked", revoked, viewer, at);
  });

/** Citizens' own keys are nobody's business; those of an organisation's people are its owners'. */
async function auditToken(what: "token.made" | "token.revoked", token: Token, by: Viewer, at: Date): Promise<void> {
  if (by.organisation) await audit({ what, subject: { kind: "token", id: token._id, name: token.name }, by }, at);
}

/** Ends every token of somebody: their password may have been known to another. Joins the caller's transaction. */
export const revokeTokens = async (user: UserId): Promise<void> => {
  await TokenModel.deleteMany({ user });
};

/**
 * Whoever a bearer token speaks for; undefined for one that is unknown, expired, of somebody who may not enter or who has
 * left the organisation it was made for.
 */
export async function viewerOfToken(token: string, at: Date): Promise<Viewer | undefined> {
  if (!SHAPE.test(token)) return undefined;
  const found = (await TokenModel.findOne({ hash: hashOf(token) }).lean()) as Token | null;
  if (!found || found.expiresAt <= at) return undefined;
  const user = await findUser(found.user);
  if (!user || !mayEnter(user) || (await mustSetUpNow(user))) return undefined;
  if (found.acting && actingOf(user, found.acting) !== found.acting) return undefined;
  await noteUse(found, at);
  return toViewer(user, found.acting);
}

/** Once an hour is enough to see which token is still in use; a write at every request would not be. */
async function noteUse({ _id, lastUsedAt }: Token, at: Date): Promise<void> {
  if (lastUsedAt && at.getTime() - lastUsedAt.getTime() < HOUR) return;
  await TokenModel.updateOne({ _id }, { $set: { lastUsedAt: at } });
}
