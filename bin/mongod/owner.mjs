import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Stop, say } from "../lib/say.mjs";

// Who uses a data folder, written beside it. MongoDB has a lock of its own, but it names no process one could look for
// (under Wine not even a Linux one), and says nothing of the port.

const fileOf = (folder) => `${folder}.owner.json`;

function read(folder) {
  try {
    return JSON.parse(readFileSync(fileOf(folder), "utf8"));
  } catch {
    return undefined; // nobody yet, or cut short by a crash
  }
}

export const lastPort = (folder) => read(folder)?.port;
export const own = (folder, port, mongod) => write(folder, { port, mongod, starter: process.pid });
export const disown = (folder, port) => write(folder, { port }); // the port is worth keeping

/** Whole or not at all: whoever starts at this moment reads what was there before, never half of it. */
function write(folder, owner) {
  const draft = `${fileOf(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(owner));
  renameSync(draft, fileOf(folder));
}

/** What the process was started as, or "" when there is none. A process id alone may belong to someone else by now. */
function commandOf(pid) {
  if (!pid) return "";
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/**
 * Returns when the folder is free. A mongod whose starter was killed is about to close the folder, so it is asked once
 * more and waited for; one with a living starter is in use, and the error says by whom.
 */
export async function untilFree(folder) {
  const owner = read(folder);
  const runs = () => commandOf(owner?.mongod).includes("mongod");
  if (!runs()) return;
  if (commandOf(owner.starter).includes("node")) throw inUse(folder, owner);
  say("等上一次运行的 MongoDB 关闭", "waiting for the MongoDB of an earlier run to close");
  process.kill(owner.mongod, "SIGINT");
  for (let waited = 0; runs(); waited += 100) {
    if (waited > 30_000) throw inUse(folder, owner);
    await sleep(100);
  }
}

export function inUse(folder, owner = read(folder)) {
  const who = owner?.mongod
    ? `pid ${owner.mongod}, port ${owner.port}, starter pid ${owner.starter}`
    : basename(folder);
  return new Stop(
    `数据文件夹正被另一个 MongoDB 使用（${who}）：${folder}`,
    `The data folder is in use by another MongoDB (${who}): ${folder}`,
  );
}
