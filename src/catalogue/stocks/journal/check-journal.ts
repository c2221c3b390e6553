import { inSnapshot } from "../../../shared/db";
import type { Sku } from "../../../shared/ids";
import { onHandOf, type Stock, StockModel } from "../stock";
import { MovementModel } from "./movement";

/** Where the journal and the shelf disagree: what each of them says. */
export interface JournalDifference {
  sku: Sku;
  what: "on_hand" | "written" | "lines" | "sold";
  stock: number;
  journal: number;
}

interface Sums {
  _id: Sku;
  change: number;
  lines: number;
  last: number;
  trade: number;
}

/**
 * Adds up the whole journal as of one instant and names every SKU where it is not what the stock says: the changes, those
 * not written yet included, are the pieces on hand (available and held); sold less returned are the pieces sold; lines are
 * numbered without a gap. Empty at any moment, not only at quiet ones, because a change and its note are one update.
 */
export async function journalDifferences(): Promise<JournalDifference[]> {
  const [stocks, sums] = await inSnapshot(async (asOf) => [
    (await asOf(
      StockModel.find({ written: { $exists: true } }, { holds: 0, returned: 0 }),
    ).lean()) as unknown as Stock[],
    await asOf(
      MovementModel.aggregate<Sums>([
        {
          $group: {
            _id: "$sku",
            change: { $sum: "$change" },
            lines: { $sum: 1 },
            last: { $max: "$seq" },
            trade: { $sum: { $cond: [{ $in: ["$kind", ["sold", "returned"]] }, "$change", 0] } },
          },
        },
      ]),
    ),
  ]);
  const bySku = new Map(sums.map((each) => [each._id, each]));
  return stocks.flatMap((stock) => differencesOf(stock, bySku.get(stock._id)));
}

function differencesOf(stock: Stock, sums: Sums | undefined): JournalDifference[] {
  const { change = 0, lines = 0, last = 0, trade = 0 } = sums ?? {};
  const { written = { onHand: 0, lines: 0 }, unwritten = [], soldBefore = 0 } = stock;
  // A line may be written before its stock has forgotten the note.
  const notes = unwritten
    .map((move, index) => ({ ...move, seq: written.lines + 1 + index }))
    .filter(({ seq }) => seq > last);
  const early = unwritten.slice(0, unwritten.length - notes.length).reduce((sum, move) => sum + move.change, 0);
  const waiting = notes.reduce((sum, move) => sum + move.change, 0);
  const waitingTrade = notes
    .filter(({ kind }) => kind === "sold" || kind === "returned")
    .reduce((sum, move) => sum + move.change, 0);
  const pairs: [JournalDifference["what"], number, number][] = [
    ["on_hand", onHandOf(stock), change + waiting],
    ["written", written.onHand + early, change],
    ["lines", written.lines + unwritten.length - notes.length, lines],
    ["sold", stock.sold - soldBefore, 0 - trade - waitingTrade],
  ];
  return pairs
    .filter(([, shelf, journal]) => shelf !== journal)
    .map(([what, shelf, journal]) => ({ sku: stock._id, what, stock: shelf, journal }));
}

/** SKUs whose held count is not the sum of their holds: always empty, and the recount looks. */
export async function unevenStocks(): Promise<Sku[]> {
  const uneven = await StockModel.find({ $expr: { $ne: ["$held", { $sum: "$holds.quantity" }] } }, { _id: 1 }).lean();
  return uneven.map((stock) => stock._id as Sku);
}
