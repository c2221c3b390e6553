import { createHash, type Hash } from "node:crypto";
import type { Entry } from "../../../credits/entry";
import { type Figures, figuresFrom, hashFigures, sha256 } from "../../../credits/statements/figures";
import { readSealed, type SealedStatement } from "../../../credits/statements/sealed";
import type { Statement } from "../../../credits/statements/statement";
import type { FileId } from "../../../shared/ids";
import { fileById } from "../../../shared/uploads/files";
import type { Found } from "../found";
import { aboutEntry } from "./chain-walk";
import { CountedCells } from "./counted-cells";

/** A statement that was sealed, beside the entries it was made over: those of its month up to the last place it names. */
export class SealedMonth {
  readonly statement: Statement;
  private readonly said: SealedStatement | null;
  private readonly counted = new CountedCells();
  private readonly late: Entry[] = [];
  private readonly hash: Hash = createHash("sha256");
  private entries = 0;

  constructor(statement: Statement) {
    this.statement = statement;
    this.said = readOr(statement.sealed?.json ?? "");
  }

  /** An entry of the statement's month, in the order of the chain; names one that came after the closing. */
  take(entry: Entry): Found[] {
    const last = this.said?.entries.lastSeq ?? 0;
    if (entry.seq === null || entry.seq > last) return this.statement.state === "closed" ? [this.tooLate(entry)] : [];
    this.counted.take(entry);
    if (entry.original) this.late.push(entry);
    this.hash.update(`${entry.hash}\n`);
    this.entries++;
    return [];
  }

  tooLate(entry: Entry): Found {
    const { number } = this.statement;
    const last = this.said?.entries.lastSeq ?? 0;
    return {
      ...aboutEntry(entry),
      code: "entry_after_closing",
      where: number,
      unit: "count",
      kept: entry.seq,
      should: last,
    };
  }

  async finish(): Promise<Found[]> {
    const { said, statement } = this;
    const sealed = statement.sealed;
    if (!sealed) return [];
    const altered = this.about("statement_altered", "json", sha256(sealed.json), sealed.sha256);
    if (!said || altered.kept !== altered.should) return [altered];
    const differences = [...this.figures(said), ...this.entriesOf(said)];
    for (const { kind, file, sha256: should } of sealed.papers) {
      const kept = await hashOfFile(file);
      if (kept !== should) differences.push(this.about("statement_paper", kind, kept, should));
    }
    return differences;
  }

  /** What was signed, what was sealed and what the record shows are one, and are what the entries come to. */
  private figures(said: SealedStatement): Found[] {
    const { statement } = this;
    const whole =
      said.number === statement.number && said.month === statement.month && said.version === statement.version;
    if (!whole) return [this.about("statement_altered", "number", statement.number, said.number)];
    const [sealedHash, keptHash] = [hashFigures(said.figures), hashFigures(statement.figures)];
    if (keptHash !== sealedHash) return [this.amounts("statement_altered", statement.figures, said.figures)];
    if (statement.figuresHash !== sealedHash || said.figuresHash !== sealedHash)
      return [this.about("statement_altered", "figuresHash", statement.figuresHash, sealedHash)];
    const rows = this.counted.rows(statement.partnership, statement.month);
    const counted = figuresFrom(rows, this.late);
    return hashFigures(counted) === sealedHash ? [] : [this.amounts("statement_figures", said.figures, counted)];
  }

  private entriesOf({ entries }: SealedStatement): Found[] {
    if (this.entries !== entries.entries)
      return [
        {
          ...this.about("statement_entries", "", null, null),
          unit: "count",
          kept: this.entries,
          should: entries.entries,
        },
      ];
    const found = this.hash.digest("hex");
    return found === entries.sha256 ? [] : [this.about("statement_entries", "sha256", found, entries.sha256)];
  }

  /** The first amount that differs; the figures' hash where all that are shown agree. */
  private amounts(code: Found["code"], kept: Figures, should: Figures): Found {
    for (const field of ["recognisedFen", "paidFen"] as const)
      if (kept[field] !== should[field])
        return { ...this.about(code, field, null, null), unit: "fen", kept: kept[field], should: should[field] };
    return this.about(code, "figures", hashFigures(kept), hashFigures(should));
  }

  private about(code: Found["code"], where: string, kept: string | null, should: string | null): Found {
    const { _id, number, partnership } = this.statement;
    const subject = { kind: "statement" as const, id: _id, name: number };
    return { code, book: partnership, subject, where, unit: "text", kept, should };
  }
}

/** Null for what was no sealed statement. */
function readOr(json: string): SealedStatement | null {
  try {
    const said = readSealed(json);
    return typeof said.entries === "object" && typeof said.figures === "object" ? said : null;
  } catch {
    return null;
  }
}

const hashOfFile = (id: FileId): Promise<string | null> =>
  fileById(id).then(
    ({ body }) => sha256(Buffer.from(body)),
    () => null,
  );
