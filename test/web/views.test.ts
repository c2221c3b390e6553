import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import express, { type Express } from "express";
import type { Language } from "../../src/shared/words";
import { setUpViews } from "../../src/web/views";
import { initWords } from "../../src/web/words";

const root = path.join(__dirname, "../..");
let app: Express;
let page: (view: string, model?: object, language?: Language) => Promise<string>;

beforeAll(async () => {
  const words = await initWords(root, true);
  app = express();
  setUpViews(app, root);
  page = (view, model = {}, language = "zh-CN") =>
    new Promise((resolve, reject) => {
      const locals = { language, words: words(language), csrf: "", cartCount: 0, path: "/", url: "/?q=a" };
      app.render(view, { ...locals, ...model }, (error: Error | null, html) => (error ? reject(error) : resolve(html)));
    });
});

test.each(["rules", "privacy", "demo"])("the page of %s is whole in both languages", async (name) => {
  expect(await page(`web/${name}`, { title: "x" })).toContain("</html>");
  expect(await page(`web/${name}`, { title: "x" }, "en")).toContain('<html lang="en">');
});

test("what people wrote is escaped", async () => {
  const html = await page("web/error", {
    title: "<img onerror=1>",
    detail: "\"'",
    status: 404,
    fields: [],
    requestId: "r",
  });
  expect(html).toContain("&lt;img onerror&#x3D;1&gt;");
  expect(html).not.toContain("<img onerror");
});

test("a file cannot be read by naming it as a layout", async () => {
  await expect(page("web/rules", { title: "x", layout: "../../package.json" })).rejects.toThrow("no such layout");
});

test("the link to the other language keeps the query", async () => {
  expect(await page("web/rules", { title: "x" })).toContain('href="?q&#x3D;a&amp;lang&#x3D;en"');
});

const viewFiles = readdirSync(path.join(root, "views"), { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".hbs"),
);

test.each(viewFiles)("%s has nothing the content policy forbids and nothing unescaped", (name) => {
  const text = readFileSync(path.join(root, "views", name), "utf8");
  expect(text).not.toMatch(/\{\{\{|\{\{&/);
  expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+="|javascript:/);
  expect(text.match(/<script(?![^>]*\ssrc=)(?![^>]*type="application\/ld\+json")/)).toBeNull();
});
