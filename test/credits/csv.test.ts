import fc from "fast-check";
import { csvLines } from "../../src/credits/answers/entries-csv";
import type { Entry } from "../../src/credits/entry";
import { BOM, cell } from "../../src/shared/tables/write-csv";
import type { Words } from "../../src/shared/words";
import { gazette, sale } from "./ground";

const words: Words = { language: "en", t: (key) => key, pick: (_zh, en) => en ?? "" };

test.each([
  ["=1+1", "'=1+1"],
  ["+86 138", "'+86 138"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", '"\'\r=1"'],
  ["＝1", "'＝1"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ["rice, 5 kg", '"rice, 5 kg"'],
  ['the "best"', '"the ""best"""'],
  ["two\nlines", '"two\nlines"'],
  ["大米", "大米"],
])("%j becomes %j", (text, safe) => expect(cell(text)).toBe(safe));

/** The reader of RFC 4180, as short as it goes. */
function fieldsOf(line: string): string[] {
  return [...line.replace(/\r\n$/, "").matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map((match) => match[1] as string)
    .map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field))
    .slice(0, 26);
}

test("whatever a product is called, its line has the same fields and none is a formula", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("", "=", "+", "-", "@", "\t"),
      async (name, sign) => {
        const { attribution, ...facts } = sale({ product: { id: "p" as never, name: sign + name } });
        const at = new Date();
        const entry = {
          ...facts,
          ...attribution,
          _id: "ent_1",
          period: "2026-11",
          bookedAt: at,
          seq: null,
          hash: null,
          previousHash: null,
        } as unknown as Entry;
        async function* one() {
          yield entry;
        }
        const lines: string[] = [];
        for await (const line of csvLines(one(), gazette, words)) lines.push(line);
        expect(lines[0]?.startsWith(BOM)).toBe(true);
        const fields = fieldsOf(lines[1] as string);
        expect(fields).toHaveLength(26);
        expect([sign + name, `'${sign + name}`]).toContain(fields[14]);
        expect(fields.filter((field) => /^[=+@\t\r]/.test(field) || /^-(?!\d+(\.\d\d)?$)/.test(field))).toEqual([]);
      },
    ),
  );
});
