import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { LANGUAGES, type Language } from "../../src/shared/words";
import { initWords } from "../../src/web/words";

const root = path.join(__dirname, "../..");

/** Every text of a language by its key; the forms of a plural are one text. */
function textsOf(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string") texts.set(key.replace(/_(one|other)$/, ""), value);
    else for (const [name, inner] of Object.entries(value as object)) walk(inner, `${key}.${name}`);
  };
  const folder = path.join(root, "locales", language);
  for (const file of readdirSync(folder)) walk(JSON.parse(readFileSync(path.join(folder, file), "utf8")), file);
  return texts;
}

const parametersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name as string).sort();

test("both languages say everything the other says", () => {
  const [chinese, english] = LANGUAGES.map(textsOf) as [Map<string, string>, Map<string, string>];
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test("both wordings of a text take the same parameters", () => {
  const [chinese, english] = LANGUAGES.map(textsOf) as [Map<string, string>, Map<string, string>];
  const unequal = [...chinese].filter(([key, text]) => {
    const other = english.get(key) ?? "";
    // An English singular may spell its number out.
    return !/\{\{count/.test(text) && parametersOf(text).join() !== parametersOf(other).join();
  });
  expect(unequal.map(([key]) => key)).toEqual([]);
});

test("a missing text stops the page while we work on it, and shows its key in production", async () => {
  const strict = await initWords(root, true);
  expect(() => strict("en").t("common:no.such.key")).toThrow('no en words for "common:no.such.key"');
  expect(() => strict("en").t("common:word.asOf")).toThrow("no value for");
  const lenient = await initWords(root, false);
  expect(lenient("zh-CN").t("common:no.such.key")).toBe("common:no.such.key");
});

test("plurals, parameters and stored wordings", async () => {
  const words = await initWords(root, true);
  expect(words("en").t("common:count.orders", { count: 1 })).toBe("1 order");
  expect(words("en").t("common:count.orders", { count: 18_204 })).toBe("18,204 orders");
  expect(words("zh-CN").t("common:count.orders", { count: 1 })).toBe("1 笔订单");
  expect(words("en").pick("大米", "Rice")).toBe("Rice");
  expect(words("en").pick("大米", null)).toBe("大米");
  expect(words("zh-CN").pick("大米", "Rice")).toBe("大米");
});
