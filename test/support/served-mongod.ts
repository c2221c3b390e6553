import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./program";

/** A database server of a test's own, which it may kill: whoever keeps it starts it again on the same port. */
export interface ServedMongod {
  uri: string;
  /** As if the machine under it lost power. */
  kill9(): void;
  stop(): Promise<void>;
}

export async function serveMongod(): Promise<ServedMongod> {
  const box = mkdtempSync(path.join(tmpdir(), "liangqun-test-"));
  const folder = path.join(box, "db");
  const serve = path.join(__dirname, "../../bin/mongod/serve.mjs");
  const node = spawn(process.execPath, [serve, folder, String(await freePort())]);
  let said = "";
  for (const stream of [node.stdout, node.stderr]) stream.on("data", (data) => (said += String(data)));
  while (!/^mongodb:.*$/m.test(said)) {
    if (node.exitCode !== null) throw new Error(said);
    await sleep(50);
  }
  return {
    uri: /^mongodb:.*$/m.exec(said)?.[0] as string,
    kill9() {
      const { mongod } = JSON.parse(readFileSync(`${folder}.owner.json`, "utf8")) as { mongod: number };
      process.kill(mongod, "SIGKILL");
    },
    async stop() {
      const ended = once(node, "exit");
      node.kill("SIGTERM");
      await ended;
      rmSync(box, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
