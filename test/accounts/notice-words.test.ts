import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

const sources = readdirSync(path.join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(path.join(ROOT, "src", name), "utf8"));

const words = (language: string): Record<string, { title?: string; text?: string }> =>
  JSON.parse(readFileSync(path.join(ROOT, "locales", language, "notices.json"), "utf8"));

/** Files that tell people something, by tell() or by a function of their own that calls it. */
const tellers = sources.filter((text) => /\btell\w*\(/.test(text) && !text.includes("export async function tell("));

/** Notices are named with an underscore, which no kind of anything else in those files is. */
const kinds = new Set(
  tellers.flatMap((text) => [...text.matchAll(/\bkind: "([a-z]+(?:_[a-z]+)+)"/g)].map((match) => match[1] as string)),
);
/** Kinds of payments, postings, organisations and the like, where a file that tells people also names one. */
const OTHER_KINDS = new Set([
  "bank_transfer",
  "city_authority",
  "county_authority",
  "helper_authority",
  "partly_returned",
  "payout_returned",
]);

test.each(["zh-CN", "en"])("every notice that is told has its words in %s", (language) => {
  const said = words(language);
  expect(kinds.size).toBeGreaterThan(5);
  const silent = [...kinds].filter((kind) => !OTHER_KINDS.has(kind) && !(said[kind]?.title && said[kind].text));
  expect(silent).toEqual([]);
});

/** `goods_${deed}` is told in as many ways as there are words for; one at least. */
const made = tellers.flatMap((text) =>
  [...text.matchAll(/\bkind: `([^`]*\$\{[^`]*)`/g)].map((match) => (match[1] as string).replace(/\$\{[^}]*\}/g, ".+")),
);

test("every notice whose name is put together has words", () => {
  const said = Object.keys(words("zh-CN"));
  expect(made.filter((pattern) => !said.some((kind) => new RegExp(`^${pattern}$`).test(kind)))).toEqual([]);
});
