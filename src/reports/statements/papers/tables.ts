import type { SealedStatement } from "../../../credits/statements/sealed";
import { BASIS, BUYER_KIND, CATEGORY, monthText } from "./wording";

/** A line of any of a statement's tables: what it is of, and both measures. */
export interface AmountLine {
  label: string;
  /** Beside the label where one word does not do. */
  more: string;
  paidFen: number;
  recognisedFen: number;
}

export interface AmountTable {
  title: string;
  labels: [label: string, more: string];
  lines: AmountLine[];
  /** Whether the lines add up to the statement's own figures. */
  whole: boolean;
}

type Sums = Pick<AmountLine, "paidFen" | "recognisedFen">;

const line = (label: string, more: string, { paidFen, recognisedFen }: Sums): AmountLine => ({
  label,
  more,
  paidFen,
  recognisedFen,
});

/** The tables of a statement in the order of its paper, from the sealed text alone. */
export function tablesOf({ figures, regions }: SealedStatement): AmountTable[] {
  const { byHelper, byCategory, byBuyerKind, others } = figures;
  const nameOf = (code: string): string => regions.find((region) => region.code === code)?.name ?? code;
  const parts = (title: string, label: string, lines: AmountLine[]): AmountTable => ({
    title,
    labels: [label, ""],
    lines,
    whole: true,
  });
  return [
    {
      ...parts(
        "按协同方和方式",
        "协同方",
        byHelper.map((each) => line(nameOf(each.helper), BASIS[each.basis], each)),
      ),
      labels: ["协同方", "方式"],
    },
    parts(
      "按类别",
      "类别",
      byCategory.map((each) => line(CATEGORY[each.category], "", each)),
    ),
    parts(
      "按买家",
      "买家",
      byBuyerKind.map((each) => line(BUYER_KIND[each.buyerKind], "", each)),
    ),
    {
      ...parts(
        "另列：不计入本结对的销售",
        "范围",
        others.map((each) => line(BASIS[each.basis], "", each)),
      ),
      whole: false,
    },
    ...lateTable(figures.late),
  ];
}

function lateTable(late: SealedStatement["figures"]["late"]): AmountTable[] {
  if (late.length === 0) return [];
  const lines = late.map((each) => line(monthText(each.month), `${each.entries} 条`, each));
  return [{ title: "其中补记以前月份", labels: ["所属月份", "分录"], lines, whole: false }];
}
