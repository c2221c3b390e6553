import { clearDemo } from "../seeds/clear-demo";
import { seedDemo } from "../seeds/demo";
import { seedRegions } from "../seeds/regions";
import { nameShopsOfStocks } from "./catalogue/stocks/stock-round";
import { introduceRooms } from "./introduce-rooms";
import { openTill } from "./open-till";
import { fillStanding } from "./orders/parcels/fill-standing";
import { beginAccounts } from "./settlements/recount/heal";
import type { Config } from "./shared/config";
import { prepareDatabase } from "./shared/db";
import { useDataKeys } from "./shared/sealed";
import { now } from "./shared/time";

/**
 * Brings the database to where the program can serve: collections, guards, indexes, the regions and partnerships; in
 * development also the demonstration market, made once. Answers false when the program was only called to do something else.
 */
export async function prepareData(config: Config, args: readonly string[]): Promise<boolean> {
  await prepareDatabase();
  useDataKeys(config.dataKeys);
  introduceRooms();
  await nameShopsOfStocks();
  await seedRegions();
  await fillStanding();
  await beginAccounts(now());
  if (args.includes("--clear-demo")) {
    await clearDemo();
    return false;
  }
  // The year of trade has a moved clock, which only the stand-in shares.
  if (!config.production && !config.stripeSecretKey && !args.includes("--no-demo")) {
    const { till, stop } = await openTill(config);
    await seedDemo({ till, webhookSecret: config.stripeWebhookSecrets[0] ?? "" });
    await stop();
  }
  return true;
}
