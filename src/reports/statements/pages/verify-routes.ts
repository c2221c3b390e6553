import { Router } from "express";
import type { Digest } from "../../../credits/statements/digest";
import { type Found, readMark, sealedBy } from "../../../credits/statements/reading/sealed-by";
import { holds, type Verdict, verifySealed } from "../../../credits/statements/reading/verify-sealed";
import { readSealed } from "../../../credits/statements/sealed";
import type { Sealed } from "../../../credits/statements/statement";
import { limit, networkOf } from "../../../shared/rate-limit";
import { MINUTE, now } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { verifyIssue } from "../../bulletin/issue/verify-issue";
import { monthWord } from "./month-word";

/**
 * Whether a paper is the one that was sealed: by its number, or by the SHA-256 of a file; a month's
 * statement or an issued bulletin. The hash is made in the browser, or
 * by a tool everybody has; no file is ever sent here, so nobody has to trust us with one.
 */
export const verifyPages: Router = Router();

/** Each verification walks over a month's entries. */
const enough = limit("verify", {
  windowMs: 10 * MINUTE,
  max: 60,
  keyOf: (req) => (asked(req.query) ? networkOf(req) : undefined),
});

const asked = (query: Record<string, unknown>): string =>
  typeof query.q === "string" ? query.q.trim().slice(0, 200) : "";

verifyPages.get("/verify", enough, async (req, res) => {
  const { words } = req;
  const text = asked(req.query);
  const mark = text ? readMark(text) : null;
  const found = mark ? await sealedBy(mark) : null;
  const bulletin = text && !found ? await verifyIssue(text, words) : null;
  res.set("Cache-Control", "no-store").render("statements/verify", {
    title: words.t("statements:verify.title"),
    description: words.t("statements:verify.description"),
    typed: text,
    error: text && !mark && !bulletin ? words.t("statements:verify.unreadable") : null,
    unknown: mark !== null && found === null && bulletin === null,
    bulletin,
    byFile: mark !== null && "sha256" in mark,
    found: found ? await foundView(found, words) : null,
    asOf: now(),
  });
});

async function foundView({ statement, file }: Found, words: Words) {
  const sealed = statement.sealed as Sealed;
  const verdict = await verifySealed({ ...statement, sealed });
  const said = readSealed(sealed.json);
  const href = `/partnerships/${statement.partnership}/statements/${statement.month}`;
  return {
    number: statement.number,
    version: statement.version,
    file: file && words.t(`statements:file.${file}`),
    county: words.pick(said.county.name, said.county.nameEn),
    month: monthWord(statement.month, words),
    paidFen: said.figures.paidFen,
    recognisedFen: said.figures.recognisedFen,
    closedAt: sealed.at,
    sha256: sealed.sha256,
    signatures: said.signatures,
    href: verdict.newer ? `${href}?version=${statement.version}` : href,
    whole: holds(verdict),
    newer: verdict.newer && { ...verdict.newer, href },
    reopened: statement.state === "reopened",
    points: pointsOf(verdict, said.entries, words),
  };
}

function pointsOf(verdict: Verdict, { entries, firstSeq, lastSeq }: Digest, words: Words) {
  const { altered } = verdict.again;
  const behind =
    firstSeq === null
      ? words.t("statements:verify.noEntries")
      : words.t("statements:verify.range", { count: entries, first: firstSeq, last: lastSeq });
  const note = altered === null ? behind : words.t("statements:verify.altered", { seq: altered });
  return (["text", "figures", "papers", "entries", "sums"] as const).map((point) => ({
    name: words.t(`statements:verify.point.${point}`),
    holds: verdict[point],
    note: point === "entries" ? note : "",
  }));
}
