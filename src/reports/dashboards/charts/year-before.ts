import { type Month, month } from "../../../shared/time";

/** The same month a year earlier. */
export const yearBefore = (of: Month): Month => month(`${Number(of.slice(0, 4)) - 1}${of.slice(4)}`);
