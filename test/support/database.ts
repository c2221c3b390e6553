import { forgetAll } from "../../src/shared/cache";
import { connect, database, disconnect, prepareDatabase } from "../../src/shared/db";

/**
 * One database for every worker of a test run, emptied before each file: making some fifty collections with their indexes
 * anew for each would take most of the run's time.
 */
export const databaseName = (): string => `${process.env.TEST_DB_PREFIX ?? "t_"}${process.env.JEST_WORKER_ID ?? "1"}`;

/** Connected, empty, with the guards and indexes of everything the file imports. */
export async function openDatabase(): Promise<void> {
  await connect(process.env.TEST_MONGODB_URI as string, databaseName());
  await emptyDatabase();
  await prepareDatabase();
}

/** Past every guard, so that entries go as well. */
export async function emptyDatabase(): Promise<void> {
  const all = await database().listCollections({ type: "collection" }, { nameOnly: true }).toArray();
  for (const { name } of all.filter((each) => !each.name.startsWith("system.")))
    await database().collection(name).deleteMany({});
  forgetAll();
}

export const closeDatabase = (): Promise<void> => disconnect();
