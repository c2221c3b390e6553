import cluster from "node:cluster";
import type { Server } from "node:http";
import { openPostOffice } from "./accounts/mail/post-office";
import { type Postman, startPostman } from "./accounts/mail/send-mails";
import { createApp, ROOT } from "./app";
import { type Chores, startChores } from "./chores";
import { openTill } from "./open-till";
import { prepareData } from "./prepare-data";
import { type Config, readConfig, WrongSetting } from "./shared/config";
import { connect, disconnect } from "./shared/db";
import { log } from "./shared/log";
import { useWords } from "./shared/words";
import { initWords } from "./web/words";

/** The only file that acts when it is run: reads the settings, connects, listens, and stops cleanly. */
const GRACE_MS = 9000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  process.env.NODE_ENV ??= "development";
  if (cluster.isPrimary) {
    await connect(config.mongodbUri, databaseName(config));
    useWords(await initWords(ROOT)); // the demonstration issues papers
    const goOn = await prepareData(config, process.argv.slice(2));
    if (!goOn || config.processes > 1) await disconnect();
    if (!goOn) return;
    if (config.processes > 1) return forkAll(config);
  } else await connect(config.mongodbUri, databaseName(config));
  await serve(config);
}

/** A URI that names its database keeps it; ours has the product's name. */
const databaseName = (config: Config): string | undefined =>
  /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]+/.test(config.mongodbUri) ? undefined : "liangqun";

async function serve(config: Config): Promise<void> {
  const till = await openTill(config);
  const app = await createApp({
    config,
    till: till.till,
    root: ROOT,
    ...(till.payDesk ? { payDesk: till.payDesk } : {}),
  });
  const server = await listen(app, config);
  till.listening(config.port);
  const chores = startChores(till.till);
  const office = openPostOffice(config.mail);
  const postman = office && startPostman({ office, words: await initWords(ROOT), publicUrl: config.publicUrl });
  if (cluster.isPrimary) tellWhere(config);
  const stop = stopper({ server, chores, postman, till: till.stop });
  process.once("SIGTERM", stop).once("SIGINT", stop);
}

function listen(app: Awaited<ReturnType<typeof createApp>>, { port, host }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => (error ? reject(error) : resolve(server)));
    // A client that sends its request drop by drop must not hold a socket for long.
    server.headersTimeout = 15_000;
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 20_000;
  });
}

function tellWhere({ publicUrl, production }: Config): void {
  log.info({ publicUrl }, "ready");
  if (production) return;
  process.stdout.write(
    `\n  两群好物 ${publicUrl}\n  演示账号与密码 / demonstration accounts and passwords: seeds/demo-accounts.json, ${publicUrl}/demo\n  停止 / stop: Ctrl-C\n\n`,
  );
}

interface Running {
  server: Server;
  chores: Chores;
  postman: Postman | undefined;
  till: () => Promise<void>;
}

/** Lets running requests finish, then the chores and the letter being sent, then the database; gives up waiting after a while. */
function stopper({ server, chores, postman, till }: Running): () => void {
  return () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweepIdle = setInterval(() => server.closeIdleConnections(), 200);
    server.closeIdleConnections();
    void (async () => {
      await Promise.all([closed, chores.stop(), postman?.stop()]);
      clearInterval(sweepIdle);
      await till();
      await disconnect();
      process.exit(0);
    })();
  };
}

/** Several processes share the port; one that dies is replaced, unless we are stopping. */
function forkAll(config: Config): void {
  let stopping = false;
  for (let i = 0; i < config.processes; i++) cluster.fork();
  cluster.on("exit", () => {
    // Not at once: a worker that cannot start would be made again and again without a pause.
    if (!stopping) setTimeout(() => cluster.fork(), 1000).unref();
    else if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0);
  });
  const stop = () => {
    stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM");
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  tellWhere(config);
}

main().catch((error: unknown) => {
  if (error instanceof WrongSetting) process.stderr.write(`\n  设置有误 / wrong setting: ${error.message}\n\n`);
  else if ((error as { code?: string }).code === "EADDRINUSE")
    process.stderr.write(`\n  端口被占用 / the port is taken: set PORT to a free one.\n\n`);
  else log.fatal({ err: error }, "could not start");
  process.exit(1);
});
