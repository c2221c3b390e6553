import type { Attribution } from "../credits/attribute";
import type { Gazetteer } from "../regions/gazetteer";
import type { Words } from "../shared/words";
import type { Order, OrderLine } from "./order-record";
import { isCounted } from "./signals/hold";

/** What a purchase did, for the person who made it: whose account, in which basis, how much, recognised or not yet. */
export interface CreditView {
  county: string;
  helper: string | null;
  basis: Attribution["basis"];
  href: string;
  paidFen: number;
  recognised: boolean;
  /** In words of orders:credit. Only the shop is told that a line waits to be checked, or was not recognised. */
  state: "recognised" | "paid" | "stands" | "held" | "upheld";
}

export const creditsOf = (order: Order, book: Gazetteer, words: Words, reader: Reader = "buyer"): CreditView[] =>
  creditsOfAll([order], book, words, reader);

type Reader = "buyer" | "shop";

function stateOf({ receivedAt }: Order, line: OrderLine, reader: Reader): CreditView["state"] {
  if (isCounted(line)) return receivedAt ? "recognised" : "paid";
  if (reader === "shop") return line.hold === "upheld" ? "upheld" : "held";
  return "stands";
}

/** One row per county, basis and state, partnerships first; refunded amounts are taken off. */
export function creditsOfAll(
  orders: readonly Order[],
  book: Gazetteer,
  words: Words,
  reader: Reader = "buyer",
): CreditView[] {
  const rows = new Map<string, CreditView>();
  for (const [order, line] of orders.flatMap((order) => order.lines.map((line) => [order, line] as const))) {
    if (!line.credit) continue;
    const { credit } = line;
    const state = stateOf(order, line, reader);
    const key = `${credit.book} ${credit.basis} ${credit.helper} ${state}`;
    const county = book.countyOf(credit.book);
    const helper = credit.helper && book.region(credit.helper);
    const row = rows.get(key) ?? {
      county: words.pick(county.shortName, county.nameEn),
      helper: helper ? words.pick(helper.name, helper.nameEn) : null,
      basis: credit.basis,
      href: `/partnerships/${credit.book}`,
      paidFen: 0,
      recognised: state === "recognised",
      state,
    };
    row.paidFen += line.paidFen - line.refundedFen;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => Number(b.helper !== null) - Number(a.helper !== null));
}
