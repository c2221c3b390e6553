import type { FieldError } from "../../../shared/errors";
import type { Words } from "../../../shared/words";
import { rowField } from "../counting/count-form";
import type { JournalLine } from "../journal/journal";
import { REASON_CODES, REASONS } from "../journal/movement";
import type { ShopStock } from "../shop-stocks";

/** One SKU in the list, with what was typed beside it when the form comes back. */
export function stockRow(stock: ShopStock, words: Words, { typed = "", errors = [] as readonly FieldError[] } = {}) {
  const field = rowField(stock.sku);
  const { sku, onHand, held, available, sold, unsent, low, lowAt } = stock;
  return {
    ...{ sku, onHand, held, available, sold, unsent, low, lowAt, field, typed },
    ...namesOf(stock, words),
    href: `/shelf/stock/${encodeURIComponent(sku)}`,
    picture: stock.goods?.images[0] ?? null,
    listed: stock.variant !== null,
    errors: errors.filter((error) => error.field === field),
  };
}

export const namesOf = ({ goods, variant, sku }: ShopStock, words: Words) => ({
  name: goods ? words.pick(goods.name, goods.nameEn) : sku,
  variantName: variant ? words.pick(variant.name, variant.nameEn) : words.t("stock:notListed"),
});

export const reasonChoices = (chosen: string, words: Words) =>
  REASON_CODES.map((value) => ({ value, text: words.t(`stock:reason.${value}`), selected: value === chosen }));

/** A line of the journal: the words of its kind, and the person's own where there are any. */
export function lineView(line: JournalLine, words: Words) {
  return {
    at: line.at,
    kind: words.t(`stock:kind.${line.kind}`),
    reason: reasonWords(line.reason, words),
    change: line.change,
    more: line.change > 0,
    after: line.after,
    author: line.author,
    order: line.order,
  };
}

/** A reason is one of ours or a few words of the person's own. */
export const reasonWords = (reason: string, words: Words): string =>
  reason in REASONS ? words.t(`stock:reason.${reason}`) : reason;
