// npm start: everything from a fresh clone to a running program. Nothing is imported from node_modules before it is there.
import { join, resolve } from "node:path";
import { build } from "./lib/build.mjs";
import { ready } from "./lib/install.mjs";
import { onEnd, startProgram } from "./lib/program.mjs";
import { ROOT } from "./lib/project.mjs";
import { main, say, step } from "./lib/say.mjs";
import { findMongod } from "./mongod/find.mjs";

const DATABASE = "liangqun";
const production = process.env.NODE_ENV === "production";
const watch = process.argv.includes("--watch");
const dataFolder = resolve(process.env.DATA_DIR || join(ROOT, "data"));
const rest = process.argv.slice(2).filter((arg) => arg !== "--watch");

/** What node runs: the compiled program, or the sources themselves while one works on them. */
function command() {
  if (watch)
    return [join(ROOT, "node_modules/tsx/dist/cli.mjs"), "watch", "--clear-screen=false", "src/server.ts", ...rest];
  return [...(production ? [] : ["--enable-source-maps"]), join(ROOT, "dist/src/server.js"), ...rest];
}

/** A database of our own where none is given. In production none is made up: the program itself says what it lacks. */
async function database(onExit) {
  if (process.env.MONGODB_URI || production) return undefined;
  const dataDir = join(dataFolder, "db");
  const { binary } = await findMongod();
  const { keepMongod } = await import("./mongod/keep.mjs");
  return step(`启动 MongoDB（数据在 ${dataDir}）`, "starting MongoDB", () => keepMongod({ binary, dataDir, onExit }));
}

await main(async () => {
  let program;
  let mongod;
  let failed = false;
  let told = false;
  onEnd((signal) => {
    if (program) return program.stop(signal);
    if (!mongod || told) process.exit(130); // nothing to close yet, or no patience left: what runs is on a leash
    told = true;
  });
  await ready();
  if (!watch) await build();
  mongod = database((why) => {
    say("MongoDB 已停止，程序随之结束", `MongoDB is gone, so the program ends: ${why}`);
    failed = true;
    program?.stop();
  });
  const { uri, stop } = (await mongod) ?? {};
  const given = uri ? { MONGODB_URI: uri.replace("/?", `/${DATABASE}?`) } : {};
  if (!told) program = startProgram(command(), { ...process.env, DATA_DIR: dataFolder, ...given });
  const code = (await program?.ended) ?? 130;
  if (stop) await step("关闭 MongoDB", "stopping MongoDB", stop);
  return failed ? 1 : code;
});
