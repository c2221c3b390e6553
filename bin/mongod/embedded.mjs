import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { leash } from "../lib/leash.mjs";
import { say } from "../lib/say.mjs";
import { disown, inUse, lastPort, own, untilFree } from "./owner.mjs";

// A mongod of our own: a replica set of one on a folder that lasts, reachable from this machine alone.

const READY_MS = 90_000;
const STOP_MS = 30_000;
const PORT_TAKEN = 48; // mongod's exit code
const NOT_INITIATED = 94; // the server's error code
const TRIES = 3;

/**
 * Starts it and returns { uri, port, pid, stop() } once it takes writes. `port` is a wish: when another program
 * still has it after `patienceMs`, a free one is used. `onExit(why)` is called when it ends without having been stopped.
 *
 * @param {{ binary: string, dataDir: string, port?: number, patienceMs?: number, cacheGB?: number, parameters?: Record<string, unknown>, onExit?: (why: string) => void, log?: string }} options
 */
export async function startMongod({ binary, dataDir, port, patienceMs = 0, onExit = () => {}, log, ...more }) {
  const { cacheGB = 0.5, parameters = {} } = more;
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  await untilFree(folder);
  for (let tries = 1; ; tries++) {
    const at = await choosePort(port ?? lastPort(folder), patienceMs);
    const mongod = launch({ binary, folder, port: at, cacheGB, parameters, log: log ?? `${folder}.log` });
    try {
      await whenReady(mongod);
    } catch (error) {
      await mongod.stop();
      if (mongod.exitCode() === PORT_TAKEN && tries < TRIES) continue; // taken between our look and its own
      throw error;
    }
    void mongod.exited.then((why) => mongod.stopping() || onExit(why));
    return { uri: `mongodb://127.0.0.1:${at}/?replicaSet=rs0`, port: at, pid: mongod.pid, stop: mongod.stop };
  }
}

/** The wish when it is free in time, else any free port; decided before starting: the set's own record names the port. */
async function choosePort(wish, patienceMs) {
  for (let waited = 0; wish && waited <= patienceMs; waited += 50) {
    if (await listenOnce(wish)) return wish;
    if (patienceMs) await sleep(50);
  }
  const port = await listenOnce(0);
  if (wish) say(`端口 ${wish} 已被占用，改用 ${port}`, `port ${wish} is taken, using ${port}`);
  return port;
}

const listenOnce = (port) =>
  new Promise((done) => {
    const server = createServer().once("error", () => done(0));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const got = server.address().port;
      server.close(() => done(got));
    });
  });

/** The arguments; zlib is left out of the compressors for its known leak of memory, scripts because nothing here needs them. */
const argumentsFor = ({ folder, port, cacheGB, parameters }) => [
  ...["--dbpath", folder, "--port", String(port), "--bind_ip", "127.0.0.1", "--replSet", "rs0"],
  ...["--wiredTigerCacheSizeGB", String(cacheGB), "--oplogSize", "512", "--noscripting", "--quiet"],
  // What a killed process held is free again after ten seconds, not after a minute.
  ...["--setParameter", "transactionLifetimeLimitSeconds=10"],
  ...["--networkMessageCompressors", "snappy,zstd"],
  ...Object.entries(parameters).flatMap(([name, value]) => ["--setParameter", `${name}=${value}`]),
];

/** Spawns the process in a group of its own: Ctrl-C must reach the program first, and the database only after it. */
function launch({ binary, folder, port, cacheGB, parameters, log }) {
  const output = openSync(log, "w");
  const child = spawn(binary, argumentsFor({ folder, port, cacheGB, parameters }), {
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const release = leash(child, { signal: "INT", patienceSeconds: 12 }); // INT: under Wine, TERM is a hard kill
  child.unref();
  if (child.pid) own(folder, port, child.pid);
  let code;
  let stopping = false;
  const exited = new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (status, signal) => {
      code = status;
      done(`mongod ended: ${signal ?? `code ${status}`}\n${tail(log)}`);
    });
  });
  const closed = exited.then(() => {
    code ??= -1;
    release();
    disown(folder, port);
    return admin.close(); // its timers would keep us alive
  });
  const admin = adminOf(port);
  const stop = async () => {
    stopping = true;
    if (code === undefined) await shutDown({ child, admin, exited });
    await closed;
  };
  return { pid: child.pid, folder, port, log, admin, exited, exitCode: () => code, stopping: () => stopping, stop };
}

/** A client is made only once the port answers: one whose first connection fails stays closed for good. */
function adminOf(port) {
  let client;
  const get = () => {
    client ??= new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 5000,
    });
    return client;
  };
  return {
    command: (body) => get().db("admin").command(body),
    close: () => client?.close().catch(() => undefined),
  };
}

async function shutDown({ child, admin, exited }) {
  child.ref();
  const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), STOP_MS);
  const asked = await admin.command({ shutdown: 1, force: true, timeoutSecs: 1 }).catch((error) => error);
  if (asked?.name === "MongoServerSelectionError") child.kill("SIGINT"); // not listening yet: the signal reaches it anyway
  await exited;
  clearTimeout(timer);
}

async function whenReady(mongod) {
  const failed = mongod.exited.then((why) => {
    if (/DBPathInUse/.test(tail(mongod.log, 40))) throw inUse(mongod.folder);
    throw new Error(why);
  });
  const late = sleep(READY_MS, undefined, { ref: false }).then(() => {
    throw new Error(`mongod was not ready in time\n${tail(mongod.log)}`);
  });
  await Promise.race([becomePrimary(mongod), failed, late]);
}

/** Waits for the port, makes or mends the set of one, waits until it takes writes. */
async function becomePrimary({ port, folder, admin, exitCode }) {
  const up = () => exitCode() === undefined;
  const host = `127.0.0.1:${port}`;
  while (up() && !(await answers(port))) await sleep(30);
  if (!up()) return sleep(1000); // the other promise of the race tells why
  await ensureOurs(admin, folder);
  const members = [{ _id: 0, host }];
  const { config } = await admin.command({ replSetGetConfig: 1 }).catch((error) => {
    if (error.code === NOT_INITIATED) return {};
    throw error;
  });
  if (!config) await admin.command({ replSetInitiate: { _id: "rs0", members } });
  else if (config.members[0].host !== host)
    await admin.command({ replSetReconfig: { ...config, members }, force: true });
  while (up() && !(await admin.command({ hello: 1 })).isWritablePrimary) await sleep(30);
}

/** Whoever answers on the port must be the one we started, not one that took the port an instant earlier. */
async function ensureOurs(admin, folder) {
  const { parsed } = await admin.command({ getCmdLineOpts: 1 });
  if (parsed.storage?.dbPath !== folder) throw new Error(`another mongod answers here: ${parsed.storage?.dbPath}`);
}

const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    }).once("error", () => done(false));
  });

function tail(file, lines = 5) {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
