import type { Gazetteer } from "../../regions/gazetteer";
import { type Column, yuanDigits } from "../../shared/tables/column";
import { writeCsv } from "../../shared/tables/write-csv";
import type { Words } from "../../shared/words";
import type { Entry } from "../entry";

/** One entry after another as lines of a file, the first line being the names of the columns. */
export const csvLines = (entries: AsyncIterable<Entry>, gazetteer: Gazetteer, words: Words): AsyncGenerator<string> =>
  writeCsv(columnsFor(gazetteer, words), entries);

function columnsFor(gazetteer: Gazetteer, words: Words): Column<Entry>[] {
  const nameOf = (code: string | null) => {
    const region = code === null ? undefined : gazetteer.find(code);
    return region ? words.pick(region.name, region.nameEn) : code;
  };
  const word = (group: string, key: string) => words.t(`common:${group}.${key}`);
  const columns: [name: string, of: Column<Entry>["of"], kind?: Column<Entry>["kind"]][] = [
    ["id", (entry) => entry._id],
    ["key", (entry) => entry.key],
    ["book", (entry) => entry.book],
    ["seq", (entry) => entry.seq, "number"],
    ["period", (entry) => entry.period],
    ["occurredAt", (entry) => entry.occurredAt, "instant"],
    ["bookedAt", (entry) => entry.bookedAt, "instant"],
    ["measure", (entry) => word("measure", entry.measure)],
    ["basis", (entry) => word("basis", entry.basis)],
    ["county", (entry) => nameOf(entry.county)],
    ["helper", (entry) => nameOf(entry.helper)],
    ["affiliation", (entry) => nameOf(entry.affiliation)],
    ["category", (entry) => word("category", entry.category)],
    ["buyerKind", (entry) => word("buyerKind", entry.buyerKind)],
    ["product", (entry) => entry.product.name],
    ["quantity", (entry) => entry.quantity, "number"],
    ["seller", (entry) => entry.seller.name],
    ["amount", (entry) => yuanDigits(entry.amountFen), "number"],
    ["amountFen", (entry) => entry.amountFen, "number"],
    ["source", (entry) => word("source", entry.source.kind)],
    ["sourceId", (entry) => entry.source.id],
    ["order", (entry) => entry.order?.number],
    ["reverses", (entry) => entry.reverses],
    ["ruleVersion", (entry) => entry.ruleVersion, "number"],
    ["previousHash", (entry) => entry.previousHash],
    ["hash", (entry) => entry.hash],
  ];
  return columns.map(([name, of, kind = "text"]) => ({ title: words.t(`credits:column.${name}`), of, kind }));
}
