import type { RequestHandler } from "express";
import { limit } from "../../shared/rate-limit";
import { MINUTE } from "../../shared/time";

/**
 * Codes that were wrong, counted for a whole shop: with 40 bits in a code and thirty wrong ones in a quarter of an hour,
 * guessing goes nowhere. Right ones are not counted, so a busy gate is never shut.
 */
export const codeTries: RequestHandler = limit("collection-codes", {
  windowMs: 15 * MINUTE,
  max: 30,
  keyOf: (req) => req.viewer?.organisation?.id ?? req.viewer?.id,
  failuresOnly: true,
});
