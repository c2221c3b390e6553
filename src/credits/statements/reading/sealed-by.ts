import { type Statement, StatementModel } from "../statement";

/** Whether a text is a statement's number or a SHA-256, as people copy them. */
export function readMark(text: string): { number: string } | { sha256: string } | null {
  const bare = text.normalize("NFKC").replace(/\s/g, "");
  if (/^[0-9a-f]{64}$/i.test(bare)) return { sha256: bare.toLowerCase() };
  const number = bare.replace(/[‐-―−]/g, "-").toUpperCase();
  return /^LQ-[A-Z0-9-]{2,40}-20\d{4}-\d{1,4}$/.test(number) ? { number } : null;
}

export interface Found {
  statement: Statement;
  /** What the mark was of; null where the number was given. */
  file: "json" | "pdf" | "xlsx" | null;
}

/** The sealed statement a number or the hash of a file belongs to; null for one that was never sealed here. */
export async function sealedBy(mark: { number: string } | { sha256: string }): Promise<Found | null> {
  if ("number" in mark) {
    const statement = (await StatementModel.findOne({ number: mark.number }).lean()) as Statement | null;
    return statement?.sealed ? { statement, file: null } : null;
  }
  const { sha256 } = mark;
  const statement = (await StatementModel.findOne(sealedWith(sha256)).lean()) as Statement | null;
  if (!statement?.sealed) return null;
  return { statement, file: kindOf(statement.sealed.papers, sha256) };
}

/** The record whose sealed text or one of whose papers has this hash; whatever is sealed here keeps them by these names. */
export const sealedWith = (sha256: string) => ({
  "sealed.sha256": { $gt: "" },
  $or: [{ "sealed.sha256": sha256 }, { "sealed.papers.sha256": sha256 }],
});

export const kindOf = <K extends string>(papers: readonly { kind: K; sha256: string }[], sha256: string): K | "json" =>
  papers.find((paper) => paper.sha256 === sha256)?.kind ?? "json";
