import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";

/** Somebody in a real browser: what a story in test/walks is told with. */
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };
export const DEMO_PASSWORD = "two-hills-one-table";

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_BINARY ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });

/** A page that comes at all comes within this, on whatever machine. */
const PATIENCE_MS = 120_000;

/** A fresh browser of a Chinese reader; a script that fails on a page fails the test. */
export async function visitor(browser: Browser, url: string, viewport = PHONE): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: "zh-CN", baseURL: url });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
}

export async function signIn(page: Page, identifier: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.fill('input[name="identifier"]', identifier);
  await page.fill('input[name="password"]', password);
  await turn(page, () => page.press('input[name="password"]', "Enter"));
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/**
 * Does what brings a page anew, be it the same address again, and waits until that page is whole. Waiting for an address or
 * for "loaded" is no waiting where the page before has them too.
 */
export async function turn(page: Page, deed: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), deed()]);
}

/** Presses a button or a link that leads to another page, and waits until it is there. */
export async function press(page: Page, selector: string, to: string | RegExp): Promise<void> {
  await turn(page, () => page.locator(selector).first().click());
  await page.waitForURL(to);
}

/** WCAG 2.2 AA as far as a program can tell, and nothing wider than the screen. */
export async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never })
    .withTags(["wcag2a", "wcag2aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect([page.url(), overflow]).toEqual([page.url(), 0]);
}
