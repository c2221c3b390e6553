import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Entry {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(join(__dirname, "../../package-lock.json"), "utf8");
const packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages;

test("the lock file names no host that packages came from", () => {
  expect(Object.values(packages).filter((entry) => entry.resolved)).toEqual([]);
});

test("the lock file holds the builds for every system, so that npm ci takes it everywhere", () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const missing = wanted.filter(
    (name) => !Object.keys(packages).some((place) => place.endsWith(`node_modules/${name}`)),
  );
  expect(missing).toEqual([]); // if not: npm run lock
});
