import fc from "fast-check";
import { type Searchable, termsOf, tokensOf } from "../../src/catalogue/search/search-words";
import type { Region } from "../../src/regions/region";

const youyang = { name: "酉阳土家族苗族自治县", shortName: "酉阳", nameEn: "Youyang", slug: "youyang" } as Region;
const rice: Searchable = {
  slug: "tushi-gaoshan-dami",
  name: "涂市高山大米",
  nameEn: "Tushi highland rice",
  kind: "grain",
  category: "agricultural",
  place: "涂市镇",
  sellerName: "飞凌农业专业合作社",
  sellerNameEn: "Feiling Cooperative",
  certifications: [{ kind: "gi", name: "涂市大米（地理标志）", nameEn: "geographical indication" }],
};

/** What the database does with a query, in small: some way of every word must be there with all its tokens. */
function finds(query: string, thing: Searchable, county = youyang): boolean {
  const tokens = new Set(tokensOf(thing, county));
  const terms = termsOf(query);
  return terms.length > 0 && terms.every(({ ways }) => ways.some((way) => way.every((token) => tokens.has(token))));
}

test.each([
  ["two characters", "大米"],
  ["two characters across a word border", "山大"],
  ["one character of the name", "米"],
  ["the county", "酉阳"],
  ["the county's full name", "酉阳土家族苗族自治县"],
  ["the producer", "飞凌"],
  ["the producer's kind", "合作社"],
  ["a certificate", "地理标志"],
  ["what kind of thing it is", "粮食"],
  ["county and thing in one run", "酉阳大米"],
  ["several words, all of them there", "飞凌 大米 酉阳"],
  ["another name for it", "新米"],
  ["full-width letters", "ＲＩＣＥ"],
  ["English", "highland rice"],
  ["English with little words", "the rice of Youyang"],
  ["pinyin", "dami"],
  ["pinyin of the whole name", "tushigaoshandami"],
  ["pinyin from the middle", "gaoshandami"],
  ["initials", "gsdm"],
  ["initials of the county", "yy"],
])("%s finds it: %s", (_, query) => {
  expect(finds(query, rice)).toBe(true);
});

test.each(["小米", "大豆", "酉阳 脐橙", "买大米", "market", "xiaomi", ".*", "(a+)+$", "$ne", "", "   ", "！！"])(
  "%s does not",
  (query) => {
    expect(finds(query, rice)).toBe(false);
  },
);

test("桔 and 橘 are the same fruit, and one or several oranges too", () => {
  const tangerine = { ...rice, slug: "wanzhou-guhongju", name: "万州古红桔", nameEn: "Wanzhou red tangerines" };
  for (const query of ["红桔", "红橘", "橘子", "古红桔", "tangerine", "Tangerines"])
    expect(finds(query, tangerine)).toBe(true);
});

test("any two neighbouring characters of a name find it", () => {
  const han = fc.stringMatching(/^[\u4e00-\u9fa5]{2,8}$/);
  fc.assert(
    fc.property(han, fc.nat(), (name, at) => {
      const start = at % (name.length - 1);
      expect(finds(name.slice(start, start + 2), { ...rice, name })).toBe(true);
    }),
  );
});

test("no query grows without bounds, and none makes a token of its signs", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: "binary" }), (query) => {
      const terms = termsOf(query);
      expect(terms.length).toBeLessThanOrEqual(8);
      const tokens = terms.flatMap(({ ways }) => ways.flat());
      expect(tokens.every((token) => /^[~']?[\p{Script=Han}a-z0-9]+$/u.test(token))).toBe(true);
    }),
  );
});
