import { z } from "zod";
import { inTransaction } from "../../shared/db";
import { newId } from "../../shared/ids";
import type { Language } from "../../shared/words";
import { renewPassword } from "../account";
import { post } from "../mail/mail";
import { hashPassword } from "../sign-in/password";
import { checkPassword } from "../sign-in/sign-up";
import { personOfReset, useUp } from "./reset";

/**
 * Somebody says they forgot their password. Whoever asks learns nothing, not even from the time it takes: a letter is
 * written down for every address, and whether anybody has it is looked up when it is to be sent.
 */
export async function askForReset(identifier: string, language: Language, at: Date): Promise<void> {
  if (!z.email().safeParse(identifier).success) return;
  await post(
    {
      _id: newId("reset", at),
      letter: "password_reset",
      to: identifier,
      kind: "reset",
      href: "/new-password",
      language,
    },
    at,
  );
}

/**
 * A new password by the link of a letter: sessions, tokens and the link itself end. Refuses LINK_OVER, and a weak password,
 * after which the link still opens.
 */
export async function recover({ secret, chosen }: { secret: string; chosen: string }, at: Date): Promise<void> {
  const user = await personOfReset(secret, at);
  await checkPassword("password", chosen, user.identifier);
  const passwordHash = await hashPassword(chosen);
  await inTransaction(async () => {
    await useUp(secret, at);
    await renewPassword(user, passwordHash, at);
  });
}
