import { cache } from "../../../shared/cache";
import type { FileId } from "../../../shared/ids";
import { fileById } from "../../../shared/uploads/files";
import { type Recomputed, recomputeDigest } from "../digest";
import { hashFigures, sha256 } from "../figures";
import { readSealed } from "../sealed";
import { currentStatement, type Sealed, type Statement } from "../statement";

/** What a sealed statement is found to be today, each point by itself. */
export interface Verdict {
  /** Its text has the hash it was sealed with. */
  text: boolean;
  /** Its figures have the hash that was signed. */
  figures: boolean;
  /** Its papers are kept byte for byte. */
  papers: boolean;
  /** The entries behind it give the digest it was sealed with. */
  entries: boolean;
  /** And add up to the figures signed. */
  sums: boolean;
  again: Recomputed;
  /** The newest version of its month, where that is another one. */
  newer: { version: number; number: string } | null;
}

/** The walk over a month's entries is kept for a moment, so that a crowd verifying one paper costs one walk. */
const walks = cache<Recomputed>({ ms: 20_000, max: 50 });

/** Looks at a sealed statement, its papers and the chain behind it, afresh. */
export async function verifySealed(statement: Statement & { sealed: Sealed }): Promise<Verdict> {
  const { partnership, month, sealed, version } = statement;
  const said = readSealed(sealed.json);
  const again = await walks.get(statement._id, () => recomputeDigest(partnership, month, said.entries.lastSeq));
  const current = await currentStatement(partnership, month);
  return {
    text: textStands(sealed),
    figures: hashFigures(said.figures) === said.figuresHash,
    papers: await papersStand(sealed),
    entries: again.altered === null && again.sha256 === said.entries.sha256 && again.entries === said.entries.entries,
    sums: again.paidFen === said.figures.paidFen && again.recognisedFen === said.figures.recognisedFen,
    again,
    newer: current && current.version > version ? { version: current.version, number: current.number } : null,
  };
}

/** Whatever is sealed here: a text, its hash, and the papers made of it. */
export interface SealedBytes {
  json: string;
  sha256: string;
  papers: { kind: string; file: FileId; sha256: string }[];
}

export const textStands = ({ json, sha256: said }: SealedBytes): boolean => sha256(json) === said;

export async function papersStand({ papers }: SealedBytes): Promise<boolean> {
  for (const paper of papers) {
    const file = await fileById(paper.file).catch(() => null);
    if (!file || sha256(file.body) !== paper.sha256) return false;
  }
  return true;
}

export const holds = ({ text, figures, papers, entries, sums }: Verdict): boolean =>
  text && figures && papers && entries && sums;
