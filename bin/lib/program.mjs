import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { leash } from "./leash.mjs";
import { ROOT } from "./project.mjs";

const PATIENCE_SECONDS = 21;
const REPEAT_MS = 2000;

/**
 * Runs the program in a process group of its own, with our screen: a Ctrl-C then comes to us alone, and we pass it on, so
 * that the database can be stopped after the program. `ended` is the exit code; `stop()` asks it to end and, when asked
 * again or after some patience, ends it.
 */
export function startProgram(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const release = leash(child, { signal: "TERM", patienceSeconds: PATIENCE_SECONDS });
  let asked = false;
  const kill = () => signal(-child.pid, "SIGKILL");
  const stop = (name = "SIGTERM") => {
    if (asked) return kill();
    asked = true;
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

/**
 * Calls back on every polite way of being told to end, and when the npm that started us was killed. One Ctrl-C may come
 * twice, from the terminal and from npm, so what follows within two seconds is the same telling.
 */
export function onEnd(callback) {
  let last = Number.NEGATIVE_INFINITY;
  const told = (name) => {
    if (performance.now() - last < REPEAT_MS) return;
    last = performance.now();
    callback(name);
  };
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => told(name));
  process.on("SIGHUP", () => told("SIGTERM"));
  if (!process.env.npm_lifecycle_event) return; // started by hand: whoever did may go
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const orphaned = () => process.ppid !== parent || npmAbove(parent) !== npm;
  const watch = setInterval(() => {
    if (!orphaned()) return;
    clearInterval(watch);
    told("SIGTERM");
  }, 1000).unref();
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
