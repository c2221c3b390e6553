import type { Router } from "express";
import type { Till } from "./payments/checkout/open-payment";
import { makeProvider } from "./payments/stripe/client";
import type { Config } from "./shared/config";
import { startStandinServer } from "./standin/api/server";
import { standinDesk } from "./standin/desk-routes";
import { readKnobs } from "./standin/knobs";
import { deliverWebhooks } from "./standin/postman";

/** The payment provider of this installation: Stripe, or the local stand-in with its pay desk where no key is set. */
export interface OpenTill {
  till: Till;
  payDesk: Router | undefined;
  /** Told once the program listens: the stand-in then knows where to bring its webhooks. */
  listening(port: number): void;
  stop(): Promise<void>;
}

export async function openTill(config: Config): Promise<OpenTill> {
  const { stripeSecretKey, stripeWebhookSecrets: webhookSecrets, publicUrl, rates } = config;
  if (stripeSecretKey) {
    const provider = makeProvider({ secretKey: stripeSecretKey, webhookSecrets });
    return {
      till: { provider, publicUrl, rates },
      payDesk: undefined,
      listening: () => undefined,
      stop: () => Promise.resolve(),
    };
  }
  if (config.production) throw new Error("the stand-in provider never runs in production");
  const server = await startStandinServer({ publicUrl });
  const provider = makeProvider({
    secretKey: "sk_test_standin",
    webhookSecrets,
    endpoint: { host: server.host, port: server.port, protocol: "http" },
  });
  let delivering: { stop(): Promise<void> } | undefined;
  return {
    till: { provider, publicUrl, rates },
    payDesk: standinDesk(),
    listening(port) {
      delivering = deliverWebhooks({
        endpoint: `http://127.0.0.1:${port}/webhooks/stripe`,
        secret: webhookSecrets[0] ?? "",
        knobs: readKnobs(process.env.STANDIN_KNOBS),
      });
    },
    async stop() {
      await delivering?.stop();
      await server.stop();
    },
  };
}
