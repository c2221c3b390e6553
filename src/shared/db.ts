import { AsyncLocalStorage } from "node:async_hooks";
import os from "node:os";
import type { ClientSession } from "mongodb";
import mongoose, { type Model, type Schema } from "mongoose";
import { Refusal } from "./errors";
import { log } from "./log";

/**
 * The only file that opens a transaction or a session. Inside one: database only, one await after another
 * (parallel operations in a transaction are undefined), everything read afresh (MongoDB may run the function again).
 */
mongoose.set("transactionAsyncLocalStorage", true);
mongoose.set("strictQuery", "throw");
mongoose.set("runValidators", true);
mongoose.set("autoIndex", false);
mongoose.set("autoCreate", false);

/** A `$jsonSchema` the database itself enforces, whatever code writes. */
export type Guard = Record<string, unknown>;
interface Collection {
  model: Model<never>;
  guard: Guard | undefined;
}
const collections: Collection[] = [];

/** Names a collection: its Mongoose schema and, for what must never be wrong, the guard kept by the database. */
export function collection<T>(name: string, schema: Schema<T>, guard?: Guard): Model<T> {
  const model = mongoose.model<T>(name, schema, name);
  collections.push({ model: model as unknown as Model<never>, guard });
  return model;
}

/** For guards: a whole number of fen or pieces, at or above `minimum` when given. */
export const wholeNumber = (minimum?: number): Guard => ({
  bsonType: ["int", "long", "double"],
  multipleOf: 1,
  ...(minimum === undefined ? {} : { minimum }),
});

export async function connect(uri: string, dbName?: string): Promise<void> {
  await mongoose.connect(uri, {
    ...(dbName === undefined ? {} : { dbName }),
    maxPoolSize: 50,
    // A slow database is answered with "busy", never with a queue that grows.
    waitQueueTimeoutMS: 5000,
    serverSelectionTimeoutMS: 10_000,
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
    retryWrites: true,
    // Without it the driver imports "os" dynamically, which test sandboxes refuse.
    runtimeAdapters: { os },
  } as mongoose.ConnectOptions);
}

export const disconnect = (): Promise<void> => mongoose.disconnect();

/** Creates what is missing, sets the guards, builds every index and waits for it: unique indexes carry "a deed happens once". */
export async function prepareDatabase(): Promise<void> {
  const db = database();
  const existing = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((each) => each.name));
  for (const { model, guard } of collections) {
    const name = model.collection.name;
    if (!existing.has(name)) await db.createCollection(name);
    await db.command({ collMod: name, validator: guard ? { $jsonSchema: guard } : {}, validationLevel: "strict" });
    const indexes = model.schema.indexes().map(([key, options]) => ({ key, ...withoutBackground(options) }));
    // One command for all of a collection's: a fresh database is ready in a third of the time.
    if (indexes.length > 0) await db.collection(name).createIndexes(indexes as mongoose.mongo.IndexDescription[]);
  }
}

/** Mongoose adds an option that the database has not known since 4.2. */
const withoutBackground = ({ background: _, ...options }: Record<string, unknown>): Record<string, unknown> => options;

export function database(): mongoose.mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error("the database is not connected");
  return db;
}

export const databaseAnswers = async (): Promise<boolean> => {
  if (mongoose.connection.readyState !== 1) return false;
  return database()
    .command({ ping: 1 }, { timeoutMS: 1500 })
    .then(() => true)
    .catch(() => false);
};

interface Running {
  afterCommit: (() => void)[];
  /** True until the database, or `runAgain`, has asked for it again. */
  first: boolean;
}
const running = new AsyncLocalStorage<Running>();

/** Bounds of one transaction: how often the database may ask for it again, and for how long. */
export interface Bounds {
  tries?: number;
  ms?: number;
}

/**
 * Runs `work` in one transaction (snapshot reads, majority and journaled writes); Mongoose operations join by themselves.
 * Refuses with BUSY after `tries` attempts or `ms`, and with OUTCOME_UNKNOWN when a commit stays unanswered: the deed may
 * have happened, and its unique key will tell.
 */
export async function inTransaction<T>(work: () => Promise<T>, { tries = 10, ms = 5000 }: Bounds = {}): Promise<T> {
  if (running.getStore()) throw new Error("transactions do not nest");
  const end = Date.now() + ms;
  let attempt = 0;
  let current: Running = { afterCommit: [], first: true };
  const attempted = mongoose.connection.transaction(
    () => {
      if (attempt++ >= tries || Date.now() > end) throw new Refusal("BUSY", { retryAfterSeconds: 1 });
      current = { afterCommit: [], first: attempt === 1 };
      return running.run(current, work);
    },
    { readConcern: { level: "snapshot" }, writeConcern: { w: "majority", journal: true } },
  ) as Promise<T>;
  const result = await orUnknown(attempted, ms + 3000);
  for (const tell of current.afterCommit) tell();
  return result;
}

/** Runs `work` inside the surrounding transaction, or in one of its own where there is none. */
export const joinTransaction = <T>(work: () => Promise<T>, bounds?: Bounds): Promise<T> =>
  running.getStore() ? work() : inTransaction(work, bounds);

/** Whether the surrounding transaction is run for the first time: something may then be tried that is looked for later on. */
export const isFirstTry = (): boolean => running.getStore()?.first === true;

/** What was tried went wrong: the whole transaction is undone and run again, as after a conflict of the database. */
export function runAgain(cause: unknown): never {
  const again = new mongoose.mongo.MongoError("to be run again", { cause: cause as Error });
  again.addErrorLabel("TransientTransactionError");
  throw again;
}

/** Runs `tell` once the surrounding transaction has committed; at once when there is none. */
export function afterCommit(tell: () => void): void {
  const store = running.getStore();
  if (store) store.afterCommit.push(tell);
  else tell();
}

function orUnknown<T>(attempted: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("OUTCOME_UNKNOWN", { retryAfterSeconds: 5 })), ms);
  });
  attempted.catch((error: unknown) => log.debug({ err: error }, "transaction did not commit"));
  return Promise.race([attempted, late]).finally(() => clearTimeout(timer));
}

/** Binds a query to the instant its snapshot is of. */
export type AsOf = <Q extends Bindable>(query: Q) => Q;
interface Bindable {
  session(session: ClientSession): { readConcern(level: "snapshot"): unknown };
}

/**
 * Reads several collections as of one instant, which includes every acknowledged write: `asOf(Model.find(…))` for each.
 * The read concern is said on every query because the connection's own would otherwise win, and each query would
 * silently read its own instant.
 */
export async function inSnapshot<T>(reads: (asOf: AsOf) => Promise<T>): Promise<T> {
  const session = await mongoose.connection.startSession({ snapshot: true });
  const asOf: AsOf = (query) => {
    query.session(session).readConcern("snapshot");
    return query;
  };
  try {
    return await reads(asOf);
  } finally {
    await session.endSession();
  }
}

/** True when a write was refused because its unique key is taken: the deed was done before. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 11000;
