import * as fc from "fast-check";
import { BASES } from "../../../src/credits/attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES } from "../../../src/credits/deed";
import { listEntries } from "../../../src/credits/entries";
import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { AgreementModel } from "../../../src/regions/agreement";
import { gazetteer } from "../../../src/regions/gazetteer";
import { selectionOf } from "../../../src/reports/entries/entries-query";
import { forgetAll } from "../../../src/shared/cache";
import { formatYuan } from "../../../src/shared/money";
import { month, setClock } from "../../../src/shared/time";
import {
  BANAN,
  CHENGKOU,
  campaignOf,
  FENGDU,
  foldLease,
  JIANGBEI,
  noon,
  promise,
  RONGCHANG,
  recognised,
  refunded,
  sale,
  YUZHONG,
} from "../../credits/ground";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";

const CITY = "/dashboards/city";
const NOW = noon("2026-11-23");
let world: World;
let official: Person;

const page = async (path: string, language = "zh-CN") =>
  (await official.get(path).set("accept-language", language).expect(200)).text.replaceAll("&#x3D;", "=");
const mainOf = (html: string) => html.slice(html.indexOf("<main"), html.indexOf("</main>"));
/** A section of the page by the id of its heading. */
const section = (html: string, id: string) => {
  const from = html.indexOf(`aria-labelledby="${id}"`);
  return html.slice(from, html.indexOf("</section>", from));
};

/** Rice of 酉阳 to 江北 last year and this, beef of 丰都 to a canteen, through a livestream, bacon of 城口 to 渝中. */
async function tradeOfTwoYears() {
  const before = sale({ amountFen: 40_000, at: noon("2025-10-12") });
  await post([before], noon("2025-10-12"));
  await post([recognised(before)], noon("2025-10-20"));
  const rice = sale({ amountFen: 60_000, at: noon("2026-10-12") });
  const live = campaignOf(RONGCHANG, "fengdu", noon("2026-01-02"));
  const sales = [
    rice,
    sale({
      amountFen: 500_000,
      at: noon("2026-03-04"),
      by: { county: FENGDU, affiliation: BANAN },
      buyerKind: "institution",
    }),
    sale({
      amountFen: 20_000,
      at: noon("2026-03-05"),
      by: { county: FENGDU, affiliation: YUZHONG, campaign: live },
      category: "tourism",
    }),
    sale({
      amountFen: 4500,
      at: noon("2026-11-10"),
      by: { county: CHENGKOU, affiliation: YUZHONG },
      category: "cultural",
    }),
    sale({ amountFen: 700, at: noon("2026-11-11"), by: { affiliation: null } }),
  ];
  for (const each of sales) await post([each, recognised(each)], each.occurredAt);
  await post(refunded(rice, 10_000, "paid", "recognised"), noon("2026-11-02"));
  await foldOnce(await foldLease());
  // The last sale stays in the tail: the page must have it all the same.
  await post([sale({ amountFen: 333, at: noon("2026-11-20") })], noon("2026-11-20"));
}

beforeAll(async () => {
  world = await openWorld("city_dashboard");
  official = await world.person("city");
  await tradeOfTwoYears();
});
afterAll(() => world.close());
beforeEach(async () => {
  setClock(() => NOW);
  await AgreementModel.deleteMany({ year: { $in: [2025, 2026] } });
  await promise("youyang", 2026, 200_000);
  await promise("fengdu", 2026, 500_000);
});

describe("who may see it", () => {
  test("a guest is sent to sign in and brought back", async () => {
    const answer = await world.guest().get(`${CITY}?year=2026`).expect(303);
    expect(answer.headers.location).toBe(`/sign-in?next=${encodeURIComponent(`${CITY}?year=2026`)}`);
  });

  test.each(["youyang", "jiangbei", "feiling", "zhou"] as const)("%s is refused, page and file", async (who) => {
    const person = await world.person(who);
    await person.get(CITY).expect(403);
    await person.get(`${CITY}.csv?table=months`).expect(403);
  });

  test("the platform's administrator sees what the city sees, and no cache keeps it", async () => {
    const admin = await world.person("admin");
    const answer = await admin.get(CITY).expect(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });
});

describe("the year", () => {
  test("shows the whole, what of it is paired and what was taken back, the tail included", async () => {
    const html = mainOf(await page(CITY));
    // 600 + 5,000 + 200 + 45 + 7 recognised, less 100; the 3.33 of the tail is paid only.
    for (const sum of ["¥5,752<small>.00", "¥5,755<small>.33", "¥5,700<small>.00", "−¥100<small>.00"])
      expect(html).toContain(sum);
  });

  test("targets are measured by the year's paired sales, whatever the filters", async () => {
    for (const path of [CITY, `${CITY}?category=tourism`, `${CITY}?from=2026-10&to=2026-10`]) {
      const html = section(await page(path), "ranking");
      // 丰都 5,200 of 5,000; 酉阳 500 of 2,000.
      expect(html).toContain("104.0%");
      expect(html).toContain("25.0%");
    }
  });

  test("names who is behind, how much is missing and what each month left would need", async () => {
    const html = section(await page(CITY), "behind");
    expect(html).toContain("酉阳");
    expect(html).not.toContain("丰都");
    expect(html).toContain("2 个月，含本月");
    // 1,500 to the target, half of it a month.
    expect(html).toContain("¥1,500.00");
    expect(html).toContain("¥750.00");
  });

  test("a county without confirmed helpers has its sales, no line to it and a word about it", async () => {
    const html = await page(CITY);
    const figures = html.slice(html.indexOf('id="at-500229"'), html.indexOf("</li>", html.indexOf('id="at-500229"')));
    expect(figures).toContain("结对关系待公布");
    expect(figures).toContain("¥45.00");
    expect(html).toContain("结对关系待公布：城口、垫江、石柱、秀山");
  });

  test("months stand beside the same ones a year earlier", async () => {
    const html = section(await page(CITY), "months");
    expect(html).toMatch(
      /10月<\/span><\/th><td class="num"><a [^>]+>¥500\.00<\/a><\/td><td class="num"><a [^>]+>¥400\.00<\/a><\/td><td class="num">25.0%/,
    );
    // The ledger began in October 2025: the months before it are compared with nothing.
    expect(html).toMatch(/9月<\/span><\/th><td class="num"><a [^>]+>¥0\.00<\/a><\/td><td class="num">—<\/td>/);
    expect(html).toContain("：¥500.00，去年同期 ¥400.00，同比 25%");
  });

  test("every helper's line leads from its own county", async () => {
    const html = await page(CITY);
    expect(html).toContain(`helper=${JIANGBEI}`);
    expect(html.match(/class="map-arc map-arc-\d"/g)?.length).toBe(17 + 1);
  });
});

describe("choices", () => {
  test("one county alone: its sales, its entries, one county on the map", async () => {
    const html = mainOf(await page(`${CITY}?county=${FENGDU}`));
    expect(html).toContain("¥5,200<small>.00");
    expect(html.match(/id="at-/g)).toHaveLength(1);
    expect(html).toContain("/partnerships/fengdu/entries?from=2026-01&amp;to=2026-11");
  });

  test("sales that count for nobody have no ranking, and it says why", async () => {
    const html = await page(`${CITY}?basis=non_paired`);
    expect(section(html, "ranking")).toContain("不计入任何一组结对");
    expect(mainOf(html)).toContain("¥45<small>.00");
  });

  test.each([
    ["from=2026-05&to=2026-02", "截止月份"],
    ["from=2025-05&year=2026", "起始月份"],
    ["year=2019", "年度"],
    ["to=2026-12", "截止月份"],
    ["basis=gift", "方式"],
    ["county=500105", "区县"],
    [`county=${FENGDU}&group=southeast`, "区县"],
    ["measure=paid&measure=recognised", "口径"],
  ])("%s is refused with a word about %s and no figure", async (query, field) => {
    const answer = await official.get(`${CITY}?${query}`).set("accept-language", "zh-CN").expect(400);
    expect(answer.text).toContain("这个筛选条件用不了");
    expect(answer.text).toContain(field);
    expect(mainOf(answer.text)).not.toMatch(/¥\d/);
  });

  test("other people's parameters in an address do no harm and are not passed on", async () => {
    expect(mainOf(await page(`${CITY}?utm_source=mail`))).not.toContain("utm_source");
  });
});

describe("nothing there", () => {
  test("no sales in the months chosen: said so, with targets and partnerships as they stand", async () => {
    const html = await page(`${CITY}?from=2026-06&to=2026-07`);
    expect(html).toContain("这些条件下没有销售");
    expect(section(html, "ranking")).toContain("104.0%");
  });

  test("a year without any target has no completion rate, and nobody is behind", async () => {
    const html = await page(`${CITY}?year=2025`);
    expect(html).toContain("2025 年还没有登记约定目标");
    expect(section(html, "behind")).toContain("无从比较");
    expect(section(html, "ranking")).not.toMatch(/\d%/);
  });
});

describe("elsewhere", () => {
  test.each(["zh-CN", "en"])("the meeting room's screens go round and say as of when (%s)", async (language) => {
    for (const slide of [1, 2, 3, 4, 5]) {
      const html = await page(`${CITY}?view=present&slide=${slide}&basis=paired`, language);
      expect(html).toContain("2026-11-23 12:00");
      expect(html).toContain(`slide=${slide === 5 ? 1 : slide + 1}`);
      expect(html).not.toContain("site-header");
    }
  });

  test("every table is a file of the same choices", async () => {
    const file = async (table: string) =>
      (await official.get(`${CITY}.csv?table=${table}&county=${FENGDU}`).set("accept-language", "zh-CN").expect(200))
        .text;
    expect(await file("ranking")).toContain("1,500230,丰都县,巴南、荣昌,5200.00,5200.00,5200.00,5000.00,104,");
    expect(await file("months")).toContain("2026-03,5200.00,5200.00,,");
    expect(await file("parts")).toContain("按类别,景区文旅,200.00,200.00,1");
    await official.get(`${CITY}.csv?table=secrets`).expect(400);
  });
});

describe("any figure is the sum of its entries", () => {
  const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const months = fc.tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 })).map(([a, b]) => ({
    from: `2026-${String(Math.min(a, b)).padStart(2, "0")}`,
    to: `2026-${String(Math.max(a, b)).padStart(2, "0")}`,
  }));
  const choices = fc.record({
    measure: fc.constantFrom(...MEASURES),
    basis: fc.constantFrom(...BASES, "paired" as const, "all" as const),
    category: maybe(CATEGORIES),
    buyerKind: maybe(BUYER_KINDS),
    group: maybe(["northeast", "southeast"] as const),
    span: months,
  });

  test("the headline, for any choice", async () => {
    forgetAll();
    const book = await gazetteer();
    await fc.assert(
      fc.asyncProperty(choices, async ({ span, group, ...choice }) => {
        const books = book.partnerships
          .filter(({ county }) => !group || book.region(county).group === group)
          .map(({ _id }) => _id);
        const selection = selectionOf({ ...choice, from: month(span.from), to: month(span.to) });
        const { items } = await listEntries({ books, former: null }, selection, { limit: 1000 });
        const sumFen = items.reduce((sum, entry) => sum + entry.amountFen, 0);
        const given = Object.entries({ ...choice, ...span, group }).filter(([, value]) => value !== undefined);
        const html = await page(`${CITY}?${new URLSearchParams(given as [string, string][])}`);
        const [, href = "", yuan, rest] =
          /figure--large[\s\S]*?figure-sum"><a href="([^"]+)">([^<]+)<small>([^<]+)</.exec(html) ?? [];
        expect(`${yuan}${rest}`).toBe(`${sumFen < 0 ? "−" : ""}¥${formatYuan(Math.abs(sumFen))}`);
        // And the list it leads to ends with the same sum.
        const list = await page(href.replaceAll("&amp;", "&"));
        if (items.length > 0) expect(list).toContain(`${yuan}${rest}`);
      }),
      { numRuns: 40 },
    );
  });
});
