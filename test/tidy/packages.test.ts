import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");
const lock = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, { version: string; integrity?: string; resolved?: string }>;
};

/** Versions below these have known holes (CVE and GHSA numbers in docs/decisions/003-version-floors.md). */
const FLOORS: Record<string, string> = {
  express: "5.2.1",
  "body-parser": "2.3.0",
  qs: "6.15.4",
  "path-to-regexp": "8.4.0",
  handlebars: "4.7.10",
  mongoose: "9.9.2",
  "express-rate-limit": "8.2.2",
  passport: "0.6.0",
  stripe: "23.0.0",
  helmet: "8.0.0",
  "connect-mongo": "6.0.0",
};
/** Abandoned, or known not to work with the rest. */
const BANNED = ["xlsx", "express-mongo-sanitize", "csurf", "rate-limit-mongo", "stripe-stateful-mock"];

const installed = Object.entries(lock.packages).map(([place, { version }]) => ({
  name: place.replace(/^.*node_modules\//, ""),
  version,
}));

const atLeast = (version: string, floor: string): boolean => {
  const [a, b] = [version, floor].map((text) => (text.split("-")[0] as string).split(".").map(Number)) as [
    number[],
    number[],
  ];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 || (a[at] as number) > (b[at] as number);
};

test.each(Object.entries(FLOORS))("%s is at %s or above, everywhere it is installed", (name, floor) => {
  const copies = installed.filter((each) => each.name === name);
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(({ version }) => !atLeast(version, floor))).toEqual([]);
});

test("no banned package is installed", () => {
  expect(installed.filter(({ name }) => BANNED.includes(name))).toEqual([]);
});

test("the lock file names no registry host, and every package is pinned exactly", () => {
  expect(JSON.stringify(lock)).not.toMatch(/"resolved":"https?:/);
  const own = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const loose = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});
