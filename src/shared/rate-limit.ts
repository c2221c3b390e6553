import { createHash } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { type ClientRateLimitInfo, ipKeyGenerator, rateLimit, type Store } from "express-rate-limit";
import { Schema } from "mongoose";
import { collection, isDuplicate } from "./db";
import { Refusal } from "./errors";
import { log } from "./log";
import { now } from "./time";

/** How often somebody came to a door in one window. Kept in the database, so that all processes count together. */
interface Visits {
  _id: string;
  n: number;
  until: Date;
}

const VisitsModel = collection<Visits>(
  "visits",
  new Schema<Visits>(
    { _id: String, n: { type: Number, default: 0 }, until: { type: Date, required: true } },
    { versionKey: false },
  ).index({ until: 1 }, { expireAfterSeconds: 0 }),
);

export interface Limit {
  windowMs: number;
  max: number;
  /** Who is counted; the caller's network when left out. Nothing is counted where it gives undefined. */
  keyOf?: (req: Request) => string | undefined;
  /** Count only what was refused: whoever signs in rightly is never shut out. */
  failuresOnly?: boolean;
}

/**
 * A door's limit: at most `max` visits in a window, then 429 with Retry-After. `name` separates doors from one another;
 * one name may stand before several doors that lead to the same deed.
 */
export function limit(name: string, { windowMs, max, keyOf = networkOf, failuresOnly = false }: Limit): RequestHandler {
  return rateLimit({
    windowMs,
    limit: max,
    keyGenerator: (req) => keyOf(req) ?? "",
    skip: (req) => keyOf(req) === undefined,
    store: new SharedStore(name, windowMs),
    skipSuccessfulRequests: failuresOnly,
    standardHeaders: false,
    legacyHeaders: false,
    // Its warnings go to the console and can be provoked by anybody's X-Forwarded-For.
    validate: false,
    handler: (_req, _res, next) => next(new Refusal("TOO_MANY_REQUESTS", { retryAfterSeconds: secondsLeft(windowMs) })),
  });
}

/** The caller's address; of IPv6 the /64, because one subscriber owns all of it. Proxies count as configured, never as claimed. */
export const networkOf = (req: Request): string => ipKeyGenerator(req.ip ?? "", 64);

const secondsLeft = (windowMs: number): number =>
  Math.max(1, Math.ceil((windowMs - (now().getTime() % windowMs)) / 1000));

/** The window is part of the key, so there is no reset to race for; keys are hashed, for they may name people. */
class SharedStore implements Store {
  readonly localKeys = false;
  private readonly name: string;
  private readonly windowMs: number;

  constructor(name: string, windowMs: number) {
    this.name = name;
    this.windowMs = windowMs;
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    const { _id, until } = this.slot(key);
    const count = () =>
      VisitsModel.findOneAndUpdate(
        { _id },
        { $inc: { n: 1 }, $setOnInsert: { until } },
        { upsert: true, returnDocument: "after" },
      ).lean();
    // Two first visits at the same moment both try to insert; the second then finds the first.
    const visits = await count().catch((error: unknown) => {
      if (isDuplicate(error)) return count();
      throw error;
    });
    return { totalHits: visits?.n ?? 1, resetTime: until };
  }

  /** Comes after the answer, when nobody is left to hear of a failure: the visit then stays counted. */
  async decrement(key: string): Promise<void> {
    const { _id } = this.slot(key);
    await VisitsModel.updateOne({ _id }, { $inc: { n: -1 } }).catch((error: unknown) =>
      log.warn({ err: error, limit: this.name }, "a visit stays counted"),
    );
  }

  async resetKey(key: string): Promise<void> {
    await VisitsModel.deleteOne({ _id: this.slot(key)._id });
  }

  private slot(key: string): Visits {
    const window = Math.floor(now().getTime() / this.windowMs);
    const who = createHash("sha256").update(key).digest("base64url").slice(0, 22);
    return { _id: `${this.name}:${who}:${window}`, n: 0, until: new Date((window + 1) * this.windowMs) };
  }
}
