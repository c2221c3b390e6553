import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.mjs";
import { npm, run } from "./run.mjs";
import { Stop, step } from "./say.mjs";

const OLDEST = [20, 19];
const MODULES = join(ROOT, "node_modules");
const LOCK = join(ROOT, "package-lock.json");
const STAMP = join(MODULES, ".liangqun-lock");

/** Everything the rest needs: a Node that can run us, and the packages of the lock file. */
export async function ready() {
  checkNode();
  const stamp = stampOf(readFileSync(LOCK));
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  if (!installedMatches()) await install();
  try {
    writeFileSync(STAMP, stamp);
  } catch {} // an image may hold the packages read-only; the next start then compares them again
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  const wanted = OLDEST.join(".");
  throw new Stop(
    `需要 Node.js ${wanted} 以上版本，现在是 ${process.versions.node}。请到 https://nodejs.org/ 安装较新的版本。`,
    `Node.js ${wanted} or later is needed, this is ${process.versions.node}. Please install a newer one from https://nodejs.org/.`,
  );
}

/** The system belongs to it: some packages bring compiled parts. */
const stampOf = (lock) => `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;

/**
 * Whether somebody has installed the same packages by hand. npm writes what it installed into node_modules; reinstalling
 * all of it to learn the same would cost half a minute, and pull the packages away from whatever runs at the time.
 */
function installedMatches() {
  try {
    const wanted = JSON.parse(readFileSync(LOCK, "utf8")).packages;
    const got = JSON.parse(readFileSync(join(MODULES, ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([place, { version, optional, devOptional }]) => {
      if (place === "") return true;
      return got[place] ? got[place].version === version : optional || devOptional;
    });
  } catch {
    return false; // nothing there, or not npm's
  }
}

async function install() {
  const [command, leading] = npm();
  // The compiler is a development package and needed to start, also where NODE_ENV says production.
  const args = [...leading, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await step("安装依赖（第一次约半分钟）", "installing packages (about half a minute the first time)", async () => {
    const { code, output } = await run(command, args, { cwd: ROOT });
    if (code === 0) return;
    const words = output.trim().split("\n").slice(-15).join("\n");
    throw new Stop(
      `npm ci 失败：\n${words}`,
      "npm ci failed, see its words above. Is a package registry within reach?",
    );
  });
}
