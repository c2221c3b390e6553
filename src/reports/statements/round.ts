import { close } from "../../credits/statements/close";
import { proposeLastMonth } from "../../credits/statements/propose";
import { type Statement, StatementModel } from "../../credits/statements/statement";
import { tellSigner } from "../../credits/statements/tell-statement";
import { Refusal } from "../../shared/errors";
import { log } from "../../shared/log";
import { DAY, later, MINUTE, type Month, monthAfter, monthOf, monthStart } from "../../shared/time";
import { print } from "./papers/print";

/** Months move slowly, and a page renews its own when it is opened: so many minutes between two rounds are enough. */
const REST_MS = 5 * MINUTE;
const MOST = 200;
let lastRound: Date | null = null;

/** What happens to months unasked: last month is proposed, who has not signed is reminded, a closing cut off is finished. */
export async function statementsRound(at: Date, { rest = REST_MS } = {}): Promise<void> {
  if (lastRound && at >= lastRound && at < later(lastRound, rest)) return;
  lastRound = at;
  const lastMonth = monthOf(later(monthStart(monthOf(at)), -DAY));
  await proposeLastMonth(lastMonth, at);
  await remindSigners(at);
  await finishClosings(at);
}

/** On the 8th, once. */
const REMINDED_AFTER_DAYS = 7;
const remindedFrom = (month: Month): Date => later(monthStart(monthAfter(month)), REMINDED_AFTER_DAYS * DAY);

async function remindSigners(at: Date): Promise<void> {
  const proposed = (await StatementModel.find({ state: "proposed" })
    .sort({ month: -1 })
    .limit(MOST)
    .lean()) as Statement[];
  for (const statement of proposed.filter(({ month }) => at >= remindedFrom(month)))
    for (const signer of statement.signers)
      if (!statement.signatures.some((each) => each.region === signer.region))
        await tellSigner(statement, { ...signer, kind: "statement_reminder", key: "once" }, at);
}

/** A closing that takes this long has lost its process. */
const CUT_OFF_MS = 2 * MINUTE;

async function finishClosings(at: Date): Promise<void> {
  const begun = { $lte: later(at, -CUT_OFF_MS) };
  const cutOff = (await StatementModel.find({ state: "closing", "closing.at": begun } as Record<string, unknown>)
    .limit(MOST)
    .lean()) as Statement[];
  for (const { partnership, month, closing } of cutOff)
    if (closing)
      await close({ partnership, month }, { by: { id: closing.by, name: closing.name }, print }, at).catch(
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          log.warn({ code: error.code, partnership, month }, "a closing that was cut off could not be finished");
        },
      );
}
