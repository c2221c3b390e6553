import { sha256 } from "../../../credits/statements/figures";
import { readSealed, type SealedStatement } from "../../../credits/statements/sealed";
import type { Column } from "../../../shared/tables/column";
import { sheet, writeBook } from "../../../shared/tables/write-xlsx";
import { type AmountLine, tablesOf } from "./tables";
import { monthText, PAID, RECOGNISED, SIDE, TITLE } from "./wording";

/** The same as a spreadsheet: a sheet of what the statement is, one for each table, one for the signatures. */
export function statementXlsx(json: string): Promise<Buffer> {
  const sealed = readSealed(json);
  return writeBook([
    sheet({ name: TITLE, columns: FACTS, rows: factsOf(sealed, json) }),
    ...tablesOf(sealed).map(({ title, labels: [label, more], lines }) =>
      sheet({ name: title.replace("：", " "), columns: amountColumns(label, more), rows: lines }),
    ),
    sheet({ name: "签认", columns: SIGNATURES, rows: sealed.signatures }),
  ]);
}

interface Fact {
  name: string;
  yuan?: number;
  number?: number;
  text?: string;
}

const FACTS: Column<Fact>[] = [
  { title: "项目", of: (fact) => fact.name },
  { title: "金额（元）", kind: "yuan", of: (fact) => fact.yuan },
  { title: "数", kind: "number", of: (fact) => fact.number },
  { title: "内容", of: (fact) => fact.text },
];

const factsOf = (sealed: SealedStatement, json: string): Fact[] => [
  { name: "编号", text: sealed.number },
  { name: "区县", text: sealed.county.name },
  { name: "月份", text: monthText(sealed.month) },
  { name: "版本", number: sealed.version },
  { name: RECOGNISED, yuan: sealed.figures.recognisedFen },
  { name: `${RECOGNISED}：其中退款冲减`, yuan: sealed.figures.recognisedBackFen },
  { name: PAID, yuan: sealed.figures.paidFen },
  { name: `${PAID}：其中退款冲减`, yuan: sealed.figures.paidBackFen },
  { name: "订单", number: sealed.figures.orders },
  { name: "分录", number: sealed.figures.entries },
  { name: "结账", text: `${sealed.closedBy} ${sealed.closedAt}` },
  { name: "链上第一条", ...place(sealed.entries.firstSeq) },
  { name: "链上最后一条", ...place(sealed.entries.lastSeq) },
  { name: "分录摘要 SHA-256", text: sealed.entries.sha256 },
  { name: "签认数字 SHA-256", text: sealed.figuresHash },
  { name: "封存文本（JSON）SHA-256", text: sha256(json) },
];

const place = (seq: number | null): Partial<Fact> => (seq === null ? { text: "无" } : { number: seq });

const amountColumns = (label: string, more: string): Column<AmountLine>[] => [
  { title: label, of: (line) => line.label },
  ...(more ? [{ title: more, of: (line: AmountLine) => line.more }] : []),
  { title: `${PAID}（元）`, kind: "yuan", of: (line) => line.paidFen },
  { title: `${RECOGNISED}（元）`, kind: "yuan", of: (line) => line.recognisedFen },
];

const SIGNATURES: Column<SealedStatement["signatures"][number]>[] = [
  { title: "一方", of: ({ role }) => SIDE[role] ?? role },
  { title: "单位", of: ({ organisation }) => organisation },
  { title: "经办人", of: ({ name }) => name },
  { title: "时间", kind: "instant", of: ({ at }) => new Date(at) },
];
