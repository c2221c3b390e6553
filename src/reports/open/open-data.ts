import { firstMonth, readTotals } from "../../credits/totals/read-totals";
import { plus, type Row } from "../../credits/totals/total";
import type { Gazetteer } from "../../regions/gazetteer";
import { demoIsLoaded } from "../../shared/demo";
import type { Column } from "../../shared/tables/column";
import { monthOf } from "../../shared/time";

/**
 * What anybody may take away: the totals by every facet, of the very moment of asking. Nothing in it is about a person: a
 * citizen is only ever part of a sum, and every sum here stands on the public pages too.
 */
export interface OpenTable<Row> {
  asOf: Date;
  columns: OpenColumn<Row>[];
  rows: Row[];
}

/** The name of a field is its name in JSON and the title in CSV; words under open:field. */
export interface OpenColumn<Row> extends Column<Row> {
  title: string;
}

interface Named {
  gazetteer: Gazetteer;
  demo: boolean;
}

export async function contributions(gazetteer: Gazetteer, at: Date): Promise<OpenTable<Row>> {
  const last = monthOf(at);
  const { rows } = await readTotals({ from: (await firstMonth()) ?? last, to: last });
  return {
    asOf: at,
    columns: contributionColumns({ gazetteer, demo: await demoIsLoaded() }),
    rows: byPlace(rows),
  };
}

/** A line for each facet of each month, in the order of the months: what is not folded yet is added to its own. */
function byPlace(rows: readonly Row[]): Row[] {
  const places = new Map<string, Row>();
  for (const row of rows) {
    const place = placeOf(row);
    const known = places.get(place);
    places.set(place, known ? { ...known, ...plus(known, row) } : row);
  }
  return [...places.keys()].sort().map((place) => places.get(place) as Row);
}

const placeOf = ({ period, book, helper, basis, measure, category, buyerKind }: Row): string =>
  [period, book, helper ?? "", basis, measure, category, buyerKind].join("|");

function contributionColumns({ gazetteer, demo }: Named): OpenColumn<Row>[] {
  const county = ({ book }: Row) => gazetteer.countyOf(book);
  const helper = ({ helper: code }: Row) => (code ? gazetteer.find(code) : undefined);
  return [
    { title: "month", of: (row) => row.period },
    { title: "year", kind: "number", of: (row) => Number(row.period.slice(0, 4)) },
    { title: "partnership", of: (row) => row.book },
    { title: "countyCode", of: (row) => county(row)._id },
    { title: "county", of: (row) => county(row).name },
    { title: "countyEn", of: (row) => county(row).nameEn },
    { title: "helperCode", of: (row) => row.helper },
    { title: "helper", of: (row) => helper(row)?.name },
    { title: "helperEn", of: (row) => helper(row)?.nameEn },
    { title: "basis", of: (row) => row.basis },
    { title: "measure", of: (row) => row.measure },
    { title: "category", of: (row) => row.category },
    { title: "buyerKind", of: (row) => row.buyerKind },
    { title: "amountYuan", kind: "yuan", of: (row) => row.fen },
    { title: "takenBackYuan", kind: "yuan", of: (row) => row.backFen },
    { title: "entries", kind: "number", of: (row) => row.entries },
    { title: "orders", kind: "number", of: (row) => row.orders },
    { title: "demo", of: () => String(demo) },
  ];
}

interface Link {
  partnership: string;
  county: string;
  helper: string | null;
  status: string | null;
  from: string | null;
  to: string | null;
  source: string | null;
}

/** Every helper's link to its county, past ones too; a county without any has a line of its own. */
export async function partnerships(gazetteer: Gazetteer, at: Date): Promise<OpenTable<Link>> {
  const demo = await demoIsLoaded();
  const rows = gazetteer.partnerships.flatMap(({ _id, county, helpers }): Link[] => {
    const place = { partnership: _id, county };
    if (helpers.length === 0) return [{ ...place, helper: null, status: null, from: null, to: null, source: null }];
    return helpers.map(({ region, ...link }) => ({ ...place, helper: region, ...link }));
  });
  return { asOf: at, columns: linkColumns({ gazetteer, demo }), rows };
}

const linkColumns = ({ gazetteer, demo }: Named): OpenColumn<Link>[] => [
  { title: "partnership", of: (row) => row.partnership },
  { title: "countyCode", of: (row) => row.county },
  { title: "county", of: (row) => gazetteer.find(row.county)?.name },
  { title: "countyEn", of: (row) => gazetteer.find(row.county)?.nameEn },
  { title: "group", of: (row) => gazetteer.find(row.county)?.group },
  { title: "helperCode", of: (row) => row.helper },
  { title: "helper", of: (row) => (row.helper ? gazetteer.find(row.helper)?.name : null) },
  { title: "helperEn", of: (row) => (row.helper ? gazetteer.find(row.helper)?.nameEn : null) },
  { title: "status", of: (row) => row.status },
  { title: "from", of: (row) => row.from },
  { title: "to", of: (row) => row.to },
  { title: "source", of: (row) => row.source },
  { title: "demo", of: () => String(demo) },
];

export const OPEN_TABLES = { contributions, partnerships } as const;
export type OpenName = keyof typeof OPEN_TABLES;

/** The fields of each table, for the page that explains them. */
export const FIELDS: Record<OpenName, string[]> = {
  contributions: contributionColumns({} as Named).map(({ title }) => title),
  partnerships: linkColumns({} as Named).map(({ title }) => title),
};
