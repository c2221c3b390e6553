import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { leash } from "./leash.mjs";
import { ROOT } from "./project.mjs";

const PATIENCE_SECONDS = 20;
const REPEAT_MS = 2000;

/**
 * Runs the program in a process group of its own, with our screen. A Ctrl-C then comes to us alone, once, whether the
 * terminal, npm or both sent it, and we pass on one signal; the database is stopped by the caller after the program.
 * Resolves to the exit code; `stop()` asks it to end, and ends it when it does not.
 */
export function startProgram(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const release = leash(child, { signal: "TERM", patienceSeconds: PATIENCE_SECONDS });
  let asked = 0;
  const kill = () => signal(-child.pid, "SIGKILL");
  const stop = (name = "SIGTERM") => {
    const now = Date.now();
    if (asked && now - asked < REPEAT_MS) return; // the same key press on another way
    if (asked) return kill(); // pressed again: no more patience
    asked = now;
    signal(child.pid, name);
    setTimeout(kill, PATIENCE_SECONDS * 1000).unref();
  };
  const ended = new Promise((done) => {
    child.once("error", () => done(127));
    child.once("exit", (code, name) => done(code ?? (asked ? 0 : codeOf(name))));
  });
  return { stop, ended: ended.finally(release) };
}

const codeOf = (signalName) => (signalName === "SIGKILL" ? 137 : 1);

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {} // gone already
}

/** Calls back on every polite way of being told to end, and when the npm that started us was killed. */
export function onEnd(callback) {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(name, () => callback(name === "SIGHUP" ? "SIGTERM" : name));
  if (!process.env.npm_lifecycle_event) return; // started by hand: whoever did may go
  const parent = process.ppid;
  const npm = npmAbove(parent);
  setInterval(() => (process.ppid !== parent || npmAbove(parent) !== npm) && callback("SIGTERM"), 1000).unref();
}

/** npm may stand one step further up, behind the shell it runs scripts in; that shell would outlive it. */
function npmAbove(shell) {
  try {
    const isShell = /sh\0-c\0/.test(readFileSync(`/proc/${shell}/cmdline`, "latin1"));
    return isShell ? /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${shell}/status`, "latin1"))?.[1] : undefined;
  } catch {
    return undefined; // not Linux
  }
}
