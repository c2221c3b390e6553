import type { Basis } from "../../../credits/attribute";
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

/** The tables of a statement in the order of its paper, from the sealed text alone. */
export function tablesOf({ figures, regions }: SealedStatement): AmountTable[] {
  const nameOf = (code: string): string => regions.find((region) => region.code === code)?.name ?? code;
  const line = (
    label: string,
    more: string,
    { paidFen, recognisedFen }: { paidFen: number; recognisedFen: number },
  ) => ({
    label,
    more,
    paidFen,
    recognisedFen,
  });
  const late = {
    title: "其中补记以前月份",
    labels: ["所属月份", "分录"] as [string, string],
    lines: figures.late.map((each) => line(monthText(each.month), `${each.entries} 条`, each)),
    whole: false,
  };
  return [
    {
      title: "按协同方和方式",
      labels: ["协同方", "方式"],
      lines: figures.byHelper.map((each) => line(nameOf(each.helper), BASIS[each.basis], each)),
      whole: true,
    },
    {
      title: "按类别",
      labels: ["类别", ""],
      lines: figures.byCategory.map((each) => line(CATEGORY[each.category], "", each)),
      whole: true,
    },
    {
      title: "按买家",
      labels: ["买家", ""],
      lines: figures.byBuyerKind.map((each) => line(BUYER_KIND[each.buyerKind], "", each)),
      whole: true,
    },
    {
      title: "另列：不计入本结对的销售",
      labels: ["范围", ""],
      lines: figures.others.map((each: { basis: Basis; paidFen: number; recognisedFen: number }) =>
        line(BASIS[each.basis], "", each),
      ),
      whole: false,
    },
    ...(late.lines.length > 0 ? [late] : []),
  ];
}
