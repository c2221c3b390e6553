import { inSnapshot } from "../../shared/db";
import type { SellerId } from "../../shared/ids";
import { type Fen, fen, negate, sum, ZERO } from "../../shared/money";
import { type Kind, PostingModel, type SettlementId } from "../account/posting";
import { closingOf, type Settlement, SettlementModel } from "../pages/settlement";

/** A page that does not say what its lines say. */
export interface PageDifference {
  number: string;
  what: "sums" | "payable" | "opening" | "payout";
  expectedFen: Fen;
  foundFen: Fen;
}

export interface PagesCheck {
  differences: PageDifference[];
  /** What the unsettled pages and the tail come to. */
  owedFen: Fen;
  /** What was paid out, less what came back. */
  paidOutFen: Fen;
  /** Written by a clerk or for no order. */
  otherFen: Fen;
  postings: number;
}

interface Row {
  _id: { settlement: SettlementId | null; kind: Kind; ofOrder: boolean };
  fen: number;
  lines: number;
}

/** They stand beside the lines of the page they pay. */
const isBeside = (kind: Kind): boolean => kind === "payout" || kind === "payout_returned";
/** Paid out or come back; a part that came back is a line of the page that pays it out again. */
const isPayout = (kind: Kind): boolean => isBeside(kind) || kind === "partly_returned";

/** A producer's pages against the lines on them, all as of one instant. */
export async function checkPages(seller: SellerId): Promise<PagesCheck> {
  const [pages, rows] = await inSnapshot(
    async (asOf) =>
      [
        (await asOf(SettlementModel.find({ seller }).sort({ page: 1 })).lean()) as Settlement[],
        await asOf(
          PostingModel.aggregate<Row>([
            { $match: { seller } },
            {
              $group: {
                _id: { settlement: "$settlement", kind: "$kind", ofOrder: { $eq: [{ $type: "$order" }, "string"] } },
                fen: { $sum: "$amountFen" },
                lines: { $sum: 1 },
              },
            },
          ]),
        ),
      ] as const,
  );
  const fenOf = (which: (row: Row) => boolean): Fen => sum(rows.filter(which).map((row) => fen(row.fen)));
  const owing = pages.filter((page) => page.state !== "paid" && page.state !== "carried");
  return {
    differences: pages.flatMap((page, index) => differencesOf(page, pages[index - 1], rows)),
    owedFen: sum([...owing.map(closingOf), fenOf((row) => row._id.settlement === null)]),
    paidOutFen: negate(fenOf((row) => isPayout(row._id.kind))),
    otherFen: fenOf((row) => !row._id.ofOrder && !isPayout(row._id.kind)),
    postings: rows.reduce((count, row) => count + row.lines, 0),
  };
}

function differencesOf(page: Settlement, before: Settlement | undefined, rows: readonly Row[]): PageDifference[] {
  const own = rows.filter((row) => row._id.settlement === page._id);
  const lines = sum(own.filter((row) => !isBeside(row._id.kind)).map((row) => fen(row.fen)));
  const payouts = sum(own.filter((row) => isBeside(row._id.kind)).map((row) => fen(row.fen)));
  const carried = before?.state === "carried" ? (before.payableFen ?? ZERO) : ZERO;
  const due = page.state === "paid" ? negate(page.payableFen ?? ZERO) : ZERO;
  const checks: [PageDifference["what"], Fen, Fen][] = [
    ["sums", lines, sum(Object.values(page.sums))],
    ["opening", carried, page.openingFen],
    ["payable", page.payableFen === null ? ZERO : closingOf(page), page.payableFen ?? ZERO],
    ["payout", due, payouts],
  ];
  return checks
    .filter(([, expectedFen, foundFen]) => expectedFen !== foundFen)
    .map(([what, expectedFen, foundFen]) => ({ number: page.number, what, expectedFen, foundFen }));
}
