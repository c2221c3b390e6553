import { type Mongod, temporaryMongod } from "./mongo";

declare global {
  var startedMongod: Mongod | undefined;
}

/** `npm test` gives a database by TEST_MONGODB_URI; a bare `npx jest one.test.ts` gets one here. */
export default async function globalSetup(): Promise<void> {
  if (process.env.TEST_MONGODB_URI) return;
  globalThis.startedMongod = await temporaryMongod();
  process.env.TEST_MONGODB_URI = globalThis.startedMongod.uri;
}
