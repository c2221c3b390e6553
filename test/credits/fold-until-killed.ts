import { foldOnce } from "../../src/credits/fold";
import { connect } from "../../src/shared/db";
import { foldLease } from "./ground";

/** Folds two entries at a time, and says so each time, until somebody pulls the plug. */
async function main(): Promise<void> {
  const [uri, dbName] = process.argv.slice(2) as [string, string];
  await connect(uri, dbName);
  const held = await foldLease(`pid ${process.pid}`, 1);
  for (;;) {
    process.stdout.write("folding\n");
    await foldOnce(held, 2);
  }
}

void main();
