import express, { Router } from "express";
import { now } from "../shared/time";
import { hearEvent } from "./hear-event";
import type { Provider } from "./provider/provider";

/**
 * The provider's door: it stands before every body parser, for the signature is over the raw bytes. A bad signature is
 * refused and nothing stored; anything but "done" is not answered with 200, so the provider tells us again.
 */
export function webhookRoutes(provider: Provider): Router {
  const router = Router();
  router.post(
    ["/webhooks/stripe", "/api/v1/webhooks/stripe"],
    express.raw({ type: () => true, limit: "1mb" }),
    async (req, res) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      await hearEvent(provider.readEvent(body, req.header("stripe-signature")), provider, now());
      res.json({ received: true });
    },
  );
  return router;
}
