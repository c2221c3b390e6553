import { joinTransaction } from "../../shared/db";
import { invalidField, notFound, Refusal } from "../../shared/errors";
import { newRecoveryCode, newSharedSecret } from "../../shared/ids";
import { seal } from "../../shared/sealed";
import type { Viewer } from "../../shared/viewer";
import { audit } from "../audit/audit";
import { tell } from "../notices/tell";
import { findUser } from "../user";
import { guessing } from "./guesses";
import { mustHaveTwoFactor } from "./must-have";
import { stepOfCode } from "./totp";
import { aboutSecret, hashRecovery, secretOf, type TwoFactor, TwoFactorModel, twoFactorOf } from "./two-factor";

const RECOVERY_CODES = 10;

/** A new secret for the viewer's app, which opens and asks for nothing yet; an earlier one that was never confirmed is replaced. */
export async function beginSetUp({ id }: Viewer, at: Date): Promise<void> {
  if (await twoFactorOf(id)) throw new Refusal("FORBIDDEN");
  const secret = seal(newSharedSecret().toString("base64"), aboutSecret(id));
  await TwoFactorModel.updateOne(
    { _id: id, confirmedAt: null },
    { $set: { secret, lastStep: 0, recovery: [], createdAt: at } },
    { upsert: true },
  );
}

/** The secret that waits to be confirmed; null where nothing was begun. */
export async function waitingSecret({ id }: Viewer): Promise<Buffer | null> {
  const waiting = (await TwoFactorModel.findOne({ _id: id, confirmedAt: null }).lean()) as TwoFactor | null;
  return waiting && secretOf(waiting);
}

/**
 * The app's first code shows that it counts as we do: from now on it is asked for. Answers the recovery codes, this once.
 * Refuses INVALID beside `code`, NOT_FOUND where nothing waits, TOO_MANY_REQUESTS.
 */
export async function confirmSetUp(viewer: Viewer, typed: string, at: Date): Promise<string[]> {
  const waiting = (await TwoFactorModel.findOne({ _id: viewer.id, confirmedAt: null }).lean()) as TwoFactor | null;
  if (!waiting) throw notFound();
  const code = typed.normalize("NFKC").replace(/\s/g, "");
  const step = stepOfCode(secretOf(waiting), code, { at, after: 0 });
  if (!(await guessing(viewer.id, async () => step !== undefined, at))) throw invalidField("code", "wrong_totp");
  const codes = newCodes();
  await joinTransaction(async () => {
    const { matchedCount } = await TwoFactorModel.updateOne(
      { _id: viewer.id, secret: waiting.secret, confirmedAt: null },
      { $set: { confirmedAt: at, lastStep: step ?? 0, recovery: hashed(viewer, codes) } },
    );
    if (matchedCount === 0) throw notFound();
    await noteChange("two_factor.set_up", viewer, at);
  });
  return codes;
}

/** Ten new recovery codes; those printed before open nothing any more. The door has asked for a code before. */
export async function renewRecovery(viewer: Viewer): Promise<string[]> {
  const codes = newCodes();
  const { matchedCount } = await TwoFactorModel.updateOne(
    { _id: viewer.id, confirmedAt: { $gt: new Date(0) } },
    { $set: { recovery: hashed(viewer, codes) } },
  );
  if (matchedCount === 0) throw notFound();
  return codes;
}

/** Back to one proof. The door has asked for a code before. Refuses FORBIDDEN to those who must have two. */
export async function turnOff(viewer: Viewer, at: Date): Promise<void> {
  const user = await findUser(viewer.id);
  if (!user || (await mustHaveTwoFactor(user))) throw new Refusal("FORBIDDEN");
  await joinTransaction(async () => {
    const { deletedCount } = await TwoFactorModel.deleteOne({ _id: viewer.id });
    if (deletedCount === 0) throw notFound();
    await noteChange("two_factor.turned_off", viewer, at);
  });
}

const newCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);

const hashed = ({ id }: Viewer, codes: readonly string[]): string[] =>
  codes.map((code) => hashRecovery(id, code.replaceAll("-", "")));

/** The person is told, in case it was somebody else at an open screen. */
async function noteChange(what: "two_factor.set_up" | "two_factor.turned_off", by: Viewer, at: Date): Promise<void> {
  const kind = what === "two_factor.set_up" ? "two_factor_set_up" : "two_factor_turned_off";
  const key = `${kind}:${by.id}:${at.getTime()}`;
  await tell({ key, to: { user: by.id }, kind, params: {}, href: "/account/two-factor" }, at);
  if (by.organisation) await audit({ what, subject: { kind: "user", id: by.id, name: by.name }, by }, at);
}
