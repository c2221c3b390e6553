// npm run recount: compares the ledger with orders, payments, declarations and sealed months, and names each difference.
// Exit code 0: none, 1: some, 2: it could not be done.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { build } from "./lib/build.mjs";
import { ready } from "./lib/install.mjs";
import { ROOT } from "./lib/project.mjs";
import { main, Stop, step } from "./lib/say.mjs";
import { findMongod } from "./mongod/find.mjs";

const COULD_NOT = 2;
const dataFolder = resolve(process.env.DATA_DIR || join(ROOT, "data"));

/** The database of the data folder, where none is given; it must not be in use, for it is started for us alone. */
async function database() {
  if (process.env.MONGODB_URI) return undefined;
  if (process.env.NODE_ENV === "production")
    throw new Stop("请设置 MONGODB_URI。", "Set MONGODB_URI: in production no database is started.");
  const dataDir = join(dataFolder, "db");
  const { binary } = await findMongod();
  const { startMongod } = await import("./mongod/embedded.mjs");
  return step(`启动 MongoDB（数据在 ${dataDir}）`, "starting MongoDB", () => startMongod({ binary, dataDir }));
}

await main(async () => {
  process.exitCode = COULD_NOT;
  try {
    await ready();
    await build();
    const mongod = await database();
    const given = mongod ? { MONGODB_URI: mongod.uri.replace("/?", "/liangqun?") } : {};
    const { status } = spawnSync(
      process.execPath,
      ["--enable-source-maps", join(ROOT, "dist/src/recount.js"), ...process.argv.slice(2)],
      { cwd: ROOT, env: { LOG_LEVEL: "warn", ...process.env, DATA_DIR: dataFolder, ...given }, stdio: "inherit" },
    );
    await mongod?.stop();
    return status ?? COULD_NOT;
  } catch (error) {
    process.stderr.write(`\n✗ ${error instanceof Stop ? error.message : (error?.stack ?? error)}\n`);
    return COULD_NOT;
  }
});
