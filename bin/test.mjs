// npm test: everything, from a fresh clone. `npm test -- test/money.test.ts -t refund` gives its words to Jest and leaves
// out the checks, for quick rounds.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "./lib/checks.mjs";
import { findChromium, needChromium } from "./lib/chromium.mjs";
import { ready } from "./lib/install.mjs";
import { onEnd, startProgram } from "./lib/program.mjs";
import { ROOT } from "./lib/project.mjs";
import { main, Stop, say, step } from "./lib/say.mjs";
import { findMongod } from "./mongod/find.mjs";

const words = process.argv.slice(2);
const box = mkdtempSync(join(tmpdir(), "liangqun-test-"));
const clean = () => rmSync(box, { recursive: true, force: true, maxRetries: 5 });

/** One MongoDB for the whole run, on a fresh folder, unless one is given. Each worker has a database of its own in it. */
async function database() {
  if (process.env.TEST_MONGODB_URI) return { uri: process.env.TEST_MONGODB_URI, stop: async () => {} };
  const { binary } = await findMongod();
  const { FOR_TESTS, keepMongod } = await import("./mongod/keep.mjs");
  const onExit = (why) => say("MongoDB 已停止", `MongoDB is gone: ${why}`);
  return step("启动测试用 MongoDB", "starting MongoDB for the tests", () =>
    keepMongod({ binary, dataDir: join(box, "db"), parameters: FOR_TESTS, onExit }),
  );
}

function browser() {
  if (words.length === 0) return needChromium();
  const found = findChromium();
  if (!found) say("没有浏览器，网页测试会失败", "no browser here, so the walk through the pages would fail");
  return found;
}

/** Jest's own counts; a file that could not even be loaded is one failure, and so is a Jest that left no result. */
function counted(file) {
  try {
    const result = JSON.parse(readFileSync(file, "utf8"));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed: failed || (result.success ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function jest({ uri, chromium }) {
  const results = join(box, "results.json");
  const args = [
    join(ROOT, "node_modules/jest/bin/jest.js"),
    "--json",
    `--outputFile=${results}`,
    "--maxWorkers=2",
    ...words,
  ];
  const env = { ...process.env, TEST_MONGODB_URI: uri, ...(chromium ? { CHROMIUM_BINARY: chromium } : {}) };
  program = startProgram(args, { ...env, NODE_ENV: "test" });
  await program.ended;
  return counted(results);
}

let program;
let told = false;

/** The whole run in order. What cannot be had (browser, database) ends it with advice instead of a count of zero. */
async function run() {
  await ready();
  const chromium = await browser();
  const checks = words.length === 0 ? await check() : { passed: 0, failed: 0 };
  const mongod = await database();
  try {
    const tests = await jest({ uri: mongod.uri, chromium });
    return { passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
  } finally {
    await mongod.stop();
  }
}

await main(async () => {
  process.on("exit", clean);
  onEnd((signal) => {
    if (!program) process.exit(130); // what runs by now is on a leash
    told = true;
    program.stop(signal);
  });
  const { passed, failed } = await run();
  if (told) throw new Stop("测试中断", "The tests were interrupted.");
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed ? 1 : 0;
});
