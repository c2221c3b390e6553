import { performance } from "node:perf_hooks";
import { type Campaign, CampaignModel } from "../src/campaigns/campaign";
import { type Product, ProductModel } from "../src/catalogue/product";
import type { Till } from "../src/payments/checkout/open-payment";
import { gazetteer } from "../src/regions/gazetteer";
import { forgetAll } from "../src/shared/cache";
import { demoStage, setDemoStage } from "../src/shared/demo";
import { log } from "../src/shared/log";
import { later, now } from "../src/shared/time";
import { seedCampaigns } from "./campaigns";
import { seedGoods } from "./goods";
import { seedMonths } from "./months";
import { seedOfficials } from "./officials";
import { OPENED_BEFORE_MS } from "./opening";
import { seedPeople } from "./people";
import { seedPickupPoints } from "./pickup-points";
import { orderPlaced, playOut, stageFor } from "./trade/act";
import { tradeBuyers } from "./trade/buyers";
import { LAST_YEAR_MS, planYears } from "./trade/plan";
import { settlements } from "./trade/settle";
import { seedWaiting } from "./waiting";

/**
 * The demonstration market, made once into a database that has none: shops, goods, people, campaigns, and two years of
 * trade, the earlier a thin one, through the product's own verbs with a moved clock. Cut off half-way, the next start goes
 * on; cleared, it stays away.
 */
export async function seedDemo({ till, webhookSecret }: { till: Till; webhookSecret: string }): Promise<void> {
  const stage = await demoStage();
  if (stage === "trade" || stage === "cleared") return;
  if (process.env.NODE_ENV === "production") throw new Error("the demonstration is never loaded in production");
  if (stage !== "years") await stockAndTrade(till, webhookSecret);
  await step("月度账单 / months", () => quietly(() => seedMonths(now())));
  await step("待办 / what waits", () => quietly(() => seedWaiting(now())));
  await step("官方待办 / officials’ desks", () => quietly(() => seedOfficials(now())));
  await setDemoStage("trade");
  forgetAll();
}

async function stockAndTrade(till: Till, webhookSecret: string): Promise<void> {
  await step("演示店铺与好物 / demonstration shops and goods", seedGoods);
  await step("演示账号 / demonstration accounts", seedPeople);
  await step("自提点 / pickup points", seedPickupPoints);
  await step("帮销活动 / campaigns", () => seedCampaigns(now()));
  await setDemoStage("goods");
  await quietly(() => makeYears(till, webhookSecret));
  await setDemoStage("years");
}

async function makeYears(till: Till, webhookSecret: string): Promise<void> {
  const end = now();
  const book = await gazetteer();
  const products = (await ProductModel.find({ demo: true, state: "approved" }).sort({ slug: 1 }).lean()) as Product[];
  const campaigns = (await CampaignModel.find({ demo: true }).sort({ slug: 1 }).lean()) as Campaign[];
  const buyers = await tradeBuyers(book, later(end, -OPENED_BEFORE_MS));
  const stage = stageFor(till, webhookSecret);
  const years = planYears({ book, products, buyers, campaigns, end }).map((planned) => orderPlaced(planned, stage));
  const books = await settlements(later(end, -LAST_YEAR_MS), end, till);
  let done = 0;
  const begin = performance.now();
  await playOut([...years, ...books], end, () => {
    done += 1;
    if (done % 100 === 0) say(`  两年的买卖 / two years of trade: ${done} 件事 / deeds, ${seconds(begin)} s`);
  });
  say(`  两年的买卖 / two years of trade: ${done} 件事 / deeds, ${seconds(begin)} s`);
}

/** A year of trade would be a thousand lines of log about nobody's orders. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { level } = log;
  log.level = "warn";
  try {
    await work();
  } finally {
    log.level = level;
  }
}

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await work();
  say(`  ${name}: ${seconds(begin)} s`);
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
