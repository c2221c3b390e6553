import { setTimeout as pause } from "node:timers/promises";
import { log } from "../../shared/log";
import { HOUR, later, MINUTE, now } from "../../shared/time";
import { type Mail, MailModel } from "./mail";
import { NotTaken, type PostOffice } from "./post-office";
import { type Desk, writeLetter } from "./write-letter";

/** How long to wait after each failed try; a letter that failed once more than there are waits has failed for good. */
const WAITS_MS = [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 1 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];
export const MOST_TRIES = WAITS_MS.length + 1;

/** Longer than any server takes: after it, whoever was sending is gone. */
const SENDING_MS = 5 * MINUTE;
const MOST_PER_ROUND = 200;
const EVERY_MS = 3000;

/** Whatever a round needs: where letters leave, and what they are written with. */
export type Satchel = Desk & { office: PostOffice };

export interface Postman {
  stop(): Promise<void>;
}

/**
 * Sends what is due, oldest first, and gives how many were handled. Each letter is claimed before it is sent, so several
 * processes may do rounds at once; a round ends early when the server does not take letters at all.
 */
export async function sendMails(satchel: Satchel, at: Date): Promise<number> {
  await giveUpTheAbandoned(at);
  let handled = 0;
  while (handled < MOST_PER_ROUND) {
    const mail = await claim(at);
    if (!mail) break;
    handled++;
    if (!(await send(mail, satchel, at))) break;
  }
  return handled;
}

const claim = async (at: Date): Promise<Mail | null> =>
  (await MailModel.findOneAndUpdate(
    { state: "waiting", nextAt: { $lte: at } },
    { $set: { state: "sending", nextAt: later(at, SENDING_MS) }, $inc: { tries: 1 } },
    { sort: { nextAt: 1 }, returnDocument: "after" },
  ).lean()) as Mail | null;

/** A process ended between handing a letter over and noting it: it may have arrived, so it is not sent again by itself. */
async function giveUpTheAbandoned(at: Date): Promise<void> {
  await MailModel.updateMany(
    { state: "sending", nextAt: { $lte: at } },
    { $set: { state: "failed", problem: "unknown" } },
  );
}

/** Whether more letters may be tried: false ends the round. */
async function send(mail: Mail, { office, ...desk }: Satchel, at: Date): Promise<boolean> {
  try {
    const letter = await written(mail, desk, at);
    if (letter) await office.deliver(letter, mail._id);
    await settle(mail, { state: letter ? "sent" : "dropped", problem: null, endedAt: at });
    return true;
  } catch (error) {
    log.warn({ err: error, tries: mail.tries }, "a letter did not leave");
    await settle(mail, afterFailure(mail, error, at));
    return error instanceof NotTaken && !error.closed;
  }
}

/** A letter that could not even be written has not left. */
const written = (mail: Mail, desk: Desk, at: Date): ReturnType<typeof writeLetter> =>
  writeLetter(mail, desk, at).catch((error: unknown) => {
    log.error({ err: error }, "a letter could not be written");
    throw new NotTaken("not_written", { closed: false });
  });

function afterFailure({ tries }: Mail, error: unknown, at: Date): Partial<Mail> {
  const problem = error instanceof NotTaken ? error.message.slice(0, 60) : "unknown";
  const wait = error instanceof NotTaken ? WAITS_MS[tries - 1] : undefined;
  return wait === undefined ? { state: "failed", problem } : { state: "waiting", problem, nextAt: later(at, wait) };
}

const settle = async ({ _id, tries }: Mail, outcome: Partial<Mail>): Promise<void> => {
  await MailModel.updateOne({ _id, state: "sending", tries }, { $set: outcome });
};

/** Rounds one after another until stopped; every process may have its own. */
export function startPostman(satchel: Satchel): Postman {
  const stopping = new AbortController();
  const running = goRounds(satchel, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      satchel.office.close();
    },
  };
}

async function goRounds(satchel: Satchel, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sendMails(satchel, now()).catch((error: unknown) =>
      log.error({ err: error }, "the postman stumbled and will come again"),
    );
    await pause(EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}
