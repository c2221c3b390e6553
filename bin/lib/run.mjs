import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { cacheFolder, homeless } from "./cache.mjs";

/**
 * Runs a program to its end and returns its exit code and what it said. A helper left behind by the program may hold
 * the pipes open (Wine's server does, for seconds), so the exit counts, not the closing of the pipes. It does not outlive us.
 */
export function run(command, args, { inherit = false, timeoutMs = 0, ...options } = {}) {
  return new Promise((done) => {
    let output = "";
    const stdio = inherit ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { stdio, ...(timeoutMs ? { timeout: timeoutMs } : {}), ...options });
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.on("data", (chunk) => {
        output += chunk;
      });
    }
    const abandon = () => child.kill();
    process.once("exit", abandon);
    const end = (code) => {
      process.off("exit", abandon);
      for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
      done({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code, signal) => end(code ?? (signal ? 128 : 1)));
    child.once("exit", (code, signal) => setTimeout(end, 200, code ?? (signal ? 128 : 1)));
  });
}

/** The full path of a program on the PATH, or undefined. */
export function which(name) {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const file of names) if (folder && isProgram(join(folder, file))) return join(folder, file);
  }
  return undefined;
}

/** Whether the path names a file we may execute. */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** npm as [command, leading arguments]: the very npm that started us, else the one on the PATH. */
export function npm() {
  const cli = process.env.npm_execpath;
  const cache = homeless() ? [`--cache=${cacheFolder("npm")}`] : []; // npm itself knows no second choice
  if (cli && basename(cli) === "npm-cli.js") return [process.execPath, [cli, ...cache]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", cache];
}
