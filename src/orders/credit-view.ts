import type { Attribution } from "../credits/attribute";
import type { Gazetteer } from "../regions/gazetteer";
import type { Words } from "../shared/words";
import type { Order } from "./order-record";
import { isCounted } from "./signals/hold";

/** What a purchase did, for the person who made it: whose account, in which basis, how much, recognised or not yet. */
export interface CreditView {
  county: string;
  helper: string | null;
  basis: Attribution["basis"];
  href: string;
  paidFen: number;
  recognised: boolean;
}

export const creditsOf = (order: Order, book: Gazetteer, words: Words): CreditView[] =>
  creditsOfAll([order], book, words);

/** One row per county, basis and state, partnerships first; refunded amounts are taken off. */
export function creditsOfAll(orders: readonly Order[], book: Gazetteer, words: Words): CreditView[] {
  const rows = new Map<string, CreditView>();
  for (const [order, line] of orders.flatMap((order) => order.lines.map((line) => [order, line] as const))) {
    if (!line.credit) continue;
    const { credit } = line;
    const recognised = order.receivedAt !== null && isCounted(line);
    const key = `${credit.book} ${credit.basis} ${credit.helper} ${recognised}`;
    const county = book.countyOf(credit.book);
    const helper = credit.helper && book.region(credit.helper);
    const row = rows.get(key) ?? {
      county: words.pick(county.shortName, county.nameEn),
      helper: helper ? words.pick(helper.name, helper.nameEn) : null,
      basis: credit.basis,
      href: `/partnerships/${credit.book}`,
      paidFen: 0,
      recognised,
    };
    row.paidFen += line.paidFen - line.refundedFen;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => Number(b.helper !== null) - Number(a.helper !== null));
}
