import { MEASURES } from "../../../credits/deed";
import { eachEntry, extentOf } from "../../../credits/each-entry";
import { countEntries, isSelected, type Selection } from "../../../credits/entries";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { type Sums, sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import { type Visible, visibleTo } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { AsOf } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import type { PartnershipId } from "../../../shared/ids";
import { formatYuan } from "../../../shared/money";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { readChoice, selectionOf } from "../../entries/entries-query";
import type { Choice } from "../../links";
import { Names } from "../../names";
import { table } from "../files/table";
import { choiceFacts } from "./choice-facts";
import { entryColumns } from "./entry-columns";
import { type Asking, type Kind, type Opened, scopeOf } from "./kind";

/** The ledger's entries behind any figure, as far as the asker's part of the ledger goes. */
export const entriesKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open(asking, asOf) {
    const { viewer, gazetteer, words, at } = asking;
    const { choice, selection, visible, place } = askedFor(asking);
    const rows = await rowsOf(asOf, choice, visible);
    const due = dueOf(rows, selection);
    const total = due?.rows ?? (await countEntries(visible, selection, asOf));
    const names = new Names(gazetteer, words);
    const columns = entryColumns({ names, viewer });
    return {
      title: words.t("exports:title.entries", { place, span: spanWords(choice) }),
      facts: [
        ...choiceFacts({ choice, both: selection.measure === undefined, place, names }),
        { name: words.t("exports:fact.rows"), value: total },
        ...sumFacts(due, selection, words),
        { name: words.t("exports:fact.asOf"), value: at },
        { name: words.t("exports:fact.ruleName"), value: words.t("exports:fact.rule") },
      ],
      tables: [
        table({
          name: words.t("exports:kind.entries"),
          columns,
          rows: numbered(eachEntry(visible, selection, await extentOf(asOf))),
          total,
        }),
      ],
      due: due && {
        rows: due.rows,
        fen: due.paidFen + due.recognisedFen,
        columns: [columns.findIndex(({ key }) => key === "paid"), columns.findIndex(({ key }) => key === "recognised")],
      },
      scope: scopeOf(visible),
    } satisfies Opened;
  },
};

async function* numbered<T>(rows: AsyncIterable<T>): AsyncGenerator<{ number: number; row: T }> {
  let number = 0;
  for await (const row of rows) yield { number: ++number, row };
}

/** The page's own question, narrowed to what the asker may have as a file; `measure=both` takes both measures. */
function askedFor({ params: { measure, book, ...params }, viewer, gazetteer, at, words }: Asking) {
  const partnership = book === undefined ? null : gazetteer.partnership(book);
  const both = measure === "both";
  const query = both || measure === undefined ? params : { ...params, measure };
  const { choice } = readChoice(query, { at, basis: partnership ? "paired" : "all" });
  const selection: Selection = { ...selectionOf(choice), ...(both && { measure: undefined }) };
  return {
    choice,
    selection,
    visible: half(narrowed(visibleTo(viewer, gazetteer, dayOf(at)), partnership?._id), choice, gazetteer),
    place: partnership
      ? new Names(gazetteer, words).short(partnership.county)
      : choice.group
        ? words.t(`common:group.${choice.group}`)
        : placeOf(viewer, gazetteer, words.t("reports:city.place"), new Names(gazetteer, words)),
  };
}

/** Without a book, an official's own part of the ledger is asked for: the whole city only of the city. */
function placeOf(viewer: Viewer, { partnerships }: Gazetteer, city: string, names: Names): string {
  const region = viewer.organisation?.region;
  return region && partnerships.length > 0 ? names.short(region) : city;
}

/** Of what may be seen, the counties of the half that was chosen. */
function half({ books, former }: Visible, { group }: Choice, gazetteer: Gazetteer): Visible {
  const keep = (book: PartnershipId) => group === undefined || gazetteer.countyOf(book).group === group;
  return { books: books.filter(keep), former: former && { ...former, books: former.books.filter(keep) } };
}

/** A book that is not the asker's is not there. */
export function narrowed({ books, former }: Visible, book: string | undefined): Visible {
  if (book === undefined) return { books, former };
  const keep = (each: string) => each === book;
  const own = { books: books.filter(keep), former: former && { ...former, books: former.books.filter(keep) } };
  if (own.books.length === 0 && !own.former?.books.length) throw notFound();
  return { books: own.books, former: own.former?.books.length ? own.former : null };
}

async function rowsOf(asOf: AsOf, { from, to }: Choice, { books, former }: Visible): Promise<Row[]> {
  const [only] = books.length === 1 && !former ? books : [];
  const { rows } = await totalsAsOf(asOf, { from, to, ...(only && { book: only }) });
  return rows.filter(
    (row) => books.includes(row.book) || (former?.books.includes(row.book) && former.helper === row.helper),
  );
}

type Sum = Pick<Sums, "paidFen" | "recognisedFen"> & { rows: number };

/** What the totals of the same instant say the rows come to. They know facets, not sellers, goods or single refunds. */
function dueOf(rows: readonly Row[], selection: Selection): Sum | null {
  const { taken, seller, product, campaign, source, order } = selection;
  if (taken || seller || product || campaign || source || order) return null;
  const { entries, paidFen, recognisedFen } = sumUp(rows.filter((row) => isSelected(row, selection)));
  return { rows: entries, paidFen, recognisedFen };
}

/** Each measure by itself: the two are never added. */
function sumFacts(due: Sum | null, { measure }: Selection, words: Words): Opened["facts"] {
  if (!due) return [];
  const sums = { paid: due.paidFen, recognised: due.recognisedFen } as const;
  return MEASURES.filter((each) => measure === undefined || measure === each).map((each) => ({
    name: words.t(`exports:fact.sum.${each}`),
    value: `¥${formatYuan(sums[each])}`,
  }));
}

const spanWords = ({ from, to }: Choice): string => (from === to ? from : `${from}—${to}`);
