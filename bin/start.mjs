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
  let failed = false;
  // Before there is a program there is nothing to wait for: what we have started ends with us, each by its own leash.
  onEnd((signal) => (program ? program.stop(signal) : process.exit(130)));
  await ready();
  if (!watch) await build();
  const mongod = await database((why) => {
    say("MongoDB 已停止，程序随之结束", `MongoDB is gone, so the program ends: ${why}`);
    failed = true;
    program?.stop();
  });
  const uri = mongod?.uri.replace("/?", `/${DATABASE}?`);
  program = startProgram(command(), { ...process.env, DATA_DIR: dataFolder, ...(uri ? { MONGODB_URI: uri } : {}) });
  const code = await program.ended;
  if (mongod) await step("关闭 MongoDB", "stopping MongoDB", mongod.stop);
  return failed ? 1 : code;
});
