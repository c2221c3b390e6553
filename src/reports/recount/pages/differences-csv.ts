import type { Column } from "../../../shared/tables/column";
import { yuanDigits } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import type { Words } from "../../../shared/words";
import type { Names } from "../../names";
import type { Found, Value } from "../found";
import { inWords } from "./in-words";

/** A run's differences as lines of a file. */
export const differenceLines = (
  differences: AsyncIterable<Found>,
  words: Words,
  names: Names,
): AsyncGenerator<string> => writeCsv(columnsFor(words, names), differences);

function columnsFor(words: Words, names: Names): Column<Found>[] {
  const say = (found: Found) => inWords(found, words, names);
  const columns: [name: string, of: Column<Found>["of"]][] = [
    ["code", ({ code }) => code],
    ["part", (found) => say(found).part],
    ["title", (found) => say(found).title],
    ["book", ({ book }) => book],
    ["subject", (found) => `${say(found).kind} ${say(found).subject}`],
    ["id", ({ subject }) => subject.id],
    ["where", ({ where }) => where],
    [
      "unit",
      ({ unit }) => (unit === "fen" ? words.t("recount:yuan") : unit === "count" ? words.t("recount:count") : ""),
    ],
    ["kept", ({ unit, kept }) => plain(unit, kept)],
    ["should", ({ unit, should }) => plain(unit, should)],
    ["mend", (found) => say(found).mend],
  ];
  return columns.map(([name, of]) => ({ title: words.t(`recount:column2.${name}`), of, kind: "text" }));
}

const plain = (unit: Found["unit"], value: Value): string | number | null =>
  unit === "fen" && value !== null ? yuanDigits(Number(value)) : value;
