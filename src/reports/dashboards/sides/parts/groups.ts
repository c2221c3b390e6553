import type { Basis } from "../../../../credits/attribute";
import { BUYER_KINDS, CATEGORIES } from "../../../../credits/deed";
import { type Ground, groupsOf } from "../side-rows";

export function byBasis(ground: Ground, bases: readonly Basis[]) {
  const { words } = ground;
  const groups = bases.map((basis) => ({ key: basis, name: words.t(`common:basis.${basis}`), choice: { basis } }));
  return {
    id: "by-basis",
    title: words.t("dashboards:side.byBasis"),
    head: words.t("common:word.basis"),
    lines: groupsOf(ground, (row) => row.basis, groups),
  };
}

export function byCategory(ground: Ground) {
  const { words, choice } = ground;
  const kinds = choice.category ? [choice.category] : CATEGORIES;
  const groups = kinds.map((key) => ({ key, name: words.t(`common:category.${key}`), choice: { category: key } }));
  return {
    id: "by-category",
    title: words.t("dashboards:side.byCategory"),
    head: words.t("common:word.category"),
    lines: groupsOf(ground, (row) => row.category, groups),
  };
}

export function byBuyerKind(ground: Ground) {
  const { words, choice } = ground;
  const kinds = choice.buyerKind ? [choice.buyerKind] : BUYER_KINDS;
  const groups = kinds.map((key) => ({ key, name: words.t(`common:buyerKind.${key}`), choice: { buyerKind: key } }));
  return {
    id: "by-buyer",
    title: words.t("dashboards:side.byBuyer"),
    head: words.t("dashboards:side.buyerKind"),
    lines: groupsOf(ground, (row) => row.buyerKind, groups),
  };
}
