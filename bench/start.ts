import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.join(__dirname, "..");
const PORT = 3990;

interface Started {
  child: ChildProcess;
  url: string;
  /** From the start of the process to the first whole page. */
  firstPageMs: number;
}

/** The compiled program in production's manner of rendering, on a database with the demonstration in it. */
async function start(mongodbUri: string): Promise<Started> {
  const begin = performance.now();
  const url = `http://127.0.0.1:${PORT}`;
  const env = {
    ...process.env,
    MONGODB_URI: mongodbUri.replace(/\/(\?|$)/, "/bench_market$1"),
    PORT: String(PORT),
    PUBLIC_URL: url,
    LOG_LEVEL: "warn",
  };
  const child = spawn(process.execPath, [path.join(ROOT, "dist/src/server.js")], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error("the program ended before it served");
    const answer = await fetch(`${url}/`).catch(() => null);
    if (answer?.ok && (await answer.text()).includes("</html>")) break;
    await sleep(20);
  }
  return { child, url, firstPageMs: Math.round(performance.now() - begin) };
}

async function stop({ child }: Started): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "exit");
}

const memoryMb = ({ pid }: ChildProcess): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);

/** Seeds once, starts again to time a cold start with the database up, and measures what `pages` asks of the running market. */
export async function measureStart(mongodbUri: string, pages?: (url: string) => Promise<object>): Promise<object> {
  const seeded = await start(mongodbUri);
  await stop(seeded);
  const market = await start(mongodbUri);
  try {
    const atRestMb = memoryMb(market.child);
    const measured = await pages?.(market.url);
    return {
      demonstrationSeededMs: seeded.firstPageMs,
      coldStartMs: market.firstPageMs,
      memoryAtRestMb: atRestMb,
      memoryAfterLoadMb: memoryMb(market.child),
      ...(measured ? { pages: measured } : {}),
    };
  } finally {
    await stop(market);
  }
}
