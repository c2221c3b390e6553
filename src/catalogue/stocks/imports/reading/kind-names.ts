import { KINDS, type Kind } from "../../../kinds";

/** What the kinds are called in files: as on our pages in both languages (a test compares), and as people say. */
export const KIND_NAMES: Readonly<Record<Kind, readonly string[]>> = {
  grain: ["米面粮食", "Rice and grain", "粮食", "大米"],
  fruit: ["水果", "Fruit", "鲜果"],
  vegetable: ["蔬菜", "Vegetables", "蔬果"],
  tea: ["茶", "Tea", "茶叶"],
  oil: ["油", "Oil", "食用油"],
  meat: ["肉与腊味", "Meat, cured and fresh", "腊肉", "腊味"],
  poultry: ["禽蛋", "Poultry and eggs", "鸡蛋"],
  noodle: ["面条", "Noodles"],
  tofu: ["豆制品", "Tofu"],
  mushroom: ["菌菇", "Mushrooms"],
  nut: ["坚果", "Nuts"],
  herb: ["药食", "Roots and herbs"],
  honey: ["蜂蜜", "Honey", "蜂产品"],
  condiment: ["调味", "Condiments", "调味品", "酱菜"],
  snack: ["小食", "Snacks", "零食"],
  craft: ["手工", "Handwork", "手工艺品", "非遗"],
  textile: ["织绣", "Weaving and embroidery"],
  painting: ["书画", "Prints and painting"],
  ticket: ["门票", "Tickets", "景区门票"],
};

/** 水果, Fruit and fruit are the same kind. */
export function kindOf(text: string): Kind | null {
  const asked = text.trim().toLowerCase();
  return KINDS.find((kind) => [kind, ...KIND_NAMES[kind]].some((name) => name.toLowerCase() === asked)) ?? null;
}
