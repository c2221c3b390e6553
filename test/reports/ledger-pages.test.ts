import { entryById } from "../../src/credits/entries";
import { EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { post } from "../../src/credits/post";
import { formatYuan } from "../../src/shared/money";
import { setClock } from "../../src/shared/time";
import {
  BANAN,
  CHENGKOU,
  campaignOf,
  FENGDU,
  foldLease,
  noon,
  RONGCHANG,
  recognised,
  refunded,
  sale,
  YUZHONG,
} from "../credits/ground";
import type { Person } from "../support/person";
import { openWorld, type World } from "../support/world";

let world: World;
let guest: Person;
let jiangbei: Person;
const page = async (path: string, by = guest) => (await by.get(path).set("accept-language", "zh-CN").expect(200)).text;

beforeAll(async () => {
  world = await openWorld("ledger_pages");
  [guest, jiangbei] = [world.guest(), await world.person("jiangbei")];
  const rice = sale({ amountFen: 10_001, at: noon("2026-10-20") });
  await post([rice], noon("2026-10-20"));
  await post([recognised(rice)], noon("2026-10-28"));
  await post(refunded(rice, 3000, "paid", "recognised"), noon("2026-11-02"));
  const live = campaignOf("500105" as never, "youyang", noon("2026-11-01"));
  const sales = [
    sale({ amountFen: 2000, by: { affiliation: YUZHONG, campaign: live }, category: "tourism" }),
    sale({ amountFen: 1300, by: { affiliation: YUZHONG } }),
    sale({ amountFen: 700, by: { affiliation: null } }),
    sale({ amountFen: 500_000, by: { county: FENGDU, affiliation: RONGCHANG }, buyerKind: "institution" }),
    sale({ amountFen: 300_000, by: { county: FENGDU, affiliation: BANAN }, category: "cultural" }),
    sale({ amountFen: 4500, by: { county: CHENGKOU, affiliation: YUZHONG } }),
  ];
  await post(sales, noon("2026-11-10"));
  await post(
    Array.from({ length: 60 }, () => sale({ amountFen: 100, by: { county: FENGDU, affiliation: BANAN } })),
    noon("2026-11-12"),
  );
  await foldOnce(await foldLease());
  await post(
    sales.map((each) => recognised(each)),
    noon("2026-11-13"),
  );
}, 60_000);
afterAll(() => world.close());
beforeEach(() => setClock(() => noon("2026-11-23")));

/** Every figure that leads to its entries: where to, and what it says. */
const figuresOf = (html: string): [href: string, yuan: string][] =>
  [...html.matchAll(/<a href="([^"]*\/entries\?[^"]*)">\s*([−¥\d,.]+)(?:<small>([\d.]+)<\/small>)?\s*<\/a>/g)].map(
    (match) => [
      (match[1] as string).replaceAll("&amp;", "&").replaceAll("&#x3D;", "="),
      `${match[2]}${match[3] ?? ""}`,
    ],
  );

const listOf = (html: string): string => html.slice(html.indexOf("<tbody>"), html.indexOf("</tbody>"));
const mainOf = (html: string): string => html.slice(html.indexOf("<main"), html.indexOf("</main>"));

/** What stands under the list of entries. */
const sumUnder = (html: string): string =>
  /<tfoot>[\s\S]*合计[\s\S]*?<td class="num line-sum">([^<]+)<\/td>/.exec(html)?.[1] ?? "¥0.00";

describe("the entries of one source", () => {
  const sumOf = async (source: string, more = "") =>
    sumUnder(
      await page(
        `/partnerships/youyang/entries?from=2026-10&to=2026-11&measure=paid&basis=all${more}&source=${source}`,
      ),
    );

  test("are listed, and their sum is counted off an index: with the others it is the whole", async () => {
    // 100.01 + 20.00 + 13.00 + 7.00 paid, 30.00 of it given back.
    expect(await sumOf("order")).toBe("¥140.01");
    expect(await sumOf("refund")).toBe("−¥30.00");
    expect(await sumOf("declaration")).toBe("¥0.00");
    expect(await sumOf("order", "&category=tourism")).toBe("¥20.00");
    expect(await sumOf("refund", "&buyerKind=institution")).toBe("¥0.00");
    expect(await page("/contributions/entries?month=2026-10&measure=paid&source=refund")).toContain("−¥30.00");
  });

  test("of one source and one seller: the list, without a sum", async () => {
    const html = await page(
      "/partnerships/youyang/entries?month=2026-10&measure=paid&source=refund&seller=sel_feiling",
    );
    expect(html).toContain("−¥30.00");
  });
});

describe("every figure leads to the entries it is the sum of", () => {
  test.each([
    "/contributions",
    "/partnerships/youyang",
    "/partnerships/fengdu",
    "/partnerships/chengkou",
    "/contributions?year=2026",
  ])(
    "%s",
    async (path) => {
      const figures = new Map(figuresOf(await page(path)));
      expect(figures.size).toBeGreaterThan(3);
      for (const [href, yuan] of figures) expect([href, sumUnder(await page(href))]).toEqual([href, yuan]);
    },
    60_000,
  );

  test("what was taken back leads to the refunds", async () => {
    const figures = figuresOf(await page("/partnerships/youyang"));
    const [href] = figures.find(([, yuan]) => yuan === "−¥30.00") ?? [""];
    expect(href).toContain("taken=back");
    expect(sumUnder(await page(href))).toBe("−¥30.00");
  });

  test("and the entries themselves add up to it, page by page", async () => {
    let path = "/partnerships/fengdu/entries?from=2026-01&to=2026-11&measure=paid";
    let sum = 0;
    for (let pages = 0; path; pages++) {
      const html = await page(path);
      expect(sumUnder(html)).toBe("¥8,060.00");
      for (const [, yuan] of listOf(html).matchAll(/line-sum">¥([\d,.]+)</g)) sum += Number(yuan?.replace(/[,.]/g, ""));
      path = (/rel="next" href="([^"]+)"/.exec(html)?.[1] ?? "").replaceAll("&amp;", "&").replaceAll("&#x3D;", "=");
      expect(pages).toBeLessThan(3);
    }
    expect(formatYuan(sum)).toBe("8,060.00");
  });

  test("the parts add up to the city's whole", async () => {
    const html = await page("/contributions");
    expect(html).toContain("¥8,215.01");
    expect([...html.matchAll(/basis(?:=|&#x3D;)(paired|non_paired|out_of_scope)/g)].length).toBeGreaterThan(5);
  });
});

describe("the public ledger is de-identified", () => {
  const paths = [
    "/contributions",
    "/partnerships/youyang",
    "/partnerships/youyang/entries?measure=paid",
    "/contributions/entries?measure=paid",
  ];
  test.each(paths)("%s names no order, no buyer, no minute", async (path) => {
    for (const by of [guest, await world.person("zhou"), await world.person("feiling")]) {
      const html = mainOf(await page(path, by));
      expect(/LQ26|ent_|paid:|周敏|\b[0-9a-f]{12}\b/.exec(html)).toBeNull();
      expect(listOf(html)).not.toMatch(/\d:\d\d/);
    }
  });

  test("an official sees order and place in the chain in the books that are theirs, and only there", async () => {
    expect(await page("/partnerships/youyang/entries?measure=paid", jiangbei)).toMatch(/LQ261102-o\d+/);
    expect(await page("/partnerships/fengdu/entries?measure=paid", jiangbei)).not.toMatch(/LQ26|entries\.csv/);
    expect(await page("/contributions/entries?measure=paid&helper=500105", jiangbei)).toMatch(/LQ26/);
  });

  test("the file offered beside a list holds the same entries", async () => {
    const html = await page("/partnerships/youyang/entries?from=2026-10&to=2026-11&measure=paid", jiangbei);
    const href = /href="(\/api\/v1\/entries\.csv[^"]*)"/
      .exec(html)?.[1]
      ?.replaceAll("&amp;", "&")
      .replaceAll("&#x3D;", "=");
    const lines = (await jiangbei.get(href as string).expect(200)).text.trimEnd().split("\r\n").slice(1);
    expect(lines).toHaveLength(3);
    expect(lines.reduce((sum, line) => sum + Number(line.split(",")[18]), 0)).toBe(9001);
    expect(sumUnder(html)).toBe("¥90.01");
  });
});

describe("one entry, explained", () => {
  const one = async (filter: object) => (await EntryModel.findOne(filter as Record<string, unknown>).lean())!._id;

  test("is for the officials whose book it is in", async () => {
    const path = `/entries/${await one({ book: "fengdu" })}`;
    await guest
      .get(path)
      .set("accept", "text/html")
      .expect(303)
      .expect("location", /^\/sign-in/);
    await (await world.person("zhou")).get(path).expect(403);
    await jiangbei.get(path).expect(404);
    await (await world.person("city")).get(path).expect(200);
    await jiangbei.get("/entries/nothing").expect(404);
  });

  test("says by which rule it counts where, and what became of the line", async () => {
    const html = await page(`/entries/${await one({ amountFen: -3000, measure: "recognised" })}`, jiangbei);
    expect(html).toContain("买家归属江北区，当天是酉阳已确认的协同区");
    expect(html).toContain("（被本条冲减）");
    expect(html).toContain("¥70.01");
    expect(html).toContain("内容与校验值一致，前后相连。");
  });

  test.each([
    [{ basis: "help_sell" }, "江北在下单之前登记的活动"],
    [{ basis: "non_paired", book: "youyang" }, "不算在任何一组结对里"],
    [{ basis: "out_of_scope" }, "买家归属不明"],
    [{ folded: false, book: "youyang" }, "几秒之内入链"],
  ])("%j", async (filter, words) => expect(await page(`/entries/${await one(filter)}`, jiangbei)).toContain(words));

  test("tells when it was tampered with", async () => {
    const id = await one({ book: "youyang", seq: 1 });
    await EntryModel.collection.updateOne({ _id: id as never }, { $set: { "product.name": "泰国香米" } });
    expect(await page(`/entries/${id}`, jiangbei)).toContain("这条分录被改动过");
    await EntryModel.collection.updateOne({ _id: id as never }, { $set: { "product.name": "野香优莉丝大米" } });
    expect((await entryById(id))?.product.name).toBe("野香优莉丝大米");
  });
});

describe("the pages", () => {
  const paths = [
    "/contributions",
    "/contributions?year=2026",
    "/partnerships/youyang",
    "/partnerships/chengkou",
    "/partnerships/xiushan",
    "/partnerships/youyang/entries",
    "/contributions/entries",
  ];
  test.each(paths)("%s is whole in both languages and never kept", async (path) => {
    for (const language of ["zh-CN", "en"]) {
      const answer = await guest
        .get(path)
        .set("accept-language", language)
        .expect(200)
        .expect("cache-control", "no-store");
      expect(answer.text).toContain(`<html lang="${language}">`);
      expect(answer.text).not.toMatch(/reports:|common:|undefined|NaN|\[object/);
    }
  });

  test("a county without a published helper says so and shows its other sales", async () => {
    const html = await page("/partnerships/chengkou");
    expect(html).toContain("城口的协同区还没有公开依据");
    expect(html).toContain("¥45.00");
    expect(await page("/contributions")).toContain("待确认");
  });

  test("a sale is in the figures of the very next request", async () => {
    expect(await page("/partnerships/xiushan")).toContain("¥0<small>.00</small>");
    await post(
      [sale({ amountFen: 7700, by: { affiliation: null } })].map((each) => ({
        ...each,
        attribution: { ...each.attribution, book: "xiushan" as never },
      })),
      noon("2026-11-20"),
    );
    expect(await page("/partnerships/xiushan")).toContain("¥77.00");
  });

  test.each([
    ["/partnerships/nowhere", 404],
    ["/partnerships/nowhere/entries", 404],
    ["/contributions?year=2019", 404],
    ["/contributions?year=1", 400],
    ["/partnerships/youyang/entries?basis=gift", 400],
    ["/partnerships/youyang/entries?month=2026-13", 400],
    ["/contributions/entries?from=2026-05&to=2026-04", 400],
    ["/contributions/entries?measure=paid&measure=recognised", 400],
    ["/contributions/entries?measure=&helper=&utm_source=letter", 200],
  ])("%s is answered with %i", async (path, status) => void (await guest.get(path).expect(status)));
});
