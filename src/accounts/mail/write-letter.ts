import { LANGUAGES, type Language, type Words } from "../../shared/words";
import { linkFor } from "../members/invitation";
import { noticeWords } from "../notices/notice-words";
import { organisationOf } from "../organisation";
import { newReset, RESET_MINUTES } from "../recovery/reset";
import { mayEnter, type User, UserModel } from "../user";
import type { Mail } from "./mail";

/** What a letter needs besides its facts. */
export interface Desk {
  words: (language: Language) => Words;
  /** Links are made from it, never from the Host header of whoever asked. */
  publicUrl: string;
}

export interface Written {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
}

/** What is said between the greeting and the footer. */
interface Said {
  title: string;
  text: string;
  href: string;
  action: string;
}

/**
 * The letter in the reader's language, the same words as plain text and as simple HTML. Null when there is nothing to send
 * any more: the reader is gone or belongs to the demonstration, the invitation is over, nobody has that address.
 */
export async function writeLetter(mail: Mail, desk: Desk, at: Date): Promise<Written | null> {
  const reader = await readerOf(mail);
  if (reader ? reader.demo || !mayEnter(reader) : mail.letter !== "invitation") return null;
  const language = reader?.language ?? mail.language ?? LANGUAGES[0];
  const words = desk.words(language);
  const said = await SAID[mail.letter]({ mail, reader, words, at });
  if (!said) return null;
  const letter = {
    hello: reader
      ? words.t("accounts:letter.hello", { name: oneLine(reader.name) })
      : words.t("accounts:letter.helloYou"),
    said: { ...said, href: `${desk.publicUrl}${said.href}` },
    footer: words.t("accounts:letter.footer"),
    language,
  };
  return {
    to: { name: oneLine(reader?.name ?? ""), address: mail.to },
    subject: oneLine(said.title).slice(0, 150),
    text: plain(letter),
    html: html(letter),
  };
}

/** Whoever has the address now: it may have changed hands since the letter was asked for. */
async function readerOf({ user, to }: Mail): Promise<User | null> {
  return (await UserModel.findOne({ identifier: to, ...(user ? { _id: user } : {}) }).lean()) as User | null;
}

interface Facts {
  mail: Mail;
  reader: User | null;
  words: Words;
  at: Date;
}

const SAID: Record<Mail["letter"], (facts: Facts) => Promise<Said | null>> = {
  notice: async ({ mail, words }) => ({
    ...noticeWords(mail, words),
    href: mail.href,
    action: words.t("accounts:letter.open"),
  }),
  invitation: async ({ mail, words, at }) => {
    const link = await linkFor(mail.kind, at);
    const organisation = link && (await organisationOf(link.invitation.organisation));
    if (!organisation) return null;
    const name = words.pick(organisation.name, organisation.nameEn);
    return {
      title: words.t("accounts:letter.invitation.title", { organisation: name }),
      text: words.t("accounts:letter.invitation.text", { organisation: name }),
      href: `/invitation?token=${link.secret}`,
      action: words.t("accounts:letter.invitation.action"),
    };
  },
  password_reset: async ({ reader, words, at }) =>
    reader && {
      title: words.t("accounts:letter.reset.title"),
      text: words.t("accounts:letter.reset.text", { minutes: RESET_MINUTES }),
      href: `/new-password?token=${await newReset(reader._id, at)}`,
      action: words.t("accounts:letter.reset.action"),
    },
};

/** A line break in a name or a parameter must not become a header of its own. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

interface Laid {
  hello: string;
  said: Said;
  footer: string;
  language: Language;
}

const plain = ({ hello, said, footer }: Laid): string =>
  `${hello}\n\n${said.title}\n\n${said.text}\n\n${said.action}:\n${said.href}\n\n-- \n${footer}\n`;

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** No pictures, no style sheets, nothing to be fetched: a letter must not tell when and where it is read. */
const html = ({ hello, said, footer, language }: Laid): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${safe(said.title)}</title></head>
<body><p>${safe(hello)}</p>
<h1>${safe(said.title)}</h1>
<p>${safe(said.text).replaceAll("\n", "<br>")}</p>
<p><a href="${safe(said.href)}">${safe(said.action)}</a></p>
<hr><p><small>${safe(footer)}</small></p></body></html>
`;
