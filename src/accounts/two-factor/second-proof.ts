import { invalidField, Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { guessing } from "./guesses";
import { type TwoFactor, twoFactorOf, useCode } from "./two-factor";

/** After the password: the code of somebody who signs in. Refuses INVALID beside `code`, TOO_MANY_REQUESTS. */
export async function showCode(held: TwoFactor, code: string, at: Date): Promise<void> {
  if (!(await guessing(held._id, () => useCode(held, code, at), at))) throw invalidField("code", "wrong_totp");
}

/** For programs, which send both at once. Refuses TWO_FACTOR_NEEDED where a code is asked for and none was sent. */
export async function showSecondProof(user: UserId, code: string | undefined, at: Date): Promise<void> {
  const held = await twoFactorOf(user);
  if (!held) return;
  if (!code) throw new Refusal("TWO_FACTOR_NEEDED");
  await showCode(held, code, at);
}
