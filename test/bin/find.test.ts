import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = join(__dirname, "../..");
let box = "";
const servers: Server[] = [];

beforeEach(() => {
  box = mkdtempSync(join(tmpdir(), "liangqun-find-"));
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(box, { recursive: true, force: true });
});

/** A program that calls itself mongod of that version. */
function pretend(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "mongod");
  writeFileSync(file, `#!/bin/sh\necho "db version v${version}"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A PATH on which nothing but these programs can be found. */
function only(...names: string[]): string {
  const tools = join(box, "tools");
  mkdirSync(tools);
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    const real = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
    if (real) symlinkSync(real, join(tools, name));
  }
  return tools;
}

interface Found {
  binary?: string;
  version?: string;
  how?: string;
  said: string;
  code: number;
}

/** Runs the finder in a world of its own: our PATH and cache only, and a download host that is not there. */
async function find(env: Record<string, string> = {}): Promise<Found> {
  const script = `import("${join(ROOT, "bin/mongod/find.mjs")}").then(async (m) => {
    const { main } = await import("${join(ROOT, "bin/lib/say.mjs")}");
    await main(async () => console.log(JSON.stringify(await m.findMongod())));
  })`;
  const world = { PATH: box, XDG_CACHE_HOME: join(box, "cache"), MONGOD_DOWNLOADS: "http://127.0.0.1:9", ...env };
  try {
    const { stdout, stderr } = await run(process.execPath, ["-e", script], { env: world });
    return { ...JSON.parse(stdout), said: stderr, code: 0 };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { said: stderr, code };
  }
}

/** A download host with one build on it; the sum it publishes may be wrong. */
async function downloads(path: string, sum?: string): Promise<string> {
  pretend(join(box, "made/mongodb-x/bin"), "8.0.21");
  await run("tar", ["-czf", join(box, "made.tgz"), "-C", join(box, "made"), "mongodb-x"]);
  const archive = readFileSync(join(box, "made.tgz"));
  const right = createHash("sha256").update(archive).digest("hex");
  const server = createServer((request, response) => {
    if (request.url === `/${path}.tgz`) return response.end(archive);
    if (request.url === `/${path}.tgz.sha256`) return response.end(`${sum ?? right}  x.tgz\n`);
    return response.writeHead(404).end();
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((listening) => server.once("listening", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What official.mjs itself would ask for here, or for a system described. */
async function buildFor(world: object): Promise<string | undefined> {
  const script = `import("${join(ROOT, "bin/mongod/official.mjs")}").then((m) =>
    console.log(m.buildFor(${JSON.stringify(world)}) ?? ""))`;
  const { stdout } = await run(process.execPath, ["-e", script]);
  return stdout.trim() || undefined;
}

test("the program that is named wins, and a wrong name is an error, not a reason to look elsewhere", async () => {
  const binary = pretend(join(box, "mine"), "7.0.1");
  pretend(box, "8.0.0");
  expect(await find({ MONGOD_BINARY: binary })).toMatchObject({ binary, version: "7.0.1" });
  const wrong = await find({ MONGOD_BINARY: join(box, "nothing") });
  expect(wrong.code).toBe(1);
  expect(wrong.said).toContain("MONGOD_BINARY");
});

test("a mongod on the PATH is taken when it is new enough", async () => {
  const binary = pretend(join(box, "new"), "6.0.9");
  pretend(join(box, "old"), "5.0.31");
  expect(await find({ PATH: join(box, "new") })).toMatchObject({ binary, version: "6.0.9" });
  const old = await find({ PATH: join(box, "old") });
  expect(old.said).toContain("5.0.31");
  expect(old.code).toBe(1);
});

test("when nothing can be had, one page says what to do", async () => {
  const none = await find();
  expect(none.code).toBe(1);
  expect(none.said).toContain("MONGODB_URI");
  expect(none.said).toContain("没有可用的 MongoDB");
  expect(none.said).not.toContain("    at "); // no stack trace
});

test("the official download is checked, kept, and used again without asking", async () => {
  const release = platform() === "linux" ? readFileSync("/etc/os-release", "utf8") : "";
  const build = await buildFor({ system: platform(), cpu: arch(), release });
  if (!build) return; // MongoDB makes none for this system
  const PATH = only("tar", "gzip"); // and no npm, or a refused download would go on to the next way
  const wrong = await downloads(build, "0".repeat(64));
  expect((await find({ PATH, MONGOD_DOWNLOADS: wrong })).said).toContain("checksum");
  const found = await find({ PATH, MONGOD_DOWNLOADS: await downloads(build) });
  expect(found).toMatchObject({ version: "8.0.21", how: "mongodb.org" });
  expect(await find()).toMatchObject({ binary: found.binary, code: 0 });
});

test.each([
  [{ system: "linux", cpu: "x64", release: 'ID=debian\nVERSION_ID="12"' }, /linux-x86_64-debian12-/],
  [
    { system: "linux", cpu: "arm64", release: 'ID=ubuntu\nVERSION_ID="24.04"\nID_LIKE=debian' },
    /linux-aarch64-ubuntu2404-/,
  ],
  [{ system: "linux", cpu: "x64", release: 'ID=rocky\nVERSION_ID="9.4"\nID_LIKE="rhel centos fedora"' }, /rhel93-/],
  [{ system: "darwin", cpu: "arm64", release: "" }, /osx\/mongodb-macos-arm64-/],
])("MongoDB's build for %j", async (world, name) => {
  expect(await buildFor(world)).toMatch(name);
});

test("there is none for systems MongoDB does not build for", async () => {
  expect(await buildFor({ system: "linux", cpu: "x64", release: "ID=alpine" })).toBeUndefined();
  expect(await buildFor({ system: "linux", cpu: "riscv64", release: "ID=debian\nVERSION_ID=12" })).toBeUndefined();
});
