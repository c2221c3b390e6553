import { counties } from "../../seeds/goods/all";
import { PARTNERSHIPS, REGIONS } from "../../seeds/regions";
import type { DemoBuyer } from "../../seeds/trade/buyers";
import { planYears } from "../../seeds/trade/plan";
import type { Product } from "../../src/catalogue/product";
import { Gazetteer } from "../../src/regions/gazetteer";
import { isMainCity } from "../../src/regions/region";
import { monthNumber, monthOf, monthsOfYear } from "../../src/shared/time";

const book = new Gazetteer([...REGIONS], [...PARTNERSHIPS], []);
const products = counties.flatMap(({ county, products: goods }) =>
  goods.map((each) => ({
    ...each,
    sellerName: each.seller,
    originCounty: book.regions.find((r) => r.slug === county)?._id,
  })),
) as unknown as Product[];
const buyers = book.regions
  .filter(isMainCity)
  .flatMap(({ _id: region }) => [false, true].map((institution) => ({ region, institution }) as DemoBuyer));
const plan = (day: string) =>
  planYears({ book, products, buyers, campaigns: [], end: new Date(`${day}T10:00:00+08:00`) });

test("every month of the year before has a few carts, so that this year's months can stand beside them", () => {
  const carts = plan("2026-11-23");
  const count = (month: string) => carts.filter(({ at }) => monthOf(at) === month).length;
  for (const month of monthsOfYear(2025))
    expect([month, count(month) >= 2 && count(month) <= 12]).toEqual([month, true]);
  expect(
    monthsOfYear(2026)
      .slice(0, 11)
      .every((month) => count(month) > 0),
  ).toBe(true);
});

test("the same day gives the same two years, in order, each cart with a key of its own", () => {
  const [once, again] = [plan("2026-11-23"), plan("2026-11-23")];
  expect(again).toEqual(once);
  expect(new Set(once.map(({ key }) => key)).size).toBe(once.length);
  expect(once.map(({ at }) => at.getTime())).toEqual(once.map(({ at }) => at.getTime()).sort((a, b) => a - b));
});

test("what is bought is in season where the county has anything in season", () => {
  const seasonOf = new Map(products.flatMap((each) => each.variants.map(({ sku }) => [sku as string, each])));
  for (const { at, items } of plan("2026-11-23"))
    for (const { sku } of items) {
      const product = seasonOf.get(sku) as Product;
      const fresh = products.filter(
        ({ originCounty, season }) => originCounty === product.originCounty && season.months.includes(monthNumber(at)),
      );
      expect(fresh.length === 0 || fresh.includes(product)).toBe(true);
    }
});

test.each(["2026-01-02", "2026-12-31", "2027-02-28"])("two years end as well on %s", (day) => {
  const carts = plan(day);
  expect(carts.filter(({ at }) => at < new Date(`${day}T10:00:00+08:00`)).length).toBeGreaterThan(250);
});
