import type { Statement } from "../../../credits/statements/statement";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";

const STAMPS: Record<string, "sealed" | "signed" | "open"> = {
  closed: "sealed",
  reopened: "sealed",
  signed: "signed",
  closing: "signed",
};

/** Where a month stands: its seal, and a word about what comes next. */
export function standingOf(statement: Statement | null, over: boolean, words: Words) {
  const state = statement?.state ?? (over ? "ended" : "open");
  const missing = statement ? statement.signers.length - statement.signatures.length : 0;
  return {
    state,
    stamp: STAMPS[state] ?? "open",
    tone: state === "closed" || state === "reopened" ? "vermilion" : state === "signed" ? "moss" : "plain",
    text: words.t(`statements:state.${state}`),
    note: statement?.sealed ? dayOf(statement.sealed.at) : "",
    next: words.t(`statements:next.${state}`, { count: missing }),
  };
}
