import { CampaignModel } from "../../../src/campaigns/campaign";
import { EntryModel } from "../../../src/credits/entry";
import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import type { OrganisationId, ProductId } from "../../../src/shared/ids";
import { setClock } from "../../../src/shared/time";
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
import { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";

let world: World;
let banan: Person;
let rongchang: Person;
let fengdu: Person;
let jiangbei: Person;
let city: Person;

const PASSWORD = "two-hills-one-table";
const official = (who: string) =>
  Person.signedIn(world.app, { identifier: `${who}@demo.liangqun`, password: PASSWORD });
const page = async (path: string, by: Person) => (await by.get(path).set("accept-language", "zh-CN").expect(200)).text;
const main = (html: string) => html.slice(html.indexOf("<main"), html.indexOf("</main>"));

const school = { id: "org_rongchang_school" as OrganisationId, name: "荣昌昌州学校食堂" };
const club = { id: "org_banan_club" as OrganisationId, name: "巴南鱼洞职工之家" };
const canteen = { id: "org_banan_canteen" as OrganisationId, name: "巴南花溪食堂" };
const beef = { id: "prd_beef" as ProductId, name: "丰都牛肉" };
const bought = (institution: typeof school, affiliation: never, more: object = {}) =>
  sale({ institution, buyerKind: "institution", by: { county: FENGDU, affiliation }, ...more });

beforeAll(async () => {
  world = await openWorld("sides");
  const people = ["helper-banan", "helper-rongchang", "county-fengdu", "helper-jiangbei", "city"];
  const signed = [];
  for (const each of people) signed.push(await official(each));
  [banan, rongchang, fengdu, jiangbei, city] = signed as [Person, Person, Person, Person, Person];
  await CampaignModel.create({
    ...{ _id: "cam_live", slug: "rongchang-live", name: "荣昌直播专场", nameEn: "Rongchang live", kind: "livestream" },
    ...{ helper: RONGCHANG, partnership: "fengdu", organiser: "荣昌", summary: "…", summaryEn: "…", demo: false },
    ...{ registeredAt: noon("2026-10-01"), from: noon("2026-11-01"), to: noon("2026-12-31") },
  } as never);
  await promise("fengdu", 2026, 1_000_000);
  const live = campaignOf(RONGCHANG, "fengdu", noon("2026-10-01"));
  const before = sale({ amountFen: 100_000, at: noon("2025-10-02"), by: { county: FENGDU, affiliation: BANAN } });
  await post([before, recognised(before)], noon("2025-10-02"));
  const october = [
    bought(school, RONGCHANG as never, { amountFen: 200_000, quantity: 8, product: beef, at: noon("2026-10-05") }),
    bought(club, BANAN as never, { amountFen: 30_001, quantity: 3, product: beef, at: noon("2026-10-06") }),
    sale({ amountFen: 5000, by: { county: FENGDU, affiliation: BANAN }, at: noon("2026-10-07") }),
  ];
  await post(october, noon("2026-10-08"));
  await post(
    october.map((each) => recognised(each)),
    noon("2026-10-20"),
  );
  const november = [
    bought(canteen, BANAN as never, { amountFen: 7000, by: { county: FENGDU, affiliation: BANAN, campaign: live } }),
    sale({ amountFen: 900, by: { county: FENGDU, affiliation: YUZHONG } }),
    sale({ amountFen: 4500, by: { county: CHENGKOU, affiliation: YUZHONG } }),
    sale({ amountFen: 66_600, by: { affiliation: JIANGBEI } }),
  ];
  await post(november, noon("2026-11-10"));
  await foldOnce(await foldLease(), 5);
  await post(refunded(october[1] as never, 1, "paid", "recognised"), noon("2026-11-12"));
  expect(await EntryModel.countDocuments({ folded: false })).toBeGreaterThan(0);
});
afterAll(() => world.close());
beforeEach(() => setClock(() => noon("2026-11-23")));

const COUNTY = `/dashboards/counties/${FENGDU}`;

/** Every figure that leads to entries: where to, and what it says. */
const figuresOf = (html: string): [href: string, yuan: string][] =>
  [
    ...html.matchAll(
      /<a href="([^"]*(?:\/entries\?|\/institutions\/)[^"]*)">\s*([−¥\d,.]+)(?:<small>([\d.]+)<\/small>)?\s*<\/a>/g,
    ),
  ].map((match) => [
    (match[1] as string).replaceAll("&amp;", "&").replaceAll("&#x3D;", "="),
    `${match[2]}${match[3] ?? ""}`,
  ]);
const sumUnder = (html: string): string =>
  /<tfoot>[\s\S]*合计[\s\S]*?<td class="num line-sum">([^<]+)<\/td>/.exec(html)?.[1] ?? "¥0.00";

describe("who finds which page", () => {
  test.each([
    ["county-fengdu", COUNTY],
    ["helper-banan", `/dashboards/helpers/${BANAN}`],
    ["city", "/dashboards/city"],
    ["admin", "/dashboards/city"],
  ])("%s is led to its own", async (who, where) => {
    const answer = await (await official(who)).get("/dashboards").expect(303);
    expect(answer.headers.location).toBe(where);
  });

  test("others' sides are not there, and nobody but officials has any", async () => {
    for (const [who, path] of [
      [fengdu, "/dashboards/counties/500242"],
      [fengdu, `/dashboards/helpers/${BANAN}`],
      [banan, `/dashboards/helpers/${RONGCHANG}`],
      [banan, COUNTY],
      [city, "/dashboards/counties/500105"],
      [city, `/dashboards/helpers/${FENGDU}`],
      [city, "/dashboards/counties/nowhere"],
    ] as const)
      await who.get(path).expect(404);
    await world.guest().get(COUNTY).expect(303);
    await (await world.person("zhou")).get(COUNTY).expect(403);
    await city.get(COUNTY).expect(200);
    await city.get(`/dashboards/helpers/${BANAN}`).expect(200);
  });
});

describe("a county's page", () => {
  test("is exact with entries not folded yet, and measures the promise by the year", async () => {
    const html = main(await page(COUNTY, fengdu));
    expect(html).toContain("¥2,420.00");
    expect(html).toContain("¥2,350.00");
    expect(html).toMatch(/23\.5%/);
    expect(html).toContain("差 ¥7,650.00");
  });

  test("says what sold, whose it was and who bought; citizens by number and sum alone", async () => {
    const html = main(await page(COUNTY, fengdu));
    expect(html).toMatch(/丰都牛肉[\s\S]*?>11<[\s\S]*?¥209\.09[\s\S]*?¥2,300\.00/);
    expect(html).toContain("飞凌农业专业合作社");
    for (const { name } of [school, club, canteen]) expect(html).toContain(name);
    expect(html).toMatch(/单位合计（3 家）/);
    expect(html).toMatch(/市民[^<]*<[\s\S]*?¥50\.00/);
    expect(html).toMatch(/荣昌直播专场[\s\S]*?¥70\.00/);
  });

  test("compares months that are over with those of the year before", async () => {
    const html = main(await page(`${COUNTY}?from=2026-10&to=2026-11`, fengdu));
    expect(html).toMatch(/同比 135%|同比 135\.0%/);
    expect(html).toContain("去年同期 ¥1,000.00");
  });

  test("gives its lists as files of the same choices", async () => {
    const html = main(await page(`${COUNTY}?buyerKind=institution`, fengdu));
    const hrefs = [...html.matchAll(/href="(\/exports\/new[^"]+)"/g)].map(([, href]) =>
      String(href).replaceAll("&amp;", "&").replaceAll("&#x3D;", "="),
    );
    expect(hrefs).toHaveLength(3);
    for (const href of hrefs) expect(main(await page(href, fengdu))).toContain("丰都");
  });

  test("keeps beside it what counts for no partnership", async () => {
    expect(main(await page(COUNTY, fengdu))).toMatch(/结对外[\s\S]*?¥9\.00/);
  });

  test.each([COUNTY, `${COUNTY}?measure=paid&buyerKind=institution`, `${COUNTY}?basis=all`, `${COUNTY}?all=1`])(
    "every figure of %s leads to the entries it is the sum of",
    async (path) => {
      const figures = new Map(figuresOf(main(await page(path, fengdu))));
      expect(figures.size).toBeGreaterThan(10);
      for (const [href, yuan] of figures) expect([href, sumUnder(await page(href, fengdu))]).toEqual([href, yuan]);
    },
  );

  test("narrowed to what nobody bought, says so and leads back", async () => {
    const html = main(await page(`${COUNTY}?category=cultural`, fengdu));
    expect(html).toContain("这些条件下没有销售");
    expect(html).toContain(`href="${COUNTY}?year`);
    await fengdu.get(`${COUNTY}?from=2025-11&to=2026-02`).expect(400);
    await fengdu.get(`${COUNTY}?year=2019`).expect(404);
  });

  test("a county whose helpers nobody has published shows all it sells, and says why nothing is paired", async () => {
    const html = main(await page(`/dashboards/counties/${CHENGKOU}`, city));
    expect(html).toContain("城口的协同区还没有公开依据");
    expect(html).toContain("¥45.00");
    expect(html).not.toContain("按协同区和方式");
    const empty = main(await page("/dashboards/counties/500240", city));
    expect(empty).toContain("这些条件下没有销售");
  });
});

describe("a helper's page", () => {
  const own = `/dashboards/helpers/${BANAN}`;

  test("has its own share of each county, and the partnership's public whole beside it", async () => {
    const html = main(await page(own, banan));
    expect(html).toContain("¥350.00");
    expect(html).toMatch(/丰都[\s\S]*?¥350\.00[\s\S]*?¥2,350/);
    expect(html).not.toContain("2,000.00");
  });

  test("names and counts its own institutions and no other district's", async () => {
    const html = main(await page(own, banan));
    expect(html).toContain(club.name);
    expect(html).toMatch(/单位合计（1 家）/);
    for (const name of [school.name, canteen.name]) expect(html).not.toContain(name);
    const theirs = main(await page(`/dashboards/helpers/${RONGCHANG}`, rongchang));
    expect(theirs).toContain(school.name);
    expect(theirs).toContain(canteen.name);
    expect(theirs).not.toContain(club.name);
  });

  test("tells what its own bought through another helper's campaign, as a sum that is not its share", async () => {
    expect(main(await page(`${own}?measure=paid`, banan))).toMatch(/另有 ¥70\.00，经其他协同区的活动买入/);
  });

  test("names institutions of its district that have bought nothing this year", async () => {
    const html = main(await page(`/dashboards/helpers/${JIANGBEI}`, jiangbei));
    expect(html).toMatch(/还没有采购的单位[\s\S]*食堂/);
  });

  test("a helper without a published county is told so", async () => {
    const html = main(await page("/dashboards/helpers/500107", city));
    expect(html).toContain("结对县还没有公开依据");
  });

  test.each([own, `${own}?measure=paid`, `${own}?basis=purchase`])(
    "every figure of %s leads to its entries",
    async (path) => {
      const figures = new Map(figuresOf(main(await page(path, banan))));
      expect(figures.size).toBeGreaterThan(8);
      for (const [href, yuan] of figures) expect([href, sumUnder(await page(href, banan))]).toEqual([href, yuan]);
    },
  );
});

describe("an institution's own page", () => {
  test("is there for the sides that may name it", async () => {
    await fengdu.get(`${COUNTY}/institutions/${school.id}`).expect(200);
    await rongchang.get(`/dashboards/helpers/${RONGCHANG}/institutions/${school.id}`).expect(200);
    await banan.get(`/dashboards/helpers/${BANAN}/institutions/${school.id}`).expect(404);
    await banan.get(`${COUNTY}/institutions/${school.id}`).expect(404);
    await city.get(`${COUNTY}/institutions/org_nobody`).expect(404);
  });

  test("an entry's page names it to those alone, and keeps the text that names it from the others", async () => {
    await foldOnce(await foldLease());
    const entry = await EntryModel.findOne({ "institution.id": school.id, measure: "paid" }).lean();
    const path = `/entries/${entry?._id}`;
    for (const who of [city, fengdu, rongchang]) expect(await page(path, who)).toContain(school.name);
    const theirs = await page(path, banan);
    expect(theirs).not.toContain(school.name);
    expect(theirs).not.toContain(school.id);
    expect(theirs).toContain(entry?.hash as string);
  });
});

test("both languages, and a page that cannot be kept by anybody", async () => {
  const answer = await fengdu.get(COUNTY).set("accept-language", "en").expect(200);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.text).toContain("What was sold");
  expect((await banan.get(`/dashboards/helpers/${BANAN}`).set("accept-language", "en").expect(200)).text).toContain(
    "By county",
  );
});
