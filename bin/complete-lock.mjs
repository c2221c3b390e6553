// Run by `npm run lock`. A registry mirror may lack the builds for other systems (macOS, Windows, musl). npm then leaves
// them out of the lock file, and `npm ci` of npm 11 calls that file out of step with package.json. The packages that want
// such a build name its exact version, and its name tells the system, so the missing entries can be written from that.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("../package-lock.json", import.meta.url);
const SYSTEMS = /android|darwin|freebsd|netbsd|openbsd|openharmony|sunos|aix|win32|linux/;
const PROCESSORS = /arm64|arm|x64|ia32|riscv64|loong64|ppc64|s390x|mips64el|wasm32/;
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The lock entry of a build that no registry here could describe. */
function entryFor(name, version, parent) {
  const system = SYSTEMS.exec(name)?.[0];
  const processor = PROCESSORS.exec(name)?.[0];
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(system === "linux" ? { libc: [name.includes("musl") ? "musl" : "glibc"] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  };
}

/** Whether some node_modules folder from the parent's place upwards has it. */
function has(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

function complete(packages) {
  const added = {};
  for (const [place, parent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (has(packages, place, name)) continue;
      if (!EXACT.test(version)) throw new Error(`${place} wants ${name}@${version}, which is missing and not exact`);
      added[`node_modules/${name}`] = entryFor(name, version, parent);
    }
  }
  return added;
}

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const added = complete(lock.packages);
const entries = Object.entries({ ...lock.packages, ...added });
lock.packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${Object.keys(added).length} entries added\n`);
