import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { MongoClient } from "mongodb";
import { freePort } from "../support/program";

const SERVE = join(__dirname, "../../bin/mongod/serve.mjs");
const box = mkdtempSync(join(tmpdir(), "liangqun 数据 ")); // a space and Chinese, as people have them in their folders
const folder = join(box, "db");
const running = new Set<ChildProcess>();

interface Served {
  node: ChildProcess;
  uri: string;
  port: number;
  mongod: number;
  said: () => string;
}

function launch(port?: number): { node: ChildProcess; said: () => string } {
  const node = spawn(process.execPath, [SERVE, folder, ...(port ? [String(port)] : [])]);
  let words = "";
  for (const pipe of [node.stdout, node.stderr]) pipe?.on("data", (chunk) => (words += String(chunk)));
  running.add(node);
  node.once("exit", () => running.delete(node));
  return { node, said: () => words };
}

async function serve(port?: number): Promise<Served> {
  const { node, said } = launch(port);
  const uri = await until(() => /^mongodb:.*$/m.exec(said())?.[0] ?? (node.exitCode === null ? undefined : "ended"));
  if (uri === "ended") throw new Error(said());
  return { node, uri, port: Number(new URL(uri).port), mongod: owner().mongod, said };
}

const owner = (): { mongod: number; port: number } => JSON.parse(readFileSync(`${folder}.owner.json`, "utf8"));

async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await sleep(20);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function stop(node: ChildProcess): Promise<number | null> {
  const ended = once(node, "exit");
  node.kill("SIGTERM");
  return (await ended)[0] as number | null;
}

/** Adds one acknowledged document and returns how many there are. */
async function addOne(uri: string): Promise<number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 120_000, runtimeAdapters: { os } });
  try {
    const notes = client.db("t").collection("notes");
    await notes.insertOne({}, { writeConcern: { w: "majority", j: true } });
    return await notes.countDocuments();
  } finally {
    await client.close();
  }
}

async function occupy(): Promise<Server> {
  const server = createServer().listen(await freePort(), "127.0.0.1");
  await once(server, "listening");
  return server;
}

afterAll(async () => {
  await Promise.all([...running].map(stop));
  rmSync(box, { recursive: true, force: true, maxRetries: 5 });
});

test("data stays over a stop, and a second start on the same folder says who has it", async () => {
  const first = await serve(await freePort());
  expect(await addOne(first.uri)).toBe(1);
  const second = launch();
  await once(second.node, "exit");
  expect(second.node.exitCode).toBe(1);
  expect(second.said()).toContain(`pid ${first.mongod}, port ${first.port}`);
  expect(await stop(first.node)).toBe(0);
  expect(alive(first.mongod)).toBe(false);
});

test("a port taken by another program is left to it, and the set follows to the new port", async () => {
  const other = await occupy();
  const taken = (other.address() as { port: number }).port;
  const served = await serve(taken);
  other.close();
  expect(served.port).not.toBe(taken);
  expect(served.said()).toContain(String(taken));
  expect(await addOne(served.uri)).toBe(2);
  await stop(served.node);
});

test("one who waits for a port gets it as soon as the other program lets go", async () => {
  const other = await occupy();
  const { port } = other.address() as { port: number };
  const bin = pathToFileURL(join(__dirname, "../../bin/mongod/")).href;
  const script = `
    import { findMongod } from "${bin}find.mjs";
    import { startMongod } from "${bin}embedded.mjs";
    const { binary } = await findMongod();
    const wish = { dataDir: process.argv[1], port: Number(process.argv[2]), patienceMs: 20_000 };
    const mongod = await startMongod({ binary, ...wish });
    await mongod.stop();
    console.log("had", mongod.port);`;
  const node = spawn(process.execPath, ["--input-type=module", "-e", script, folder, String(port)]);
  let said = "";
  node.stdout.on("data", (chunk) => (said += String(chunk)));
  await sleep(1000);
  other.close();
  await once(node, "close");
  expect(said).toContain(`had ${port}`);
});

test("a mongod killed outright is started again on its port, and nothing acknowledged is lost", async () => {
  const served = await serve(await freePort());
  expect(await addOne(served.uri)).toBe(3);
  process.kill(served.mongod, "SIGKILL");
  await until(() => owner().mongod && owner().mongod !== served.mongod);
  expect(owner().port).toBe(served.port);
  expect(await addOne(served.uri)).toBe(4);
  await stop(served.node);
});

test("a starter killed outright leaves no mongod behind, and the next start waits for the folder", async () => {
  const served = await serve();
  served.node.kill("SIGKILL");
  const next = await serve();
  expect(alive(served.mongod)).toBe(false);
  expect(await addOne(next.uri)).toBe(5);
  next.node.kill("SIGKILL");
  await until(() => !alive(next.mongod));
});
