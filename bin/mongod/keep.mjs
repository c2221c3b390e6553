import { setTimeout as sleep } from "node:timers/promises";
import { say } from "../lib/say.mjs";
import { startMongod } from "./embedded.mjs";

const RESTARTS = 5;
const WITHIN_MS = 10 * 60_000;
// The program knows one address. What a killed mongod listened on can outlive it a moment: under Wine the wineserver
// holds it too, and any program's outgoing connection may be given the number in between.
const SAME_PORT = { patienceMs: 15_000 };

/**
 * For tests, which move the program's clock: the server would go by its own and take away, once a minute, whatever has
 * run out by that one, in the midst of a test that lives in last October.
 */
export const FOR_TESTS = { ttlMonitorEnabled: false };

/**
 * startMongod, and started again on the same port when it dies under us: the program's driver finds it again by itself.
 * Too many deaths in a short time are a fault to be seen, so then `onExit(why)` is called instead.
 */
export async function keepMongod({ onExit = () => {}, ...options }) {
  const deaths = [];
  let stopped = false;
  let current;
  const again = async (why) => {
    deaths.push(Date.now());
    if (deaths.filter((at) => at > Date.now() - WITHIN_MS).length > RESTARTS) return onExit(why);
    say("MongoDB 意外退出，正在重新启动", `MongoDB ended unexpectedly, starting it again: ${why.split("\n")[0]}`);
    current = start(first.port, SAME_PORT);
    const { port } = await current;
    if (port !== first.port) onExit(`port ${first.port} was taken meanwhile`);
  };
  const died = (why) => void again(why).catch((error) => stopped || onExit(error.message));
  const start = (port, patience) => startMongod({ ...options, ...patience, port, onExit: died });
  current = start(options.port);
  const first = await current;
  const stop = async () => {
    stopped = true;
    const running = await Promise.race([current.catch(() => undefined), sleep(60_000, undefined, { ref: false })]);
    await running?.stop();
  };
  return { uri: first.uri, port: first.port, pid: first.pid, stop };
}
