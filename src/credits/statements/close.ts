import { setTimeout as pause } from "node:timers/promises";
import type { Doer } from "../../accounts/audit/audit";
import { gazetteer } from "../../regions/gazetteer";
import { inSnapshot, inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { FileId, PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { keepFile } from "../../shared/uploads/files";
import { EntryModel } from "../entry";
import { auditStatement } from "./audit-statement";
import { BookMonthModel, bookMonthId } from "./book-month";
import { entriesDigest } from "./digest";
import { figuresOf, hashFigures, sha256 } from "./figures";
import { propose } from "./propose";
import { sealedJson } from "./sealed";
import { mustFindStatement, type Sealed, type Statement, StatementModel } from "./statement";
import { tellSigners } from "./tell-statement";

/** A printed form of a sealed statement, made from its JSON alone. */
export interface Paper {
  kind: "pdf" | "xlsx";
  mediaType: string;
  body: Buffer;
}
export type Print = (json: string) => Promise<Paper[]>;

export interface Closing {
  by: Doer;
  print: Print;
}

/** How long the fold is given to take in the last entries of a month that takes no more. */
const FOLD_TRIES = 100;
const FOLD_PAUSE_MS = 100;

/**
 * Closes a signed month. First the book's month stops taking entries (whatever comes later is booked in the open month and
 * names this one); then its entries are all folded, counted, and compared with what was signed; then the statement is
 * sealed: its JSON, its papers and their hashes are kept as they are. Safe to run again after being cut off at any point.
 *
 * Refuses STATEMENT_NOT_SIGNED, STATEMENT_MOVED_ON when it is closed already, and STATEMENT_CHANGED when an entry came
 * between the last signature and now: the month is then open again and proposed anew. Whoever signed for a side does not
 * close it too: SECOND_PERSON_NEEDED.
 */
export async function close(
  { partnership, month }: { partnership: PartnershipId; month: Month },
  { by, print }: Closing,
  at: Date,
): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  if (statement.state === "proposed") throw new Refusal("STATEMENT_NOT_SIGNED");
  if (statement.state !== "signed" && statement.state !== "closing") throw new Refusal("STATEMENT_MOVED_ON");
  if (statement.signatures.some((each) => each.by === by.id)) throw new Refusal("SECOND_PERSON_NEEDED");
  if (statement.state === "signed") await stopTaking(statement, by, at);
  await everythingFolded(partnership, month);
  const figures = await inSnapshot((asOf) => figuresOf(partnership, month, asOf));
  if (hashFigures(figures) !== statement.figuresHash) {
    await takeAgain(statement);
    await propose(partnership, month, at);
    throw new Refusal("STATEMENT_CHANGED");
  }
  return seal(statement, { by, print }, at);
}

/** The late deeds of this moment and this change meet in one record: one of them is run again and sees the other. */
const stopTaking = (statement: Statement, by: Closing["by"], at: Date): Promise<void> =>
  inTransaction(async () => {
    const { partnership: book, month: period } = statement;
    await BookMonthModel.updateOne(
      { _id: bookMonthId(book, period) },
      { $set: { state: "closing" }, $setOnInsert: { book, period, late: 0 } },
      { upsert: true },
    );
    await beginClosing(statement, { by: by.id, name: by.name, at });
  });

const takeAgain = (statement: Statement): Promise<void> =>
  inTransaction(async () => {
    await BookMonthModel.updateOne(
      { _id: bookMonthId(statement.partnership, statement.month), state: "closing" },
      { $set: { state: "open" } },
    );
    await StatementModel.updateOne(
      { _id: statement._id, state: "closing" },
      { $set: { state: "signed", closing: null }, $inc: { revision: 1 } },
    );
  });

async function beginClosing(statement: Statement, closing: NonNullable<Statement["closing"]>): Promise<void> {
  const { matchedCount } = await StatementModel.updateOne(
    { _id: statement._id, revision: statement.revision },
    { $set: { state: "closing", closing }, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) throw new Refusal("STATEMENT_MOVED_ON");
}

async function everythingFolded(book: PartnershipId, period: Month): Promise<void> {
  for (let tries = 0; tries < FOLD_TRIES; tries++) {
    if (!(await EntryModel.exists({ folded: false, book, period }))) return;
    await pause(FOLD_PAUSE_MS);
  }
  throw new Refusal("BUSY", { retryAfterSeconds: 5 });
}

async function seal(statement: Statement, { by, print }: Closing, at: Date): Promise<Statement> {
  const { partnership, month } = statement;
  const digest = await entriesDigest(partnership, month);
  const json = sealedJson(statement, { digest, gazetteer: await gazetteer(), by: by.name, at });
  const papers = await print(json);
  return inTransaction(async () => {
    const kept: Sealed["papers"] = [];
    for (const { kind, mediaType, body } of papers) {
      const name = `${statement.number}.${kind}`;
      const file: FileId = await keepFile({ body, mediaType, name, purpose: "paper", owner: null }, at);
      kept.push({ kind, file, sha256: sha256(body) });
    }
    const sealed: Sealed = { at, by: by.id, name: by.name, json, sha256: sha256(json), papers: kept };
    await BookMonthModel.updateOne({ _id: bookMonthId(partnership, month) }, { $set: { state: "closed" } });
    const closed = (await StatementModel.findOneAndUpdate(
      { _id: statement._id, state: "closing" },
      {
        $set: { state: "closed", sealed },
        $push: { history: { what: "closed", by: by.id, name: by.name, note: "", at } },
        $inc: { revision: 1 },
      },
      { returnDocument: "after" },
    ).lean()) as Statement | null;
    if (!closed) throw new Refusal("STATEMENT_MOVED_ON");
    const { paidFen, recognisedFen } = closed.figures;
    await auditStatement(
      "statement.closed",
      { statement: closed, by, after: { paidFen, recognisedFen, figuresHash: closed.figuresHash } },
      at,
    );
    await tellSigners(closed, "statement_closed", at);
    return closed;
  });
}
