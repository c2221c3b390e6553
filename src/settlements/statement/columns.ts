import type { Column } from "../../shared/tables/column";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { daysOf } from "../pages/period";
import type { Settlement } from "../pages/settlement";
import type { StatementRow } from "./rows";

/** The columns of a statement, on the page, in the spreadsheet and on paper alike. */
export const columnsOf = (words: Words): Column<StatementRow>[] => {
  const title = (column: string): string => words.t(`settlements:column.${column}`);
  return [
    { title: title("day"), of: (row) => dayOf(row.occurredAt) },
    { title: title("what"), of: (row) => words.t(`settlements:what.${row.what}`) },
    { title: title("order"), of: (row) => row.orderNumber ?? "" },
    { title: title("goods"), of: (row) => goodsOf(row, words) },
    { title: title("goodsAmount"), kind: "yuan", of: (row) => row.goodsFen },
    { title: title("freight"), kind: "yuan", of: (row) => row.freightFen },
    { title: title("back"), kind: "yuan", of: (row) => row.backFen },
    { title: title("charges"), kind: "yuan", of: (row) => row.chargesFen },
    { title: title("sum"), kind: "yuan", of: (row) => row.sumFen },
  ];
};

export const goodsOf = ({ goods, goodsEn, note }: StatementRow, words: Words): string =>
  goods ? words.pick(goods, goodsEn) : note;

const SUM_KINDS = [
  "sale",
  "freight",
  "refund",
  "dispute",
  "provider_fee",
  "commission",
  "partly_returned",
  "correction",
] as const;

/** How a statement comes to its sum: what stood at its head, each kind of line, what is paid out. */
export const sumsOf = ({ openingFen, sums }: Pick<Settlement, "openingFen" | "sums">, words: Words) =>
  [
    { kind: "opening", amountFen: openingFen as number },
    ...SUM_KINDS.map((kind) => ({ kind, amountFen: (sums[kind] ?? 0) as number })),
  ]
    .filter(({ kind, amountFen }) => amountFen !== 0 || kind === "sale")
    .map(({ kind, amountFen }) => ({ text: words.t(`settlements:kind.${kind}`), amountFen }));

export const periodText = (settlement: Pick<Settlement, "from" | "to">, words: Words): string =>
  words.t("settlements:days", daysOf(settlement));
