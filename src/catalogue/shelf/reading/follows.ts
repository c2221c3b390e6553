import { type Category, KINDS, type Kind } from "../../kinds";

/** What follows from the kind of goods, so that a producer need not be asked. */
const CATEGORY_OF: Readonly<Partial<Record<Kind, Category>>> = {
  craft: "cultural",
  textile: "cultural",
  painting: "cultural",
  ticket: "tourism",
};
const FRESH: readonly Kind[] = ["fruit", "vegetable", "poultry"];
const GROUND_OF: Readonly<Partial<Record<Kind, string>>> = {
  fruit: "apricot",
  vegetable: "leaf",
  tea: "leaf",
  herb: "leaf",
  honey: "citron",
  oil: "citron",
  meat: "rose",
  poultry: "rose",
  condiment: "clay",
  textile: "mist",
  painting: "rose",
  craft: "mist",
  ticket: "water",
};

export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);
export const categoryOf = (kind: Kind): Category => CATEGORY_OF[kind] ?? "agricultural";
export const isFresh = (kind: Kind): boolean => FRESH.includes(kind);
export const groundOf = (kind: string): string => (isKind(kind) ? GROUND_OF[kind] : undefined) ?? "straw";
/** Where weight says nothing: handmade things and tickets. */
export const needsWeight = (category: Category): boolean => category === "agricultural";

/** Units as they are said, with their English. */
export const UNITS: Readonly<Record<string, string>> = {
  箱: "box",
  袋: "bag",
  盒: "box",
  瓶: "bottle",
  罐: "jar",
  包: "pack",
  筐: "crate",
  份: "portion",
  只: "piece",
  个: "piece",
  枚: "piece",
  条: "piece",
  件: "piece",
  幅: "piece",
  张: "ticket",
  套: "set",
  对: "pair",
  把: "bundle",
  床: "piece",
  桶: "can",
  斤: "500 g",
  公斤: "kg",
};
