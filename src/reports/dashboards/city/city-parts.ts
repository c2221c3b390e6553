import { BUYER_KINDS, CATEGORIES } from "../../../credits/deed";
import { type Choice, linkedAmounts } from "../../links";
import { amountsIn, type Groups } from "./city-figures";
import { bookOf } from "./city-months";
import { basesOf, choiceOf, fenOf } from "./city-query";
import type { CityGround } from "./counties";

export type Part = "basis" | "category" | "buyerKind";

/** The whole divided three ways, each adding up to it: how it was sold, what it was, who bought. */
export function parts(ground: CityGround) {
  const { figures, filter } = ground;
  return [
    divided(ground, "basis", figures.byBasis, basesOf(filter.basis)),
    divided(ground, "category", figures.byCategory, filter.category ? [filter.category] : CATEGORIES),
    divided(ground, "buyerKind", figures.byBuyerKind, filter.buyerKind ? [filter.buyerKind] : BUYER_KINDS),
  ];
}

function divided({ figures, filter, words }: CityGround, part: Part, groups: Groups, keys: readonly string[]) {
  const field = fenOf(filter.measure);
  const whole = figures.whole[field];
  return {
    part,
    title: words.t(`dashboards:city.part.${part}`),
    lines: keys.map((key) => {
      const amounts = amountsIn(groups, key);
      const choice = { ...choiceOf(filter), [part]: key } as Omit<Choice, "measure">;
      const linked = linkedAmounts(bookOf(filter), amounts, choice);
      return {
        key,
        text: words.t(`common:${part}.${key}`),
        valueFen: amounts[field],
        href: linked[`${filter.measure}Href`],
        ...linked,
        orders: amounts.orders,
        ratio: whole > 0 ? amounts[field] / whole : null,
      };
    }),
  };
}
