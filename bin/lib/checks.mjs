import { join } from "node:path";
import { compile } from "./build.mjs";
import { ROOT } from "./project.mjs";
import { run } from "./run.mjs";
import { step } from "./say.mjs";

const bin = (path, ...args) => [process.execPath, [join(ROOT, "node_modules", path), ...args]];
const colours = process.stderr.isTTY ? "force" : "off";

const tsc = (...args) => tool(bin("typescript/bin/tsc", ...args));

// What is wrong in the text alone. The program is left compiled in dist, for tests that start it.
const CHECKS = [
  ["编译", "compiling", () => compile()],
  [
    "类型：程序",
    "types: program",
    () => tsc("-p", "tsconfig.json", "--noEmit", "--tsBuildInfoFile", ".cache/src.tsbuildinfo"),
  ],
  ["类型：测试", "types: tests", () => tsc("-p", "tsconfig.test.json")],
  [
    "格式与写法",
    "format and lint",
    () => tool(bin("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", `--colors=${colours}`)),
  ],
  ["异步写法", "promises", () => tool(bin("oxlint/bin/oxlint", "--type-aware", "--quiet"))],
];

async function tool([command, args]) {
  const { code, output } = await run(command, args, { cwd: ROOT });
  if (code !== 0) throw new Error(output.trim());
}

/** Runs every check, whether or not one before it failed, and returns { passed, failed }. */
export async function check() {
  const count = { passed: 0, failed: 0 };
  for (const [zh, en, work] of CHECKS) {
    try {
      await step(zh, en, work);
      count.passed++;
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
      count.failed++;
    }
  }
  if (count.failed) process.stderr.write("\n  格式可用 npm run format 修正 / npm run format mends the format\n");
  return count;
}
