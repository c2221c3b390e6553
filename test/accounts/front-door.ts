import type { Express } from "express";
import { seedRegions } from "../../seeds/regions";
import { createApp } from "../../src/app";
import { makeProvider } from "../../src/payments/stripe/client";
import { forgetAll } from "../../src/shared/cache";
import { readConfig } from "../../src/shared/config";
import { database } from "../../src/shared/db";
import { useDataKeys } from "../../src/shared/sealed";
import { closeDatabase, openDatabase } from "../support/database";

/** A provider that is never asked: nobody pays in these stories. */
const nowhere = { host: "127.0.0.1", port: 9, protocol: "http" } as const;

/** The whole product with settings of its own. */
export async function appOf(environment: Record<string, string> = {}): Promise<Express> {
  const config = readConfig({ MONGODB_URI: process.env.TEST_MONGODB_URI, ...environment });
  const provider = makeProvider({ secretKey: "sk_test_nobody", webhookSecrets: ["whsec_nobody"], endpoint: nowhere });
  return createApp({ config, till: { provider, publicUrl: config.publicUrl } });
}

/** A database of this file's own, with the regions in it; people come and go with each test. */
export function withDatabase(_name: string): void {
  beforeAll(async () => {
    useDataKeys(readConfig({ MONGODB_URI: process.env.TEST_MONGODB_URI }).dataKeys);
    await openDatabase();
    await seedRegions();
  });
  beforeEach(async () => {
    forgetAll();
    for (const each of [
      "users",
      "organisations",
      "tokens",
      "visits",
      "sessions",
      "notices",
      "mails",
      "invitations",
      "password_resets",
      "two_factors",
      "proof_guesses",
    ])
      await database().collection(each).deleteMany({});
  });
  afterAll(closeDatabase);
}
