import { Schema } from "mongoose";
import { collection, isDuplicate } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { later, MINUTE } from "../../shared/time";

/** How often somebody's code or password was tried where they are asked for it again; kept by person, wherever it is tried. */
interface Guesses {
  _id: string;
  n: number;
  until: Date;
}

const GuessesModel = collection<Guesses>(
  "proof_guesses",
  new Schema<Guesses>(
    { _id: String, n: { type: Number, default: 0 }, until: { type: Date, required: true } },
    { versionKey: false },
  ).index({ until: 1 }, { expireAfterSeconds: 0 }),
);

const WINDOW_MS = 15 * MINUTE;
const MOST = 10;

/**
 * Lets `check` be tried ten times wrongly in a quarter of an hour, then refuses TOO_MANY_REQUESTS. Counted before it is
 * looked at, so that a hundred tries at the same moment are still ten.
 */
export async function guessing(user: UserId, check: () => Promise<boolean>, at: Date): Promise<boolean> {
  const window = Math.floor(at.getTime() / WINDOW_MS);
  const _id = `${user}:${window}`;
  const until = later(new Date(window * WINDOW_MS), WINDOW_MS);
  const count = () =>
    GuessesModel.findOneAndUpdate(
      { _id },
      { $inc: { n: 1 }, $setOnInsert: { until } },
      { upsert: true, returnDocument: "after" },
    ).lean();
  const guesses = await count().catch((error: unknown) => {
    if (isDuplicate(error)) return count();
    throw error;
  });
  if ((guesses?.n ?? 1) > MOST)
    throw new Refusal("TOO_MANY_REQUESTS", {
      retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000)),
    });
  const right = await check();
  if (right) await GuessesModel.updateOne({ _id }, { $inc: { n: -1 } });
  return right;
}
