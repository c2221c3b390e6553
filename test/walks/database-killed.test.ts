import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { toViewer } from "../../src/accounts/acting";
import { makeToken } from "../../src/accounts/token";
import { newUser, UserModel } from "../../src/accounts/user";
import { unevenStocks } from "../../src/catalogue/stocks/journal/check-journal";
import { EntryModel } from "../../src/credits/entry";
import { recount } from "../../src/credits/totals/recount";
import { OrderModel } from "../../src/orders/order-record";
import { now } from "../../src/shared/time";
import { ADDRESS, type CheckedOut } from "../support/person";
import { eventually, type Program, startProgram, uriOf } from "../support/program";
import { type ServedMongod, serveMongod } from "../support/served-mongod";
import { openWorld, RICE, type World } from "../support/world";

const BUYERS = 8;
let mongod: ServedMongod;
let world: World;
let tokens: string[];
beforeAll(async () => {
  mongod = await serveMongod();
  process.env.TEST_MONGODB_URI = mongod.uri;
  world = await openWorld("killed");
  const users = Array.from({ length: BUYERS }, (_, index) =>
    newUser({ identifier: `buyer${index}@example.cn`, name: `买家${index}`, passwordHash: "!" }, now()),
  );
  await UserModel.insertMany(users);
  tokens = [];
  for (const user of users) tokens.push(await makeToken(await toViewer(user), "test", now()));
}, 240_000);
afterAll(async () => {
  await world?.close();
  await mongod?.stop();
});

const call = (program: Program, token: string, method: string, path: string, body: object) =>
  fetch(`${program.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  });

/** One buyer orders and pays, again and again; only what was answered with success counts as promised. */
async function buyUntil(
  stopped: () => boolean,
  program: Program,
  token: string,
  promised: { ordered: string[]; paid: string[] },
): Promise<void> {
  while (!stopped()) {
    try {
      await call(program, token, "PUT", `/cart/items/${RICE}`, { quantity: 1 });
      const answer = await call(program, token, "POST", "/checkouts", { address: ADDRESS, payment: "stripe" });
      if (answer.status !== 201) continue;
      const ordered = (await answer.json()) as CheckedOut;
      promised.ordered.push(...ordered.orders.map((order) => order.number));
      const paid = await fetch(ordered.payment.url, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ outcome: "paid" }),
      });
      if (paid.status === 303) promised.paid.push(...ordered.orders.map((order) => order.number));
    } catch {
      await sleep(50);
    }
  }
}

test("the database killed under load: everything promised is there, everything paid is credited once, nothing drifts", async () => {
  const program = await startProgram(uriOf("killed", mongod.uri));
  const promised = { ordered: [] as string[], paid: [] as string[] };
  let stopped = false;
  const buying = tokens.map((token) => buyUntil(() => stopped, program, token, promised));
  await eventually(
    () => Promise.resolve(promised.paid.length),
    (count) => count >= 20,
  );
  mongod.kill9();
  const before = promised.paid.length;
  await eventually(
    () => Promise.resolve(promised.paid.length),
    (count) => count > before + 10,
    180_000,
  );
  stopped = true;
  await Promise.all(buying);

  const found = await OrderModel.find({ number: { $in: promised.ordered } }, { number: 1 }).lean();
  expect(found).toHaveLength(promised.ordered.length);
  // Payments whose webhook fell into the gap are asked for by the sweep once they are twenty seconds old.
  await eventually(
    () => OrderModel.countDocuments({ number: { $in: promised.paid }, paidAt: { $ne: null } }),
    (count) => count === promised.paid.length,
    180_000,
  );
  await eventually(
    () => EntryModel.countDocuments({ folded: false }),
    (count) => count === 0,
  );
  expect(await program.stop()).toBe(0);
  const paid = await OrderModel.countDocuments({ paidAt: { $ne: null } });
  expect(await EntryModel.countDocuments({ measure: "paid" })).toBe(paid);
  expect(await unevenStocks()).toEqual([]);
  expect((await recount()).differences).toEqual([]);
}, 900_000);
