// The thread in which tables from strangers are read (read-table.ts starts it and may kill it at any moment). Plain
// JavaScript, because a thread begins with a file that Node itself can run: the same one under tests, tsx and the build.
const { parentPort, workerData } = require("node:worker_threads");
const { parse } = require("csv-parse/sync");
const iconv = require("iconv-lite");
const { furthest } = require("./far-cells.cjs");

const { body, kind, most } = workerData;

/** A refusal the caller knows by its code; anything else means that the file is torn. */
const refuse = (code, params) => Object.assign(new Error(code), { refusal: { code, params } });

/** UTF-8 with and without its mark, UTF-16 with its mark (what Excel calls "Unicode text"), else GB 18030. */
function textOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, "utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, "utf16be");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = iconv.decode(bytes, "gb18030");
    if (text.includes("\ufffd")) throw refuse("not_a_table");
    return text;
  }
}

/** The separator is the one that stands most often in the first line that says anything, outside quotation marks. */
function separatorOf(text) {
  const first = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((sign) => [sign, first.split(sign).length]);
  return counts.sort((a, b) => b[1] - a[1])[0][0];
}

function fromCsv(bytes) {
  const text = textOf(bytes);
  if (text.includes("\0")) throw refuse("not_a_table");
  return parse(text, {
    delimiter: separatorOf(text),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    // One more than allowed, so that the count itself can tell.
    to: most.rows + 2,
    max_record_size: 1_000_000,
  });
}

/** Twice the largest table; cells that are only coloured reach beyond what is written. */
const MOST_PLACES = 4_000_000;
const WIDE = 80;

/** The first sheet. Without threads of its own, so that this thread's limits hold for all of it. */
async function fromXlsx(bytes) {
  const far = furthest(bytes);
  if (!far) throw refuse("table_torn");
  if (far.row * far.column > MOST_PLACES)
    throw far.column > WIDE
      ? refuse("table_too_many_columns", { maximum: most.columns })
      : refuse("table_too_many_rows", { maximum: most.rows });
  const { readSheet } = require("read-excel-file/universal");
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return readSheet(copy, { trim: false });
}

/** Every cell as the text a person would have typed. Fifteen digits are what a spreadsheet itself keeps of a number. */
function typed(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return plain(Number(value.toPrecision(15)));
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  // What our own files put before texts that a spreadsheet would take for a formula.
  return String(value)
    .normalize("NFC")
    .trim()
    .replace(/^'(?=\s*[=+\-@＝＋－＠])/, "")
    .trim();
}

const plain = (number) => (Math.abs(number) >= 1e15 ? BigInt(Math.trunc(number)).toString() : String(number));

/** Empty lines stay counted, so that a line's number is the one the spreadsheet shows; they are only not answered. */
function tableOf(raw) {
  if (raw.length > most.rows + 1) throw refuse("table_too_many_rows", { maximum: most.rows });
  const lines = raw.map((cells, index) => ({ line: index + 1, cells: withoutTail(cells.map(typed)) }));
  const filled = lines.filter(({ cells }) => cells.length > 0);
  if (filled.some(({ cells }) => cells.length > most.columns))
    throw refuse("table_too_many_columns", { maximum: most.columns });
  const long = filled.find(({ cells }) => cells.some((cell) => cell.length > most.characters));
  if (long) throw refuse("table_cell_too_long", { line: long.line, maximum: most.characters });
  const [header, ...rows] = filled;
  if (!header || rows.length === 0) throw refuse("table_empty");
  return { header: header.cells, rows };
}

function withoutTail(cells) {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === "") length--;
  return cells.slice(0, length);
}

async function read() {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return tableOf(kind === "xlsx" ? await fromXlsx(bytes) : fromCsv(bytes));
}

read().then(
  (table) => parentPort.postMessage({ table }),
  (error) => parentPort.postMessage({ refusal: error.refusal ?? { code: "table_torn" } }),
);
