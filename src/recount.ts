import { ROOT } from "./app";
import { type OpenTill, openTill } from "./open-till";
import { linesOf } from "./reports/recount/pages/in-words";
import { inBatches } from "./reports/recount/record/differences";
import type { Recount } from "./reports/recount/record/recount-record";
import { startRecount } from "./reports/recount/record/start";
import { readConfig, WrongSetting } from "./shared/config";
import { connect, disconnect } from "./shared/db";
import { log } from "./shared/log";
import { useDataKeys } from "./shared/sealed";
import { now } from "./shared/time";
import { LANGUAGES, type Words } from "./shared/words";
import { initWords } from "./web/words";

/**
 * `npm run recount`: compares the ledger with everything else and prints each difference in words. Ends with 0 when there is
 * none, 1 when there are some, 2 when it could not be done. `--all` asks the provider for everything it has ever had.
 */
const COULD_NOT = 2;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const config = readConfig(process.env);
  await connect(config.mongodbUri, databaseName(config.mongodbUri));
  useDataKeys(config.dataKeys);
  const words = await initWords(ROOT);
  const spoken = LANGUAGES.map((language) => words(language));
  const till = await openTill(config).catch((error: unknown) => {
    log.warn({ err: error }, "payments are not compared");
    return null;
  });
  try {
    return await count(till, spoken);
  } finally {
    await till?.stop();
    await disconnect();
  }
}

async function count(till: OpenTill | null, spoken: readonly Words[]): Promise<number> {
  const both = (key: string, params?: Record<string, unknown>): string =>
    spoken.map((words) => words.t(`recount:${key}`, params)).join(" / ");
  const { fresh, ended } = await startRecount(
    {
      ...{ how: "command", by: null, books: null, provider: till?.till.provider ?? null },
      everything: process.argv.includes("--all"),
      told: ({ counted }) => process.stderr.write(`· ${both("command.progress", counted)}\n`),
    },
    now(),
  );
  if (!fresh || !ended) {
    say(both("command.running"));
    return COULD_NOT;
  }
  const recount = await ended;
  for await (const difference of inBatches(recount._id))
    for (const words of spoken) say(linesOf(difference, words).join("\n"));
  return conclude(recount, both);
}

function conclude(
  { state, differences, counted, leftOut }: Recount,
  both: (key: string, params?: Record<string, unknown>) => string,
): number {
  for (const { part, why } of leftOut) say(both(`leftOut.${part}.${why}`));
  if (state !== "done") {
    say(both("command.failed"));
    return COULD_NOT;
  }
  say(both(differences === 0 ? "command.sound" : "command.differs", { ...counted, count: differences }));
  return differences === 0 ? 0 : 1;
}

/** A URI that names its database keeps it; ours has the product's name. */
const databaseName = (uri: string): string | undefined =>
  /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]+/.test(uri) ? undefined : "liangqun";

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof WrongSetting)
      process.stderr.write(`\n  设置有误 / wrong setting: ${(error as Error).message}\n\n`);
    else log.fatal({ err: error }, "could not count");
    process.exit(COULD_NOT);
  },
);
