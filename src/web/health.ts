import { Router } from "express";
import { databaseAnswers } from "../shared/db";

/** One word each, for whoever keeps the program running; nothing here tells a stranger more than that. */
export function healthRoutes(providerAnswers: () => boolean): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.set("Cache-Control", "no-store").type("text/plain").send("ok");
  });
  router.get("/readyz", async (_req, res) => {
    const [database, provider] = [await databaseAnswers(), providerAnswers()];
    res
      .status(database ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({ database: database ? "ok" : "away", provider: provider ? "ok" : "away" });
  });
  return router;
}
