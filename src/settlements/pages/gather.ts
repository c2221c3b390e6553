import { sellerById } from "../../sellers/seller";
import { inTransaction, isDuplicate } from "../../shared/db";
import { newId, type SellerId } from "../../shared/ids";
import { add, type Fen, ZERO } from "../../shared/money";
import { type Kind, type Posting, PostingModel } from "../account/posting";
import { nextCut } from "./period";
import { newSettlementNumber, type Settlement, SettlementModel } from "./settlement";

/** How many lines one transaction puts on a page: few enough to commit in a moment. */
export const BATCH = 250;

/**
 * Puts the next lines of a producer's tail on the open page, whole or not at all: so that the page's sums are always those of
 * its lines, and whoever reads the balance adds nothing but the last moments. What happened after the page's cut waits for
 * the next page. Answers how many lines. Harmless when two do it at once: each line is put on one page, once.
 */
export async function gather(seller: SellerId, at: Date, batch = BATCH): Promise<number> {
  try {
    return await inTransaction(async () => {
      const page = await openPage(seller, at);
      const tail = (await PostingModel.find({ seller, gathered: false, occurredAt: { $lt: page.to } })
        .sort({ _id: 1 })
        .limit(batch)
        .lean()) as Posting[];
      if (tail.length > 0) await putOn(page, tail);
      return tail.length;
    });
  } catch (error) {
    // Somebody else began the page in the same moment and puts the lines on it.
    if (isDuplicate(error)) return 0;
    throw error;
  }
}

async function putOn(page: Settlement, tail: readonly Posting[]): Promise<void> {
  const ids = tail.map((posting) => posting._id);
  const taken = await PostingModel.updateMany(
    { _id: { $in: ids }, gathered: false },
    { $set: { gathered: true, settlement: page._id } },
  );
  const { matchedCount } = await SettlementModel.updateOne(
    { _id: page._id, state: "open" },
    { $inc: { ...increments(tail), lines: tail.length, version: 1 } },
  );
  if (taken.matchedCount !== tail.length || matchedCount !== 1)
    throw new Error(`${page.number}: ${taken.matchedCount} of ${tail.length} lines could be put on it`);
}

function increments(tail: readonly Posting[]): Record<string, number> {
  const sums = new Map<Kind, Fen>();
  for (const { kind, amountFen } of tail) sums.set(kind, add(sums.get(kind) ?? ZERO, amountFen));
  return Object.fromEntries([...sums].map(([kind, amountFen]) => [`sums.${kind}`, amountFen]));
}

/** The producer's open page; the first is begun with the first line. */
async function openPage(seller: SellerId, at: Date): Promise<Settlement> {
  const open = (await SettlementModel.findOne({ seller, state: "open" }).lean()) as Settlement | null;
  if (open) return open;
  const shop = await sellerById(seller);
  const first: Settlement = {
    ...blank(at),
    seller,
    sellerName: shop?.name ?? seller,
    sellerNameEn: shop?.nameEn ?? seller,
    page: 1,
    from: await firstDay(seller, at),
    to: nextCut(at),
    openingFen: ZERO,
  };
  await SettlementModel.insertMany([first]);
  return first;
}

/** The first page begins with the first line, which may have been written long before anybody gathered. */
async function firstDay(seller: SellerId, at: Date): Promise<Date> {
  const first = (await PostingModel.findOne({ seller, gathered: false }).sort({ _id: 1 }).lean()) as Posting | null;
  return first && first.occurredAt < at ? first.occurredAt : at;
}

/** A page with nothing on it, for `openPage` and for the one that follows a closed page. */
export const blank = (at: Date) => ({
  _id: newId<"settlement">("set", at),
  number: newSettlementNumber(at),
  state: "open" as const,
  sums: {},
  lines: 0,
  payableFen: null,
  closedAt: null,
  closedBy: null,
  payments: [],
  askAt: null,
  version: 1,
});
