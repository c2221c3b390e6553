/**
 * Every state and the moves out of it. The county speaks first, of the sale, and the helper's side after it, of the
 * purchase; `mended` is a rejected one that is being written again. What was confirmed wrongly is corrected by entries that
 * take its own back, never changed.
 */
export const MOVES = {
  draft: ["submitted"],
  submitted: ["county_confirmed", "rejected", "withdrawn"],
  county_confirmed: ["confirmed", "rejected", "withdrawn"],
  rejected: ["mended", "withdrawn"],
  mended: ["submitted", "withdrawn"],
  confirmed: ["corrected"],
  corrected: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>;
export type DeclarationState = keyof typeof MOVES;
export const DECLARATION_STATES = Object.keys(MOVES) as DeclarationState[];

/** What the declarer may write on. */
export const EDITABLE: readonly DeclarationState[] = ["draft", "rejected", "mended"];

export type Side = "county" | "helper";
