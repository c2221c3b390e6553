import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { toViewer } from "../../src/accounts/acting";
import { makeToken } from "../../src/accounts/token";
import { newUser, UserModel } from "../../src/accounts/user";
import { StockModel } from "../../src/catalogue/stocks/stock";
import { OrderModel } from "../../src/orders/order-record";
import { now } from "../../src/shared/time";
import { ADDRESS } from "../support/person";
import { type Program, startProgram, uriOf } from "../support/program";
import { openWorld, RICE, type World } from "../support/world";

const BUYERS = 50;
let world: World;
let tokens: string[];
beforeAll(async () => {
  world = await openWorld("many");
  const users = Array.from({ length: BUYERS }, (_, index) =>
    newUser({ identifier: `buyer${index}@example.cn`, name: `买家${index}`, passwordHash: "!" }, now()),
  );
  await UserModel.insertMany(users);
  tokens = [];
  for (const user of users) tokens.push(await makeToken(await toViewer(user), "test", now()));
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const call = (url: string, token: string, method: string, path: string, body: object, key = randomUUID()) =>
  fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });

/** Orders; told that the shop is busy, as it may be on a small machine, one asks again with the same key. */
async function order(url: string, token: string): Promise<number> {
  const key = randomUUID();
  for (;;) {
    const answer = await call(url, token, "POST", "/checkouts", { address: ADDRESS, payment: "stripe" }, key);
    if (answer.status !== 503) return answer.status;
    await sleep(1000);
  }
}

/** Everybody has the last one in the cart; everybody orders at the same moment, spread over the programs. */
async function race(programs: Program[]): Promise<number[]> {
  const urlOf = (index: number): string => (programs[index % programs.length] as Program).url;
  for (const [index, token] of tokens.entries())
    expect((await call(urlOf(index), token, "PUT", `/cart/items/${RICE}`, { quantity: 1 })).status).toBe(200);
  await StockModel.updateOne({ _id: RICE as never }, { $set: { available: 1 } });
  return Promise.all(tokens.map((token, index) => order(urlOf(index), token)));
}

test.each([1, 2])(
  "the last unit wanted by 50 people at once, on %i process(es): one gets it, 49 are told",
  async (processes) => {
    const programs: Program[] = [];
    for (let i = 0; i < processes; i++) programs.push(await startProgram(uriOf("many")));
    const statuses = await race(programs);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(BUYERS - 1);
    expect(await OrderModel.countDocuments()).toBe(1);
    expect(await StockModel.findById(RICE).lean()).toMatchObject({ available: 0, held: 1 });
    for (const program of programs) expect(await program.stop()).toBe(0);
  },
  600_000,
);
