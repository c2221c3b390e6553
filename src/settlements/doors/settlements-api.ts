import { z } from "zod";
import { shopOf } from "../../sellers/shop-of";
import { ApiRouter } from "../../shared/api";
import { fromCursor, paging, toCursor } from "../../shared/page";
import { now } from "../../shared/time";
import { viewerOf } from "../../shared/viewer";
import { KINDS } from "../account/posting";
import { balanceOf } from "../pages/balance";
import { settlementsOf } from "../pages/list";
import { SETTLEMENT_STATES, type Settlement, settlementOfSeller } from "../pages/settlement";
import { partOf } from "../paying/came-back";
import { rowsOf, type StatementRow } from "../statement/rows";
import { SettlementNumber } from "./settlement-routes";

const instant = z.iso.datetime();
const SettlementAnswer = z.object({
  number: z.string(),
  state: z.enum(SETTLEMENT_STATES),
  from: instant,
  to: instant,
  openingFen: z.int(),
  sums: z.partialRecord(z.enum(KINDS), z.int()),
  payableFen: z.int(),
  closedAt: instant.nullable(),
  paidOn: z.string().nullable(),
  reference: z.string().nullable(),
  /** What came back of it after it was paid; it stands on the account again. */
  partlyReturnedFen: z.int(),
});
const ListAnswer = z.object({
  asOf: instant,
  owedFen: z.int(),
  openFen: z.int(),
  readyFen: z.int(),
  onTheWayFen: z.int(),
  nextOn: instant,
  held: z.boolean(),
  items: z.array(SettlementAnswer),
  nextCursor: z.string().nullable(),
});
const LineAnswer = z.object({
  kind: z.enum(["received", "refund", "reinstated", "dispute", "correction", "partly_returned"]),
  occurredAt: instant,
  order: z.string().nullable(),
  goods: z.string(),
  goodsFen: z.int(),
  freightFen: z.int(),
  refundFen: z.int(),
  chargesFen: z.int(),
  sumFen: z.int(),
});

const answerOf = (settlement: Settlement): z.infer<typeof SettlementAnswer> => {
  const last = settlement.state === "paid" ? settlement.payments.at(-1) : undefined;
  return {
    number: settlement.number,
    state: settlement.state,
    from: settlement.from.toISOString(),
    to: settlement.to.toISOString(),
    openingFen: settlement.openingFen,
    sums: settlement.sums,
    payableFen: settlement.payableFen ?? 0,
    closedAt: settlement.closedAt?.toISOString() ?? null,
    paidOn: last?.executedOn ?? null,
    reference: last?.reference ?? null,
    partlyReturnedFen: partOf(settlement),
  };
};

const lineOf = (row: StatementRow): z.infer<typeof LineAnswer> => ({
  kind: row.what,
  occurredAt: row.occurredAt.toISOString(),
  order: row.orderNumber,
  goods: row.goods || row.note,
  goodsFen: row.goodsFen,
  freightFen: row.freightFen,
  refundFen: row.backFen,
  chargesFen: row.chargesFen,
  sumFen: row.sumFen,
});

/** What a producer is owed and was paid; another's is not there. */
export const settlementsApi = new ApiRouter("settlements")
  .on(
    "get",
    "/settlements",
    {
      summary: "What is owed and paid",
      roles: ["seller"],
      query: z.strictObject(paging),
      answer: ListAnswer,
    },
    async ({ query, req }) => {
      const [shop, at] = [await shopOf(viewerOf(req), "finance"), now()];
      const { items, nextCursor } = await settlementsOf(shop._id, query);
      const { nextOn, ...balance } = await balanceOf(shop._id, at);
      return {
        asOf: at.toISOString(),
        ...balance,
        nextOn: nextOn.toISOString(),
        held: shop.state === "suspended",
        items: items.map(answerOf),
        nextCursor,
      };
    },
  )
  .on(
    "get",
    "/settlements/{number}",
    {
      summary: "One settlement with its lines",
      roles: ["seller"],
      params: z.object({ number: SettlementNumber }),
      query: z.strictObject(paging),
      answer: SettlementAnswer.extend({ lines: z.array(LineAnswer), nextCursor: z.string().nullable() }),
    },
    async ({ params, query, req }) => {
      const shop = await shopOf(viewerOf(req), "finance");
      const settlement = await settlementOfSeller(shop._id, params.number);
      const key = fromCursor(query.cursor, 2);
      const after = key && typeof key[0] === "number" ? { occurredAt: new Date(key[0]), deed: String(key[1]) } : null;
      const { rows, next } = await rowsOf(settlement._id, { limit: query.limit, after });
      return {
        ...answerOf(settlement),
        lines: rows.map(lineOf),
        nextCursor: next && toCursor([next.occurredAt.getTime(), next.deed]),
      };
    },
  );
