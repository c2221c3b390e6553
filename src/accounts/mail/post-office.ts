import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { MailSettings } from "../../shared/config";
import { log } from "../../shared/log";
import type { Written } from "./write-letter";

/** Where letters leave: the only file that knows how. */
export interface PostOffice {
  /** Throws NotTaken when the letter has certainly not left; any other error leaves that open. */
  deliver(letter: Written, id: string): Promise<void>;
  close(): void;
}

/** The letter was not taken: refused by itself, or because nobody takes any at the moment. */
export class NotTaken extends Error {
  readonly closed: boolean;

  constructor(problem: string, { closed }: { closed: boolean }) {
    super(problem);
    this.closed = closed;
  }
}

/** The post office of the settings; undefined where no letters leave. */
export function openPostOffice(mail: MailSettings): PostOffice | undefined {
  if (mail.way === "none") return undefined;
  return mail.way === "smtp" ? server(mail) : outbox(mail);
}

/** The same letter has the same name wherever it is written: a receiver that gets it twice can tell. */
const nameOf = (id: string): string => createHash("sha256").update(id).digest("hex").slice(0, 24);

const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });

async function compose({ to, subject, text, html }: Written, id: string, from: string): Promise<Buffer> {
  const host = /@([^<>\s]+?)>?$/.exec(from)?.[1] ?? "localhost";
  const { message } = await composer.sendMail({
    from,
    to: to.name ? to : to.address,
    subject,
    text,
    html,
    messageId: `<${nameOf(id)}@${host}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
}

function server({ url, from }: { url: string; from: string }): PostOffice {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    // Trying again is ours: only we know whether a letter may have left.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  const sender = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  return {
    async deliver(letter, id) {
      const raw = Readable.from([await compose(letter, id, from)]);
      try {
        await transport.sendMail({ envelope: { from: sender, to: letter.to.address }, raw });
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        // An answer is a no. Without one the letter stayed here only if not a byte of it was read.
        if (responseCode || !raw.readableDidRead)
          throw new NotTaken(String(responseCode || code || "unreachable"), { closed: !responseCode });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** One file per letter, for development and for whoever carries them on; any mail program opens it. */
function outbox({ folder, from }: { folder: string; from: string }): PostOffice {
  return {
    async deliver(letter, id) {
      const file = path.join(folder, `${nameOf(id)}.eml`);
      const message = await compose(letter, id, from);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(file, message, { mode: 0o600 });
      } catch (error) {
        throw new NotTaken((error as { code?: string }).code ?? "unwritable", { closed: true });
      }
      log.info({ file }, "a letter was written into the outbox");
    },
    close: () => undefined,
  };
}
