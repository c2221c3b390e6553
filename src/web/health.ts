import { Router } from "express";
import { FOLD_LEASE } from "../credits/fold";
import { databaseAnswers } from "../shared/db";
import { isHeld } from "../shared/lease";

/** One word each, for whoever keeps the program running; nothing here tells a stranger more than that. */
export function healthRoutes(providerAnswers: () => boolean): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.set("Cache-Control", "no-store").type("text/plain").send("ok");
  });
  router.get("/readyz", async (_req, res) => {
    const database = await databaseAnswers();
    const leader = database && (await isHeld(FOLD_LEASE, new Date()).catch(() => false));
    res
      .status(database ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({ database: word(database), leader: word(leader), provider: word(providerAnswers()) });
  });
  return router;
}

const word = (well: boolean): "ok" | "away" => (well ? "ok" : "away");
