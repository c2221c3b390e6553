import { type Product, ProductModel } from "../../catalogue/product";
import { isPaired } from "../../credits/answers/totals-answer";
import { PAIRED } from "../../credits/attribute";
import { bestProducts, contributionOf, salesByWeek } from "../../credits/seller-sales";
import { readTotals } from "../../credits/totals/read-totals";
import { sumUp } from "../../credits/totals/sums";
import { gazetteer } from "../../regions/gazetteer";
import type { Seller } from "../../sellers/seller";
import { DAY, dayOf, later, month, monthOf, yearOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { entriesHref } from "../links";
import { Names } from "../names";

const WEEKS = 12;
const BEST = 5;
const BEST_DAYS = 30;
const WEEK_MS = 7 * DAY;

/** Twelve weeks of sales, weeks without any included, the current one last. */
export async function weeksOf(seller: Seller, at: Date, words: Words) {
  const thisMonday = mondayOf(at);
  const first = later(thisMonday, -(WEEKS - 1) * WEEK_MS);
  const sold = new Map((await salesByWeek(seller._id, first)).map((each) => [each.week.getTime(), each]));
  const weeks = Array.from({ length: WEEKS }, (_, index) => {
    const week = later(first, index * WEEK_MS);
    const { paidFen = 0, pieces = 0 } = sold.get(week.getTime()) ?? {};
    return { week, paidFen, pieces, label: dayLabel(week, words), current: index === WEEKS - 1 };
  });
  return { weeks, points: weeks.map(({ label, paidFen, current }) => ({ label, valueFen: paidFen, current })) };
}

/** Monday 00:00 in Shanghai of the week an instant is in. */
export function mondayOf(at: Date): Date {
  const midnight = new Date(`${dayOf(at)}T00:00:00+08:00`);
  const weekday = (new Date(midnight.getTime() + 8 * 3_600_000).getUTCDay() + 6) % 7;
  return later(midnight, -weekday * DAY);
}

const dayLabel = (day: Date, words: Words): string => {
  const [, monthNumber, date] = dayOf(day).split("-").map(Number);
  return words.t("shop:week.label", { month: monthNumber, day: date });
};

/** What sold best in the last thirty days, by what was paid for it. */
export async function bestOf(seller: Seller, at: Date, words: Words) {
  const sold = await bestProducts(seller._id, later(at, -BEST_DAYS * DAY), BEST);
  const goods = (await ProductModel.find(
    { _id: { $in: sold.map((each) => each.product) } },
    { slug: 1, name: 1, nameEn: 1 },
  ).lean()) as Pick<Product, "_id" | "slug" | "name" | "nameEn">[];
  const byId = new Map(goods.map((each) => [each._id, each]));
  return sold.flatMap(({ product, paidFen, pieces }) => {
    const found = byId.get(product);
    return found
      ? [{ href: `/products/${found.slug}`, name: words.pick(found.name, found.nameEn), paidFen, pieces }]
      : [];
  });
}

/** What this shop's goods brought to its county's partnership this year, beside the whole of it. */
export async function partnershipOf(seller: Seller, at: Date, words: Words) {
  const book = await gazetteer();
  const partnership = book.partnerships.find((each) => each.county === seller.county);
  if (!partnership) return null;
  const year = yearOf(at);
  const [from, to] = [month(`${year}-01`), monthOf(at)];
  const [{ rows }, own] = [
    await readTotals({ book: partnership._id, from, to }),
    await contributionOf(seller._id, from, to),
  ];
  const whole = sumUp(rows.filter(isPaired));
  const names = new Names(book, words);
  const sumOf = (measure: "paid" | "recognised", paired: boolean): number =>
    own
      .filter((each) => each.measure === measure && PAIRED.includes(each.basis) === paired)
      .reduce((total, each) => total + each.amountFen, 0);
  return {
    href: `/partnerships/${partnership._id}`,
    entriesHref: entriesHref(partnership._id, { from, to, basis: "paired", measure: "recognised" }),
    county: names.short(partnership.county),
    helpers: names.helpers(partnership, dayOf(at)),
    year,
    wholeFen: whole.recognisedFen,
    ownFen: sumOf("recognised", true),
    ownPaidFen: sumOf("paid", true),
    otherFen: sumOf("recognised", false),
    share: whole.recognisedFen > 0 ? sumOf("recognised", true) / whole.recognisedFen : null,
  };
}
