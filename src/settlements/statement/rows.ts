import type { SellerId } from "../../shared/ids";
import { add, type Fen, sum, ZERO } from "../../shared/money";
import { type Kind, type Posting, PostingModel, type SettlementId } from "../account/posting";

/** One deed on a statement: a receipt, a refund, … with everything it moved beside each other. */
export interface StatementRow {
  what: "received" | "refund" | "reinstated" | "dispute" | "correction" | "partly_returned";
  occurredAt: Date;
  orderNumber: string | null;
  goods: string;
  goodsEn: string;
  note: string;
  goodsFen: Fen;
  freightFen: Fen;
  /** Refunds and chargebacks, and what was put back of them. */
  backFen: Fen;
  /** The provider's fee and the commission. */
  chargesFen: Fen;
  sumFen: Fen;
}

export interface Cursor {
  occurredAt: Date;
  deed: string;
}

const LINE_KINDS: readonly Kind[] = [
  "sale",
  "freight",
  "refund",
  "provider_fee",
  "commission",
  "dispute",
  "correction",
  "partly_returned",
];

/** The deeds of a page in the order they happened, from a cursor on; a deed is never cut in two. */
export async function rowsOf(
  settlement: SettlementId,
  { limit, after }: { limit: number; after?: Cursor | null },
): Promise<{ rows: StatementRow[]; next: Cursor | null }> {
  const later = after
    ? { $or: [{ occurredAt: { $gt: after.occurredAt } }, { occurredAt: after.occurredAt, deed: { $gt: after.deed } }] }
    : {};
  // A deed has four postings at most, so so many more are enough to see where the last one ends.
  const found = (await PostingModel.find({ settlement, kind: { $in: LINE_KINDS }, ...later } as Record<string, unknown>)
    .sort({ occurredAt: 1, deed: 1 })
    .limit(limit * POSTINGS + 1)
    .lean()) as Posting[];
  const groups = grouped(found);
  const more = found.length > limit * POSTINGS || groups.length > limit;
  const whole = more ? groups.slice(0, Math.min(limit, groups.length - 1)) : groups;
  const last = whole.at(-1)?.at(-1);
  return { rows: whole.map(rowOf), next: more && last ? { occurredAt: last.occurredAt, deed: last.deed } : null };
}

const POSTINGS = 4;

/** Every deed of a page, for its papers. */
export async function* allRows(settlement: SettlementId): AsyncGenerator<StatementRow> {
  for (let after: Cursor | null = null, first = true; first || after; first = false) {
    const { rows, next }: Awaited<ReturnType<typeof rowsOf>> = await rowsOf(settlement, { limit: 500, after });
    yield* rows;
    after = next;
  }
}

/** What stands on no closed page yet, the latest first. */
export async function openRows(seller: SellerId, page: SettlementId | null, limit: number): Promise<StatementRow[]> {
  const find = (filter: Record<string, unknown>, sort: Record<string, 1 | -1>): Promise<Posting[]> =>
    PostingModel.find({ ...filter, kind: { $in: LINE_KINDS } })
      .sort(sort)
      .limit(limit * POSTINGS)
      .lean() as unknown as Promise<Posting[]>;
  const tail = await find({ seller, gathered: false }, { _id: -1 });
  const own = page ? await find({ settlement: page }, { occurredAt: -1, deed: -1 }) : [];
  const all = [...tail, ...own].sort(
    (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.deed < b.deed ? -1 : 1),
  );
  return grouped(all).map(rowOf).reverse().slice(0, limit);
}

function grouped(postings: readonly Posting[]): Posting[][] {
  const groups: Posting[][] = [];
  for (const posting of postings) {
    const last = groups.at(-1);
    if (last?.[0]?.deed === posting.deed) last.push(posting);
    else groups.push([posting]);
  }
  return groups;
}

function rowOf(postings: readonly Posting[]): StatementRow {
  const [first] = postings as [Posting, ...Posting[]];
  const of = (...kinds: Kind[]): Fen =>
    postings.filter((each) => kinds.includes(each.kind)).reduce((whole, each) => add(whole, each.amountFen), ZERO);
  return {
    what: whatOf(first, postings),
    occurredAt: first.occurredAt,
    orderNumber: first.orderNumber,
    goods: first.goods,
    goodsEn: first.goodsEn,
    note: first.note,
    goodsFen: of("sale"),
    freightFen: of("freight"),
    backFen: of("refund", "dispute"),
    chargesFen: of("provider_fee", "commission"),
    sumFen: sum(postings.map((each) => each.amountFen)),
  };
}

function whatOf({ deed }: Posting, postings: readonly Posting[]): StatementRow["what"] {
  const alone = postings.find(({ kind }) => kind === "correction" || kind === "partly_returned");
  if (alone) return alone.kind as "correction" | "partly_returned";
  if (deed.startsWith("reinstated:")) return "reinstated";
  if (postings.some((each) => each.kind === "dispute")) return "dispute";
  return deed.startsWith("refund:") ? "refund" : "received";
}
