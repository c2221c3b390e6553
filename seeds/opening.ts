import { DAY } from "../src/shared/time";

/**
 * Shops, goods and people of the demonstration were there before its first order: two whole years, the month in which goods
 * came on sale, and some days to spare.
 */
export const OPENED_BEFORE_MS = 790 * DAY;
