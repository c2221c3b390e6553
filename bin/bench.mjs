// npm run bench: the figures of docs/figures.md, with their floors, on a database server of their own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { ready } from "./lib/install.mjs";
import { ROOT } from "./lib/project.mjs";
import { main, step } from "./lib/say.mjs";
import { findMongod } from "./mongod/find.mjs";

await main(async () => {
  await ready();
  await build();
  const { binary } = await findMongod();
  const { startMongod } = await import("./mongod/embedded.mjs");
  const box = mkdtempSync(join(tmpdir(), "liangqun-bench-"));
  const mongod = await step("启动测量用 MongoDB", "starting MongoDB for the bench", () =>
    startMongod({ binary, dataDir: join(box, "db") }),
  );
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const env = { ...process.env, NODE_ENV: "development", LOG_LEVEL: "warn", MONGODB_URI: mongod.uri };
  const { status } = spawnSync(process.execPath, [tsx, join(ROOT, "bench/index.ts"), ...process.argv.slice(2)], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  await mongod.stop();
  rmSync(box, { recursive: true, force: true, maxRetries: 5 });
  process.exitCode = status ?? 1;
});
