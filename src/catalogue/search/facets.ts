import type { Gazetteer } from "../../regions/gazetteer";
import { helpersOn } from "../../regions/partnership";
import type { RegionCode } from "../../shared/ids";
import { dayOf, monthNumber } from "../../shared/time";
import { goodsCache } from "../goods-cache";
import type { Category } from "../kinds";
import { onSale } from "../on-sale";
import { ProductModel } from "../product";
import type { Choices } from "./filters";
import { narrow, TOKEN_INDEX, wordsFilter } from "./search-filter";

/** How many goods share county, category and certificates: everything the facets need, in a few hundred rows. */
export interface Cell {
  county: RegionCode;
  category: Category;
  /** Kinds of certificates, joined by commas. */
  marks: string;
  count: number;
}

export interface Counted<T extends string = string> {
  value: T;
  count: number;
}

export interface Facets {
  total: number;
  county: Counted<RegionCode>[];
  group: Counted[];
  helper: Counted<RegionCode>[];
  category: Counted[];
  certification: Counted[];
}

const cells = goodsCache<Cell[]>(300);

/** Counts beside the filters. */
export async function facetsFor(choices: Choices, gazetteer: Gazetteer, at: Date): Promise<Facets> {
  return countFacets(await cellsFor(choices, at), choices, gazetteer, at);
}

/** The same cells serve every choice of county, category and certificate, so turning these filters asks nothing again. */
function cellsFor(choices: Choices, at: Date): Promise<Cell[]> {
  const { kind, minFen, maxFen, inStock, seasonNow, q } = choices;
  const key = JSON.stringify([q, kind, minFen, maxFen, inStock, seasonNow ? monthNumber(at) : null]);
  return cells.get(key, async () => {
    const words = await wordsFilter(q);
    if (!words) return [];
    const filter = { ...(await onSale()), ...narrow(choices, at), ...words };
    const found = ProductModel.aggregate<Cell>([
      { $match: filter },
      { $group: { _id: { county: "$originCounty", category: "$category", marks: "$marks" }, count: { $sum: 1 } } },
      { $project: { _id: 0, county: "$_id.county", category: "$_id.category", marks: "$_id.marks", count: 1 } },
    ]);
    const fromIndexAlone = Object.keys(filter).every((name) => name === "state" || name === "soldOut");
    if (q) return found.hint(TOKEN_INDEX);
    return fromIndexAlone ? found.hint(CELL_INDEX) : found;
  });
}

const CELL_INDEX = { state: 1, originCounty: 1, category: 1, marks: 1, soldOut: 1 };

/** Each facet's counts take every choice into account but its own, so they say what choosing otherwise would give. */
export function countFacets(all: readonly Cell[], choices: Choices, gazetteer: Gazetteer, at: Date): Facets {
  const day = dayOf(at);
  const helperNames = new Map(
    gazetteer.partnerships.map((each) => [each.county, helpersOn(each, day).map((link) => link.region)]),
  );
  const groupOf = (cell: Cell): string => gazetteer.find(cell.county)?.group ?? "";
  const helpersOf = (cell: Cell): string[] => helperNames.get(cell.county) ?? [];
  const marksOf = (cell: Cell): string[] => cell.marks.split(",").filter(Boolean);
  const passes = {
    helper: (cell: Cell) => !choices.helper || helpersOf(cell).includes(choices.helper._id),
    county: (cell: Cell) => !choices.county || cell.county === choices.county._id,
    group: (cell: Cell) => !choices.group || groupOf(cell) === choices.group,
    category: (cell: Cell) => !choices.category || cell.category === choices.category,
    certification: (cell: Cell) => !choices.certification || marksOf(cell).includes(choices.certification),
  };
  type Facet = keyof typeof passes;
  const but = (own?: Facet): Cell[] =>
    all.filter((cell) => (Object.keys(passes) as Facet[]).every((name) => name === own || passes[name](cell)));
  return {
    total: but().reduce((sum, cell) => sum + cell.count, 0),
    county: tally(but("county"), (cell) => [cell.county]) as Counted<RegionCode>[],
    group: tally(but("group"), (cell) => [groupOf(cell)]),
    helper: tally(but("helper"), (cell) => helpersOf(cell)) as Counted<RegionCode>[],
    category: tally(but("category"), (cell) => [cell.category]),
    certification: tally(but("certification"), marksOf),
  };
}

/** Largest first; equals in the order of their codes. */
function tally(some: readonly Cell[], valuesOf: (cell: Cell) => string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const cell of some) for (const value of valuesOf(cell)) counts.set(value, (counts.get(value) ?? 0) + cell.count);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
