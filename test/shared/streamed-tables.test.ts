import { setTimeout as sleep } from "node:timers/promises";
import readExcel from "read-excel-file/node";
import type { Column } from "../../src/shared/tables/column";
import { sheet, streamBook, writeBook, writeXlsx } from "../../src/shared/tables/write-xlsx";

interface Row {
  name: string;
  fen: number;
  share: number | null;
  at: Date;
}

const at = new Date("2026-10-31T16:00:00Z");
const COLUMNS: Column<Row>[] = [
  { title: "商品", of: (row) => row.name },
  { title: "金额（元）", kind: "yuan", of: (row) => row.fen },
  { title: "完成率", kind: "ratio", of: (row) => row.share },
  { title: "时间", kind: "instant", of: (row) => row.at },
];
const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ name: `米${index}`, fen: index * 7 - 3, share: index / 8, at }));

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test("amounts are numbers, ratios ratios, instants the dates of Shanghai, in a sheet of its own name", async () => {
  const body = await writeBook([sheet({ name: "明细", columns: COLUMNS, rows: rows(3) })]);
  const [read] = await readExcel(body);
  expect(read?.sheet).toBe("明细");
  expect(read?.data).toEqual([
    ["商品", "金额（元）", "完成率", "时间"],
    ["米0", -0.03, 0, new Date("2026-11-01T00:00:00Z")],
    ["米1", 0.04, 0.125, new Date("2026-11-01T00:00:00Z")],
    ["米2", 0.11, 0.25, new Date("2026-11-01T00:00:00Z")],
  ]);
});

test("a table longer than a sheet goes on in the next, no row lost or twice", async () => {
  const book = streamBook([sheet({ name: "分录", columns: COLUMNS, rows: rows(25) })], 11);
  const read = await readExcel(await whole(book));
  expect(read.map((each) => each.sheet)).toEqual(["分录", "分录 (2)", "分录 (3)"]);
  expect(read.flatMap(({ data }) => data.slice(1).map(([name]) => name))).toEqual(rows(25).map(({ name }) => name));
});

test.each([0, 10, 20])("%i rows make no empty sheet behind a full one", async (count) => {
  const read = await readExcel(
    await whole(streamBook([sheet({ name: "a", columns: COLUMNS, rows: rows(count) })], 11)),
  );
  expect(read).toHaveLength(Math.max(1, count / 10));
});

test("what looks like a formula, like markup or like a sign of XML is text, letter by letter", async () => {
  const wild = ["=HYPERLINK(1)", "+1", "-1", "@a", "<f>1</f>", "&amp;", "_x0041_", "𠮷😀", " a ", "a\nb", 'a"b'];
  const body = await writeXlsx([{ title: "=A1", of: (name: string) => name }], wild);
  const [read] = await readExcel(body, { trim: false });
  expect(read?.data[0]).toEqual(["=A1"]);
  expect(read?.data.slice(1).flat()).toEqual(wild);
});

test("letters that XML cannot carry are left out", async () => {
  const body = await writeXlsx([{ title: "a", of: (name: string) => name }], ["a\u0000b\ud800c\uffff"]);
  expect((await readExcel(body))[0]?.data[1]).toEqual(["abc"]);
});

test("names of sheets are made fit, and none is there twice", async () => {
  const names = ["a:b/c", "A b c", "很".repeat(40), "很".repeat(40)];
  const book = await writeBook(names.map((name) => sheet({ name, columns: COLUMNS, rows: rows(1) })));
  const read = await readExcel(book);
  expect(read.map((each) => each.sheet)).toEqual(["a b c", "A b c (2)", "很".repeat(31), `${"很".repeat(27)} (2)`]);
});

test("the same rows give the same bytes", async () => {
  expect((await writeXlsx(COLUMNS, rows(500))).equals(await writeXlsx(COLUMNS, rows(500)))).toBe(true);
});

test("whoever stops listening stops the reading, and it is let go of", async () => {
  let [read, closed] = [0, false];
  async function* endless(): AsyncGenerator<Row> {
    try {
      for (;;) {
        read++;
        yield rows(1)[0] as Row;
      }
    } finally {
      closed = true;
    }
  }
  for await (const _ of streamBook([sheet({ name: "a", columns: COLUMNS, rows: endless() })])) break;
  while (!closed) await sleep(5);
  const before = read;
  await sleep(50);
  expect(read).toBe(before);
});

test("what fails while rows are read fails the file", async () => {
  async function* broken(): AsyncGenerator<Row> {
    yield* rows(2);
    throw new Error("the database is away");
  }
  await expect(whole(streamBook([sheet({ name: "a", columns: COLUMNS, rows: broken() })]))).rejects.toThrow(
    "the database is away",
  );
});
