import path from "node:path";
import express, { type Express } from "express";
import { seedRegions } from "../../seeds/regions";
import { accountPages } from "../../src/accounts/account-routes";
import { accountsApi } from "../../src/accounts/accounts-api";
import { signInPages } from "../../src/accounts/sign-in-routes";
import { signUpPages } from "../../src/accounts/sign-up-routes";
import { forgetAll } from "../../src/shared/cache";
import { readConfig } from "../../src/shared/config";
import { connect, database, disconnect, prepareDatabase } from "../../src/shared/db";
import { answerError, nothingHere } from "../../src/web/errors";
import { speakTheReadersLanguage } from "../../src/web/language";
import { nameRequest } from "../../src/web/request";
import { refuseForgedRequests, setSecurityHeaders } from "../../src/web/security";
import { setUpSession } from "../../src/web/session";
import { setUpViews } from "../../src/web/views";
import { knowVisitor } from "../../src/web/visitor";
import { initWords } from "../../src/web/words";

const root = path.join(__dirname, "../..");

export async function appOf(environment: Record<string, string> = {}): Promise<Express> {
  const config = readConfig({ MONGODB_URI: process.env.TEST_MONGODB_URI, ...environment });
  const app = express();
  const words = await initWords(root, false);
  app.set("trust proxy", config.trustProxyHops).set("query parser", "simple").disable("x-powered-by").disable("etag");
  setUpViews(app, root);
  app.use(nameRequest);
  setSecurityHeaders(app, config);
  app.use("/assets", express.static(path.join(root, "public")));
  app.use(speakTheReadersLanguage(words, config));
  app.use((req, res, next) => {
    Object.assign(res.locals, { words: req.words, language: req.words.language, url: req.originalUrl });
    next();
  });
  app.use(express.urlencoded({ extended: false, limit: "64kb" }), express.json({ limit: "100kb" }));
  setUpSession(app, config);
  app.use(refuseForgedRequests(config));
  app.use(knowVisitor);
  app.use("/api/v1", accountsApi.router);
  for (const pages of [signInPages, signUpPages, accountPages]) app.use(pages);
  app.use(nothingHere);
  app.use(answerError);
  return app;
}

/** A database of this file's own, with the regions in it. */
export function withDatabase(name: string): void {
  beforeAll(async () => {
    await connect(
      process.env.TEST_MONGODB_URI ?? "",
      `${process.env.TEST_DB_PREFIX ?? ""}${name}_${process.env.JEST_WORKER_ID}`,
    );
    await prepareDatabase();
    await seedRegions();
  });
  beforeEach(async () => {
    forgetAll();
    for (const name of ["users", "organisations", "tokens", "visits", "sessions"])
      await database().collection(name).deleteMany({});
  });
  afterAll(disconnect);
}
