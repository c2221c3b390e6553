import { seedGoods } from "../seeds/goods";
import { seedRegions } from "../seeds/regions";
import { connect, database, disconnect, prepareDatabase } from "../src/shared/db";
import { measureExports } from "./exports";
import { measureImport } from "./import";
import { measureLedger } from "./ledger";
import { measureOfficials } from "./officials";
import { measurePages } from "./pages";
import { measureRecount } from "./recount";
import { measureStart } from "./start";
import { measureTill } from "./till";
import { measureWorkList } from "./worklist";

/** The officials' ledger goes to so many entries at the most; ten million take the better part of an hour here. */
const MOST = Number(process.env.BENCH_ENTRIES ?? 1_000_000);

/** Each on a database of its own with nothing in it but the regions. */
const PARTS: Record<string, (uri: string) => Promise<object>> = {
  till: async () => {
    await seedGoods();
    return measureTill();
  },
  ledger: () => measureLedger({ posts: 4000, entries: 1_000_000 }),
  officials: (uri) => measureOfficials(uri, [10_000, MOST]),
  recount: () => measureRecount(MOST),
  exports: () => measureExports(100_000),
  worklist: (uri) => measureWorkList(uri, 50_000),
  import: async () => {
    await seedGoods();
    return measureImport();
  },
};

/**
 * Run by `npm run bench` with a database server of its own (MONGODB_URI) and the program compiled. Prints one JSON object;
 * every figure stands beside its floor, measured in the same run. Name parts to run only those; besides the above: pages, start.
 */
async function main(): Promise<void> {
  const uri = process.env.MONGODB_URI as string;
  const wanted = process.argv.slice(2);
  const runs = (part: string): boolean => wanted.length === 0 || wanted.includes(part);
  const figures: Record<string, unknown> = { node: process.version, at: new Date().toISOString() };
  for (const [part, measure] of Object.entries(PARTS)) {
    if (!runs(part)) continue;
    await connect(uri, `bench_${part}`);
    figures.mongod = (await database().admin().serverInfo()).version;
    await database().dropDatabase();
    await prepareDatabase();
    await seedRegions();
    figures[part] = await measure(uri);
    await disconnect();
  }
  if (runs("start") || runs("pages"))
    figures.program = await measureStart(uri, runs("pages") ? measurePages : undefined);
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
