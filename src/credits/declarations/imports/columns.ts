import type { FieldError } from "../../../shared/errors";
import type { Table } from "../../../shared/tables/read-table";
import { CONTENT_LISTS, CONTENT_TEXTS, LINE_TEXTS } from "../record/content";

/** What a table of declarations may say: what is about the deal, then what is about the line of goods. */
export const DEAL_COLUMNS = [...CONTENT_TEXTS, ...CONTENT_LISTS] as const;
export const GOODS_COLUMNS = LINE_TEXTS;
export const COLUMNS = [...DEAL_COLUMNS, ...GOODS_COLUMNS] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** How officials and other systems head such columns; the first two are what our own template writes. */
const NAMES: Readonly<Record<ColumnName, readonly string[]>> = {
  basis: ["计入方式", "Counted as", "帮扶方式", "采购或帮销"],
  event: ["活动种类", "Kind of event", "活动类型"],
  eventName: ["活动名称", "Name of event"],
  county: ["产地区县", "County of origin", "产地", "区县", "受帮扶区县"],
  day: ["送达日期", "Day of delivery", "验收日期", "到货日期", "收货日期"],
  sellerName: ["销售方名称", "Seller", "供应商", "供货单位", "销售方"],
  sellerNumber: [
    "销售方统一社会信用代码",
    "Seller's registration number",
    "统一社会信用代码",
    "供应商统一社会信用代码",
  ],
  sellerPhone: ["销售方电话", "Seller's telephone", "供应商电话", "联系电话"],
  buyerName: ["购买方名称", "Buyer", "采购单位", "购买方"],
  buyerNumber: ["购买方统一社会信用代码", "Buyer's registration number", "采购单位统一社会信用代码"],
  invoiceCode: ["发票代码", "Invoice code"],
  invoiceNumber: ["发票号码", "Invoice number", "发票号", "数电票号码"],
  invoiceLine: ["发票行号", "Invoice line", "行号"],
  invoiceTotal: ["价税合计（元）", "Invoice total (yuan)", "价税合计", "发票金额", "发票金额（元）"],
  invoiceDay: ["开票日期", "Invoice date", "发票日期"],
  name: ["品名", "Goods", "产品名称", "商品名称", "货物名称"],
  category: ["类别", "Category", "产品类别", "品类"],
  quantity: ["数量", "Quantity"],
  unit: ["单位", "Unit", "计量单位"],
  amount: ["金额（元）", "Amount (yuan)", "金额", "采购金额", "采购金额（元）", "帮扶金额"],
  low: ["参考价低（元）", "Reference from (yuan)", "参考价低"],
  high: ["参考价高（元）", "Reference to (yuan)", "参考价高", "参考价"],
  signed: ["签约金额（元，不计入）", "Signed for (yuan, not counted)", "签约金额", "签约金额（元）"],
  tags: ["口径标签", "Schemes", "机制"],
  alsoIn: ["已在别处上报", "Already reported in", "同时计入"],
  note: ["说明", "Remarks", "备注"],
};

/** Width, case, blanks and brackets of another kind do not matter. */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-*:’']/g, "");

export interface Found {
  at: Partial<Record<ColumnName, number>>;
  /** Headings nobody here knows: not read, and said so. */
  ignored: string[];
  errors: FieldError[];
}

/** Without these nothing can be said of a purchase. */
const NEEDED: readonly ColumnName[] = ["county", "day", "sellerNumber", "invoiceNumber", "name", "amount"];

export function findColumns({ header }: Pick<Table, "header">): Found {
  const found: Found = { at: {}, ignored: [], errors: [] };
  header.forEach((title, index) => {
    const name = COLUMNS.find((each) => NAMES[each].some((known) => folded(known) === folded(title)));
    if (name === undefined) {
      if (title !== "") found.ignored.push(title.slice(0, 40));
    } else if (found.at[name] !== undefined)
      found.errors.push({ field: "file", code: "column_twice", params: { title } });
    else found.at[name] = index;
  });
  for (const name of NEEDED)
    if (found.at[name] === undefined)
      found.errors.push({
        field: "file",
        code: "column_missing",
        params: { title: NAMES[name].slice(0, 2).join(" / ") },
      });
  return found;
}
