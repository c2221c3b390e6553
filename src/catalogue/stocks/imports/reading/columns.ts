import type { FieldError } from "../../../../shared/errors";
import type { Table } from "../../../../shared/tables/read-table";

/** What a file may tell of goods that are listed, and of goods that are to be. */
export const STOCK_COLUMNS = ["sku", "onHand", "exportedOnHand", "price", "reason"] as const;
export const PRODUCT_COLUMNS = [
  "name",
  "nameEn",
  "kind",
  "size",
  "price",
  "unit",
  "weight",
  "stock",
  "yearly",
  "place",
  "summary",
  "description",
] as const;
export type StockColumn = (typeof STOCK_COLUMNS)[number];
export type ProductColumn = (typeof PRODUCT_COLUMNS)[number];

/** How people and other programs head such columns. The first two are what our own files write. */
const NAMES: Readonly<Record<StockColumn | ProductColumn, readonly string[]>> = {
  sku: ["货号", "SKU", "商品编码", "商家编码", "编码", "规格编码", "item number"],
  onHand: ["现有数量", "On hand", "onHand", "库存", "库存数量", "数量", "现有", "stock", "quantity"],
  exportedOnHand: ["导出时数量", "On hand when exported", "exportedOnHand"],
  price: ["单价", "Price", "价格", "售价", "单价（元）", "price (yuan)"],
  reason: ["原因", "Reason", "备注", "note"],
  name: ["品名", "Name", "商品名称", "名称", "商品名", "product"],
  nameEn: ["英文名", "English name", "nameEn"],
  kind: ["品类", "Kind", "类目", "分类", "种类", "category"],
  size: ["规格", "Size", "规格名", "规格名称", "variant"],
  unit: ["单位", "Unit", "计量单位"],
  weight: ["净重", "Net weight", "netWeight", "重量", "净含量", "weight"],
  stock: ["库存", "Stock", "现有数量", "数量", "On hand", "onHand", "quantity"],
  yearly: ["全年可供量", "Yearly supply", "全年可供", "年产量", "全年产量"],
  place: ["产地", "Place", "产地乡镇", "乡镇", "origin"],
  summary: ["一句话介绍", "Summary", "简介", "卖点"],
  description: ["详细介绍", "Description", "描述", "商品描述", "详情"],
};

/** "单价（元）", " On  Hand " and "on_hand" as one: width, case, blanks and lines do not matter. */
const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-*:：]/g, "");

export interface Columns<Name extends string> {
  at: Partial<Record<Name, number>>;
  /** Headers nobody here knows: not read, and said so. */
  ignored: string[];
}

/** Finds each column by its header, wherever it stands. Refuses two columns that mean the same. */
export function findColumns<Name extends StockColumn | ProductColumn>(
  { header }: Pick<Table, "header">,
  names: readonly Name[],
): { columns: Columns<Name>; errors: FieldError[] } {
  const columns: Columns<Name> = { at: {}, ignored: [] };
  const errors: FieldError[] = [];
  header.forEach((title, index) => {
    const name = names.find((each) => NAMES[each].some((known) => folded(known) === folded(title)));
    if (name === undefined) {
      if (title !== "") columns.ignored.push(title.slice(0, 40));
    } else if (columns.at[name] !== undefined) errors.push({ field: "file", code: "column_twice", params: { title } });
    else columns.at[name] = index;
  });
  return { columns, errors };
}

export const missing = (title: string): FieldError => ({ field: "file", code: "column_missing", params: { title } });
