import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import type { Refusal } from "../../src/shared/errors";
import type { Column } from "../../src/shared/tables/column";
import { fewAtOnce } from "../../src/shared/tables/few-at-once";
import { readTable } from "../../src/shared/tables/read-table";
import { writeCsv } from "../../src/shared/tables/write-csv";
import { writeXlsx } from "../../src/shared/tables/write-xlsx";
import { unpackedSize } from "../../src/shared/tables/zip-size";

const run = promisify(execFile);
const read = (text: string | Buffer) => readTable({ body: Buffer.from(text) });

const refusalOf = (body: Buffer | string): Promise<object | undefined> =>
  read(Buffer.from(body)).then(
    () => undefined,
    (error: Refusal) => error.fields[0],
  );

async function text(parts: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const part of parts) all += part;
  return all;
}

const TABLE = {
  header: ["货号", "现有数量"],
  rows: [
    { line: 2, cells: ["A-1", "5"] },
    { line: 4, cells: ["A-2", "", "盘点"] },
  ],
};
const LINES = "货号,现有数量\r\nA-1,5\r\n\r\nA-2,,盘点\r\n";

describe("CSV comes in as", () => {
  test.each([
    ["UTF-8", Buffer.from(LINES)],
    ["UTF-8 with its mark", Buffer.from(`\uFEFF${LINES}`)],
    ["GB 18030", iconv.encode(LINES, "gb18030")],
    ["UTF-16", iconv.encode(LINES, "utf16le", { addBOM: true })],
    ["semicolons", Buffer.from(LINES.replaceAll(",", ";"))],
    ["tabs", Buffer.from(LINES.replaceAll(",", "\t"))],
    ["old line ends", Buffer.from(LINES.replaceAll("\r\n", "\n"))],
    ["quoted", Buffer.from('"货号","现有数量"\n"A-1","5"\n""\n"A-2","","盘点"')],
  ])("%s", async (_, body) => expect(await read(body)).toEqual(TABLE));

  test("rare characters of GB 18030", async () => {
    const table = await read(iconv.encode("货号,名称\nA-1,㐂记䶮酱\n", "gb18030"));
    expect(table.rows[0]?.cells).toEqual(["A-1", "㐂记䶮酱"]);
  });

  test("a header that names an object's own parts is only text", async () => {
    const table = await read("__proto__,constructor\n1,2\n");
    expect(table).toEqual({ header: ["__proto__", "constructor"], rows: [{ line: 2, cells: ["1", "2"] }] });
    expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  });
});

describe("refused by name", () => {
  const many = (rows: number, columns: number) => `${`${"a,".repeat(columns)}\n`.repeat(rows)}`;
  test.each([
    ["nothing", "", { field: "file", code: "table_empty" }],
    ["only a header", "货号,现有数量\n", { field: "file", code: "table_empty" }],
    ["a picture", Buffer.from("89504e470d0a1a0a0000", "hex"), { field: "file", code: "not_a_table" }],
    ["other bytes", Buffer.from([0xff, 0x80, 0x81, 0xff, 0x00, 0x01]), { field: "file", code: "not_a_table" }],
    ["an old Excel file", Buffer.from("d0cf11e0a1b11ae1", "hex"), { field: "file", code: "table_old_excel" }],
    ["a torn archive", Buffer.from("PK\u0003\u0004 and nothing"), { field: "file", code: "table_torn" }],
    ["an open quotation", '货号,现有\n"A-1,5\n', { field: "file", code: "table_torn" }],
    ["too many rows", many(50_002, 1), { field: "file", code: "table_too_many_rows", params: { maximum: 50_000 } }],
    [
      "too many columns",
      `a\n${"b,".repeat(40)}c\n`,
      { field: "file", code: "table_too_many_columns", params: { maximum: 40 } },
    ],
    [
      "a book in a cell",
      `a\n${"b".repeat(10_001)}\n`,
      { field: "file", code: "table_cell_too_long", params: { line: 2, maximum: 10_000 } },
    ],
  ])("%s", async (_, body, refusal) => expect(await refusalOf(body)).toEqual(refusal));

  test("an archive that would unpack to gigabytes, before it is unpacked", async () => {
    const bomb = zip([{ name: "xl/worksheets/sheet1.xml", body: Buffer.alloc(70_000_000, 0x20) }]);
    expect(bomb.length).toBeLessThan(200_000);
    const begin = performance.now();
    expect(await refusalOf(bomb)).toMatchObject({ code: "table_too_large" });
    expect(performance.now() - begin).toBeLessThan(500);
  });

  test("an archive that lies about its size unpacks to no more than it said", async () => {
    const box = mkdtempSync(path.join(tmpdir(), "liangqun-liar-"));
    const [honest, liar] = [path.join(box, "honest.xlsx"), path.join(box, "liar.xlsx")];
    writeFileSync(honest, await writeXlsx([{ title: "a", of: (name: string) => name }], ["b"]));
    writeFileSync(liar, zip([{ name: "xl/workbook.xml", body: Buffer.alloc(200_000_000, 0x20), says: 1000 }]));
    // In a process of its own: this one grows and shrinks by as much for reasons of its own.
    const script = path.join(__dirname, "read-liar.ts");
    const { stdout } = await run(process.execPath, ["--import", "tsx", script, honest, liar]);
    rmSync(box, { recursive: true });
    const { code, grown } = JSON.parse(stdout) as { code: string; grown: number };
    expect(code).toBe("table_torn");
    expect(grown).toBeLessThan(150_000_000);
  });

  test("whatever bytes come, the answer is a table or a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("", "PK\u0003\u0004", "\uFEFF"),
        async (bytes, mark) => {
          const body = Buffer.concat([Buffer.from(mark), bytes]);
          await readTable({ body }).catch((error: Refusal) => expect(error.code).toBe("INVALID"));
        },
      ),
      { numRuns: 25 },
    );
  });
});

interface Row {
  name: string;
  pieces: number | null;
  fen: number;
  at: Date;
}
const COLUMNS: Column<Row>[] = [
  { title: "名称", of: (row) => row.name },
  { title: "件数", kind: "number", of: (row) => row.pieces },
  { title: "金额", kind: "yuan", of: (row) => row.fen },
  { title: "时间", kind: "instant", of: (row) => row.at },
];
const at = new Date("2026-11-22T18:30:00Z");
const WILD = [
  "=1+1",
  "+86",
  "-2",
  "@A1",
  "\t=1",
  "\r=1",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  "  =1",
  'a,"b"',
  "两\n行",
  "大米",
  "00123",
];
const ROWS: Row[] = WILD.map((name, index) => ({ name, pieces: index - 2, fen: index * -5, at }));

describe("what we write, we read", () => {
  const expected = ROWS.map((row, index) => [
    row.name.trim(),
    String(row.pieces),
    index === 0 ? "0" : String((index * -5) / 100),
    "2026-11-23",
  ]);

  test("as a spreadsheet, whose texts are texts", async () => {
    const body = await writeXlsx(COLUMNS, ROWS);
    const table = await readTable({ body });
    expect(table.header).toEqual(["名称", "件数", "金额", "时间"]);
    expect(table.rows.map(({ cells }) => cells)).toEqual(expected);
    expect(body.includes("<f>")).toBe(false);
  });

  test("as CSV, no field of which a spreadsheet takes for a formula", async () => {
    const csv = await text(writeCsv(COLUMNS, ROWS));
    expect(csv.startsWith("\uFEFF名称,件数,金额,时间\r\n")).toBe(true);
    const table = await read(csv);
    expect(table.rows.map(({ cells }) => cells.slice(0, 2))).toEqual(expected.map((cells) => cells.slice(0, 2)));
    expect(table.rows[3]?.cells.slice(2)).toEqual(["-0.15", at.toISOString()]);
    for (const name of WILD.slice(0, 11)) expect(csv).toMatch(new RegExp(`["\\n]'${name.replace(/[+]/g, "\\+")}`));
  });

  test("a whole number that is none is text", async () => {
    const csv = await text(
      writeCsv([{ title: "n", kind: "number", of: (row: string) => row }], ["12.30", "-1", "=1", "1e3"]),
    );
    expect(csv).toBe("\uFEFFn\r\n12.30\r\n-1\r\n'=1\r\n1e3\r\n");
  });

  test("lines are counted as the spreadsheet shows them, empty ones too", async () => {
    const blank = { name: "", pieces: null, fen: 0, at } as Row;
    const table = await readTable({ body: await writeXlsx(COLUMNS.slice(0, 2), [blank, ROWS[13] as Row]) });
    expect(table.rows).toEqual([{ line: 3, cells: ["大米", "11"] }]);
  });
});

test("a large table is read beside the work of the process, not instead of it", async () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `SKU-${index},${index},12.50,盘点\n`);
  let beats = 0;
  const beat = setInterval(() => beats++, 5);
  const table = await read(`货号,现有数量,单价,原因\n${lines.join("")}`);
  clearInterval(beat);
  expect(table.rows).toHaveLength(50_000);
  expect(beats).toBeGreaterThan(5);
});

test.each([
  ["a cell in the furthest corner", '<row r="2"><c r="XFD1048576"><v>1</v></c></row>', "", "table_too_many_columns"],
  [
    "one in quotation marks of the other kind",
    "<row r='9'><c r='F1048576'><v>1</v></c></row>",
    "",
    "table_too_many_rows",
  ],
  ["a million rows of five columns", '<row r="2"><c r="E1048576"><v>1</v></c></row>', "", "table_too_many_rows"],
  ["a stretch that is only claimed", "", '<dimension ref="A1:XFD1048576"/>', "table_too_many_columns"],
  ["a place behind an entity", '<row r="2"><c r="&#88;FD1048576"><v>1</v></c></row>', "", "table_torn"],
])("%s costs no time", async (_, rows, head, code) => {
  const sheet = `<worksheet>${head}<sheetData><row r="1"><c r="A1"><v>1</v></c></row>${rows}</sheetData></worksheet>`;
  const body = zip([{ name: "xl/worksheets/sheet1.xml", body: Buffer.from(sheet) }]);
  const begin = performance.now();
  expect(await refusalOf(body)).toMatchObject({ code });
  expect(performance.now() - begin).toBeLessThan(4000);
});

test("sizes are summed from the directory", () => {
  const two = zip([
    { name: "a", body: Buffer.alloc(10) },
    { name: "b", body: Buffer.alloc(32) },
  ]);
  expect(unpackedSize(two)).toBe(42);
  expect(unpackedSize(two.subarray(0, two.length - 30))).toBeNull();
  expect(unpackedSize(Buffer.from("PK"))).toBeNull();
});

test("of twenty tables at once two are read at a time, in the order they came, and one that fails holds up nobody", async () => {
  const atOnce = fewAtOnce(2);
  let [running, most] = [0, 0];
  const begun: number[] = [];
  const works = Array.from({ length: 20 }, (_, index) =>
    atOnce(async () => {
      most = Math.max(most, ++running);
      begun.push(index);
      await sleep(2);
      running--;
      if (index % 3 === 0) throw new Error("torn");
      return index;
    }),
  );
  const done = await Promise.allSettled(works);
  expect(most).toBe(2);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(done.filter(({ status }) => status === "rejected")).toHaveLength(7);
});

/** A ZIP archive as plain as it goes; `says` is what an entry claims to unpack to. */
function zip(entries: { name: string; body: Buffer; says?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, body, says = body.length } of entries) {
    const packed = deflateRawSync(body);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(says, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), head, tail, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
