import type { Basis } from "../../../credits/attribute";
import type { BuyerKind, Category } from "../../../credits/deed";

/**
 * The words of a sealed statement's papers. They stand here and not among the pages' texts, because a paper is printed again
 * from its sealed text alone: were a word bettered there, the same statement would give another paper. Format 1.
 */
export const BASIS: Record<Basis, string> = {
  help_sell: "帮助销售",
  purchase: "采购",
  non_paired: "结对外（买家在主城，不属协同区）",
  out_of_scope: "主城外（买家不在主城）",
};

export const CATEGORY: Record<Category, string> = {
  agricultural: "农产品",
  cultural: "非遗手作",
  tourism: "景区文旅",
};

export const BUYER_KIND: Record<BuyerKind, string> = { citizen: "市民", institution: "单位" };

export const SIDE: Record<string, string> = { county: "县方", helper: "协同方" };

export const SITE = "两群好物 · 帮扶账本";
export const TITLE = "消费帮扶月度账单";
export const PAID = "成交";
export const RECOGNISED = "认定";

export const RULES = [
  "成交：买家已付款，按商品实付金额计，不含运费；认定：已付款且已签收、自提或核销。两数均已扣除退款（退款成功当日冲减）。",
  "月份按 Asia/Shanghai 的记账日期。一笔只计入一组结对、一个协同方、一种方式；结对外和主城外的销售只列示，不计入本结对。",
  "封存以后到达的补记和冲减记入当时未封存的月份，并注明所属月份；本账单不再变动。",
];

export const PROOF =
  "核验：在本平台“核验”页（/verify）输入编号或任一文件的 SHA-256。用 sha256sum（Windows 为 certutil -hashfile 文件名 SHA256）可自行计算文件的值。";

/** "2026-10" → 2026年10月. */
export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
