import { seedGoods } from "../seeds/goods";
import { seedRegions } from "../seeds/regions";
import { connect, database, disconnect, prepareDatabase } from "../src/shared/db";
import { measureExports } from "./exports";
import { measureImport } from "./import";
import { measureLedger } from "./ledger";
import { measureOfficials } from "./officials";
import { measurePages } from "./pages";
import { measureStart } from "./start";
import { measureTill } from "./till";
import { measureWorkList } from "./worklist";

/**
 * Run by `npm run bench` with a database server of its own (MONGODB_URI) and the program compiled. Prints one JSON object;
 * every figure stands beside its floor, measured in the same run. Name parts to run only those: till, ledger, officials, exports, worklist, import, pages, start.
 * The officials' part goes to BENCH_ENTRIES entries (a million; ten million take an hour here).
 */
async function main(): Promise<void> {
  const uri = process.env.MONGODB_URI as string;
  const wanted = process.argv.slice(2);
  const runs = (part: string): boolean => wanted.length === 0 || wanted.includes(part);
  const figures: Record<string, unknown> = { node: process.version, at: new Date().toISOString() };
  if (runs("till")) {
    await connect(uri, "bench_till");
    figures.mongod = (await database().admin().serverInfo()).version;
    await database().dropDatabase();
    await prepareDatabase();
    await seedRegions();
    await seedGoods();
    figures.till = await measureTill();
    await disconnect();
  }
  if (runs("ledger")) {
    await connect(uri, "bench_ledger");
    await database().dropDatabase();
    await prepareDatabase();
    await seedRegions();
    figures.ledger = await measureLedger({ posts: 4000, entries: 1_000_000 });
    await disconnect();
  }
  if (runs("officials")) {
    await connect(uri, "bench_officials");
    await database().dropDatabase();
    await prepareDatabase();
    const most = Number(process.env.BENCH_ENTRIES ?? 1_000_000);
    figures.officials = await measureOfficials(uri, [10_000, most]);
    await disconnect();
  }
  if (runs("exports")) {
    await connect(uri, "bench_exports");
    await database().dropDatabase();
    await prepareDatabase();
    figures.exports = await measureExports(100_000);
    await disconnect();
  }
  if (runs("worklist")) {
    await connect(uri, "bench_worklist");
    await database().dropDatabase();
    await prepareDatabase();
    await seedRegions();
    figures.workList = await measureWorkList(uri, 50_000);
    await disconnect();
  }
  if (runs("import")) {
    await connect(uri, "bench_import");
    await database().dropDatabase();
    await prepareDatabase();
    await seedRegions();
    await seedGoods();
    figures.import = await measureImport();
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
