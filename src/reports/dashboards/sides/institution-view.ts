import { UNNAMED } from "../../../credits/breakdowns/breakdown";
import { type BreakdownItem, breakdownRowsAsOf, itemsOf } from "../../../credits/breakdowns/read-breakdown";
import { selectedBy } from "../../../credits/entries";
import { type Entry, EntryModel } from "../../../credits/entry";
import { visibleTo } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import { type AsOf, inSnapshot } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import type { RegionCode } from "../../../shared/ids";
import { fromCursor, page as pageOf } from "../../../shared/page";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { entryLine } from "../../entries/entry-line";
import { Names } from "../../names";
import { booksOf } from "../helper/helper-books";
import { addressWith, choiceOf, type SideFilter, wanted } from "./side-query";

export interface InstitutionPage {
  /** The organisation's id, or UNNAMED. */
  id: string;
  /** Whose page it is below: the county whose goods it bought, or the helper. */
  region: RegionCode;
  county: boolean;
  cursor: unknown;
  filter: SideFilter;
  viewer: Viewer;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

const PAGE = 50;

/** What one institution bought from the side's goods, down to the entries. Not found for one the side may not name. */
export async function institutionView(page: InstitutionPage) {
  const { id, region, county, filter, viewer, at, gazetteer, words } = page;
  const { item, entries } = await readInstitution(page);
  const names = new Names(gazetteer, words);
  const visible = visibleTo(viewer, gazetteer, dayOf(at));
  const side = `/dashboards/${county ? "counties" : "helpers"}/${region}`;
  const path = `${side}/institutions/${encodeURIComponent(id)}`;
  const name = id === UNNAMED ? words.t("dashboards:side.unnamed") : item.name;
  const to = (measure: string) => addressWith(path, filter, { measure });
  return {
    title: name,
    breadcrumb: { items: [{ href: `${side}?year=${filter.year}`, text: names.full(region) }], current: name },
    district: item.affiliation && names.full(item.affiliation),
    ...{ asOf: at, from: filter.span.from, to: filter.span.to, measure: filter.measure },
    paid: { ...item.paid, href: to("paid") },
    recognised: { ...item.recognised, href: to("recognised") },
    lines: entries.items.map((entry) => entryLine(entry, names, visible)),
    sumFen: item[filter.measure].fen,
    showsCounty: !county,
    nextHref: entries.nextCursor && addressWith(path, filter, { cursor: entries.nextCursor }),
  };
}

/** Its sums and a page of its entries, of one instant. */
async function readInstitution(
  page: InstitutionPage,
): Promise<{ item: BreakdownItem; entries: ReturnType<typeof pageOf<Entry>> }> {
  const { id, filter } = page;
  const { books, choice } = reachOf(page);
  return inSnapshot(async (asOf) => {
    const rows = await breakdownRowsAsOf(asOf, { books, ...filter.span, kind: "institution" });
    const [item] = itemsOf(rows.filter((row) => row.id === id).filter(selectedBy(wanted(choice))));
    if (!item) throw notFound();
    return { item, entries: await entriesAsOf(asOf, page) };
  });
}

/** The books of the side and the part of them that its list of buyers is of: a helper's is what is credited to it. */
function reachOf({ region, county, filter, gazetteer, at }: InstitutionPage) {
  const own = gazetteer.partnershipOf(region);
  if (county) return { books: own ? [own._id] : [], choice: choiceOf(filter) };
  const { beside, former } = booksOf(region, gazetteer, dayOf(at));
  return { books: [...beside, ...former].map((each) => each._id), choice: { ...choiceOf(filter), helper: region } };
}

async function entriesAsOf(asOf: AsOf, page: InstitutionPage) {
  const { books, choice } = reachOf(page);
  const { bases, from, to, category, helper } = wanted(choice);
  const { id, cursor, filter } = page;
  const after = fromCursor(typeof cursor === "string" ? cursor : undefined, 2) as [string, string] | null;
  const found = EntryModel.find({
    $and: [
      id === UNNAMED ? { buyerKind: "institution", institution: { $exists: false } } : { "institution.id": id },
      { book: { $in: books }, measure: filter.measure, basis: { $in: bases } },
      { ...(category && { category }), ...(helper && { helper }) },
      { period: { $gte: from, $lte: to } },
      after ? { $or: [{ period: after[0], _id: { $lt: after[1] } }, { period: { $lt: after[0] } }] } : {},
    ],
  } as Record<string, unknown>);
  const rows = (await asOf(found.sort({ period: -1, _id: -1 }).limit(PAGE + 1)).lean()) as Entry[];
  return pageOf(rows, PAGE, (entry) => [entry.period, entry._id]);
}
