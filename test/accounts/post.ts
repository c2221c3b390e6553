import { NotTaken, type PostOffice } from "../../src/accounts/mail/post-office";
import { sendMails } from "../../src/accounts/mail/send-mails";
import type { Written } from "../../src/accounts/mail/write-letter";
import { ROOT } from "../../src/app";
import { now } from "../../src/shared/time";
import type { Language, Words } from "../../src/shared/words";
import { initWords } from "../../src/web/words";

/** A post office that keeps what it is given, and refuses as long as it is told to. */
export class TestOffice implements PostOffice {
  readonly letters: Written[] = [];
  refusal: Error | undefined;

  deliver(letter: Written): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal);
    this.letters.push(letter);
    return Promise.resolve();
  }

  close(): void {}
}

export const away = new NotTaken("ECONNREFUSED", { closed: true });

let words: ((language: Language) => Words) | undefined;
export const PUBLIC_URL = "https://market.example.cn";

/** One round of the postman; gives what left. */
export async function postRound(office = new TestOffice(), at = now()): Promise<Written[]> {
  words ??= await initWords(ROOT);
  const before = office.letters.length;
  await sendMails({ office, words, publicUrl: PUBLIC_URL }, at);
  return office.letters.slice(before);
}

/** The secret of the link in a letter. */
export const tokenIn = (letter: Written | undefined): string => /\?token=([\w-]+)/.exec(letter?.text ?? "")?.[1] ?? "";
