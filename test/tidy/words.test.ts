import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { counties } from "../../seeds/goods/all";
import { REFUSALS } from "../../src/shared/errors";

const ROOT = path.join(__dirname, "../..");
const LOCALES = path.join(ROOT, "locales");
type Texts = { [key: string]: string | Texts };

const read = (language: string, file: string): Texts =>
  JSON.parse(readFileSync(path.join(LOCALES, language, file), "utf8"));
const files = readdirSync(path.join(LOCALES, "zh-CN"));

/** Every key with the parameters its text asks for. English has a plural more than Chinese, so plural endings are folded. */
function keysOf(texts: Texts, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]) => {
    const name = `${prefix}${key.replace(/_(one|other)$/, "")}`;
    if (typeof text !== "string") return keysOf(text, `${name}.`);
    return [name];
  });
}

test("both languages have the same files", () => {
  expect(readdirSync(path.join(LOCALES, "en")).sort()).toEqual([...files].sort());
});

test.each(files)("%s says the same things in both languages", (file) => {
  const [chinese, english] = [new Set(keysOf(read("zh-CN", file))), new Set(keysOf(read("en", file)))];
  expect([...chinese].filter((key) => !english.has(key))).toEqual([]);
  expect([...english].filter((key) => !chinese.has(key))).toEqual([]);
});

test.each(files)("%s: the English is not Chinese left standing", (file) => {
  const left = JSON.stringify(read("en", file)).match(/[\u4e00-\u9fff]{2,}/g) ?? [];
  // Names of things that have no English name, the other language's own name among them.
  const names = new Set(["中文", "两群", "两群好物", "两江新区", "消费帮扶", "简体中文", "一区两群"]);
  expect(left.filter((text) => !names.has(text))).toEqual([]);
});

test.each(["zh-CN", "en"])("every refusal has its words in %s", (language) => {
  const errors = read(language, "errors.json");
  const codes = Object.keys(REFUSALS);
  expect(
    codes.filter(
      (code) =>
        typeof (errors[code] as Texts | undefined)?.title !== "string" ||
        typeof (errors[code] as Texts).detail !== "string",
    ),
  ).toEqual([]);
  expect(Object.keys(errors).filter((code) => !codes.includes(code))).toEqual([]);
});

test("docs/errors.md has a row for every refusal with its status, and no other", () => {
  const rows = [
    ...readFileSync(path.join(ROOT, "docs/errors.md"), "utf8").matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|/gm),
  ].map(([, code, status]) => [code, Number(status)]);
  expect(Object.fromEntries(rows)).toEqual(REFUSALS);
});

test("every key that a template names is there", () => {
  const known = new Set(
    files.flatMap((file) => keysOf(read("zh-CN", file)).map((key) => `${file.replace(".json", "")}:${key}`)),
  );
  const missing = templates(path.join(ROOT, "views")).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/[({]t "([\w-]+:[\w.-]+)"/g)]
      .map((match) => match[1] as string)
      .filter((key) => !known.has(key))
      .map((key) => `${path.relative(ROOT, file)} ${key}`),
  );
  expect(missing).toEqual([]);
});

function templates(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".hbs"))
    .map((name) => path.join(folder, name));
}

test("every product of the demonstration has its own drawing", () => {
  const slugs = counties.flatMap((county) => county.products.map((product) => product.slug));
  expect(slugs.length).toBeGreaterThanOrEqual(90);
  expect(slugs.filter((slug) => !existsSync(path.join(ROOT, "public/img/goods", `${slug}.svg`)))).toEqual([]);
});
