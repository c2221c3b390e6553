import { kindOf, readMark, sealedWith } from "../../../credits/statements/reading/sealed-by";
import { papersStand, textStands } from "../../../credits/statements/reading/verify-sealed";
import type { Words } from "../../../shared/words";
import { monthWord } from "../../statements/pages/month-word";
import { type Issue, IssueModel, numberKeyOf, successorOf } from "./issue";
import { readSealedIssue } from "./sealed-issue";

/**
 * Whether a number or the hash of a file is an issued bulletin's, for anybody who holds one. What it says is for officials:
 * here stand its number, its month and its hash, whether it is genuine, and the number of what took its place.
 */
export async function verifyIssue(text: string, words: Words) {
  const mark = readMark(text);
  const sha256 = mark && "sha256" in mark ? mark.sha256 : null;
  const filter = sha256 ? sealedWith(sha256) : { numberKey: numberKeyOf(text), state: "issued" as const };
  const issue = (await IssueModel.findOne(filter as Record<string, unknown>).lean()) as Issue | null;
  if (!issue?.sealed) return null;
  const { sealed } = issue;
  const said = readSealedIssue(sealed.json);
  const named = said.number === issue.number && said.month === issue.month;
  return {
    number: issue.number,
    month: monthWord(issue.month, words),
    sha256: sealed.sha256,
    whole: named && textStands(sealed) && (await papersStand(sealed)),
    file: sha256 && words.t(`bulletin:file.${kindOf(sealed.papers, sha256)}`),
    newer: (await successorOf(issue._id))?.number ?? null,
  };
}
