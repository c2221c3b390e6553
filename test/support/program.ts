import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { databaseName } from "./database";

const ROOT = path.join(__dirname, "../..");

/** The program as an operator runs it: a process of its own, with its own port, on a database it shares with others. */
export interface Program {
  url: string;
  process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** As if the machine lost power. */
  kill9(): Promise<void>;
  /** As an operator stops it; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Below the ports that systems give to outgoing connections and to whoever asks for any: there others take what is free. */
const FIRST_PORT = 12_000;
const PORTS = 18_000;

/** A port nobody listens on, and which nobody is given by the system before we listen on it ourselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + randomInt(PORTS);
    if (await canListen(port)) return port;
  }
}

const canListen = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer().once("error", () => done(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => done(true)));
  });

/** The address of this worker's database, where the world of the file is. */
export const uriOf = (_world: string, server = process.env.TEST_MONGODB_URI as string): string =>
  server.replace(/\/(\?|$)/, `/${databaseName()}$1`);

export async function startProgram(mongodbUri: string, environment: Record<string, string> = {}): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "src/server.ts", "--no-demo"], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MONGODB_URI: mongodbUri,
      PORT: String(port),
      PUBLIC_URL: url,
      NODE_ENV: "development",
      LOG_LEVEL: "warn",
      MAIL: "none",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (printed += String(data)));
  const program: Program = {
    url,
    process: child,
    output: () => printed,
    async kill9() {
      child.kill("SIGKILL");
      await ended(child);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended(child);
      return child.exitCode;
    },
  };
  await answers(program);
  return program;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

const START_MS = 180_000;

async function answers({ url, process: child, output }: Program): Promise<void> {
  for (const begin = performance.now(); performance.now() - begin < START_MS; ) {
    if (child.exitCode !== null) throw new Error(`the program ended:\n${output()}`);
    if (
      await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`the program did not answer:\n${output()}`);
}

/** Asks again and again until the answer is as wished; says what the last answer was when it never is. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isWished: (answer: T) => boolean,
  withinMs = 120_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(answer)}`);
    await sleep(150);
  }
}
