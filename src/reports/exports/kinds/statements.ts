import { allStatementsOf } from "../../../credits/statements/reading/list";
import type { Statement } from "../../../credits/statements/statement";
import { visibleTo } from "../../../credits/visible";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { reportYear } from "../../year";
import { type ExportColumn, shortTable } from "../files/table";
import { narrowed } from "./entries";
import { type Kind, scopeOf } from "./kind";

/** The monthly statements of the asker's books, every version of them. */
export const statementsKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open({ viewer, params, at, gazetteer, words }) {
    const shown = await reportYear(params, at);
    const { books } = narrowed(visibleTo(viewer, gazetteer, dayOf(at)), params.book);
    const statements = (await allStatementsOf(shown.span)).filter((each) => books.includes(each.partnership));
    return {
      title: words.t("exports:title.statements", { year: shown.year }),
      facts: [
        { name: words.t("exports:fact.rows"), value: statements.length },
        { name: words.t("exports:fact.asOf"), value: at },
      ],
      tables: [shortTable(words.t("exports:kind.statements"), columnsOf(new Names(gazetteer, words)), statements)],
      due: null,
      scope: scopeOf({ books, former: null }),
    };
  },
};

function columnsOf(names: Names): ExportColumn<Statement>[] {
  const { words } = names;
  const title = (key: string) => ({ title: words.t(`exports:column.${key}`) });
  return [
    { ...title("statement"), width: 26, paper: 140, of: (each) => each.number },
    { ...title("county"), width: 20, paper: 0, of: (each) => names.full(each.county) },
    { title: words.t("common:word.month"), width: 10, paper: 52, of: (each) => each.month },
    { ...title("version"), kind: "number", paper: 36, of: (each) => each.version },
    { title: words.t("common:word.status"), width: 12, paper: 60, of: (each) => stateWord(each, words) },
    { ...title("paid"), kind: "yuan", paper: 90, of: (each) => each.figures.paidFen },
    { ...title("recognised"), kind: "yuan", paper: 90, of: (each) => each.figures.recognisedFen },
    { ...title("entries"), kind: "number", paper: 44, of: (each) => each.figures.entries },
    { ...title("signed"), width: 40, of: (each) => signed(each) },
    { ...title("closedAt"), kind: "instant", paper: 84, of: (each) => each.sealed?.at },
    { ...title("closedBy"), width: 14, of: (each) => each.sealed?.name },
    { ...title("figuresHash"), width: 66, of: (each) => each.figuresHash },
    { ...title("sealedHash"), width: 66, of: (each) => each.sealed?.sha256 },
  ];
}

const stateWord = ({ state }: Statement, words: Words): string => words.t(`exports:statementState.${state}`);

const signed = ({ signatures }: Statement): string =>
  signatures.map(({ organisation, name, at }) => `${organisation} ${name} ${dayOf(at)}`).join("; ");
