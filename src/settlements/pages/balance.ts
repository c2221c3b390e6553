import { inSnapshot } from "../../shared/db";
import type { SellerId } from "../../shared/ids";
import { add, type Fen, fen, sum, ZERO } from "../../shared/money";
import { PostingModel } from "../account/posting";
import { nextCut } from "./period";
import { closingOf, type Settlement, SettlementModel, type SettlementState } from "./settlement";

/** What a producer has to get, as of one instant. */
export interface Balance {
  /** Everything not paid out yet; below zero when refunds came after a settlement was paid. */
  owedFen: Fen;
  /** Of it: on the open page, closed and not paid, on its way. */
  openFen: Fen;
  readyFen: Fen;
  onTheWayFen: Fen;
  /** When the open page is closed. */
  nextOn: Date;
}

/** Pages that are not settled yet: one open one, and those that wait for their money. */
const UNSETTLED: readonly SettlementState[] = ["open", "ready", "paying", "returned"];

/**
 * Exact at any moment and at the same cost however long the account is: the unsettled pages, which carry their own sums, and
 * the tail that stands on no page yet, read as of one instant.
 */
export async function balanceOf(seller: SellerId, at: Date): Promise<Balance> {
  return inSnapshot(async (asOf) => {
    const pages = (await asOf(
      SettlementModel.find({ seller, state: { $in: UNSETTLED } }, { openingFen: 1, sums: 1, state: 1, to: 1 }),
    ).lean()) as Settlement[];
    const [tail] = await asOf(
      PostingModel.aggregate<{ fen: number }>([
        { $match: { seller, gathered: false } },
        { $group: { _id: null, fen: { $sum: "$amountFen" } } },
      ]),
    );
    const of = (...states: SettlementState[]): Fen =>
      sum(pages.filter((page) => states.includes(page.state)).map(closingOf));
    const openFen = add(of("open"), tail ? fen(tail.fen) : ZERO);
    const [readyFen, onTheWayFen] = [of("ready", "returned"), of("paying")];
    return {
      openFen,
      readyFen,
      onTheWayFen,
      owedFen: sum([openFen, readyFen, onTheWayFen]),
      nextOn: pages.find((page) => page.state === "open")?.to ?? nextCut(at),
    };
  });
}
