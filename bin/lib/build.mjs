import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.mjs";
import { run } from "./run.mjs";
import { Stop, step } from "./say.mjs";

const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".sources.json"); // inside dist: whoever deletes dist deletes the claim that it is up to date
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/**
 * Compiles src and seeds into dist when they differ from what dist was made of. Types are left to the checks: they take
 * ten times as long, and whoever starts the program should not wait for them.
 */
export async function build() {
  const change = changed();
  if (change) await step("编译 TypeScript", "compiling TypeScript", () => compile(change));
}

function changed() {
  const now = sources();
  const before = readStamp();
  return before.hash === now.hash ? undefined : { now, before };
}

/** The same without a word, for the checks, which tell of it themselves. */
export async function compile(change = changed()) {
  if (!change) return;
  const { now, before } = change;
  const gone = before.files.some((file) => !now.files.includes(file));
  if (gone) rmSync(DIST, { recursive: true, force: true }); // or a deleted file would live on there
  const { code, output } = await run(process.execPath, [TSC, "-p", "tsconfig.json", "--noCheck"], { cwd: ROOT });
  if (code !== 0) throw new Stop(`编译失败：\n${output.trim()}`, "The compiler found mistakes, see above.");
  writeFileSync(STAMP, JSON.stringify(now));
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8"));
  } catch {
    return { hash: "", files: [] }; // never built, or not to its end
  }
}

/** By content, for times change with every checkout; reading all of it takes some hundredths of a second. */
function sources() {
  const files = ["src", "seeds"].flatMap((folder) => filesBelow(folder)).sort();
  const hash = createHash("sha256");
  for (const file of ["tsconfig.json", "package-lock.json", ...files]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  }
  return { hash: hash.digest("hex"), files };
}

function filesBelow(folder) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { recursive: true }).map((entry) => join(folder, entry));
  return entries.filter((file) => /\.(ts|json)$/.test(file));
}
