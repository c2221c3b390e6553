import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { UserId } from "../../shared/ids";
import { unseal } from "../../shared/sealed";
import { stepOfCode } from "./totp";

/** Somebody's second proof of who they are: an authenticator app, and codes on paper for the day it is lost. */
export interface TwoFactor {
  _id: UserId;
  /** Sealed: a copy of the database is no authenticator. */
  secret: string;
  /** Null until the first code has shown that the app counts as we do; until then it opens and asks for nothing. */
  confirmedAt: Date | null;
  /** The last half minute whose code was used: no code opens twice. */
  lastStep: number;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
  createdAt: Date;
}

export const TwoFactorModel = collection<TwoFactor>(
  "two_factors",
  new Schema<TwoFactor>(
    {
      _id: String,
      secret: { type: String, required: true },
      confirmedAt: { type: Date, default: null },
      lastStep: { type: Number, default: 0 },
      recovery: [String],
      createdAt: { type: Date, required: true },
    },
    { versionKey: false },
  ),
);

/** What a secret is sealed with besides the key: moved to another person's record it opens nothing. */
export const aboutSecret = (user: UserId): string => `two-factor ${user}`;

export const secretOf = ({ _id, secret }: TwoFactor): Buffer => Buffer.from(unseal(secret, aboutSecret(_id)), "base64");

/** Recovery codes have 80 random bits, so a plain hash bound to the person is enough. */
export const hashRecovery = (user: UserId, code: string): string =>
  createHash("sha256").update(`${user} ${code}`).digest("base64url");

/** Somebody's two-factor sign-in when it is in force; null for those who have none, or have not finished setting it up. */
export const twoFactorOf = async (user: UserId): Promise<TwoFactor | null> =>
  (await TwoFactorModel.findOne({ _id: user, confirmedAt: { $gt: new Date(0) } }).lean()) as TwoFactor | null;

/** Which of these people sign in with two proofs. */
export const withTwoFactor = async (users: readonly UserId[]): Promise<Set<UserId>> =>
  new Set(
    (await TwoFactorModel.find({ _id: { $in: [...users] }, confirmedAt: { $gt: new Date(0) } }, { _id: 1 }).lean()).map(
      ({ _id }) => _id as UserId,
    ),
  );

/** What people type: spaces between the groups, small letters, O for 0. */
const fold = (typed: string): string => typed.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

/**
 * Uses a code of the app, or a recovery code, up. False for a wrong one and for one used before, also at the same moment.
 * The caller counts the tries: guesses.ts.
 */
export async function useCode(held: TwoFactor, typed: string, at: Date): Promise<boolean> {
  const code = fold(typed);
  return /^\d{6}$/.test(code) ? useAppCode(held, code, at) : useRecoveryCode(held, code);
}

async function useAppCode(held: TwoFactor, code: string, at: Date): Promise<boolean> {
  const step = stepOfCode(secretOf(held), code, { at, after: held.lastStep });
  if (step === undefined) return false;
  const { matchedCount } = await TwoFactorModel.updateOne(
    { _id: held._id, secret: held.secret, lastStep: { $lt: step } },
    { $set: { lastStep: step } },
  );
  return matchedCount === 1;
}

async function useRecoveryCode({ _id }: TwoFactor, code: string): Promise<boolean> {
  const letters = code.replaceAll("O", "0").replace(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(letters)) return false;
  const hash = hashRecovery(_id, letters);
  const { matchedCount } = await TwoFactorModel.updateOne({ _id, recovery: hash }, { $pull: { recovery: hash } });
  return matchedCount === 1;
}
