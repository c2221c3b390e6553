import { z } from "zod";
import { invalidField, Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import type { Viewer } from "../../shared/viewer";
import { password, passwordMatches } from "../sign-in/password";
import { findUser, mayEnter } from "../user";
import { guessing } from "./guesses";
import { twoFactorOf, useCode } from "./two-factor";

/** The fields of a form that asks who somebody is once more; spread into the form's schema. */
export const proofFields = { password: password.optional(), code: z.string().max(40).optional() };

export interface Proof {
  password?: string | undefined;
  code?: string | undefined;
}

/** What a form asks this person for: a code of their app where they have one, else their password. */
export const wayToProve = async (user: UserId): Promise<"code" | "password"> =>
  (await twoFactorOf(user)) ? "code" : "password";

/**
 * Before what cannot be taken back (signing, closing, paying out, another bank account): whoever sits at the screen shows
 * once more who they are. Call it before the deed's transaction, for a code is used up even when the deed is refused.
 * Refuses INVALID beside `code` or `password` (required, wrong_totp, wrong_password), TOO_MANY_REQUESTS after ten wrong tries.
 */
export async function proveAgain({ id }: Pick<Viewer, "id">, { password, code }: Proof, at: Date): Promise<void> {
  const user = await findUser(id);
  if (!user || !mayEnter(user)) throw new Refusal("SIGN_IN_FIRST");
  const held = await twoFactorOf(id);
  const [field, given] = held ? (["code", code] as const) : (["password", password] as const);
  if (!given) throw invalidField(field, "required");
  const right = await guessing(
    id,
    () => (held ? useCode(held, given, at) : passwordMatches(user.passwordHash, given)),
    at,
  );
  if (!right) throw invalidField(field, held ? "wrong_totp" : "wrong_password");
}
