import { hash } from "@node-rs/argon2";
import type { Express } from "express";
import request from "supertest";
import { TRADE } from "../../seeds/clear-demo";
import { seedGoods } from "../../seeds/goods";
import { fengdu } from "../../seeds/goods/fengdu";
import { fengjie } from "../../seeds/goods/fengjie";
import { youyang } from "../../seeds/goods/youyang";
import { DEMO_ACCOUNTS, seedPeople } from "../../seeds/people";
import { seedRegions } from "../../seeds/regions";
import { UserModel } from "../../src/accounts/user";
import { createApp } from "../../src/app";
import { StockModel } from "../../src/catalogue/stocks/stock";
import type { Till } from "../../src/payments/checkout/open-payment";
import { hearEvent } from "../../src/payments/hear-event";
import { makeProvider } from "../../src/payments/stripe/client";
import { forgetAll } from "../../src/shared/cache";
import { type Config, readConfig } from "../../src/shared/config";
import { database } from "../../src/shared/db";
import { now, setClock } from "../../src/shared/time";
import { type StandinServer, startStandinServer } from "../../src/standin/api/server";
import { standinDesk } from "../../src/standin/desk-routes";
import { resetKnobs } from "../../src/standin/knobs";
import { deliverPending } from "../../src/standin/postman";
import { closeDatabase, openDatabase } from "./database";
import { Person } from "./person";

/** The names stories use for the demonstration's people. */
export const PEOPLE = {
  /** A citizen of 江北区, which helps 酉阳. */
  zhou: "zhoumin@demo.liangqun",
  /** A citizen of 渝中区, which helps 巫溪. */
  chen: "chenli@demo.liangqun",
  /** A citizen of 荣昌区, which helps 丰都. */
  luo: "luoyan@demo.liangqun",
  /** A citizen of 万州区, outside the main city. */
  li: "liping@demo.liangqun",
  /** A staff canteen registered in 江北区. */
  canteen: "canteen-jiangbei@demo.liangqun",
  /** The cooperative that sells 涂市高山大米. */
  feiling: "feiling@demo.liangqun",
  caotang: "fengjie-caotang-hezuoshe@demo.liangqun",
  youyang: "county-youyang@demo.liangqun",
  jiangbei: "helper-jiangbei@demo.liangqun",
  city: "city@demo.liangqun",
  admin: "admin@demo.liangqun",
} as const;
export type Name = keyof typeof PEOPLE;

export const RICE = "YY-RICE-10KG";
export const RICE_FEN = 11_800;

export interface World {
  app: Express;
  config: Config;
  till: Till;
  person(name: Name): Promise<Person>;
  guest(): Person;
  /** Brings every webhook the provider has waiting to the shop's own door. */
  deliver(): Promise<void>;
  /** Empties the trade and fills the shelves again; goods and people stay. */
  freshTrade(): Promise<void>;
  close(): Promise<void>;
}

/** What a test leaves behind; people stay signed in. */
const LEFT_BEHIND = [
  ...TRADE.filter((name) => name !== "sessions"),
  "campaigns",
  "leases",
  "stock_movements",
  "stock_changes",
];

/** The whole market of three counties: regions, goods, people, pay desk, every door. Named after the file it is for. */
export async function openWorld(_name: string): Promise<World> {
  const uri = process.env.TEST_MONGODB_URI as string;
  const config = readConfig({ NODE_ENV: "test", MONGODB_URI: uri, PUBLIC_URL: "http://market.test", PORT: "3000" });
  await openDatabase();
  await seedRegions();
  await seedGoods([youyang, fengjie, fengdu]);
  await seedPeople();
  await makeSigningInCheap();
  const shelves = await StockModel.find().lean();
  const { server, till } = await openTestTill(config);
  const app = await createApp({ config, till, payDesk: standinDesk() });
  return {
    app,
    config,
    till,
    person: async (who) => Person.signedIn(app, credentials(who)),
    guest: () => new Person(app),
    deliver: () => deliverAll(app, config),
    freshTrade: async () => {
      setClock(undefined);
      resetKnobs();
      for (const each of LEFT_BEHIND) await database().collection(each).deleteMany({});
      await database().collection("stocks").deleteMany({});
      await database()
        .collection("stocks")
        .insertMany(shelves as never[]);
      forgetAll();
    },
    close: async () => {
      setClock(undefined);
      await server.stop();
      await closeDatabase();
    },
  };
}

/**
 * Thousands of signings in would take minutes of the run, for a password is slow on purpose. The demonstration's people keep
 * theirs, under a hash of the same kind that costs next to nothing; what a real one costs is tried where passwords are.
 */
async function makeSigningInCheap(): Promise<void> {
  const [{ password } = { password: "" }, ...others] = DEMO_ACCOUNTS;
  if (others.some((each) => each.password !== password)) throw new Error("they no longer share one password");
  await UserModel.updateMany({}, { $set: { passwordHash: await hash(password, { memoryCost: 8, timeCost: 1 }) } });
}

async function openTestTill(config: Config): Promise<{ server: StandinServer; till: Till }> {
  const server = await startStandinServer({ publicUrl: config.publicUrl });
  const endpoint = { host: server.host, port: server.port, protocol: "http" as const };
  // Both sides of the talk share this process: however slow the machine is, the provider is not away.
  const settings = { secretKey: "sk_test_world", webhookSecrets: config.stripeWebhookSecrets, endpoint };
  const provider = makeProvider({ ...settings, timeoutMs: 60_000 });
  return { server, till: { provider, publicUrl: config.publicUrl } };
}

function credentials(who: Name): { identifier: string; password: string } {
  const account = DEMO_ACCOUNTS.find(({ identifier }) => identifier === PEOPLE[who]);
  if (!account) throw new Error(`nobody is called ${who}`);
  return { identifier: account.identifier, password: account.password };
}

/** Through the shop's own webhook door, signature and all. */
async function deliverAll(app: Express, config: Config): Promise<void> {
  await deliverPending(now(), {
    secret: config.stripeWebhookSecrets[0] as string,
    post: async (payload, signature) =>
      (
        await request(app)
          .post("/webhooks/stripe")
          .set("content-type", "application/json")
          .set("stripe-signature", signature)
          .send(payload)
      ).status,
  });
}

/** The same without HTTP, where a test wants many at once. */
export const hearAll = (world: World): Promise<unknown> =>
  deliverPending(now(), {
    secret: world.config.stripeWebhookSecrets[0] as string,
    post: async (payload, signature) => {
      await hearEvent(world.till.provider.readEvent(Buffer.from(payload), signature), world.till.provider, now());
      return 200;
    },
  });
