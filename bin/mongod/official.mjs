import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cacheFolder } from "../lib/cache.mjs";
import { isProgram, run } from "../lib/run.mjs";
import { say, step } from "../lib/say.mjs";

// MongoDB's own build for this system. We fetch it ourselves: one address, one published checksum, one `tar`, and it can
// run before anything is installed. A helper package would bring twelve more and a second copy of the driver for it.
const VERSION = "8.0.21";
const HOST = process.env.MONGOD_DOWNLOADS || "https://fastdl.mongodb.org";
const REACH_MS = 10_000; // a machine without a way out should learn so quickly
const STALL_MS = 30_000;

/** The build's path below the host, or undefined where MongoDB makes none. */
export function buildFor({ system, cpu, release }) {
  if (system === "darwin") return `osx/mongodb-macos-${cpu === "arm64" ? "arm64" : "x86_64"}-${VERSION}`;
  const processor = { x64: "x86_64", arm64: "aarch64" }[cpu];
  const distribution = system === "linux" && processor && distributionOf(release);
  return distribution ? `linux/mongodb-linux-${processor}-${distribution}-${VERSION}` : undefined;
}

/** MongoDB's name for a Linux distribution, by the lines of /etc/os-release. A derivative takes its parent's build. */
function distributionOf(release) {
  const field = (name) => new RegExp(`^${name}="?([^"\\n]*)`, "m").exec(release)?.[1] ?? "";
  const version = Number.parseFloat(field("VERSION_ID")) || 0;
  const family = `${field("ID")} ${field("ID_LIKE")}`;
  if (field("ID") === "debian") return version >= 12 ? "debian12" : undefined;
  if (field("ID") === "ubuntu") return version >= 24.04 ? "ubuntu2404" : version >= 22.04 ? "ubuntu2204" : "ubuntu2004";
  if (family.includes("ubuntu")) return "ubuntu2204";
  if (field("ID") === "amzn") return version >= 2023 ? "amazon2023" : undefined;
  if (/rhel|fedora|centos/.test(family)) return version >= 9 ? "rhel93" : "rhel8";
  return family.includes("debian") ? "debian12" : undefined;
}

function here() {
  let release = "";
  try {
    release = readFileSync("/etc/os-release", "utf8");
  } catch {} // not Linux
  return buildFor({ system: platform(), cpu: arch(), release });
}

const place = () => join(cacheFolder("mongod"), `official-${VERSION}`);
const HOW = "mongodb.org";

export function cachedOfficial() {
  const binary = join(place(), "mongod");
  return isProgram(binary) ? { binary, version: VERSION, how: HOW } : undefined;
}

/** Downloads the build; says why not and returns undefined when the host is out of reach or the build does not run. */
export async function fetchOfficial() {
  const build = here();
  if (!build) return undefined;
  const address = `${HOST}/${build}.tgz`;
  try {
    const sum = await step("询问 MongoDB 官方下载站", "asking MongoDB's download host", () => publishedSum(address));
    await step(`下载 MongoDB ${VERSION}`, `downloading MongoDB ${VERSION}`, () => download(address, sum));
    return cachedOfficial();
  } catch (error) {
    say("官方下载不可用", `not available from there: ${error.cause?.code ?? error.message}`);
    return undefined;
  }
}

async function publishedSum(address) {
  const answer = await fetch(`${address}.sha256`, { signal: AbortSignal.timeout(REACH_MS) });
  const sum = /^[0-9a-f]{64}\b/.exec(answer.ok ? await answer.text() : "")?.[0];
  if (!sum) throw new Error(`${address}: HTTP ${answer.status}`);
  return sum;
}

async function download(address, sum) {
  const box = mkdtempSync(join(cacheFolder("mongod"), ".new-"));
  try {
    const archive = join(box, "mongodb.tgz");
    const got = await save(address, archive);
    if (got !== sum) throw new Error(`checksum of ${address} is ${got}, published ${sum}`);
    const untarred = await run("tar", ["-xzf", "mongodb.tgz"], { cwd: box });
    const folder = readdirSync(box).find((name) => name !== "mongodb.tgz");
    if (untarred.code !== 0 || !folder) throw new Error(`cannot unpack: ${untarred.output.trim()}`);
    const tried = await run(join(box, folder, "bin", "mongod"), ["--version"]);
    if (tried.code !== 0) throw new Error(`it does not run here: ${tried.output.trim().split("\n")[0]}`);
    if (cachedOfficial()) return; // another start was quicker
    rmSync(place(), { recursive: true, force: true });
    renameSync(join(box, folder, "bin"), place());
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

/** Streams the address into a file and returns its sha256; gives up when nothing comes for a while. */
async function save(address, file) {
  const giveUp = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp.abort(new Error("the download stalled")), STALL_MS);
  };
  alive();
  try {
    const answer = await fetch(address, { signal: giveUp.signal });
    if (!answer.ok || !answer.body) throw new Error(`${address}: HTTP ${answer.status}`);
    const hash = createHash("sha256");
    const watched = Readable.fromWeb(answer.body).on("data", (chunk) => {
      alive();
      hash.update(chunk);
    });
    await pipeline(watched, createWriteStream(file));
    return hash.digest("hex");
  } finally {
    clearTimeout(timer);
  }
}
