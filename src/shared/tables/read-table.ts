import path from "node:path";
import { Worker } from "node:worker_threads";
import { type FieldError, invalidField } from "../errors";
import { fewAtOnce } from "./few-at-once";
import { unpackedSize } from "./zip-size";

export interface TableRow {
  /** As the spreadsheet numbers it; the header is usually line 1. */
  line: number;
  /** Texts as typed, NFC, trimmed; cells behind the last filled one are missing. */
  cells: string[];
}

export interface Table {
  header: string[];
  rows: TableRow[];
}

export const MOST = { rows: 50_000, columns: 40, characters: 10_000 } as const;

const SECONDS = 20;
/** Of the thread that reads: enough for the largest table allowed, little enough to fail alone. */
const HEAP_MB = 384;
/** Each thread may take all of that: whoever comes third waits. */
const twoAtOnce = fewAtOnce(2);
/** What an XLSX of a few megabytes may unpack to. */
const MOST_UNPACKED = 64_000_000;

/**
 * Reads a table somebody sent: CSV (UTF-8, UTF-16 or GB 18030; commas, semicolons or tabs) or the first sheet of an XLSX,
 * known by their content, never by the name. The first filled line is the header. The reading happens in a thread of its
 * own, which is killed after 20 seconds or when it takes too much memory; archives that would unpack to more than 64 MB are
 * refused before. Refuses INVALID beside `field`: not_a_table, table_old_excel, table_too_large, table_too_slow, table_torn,
 * table_empty, table_too_many_rows, table_too_many_columns, table_cell_too_long.
 */
export async function readTable({ body }: { body: Buffer }, field = "file"): Promise<Table> {
  const kind = kindOf(body, field);
  const answer = await twoAtOnce(() => inThread(body, kind));
  if ("table" in answer) return answer.table;
  throw invalidField(field, answer.refusal.code, answer.refusal.params);
}

type Kind = "csv" | "xlsx";
type Answer = { table: Table } | { refusal: Pick<FieldError, "code" | "params"> };

function kindOf(body: Buffer, field: string): Kind {
  const mark = body.subarray(0, 4).toString("latin1");
  // Excel before 2007, and any Excel file with a password on it.
  if (mark === "\xd0\xcf\x11\xe0") throw invalidField(field, "table_old_excel");
  if (!mark.startsWith("PK")) {
    if (body.length === 0) throw invalidField(field, "table_empty");
    if (/^(%PDF|\x89PNG|\xff\xd8\xff|GIF8|RIFF)/.test(mark)) throw invalidField(field, "not_a_table");
    return "csv";
  }
  const unpacked = unpackedSize(body);
  if (unpacked === null) throw invalidField(field, "table_torn");
  if (unpacked > MOST_UNPACKED) throw invalidField(field, "table_too_large", { megabytes: MOST_UNPACKED / 1_000_000 });
  return "xlsx";
}

// The build copies no JavaScript, so the thread's file is always the one beside the sources.
const SOURCES = __dirname.replace(`${path.sep}dist${path.sep}`, path.sep);
const THREAD = path.join(SOURCES, "read-worker.cjs");

function inThread(body: Buffer, kind: Kind): Promise<Answer> {
  const worker = new Worker(THREAD, {
    workerData: { body, kind, most: MOST },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 },
  });
  return new Promise<Answer>((resolve) => {
    const give = (answer: Answer): void => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => give({ refusal: { code: "table_too_slow", params: { seconds: SECONDS } } }),
      SECONDS * 1000,
    );
    worker.once("message", give);
    worker.once("error", () =>
      give({ refusal: { code: "table_too_large", params: { megabytes: MOST_UNPACKED / 1_000_000 } } }),
    );
    worker.once("exit", () => give({ refusal: { code: "table_torn" } }));
  });
}
