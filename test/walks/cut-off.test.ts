import { toViewer } from "../../src/accounts/acting";
import { makeToken } from "../../src/accounts/token";
import { type User, UserModel } from "../../src/accounts/user";
import { StockModel } from "../../src/catalogue/stocks/stock";
import { EntryModel } from "../../src/credits/entry";
import { recount } from "../../src/credits/totals/recount";
import { now } from "../../src/shared/time";
import { ADDRESS, type CheckedOut } from "../support/person";
import { eventually, type Program, startProgram, uriOf } from "../support/program";
import { openWorld, PEOPLE, RICE, RICE_FEN, type World } from "../support/world";

let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld("cutoff");
  const zhou = (await UserModel.findOne({ identifier: PEOPLE.zhou }).lean()) as User;
  token = await makeToken(await toViewer(zhou), "test", now());
});
afterAll(() => world.close());

const call = (program: Program, method: string, path: string, body: object) =>
  fetch(`${program.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": "the-one" },
    body: JSON.stringify(body),
  });

test("killed between the payment and the credit, the program credits once when it is back", async () => {
  // Every webhook of the first program is lost: the money is there, the shop does not know, and then it dies.
  const first = await startProgram(uriOf("cutoff"), { STANDIN_KNOBS: JSON.stringify({ drop: true }) });
  await call(first, "PUT", `/cart/items/${RICE}`, { quantity: 2 });
  const ordered = (await (
    await call(first, "POST", "/checkouts", { address: ADDRESS, payment: "stripe" })
  ).json()) as CheckedOut;
  const paid = await fetch(ordered.payment.url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ outcome: "paid" }),
  });
  expect(paid.status).toBe(303);
  await first.kill9();
  expect(await EntryModel.countDocuments()).toBe(0);

  const second = await startProgram(uriOf("cutoff"));
  await eventually(
    () => EntryModel.countDocuments(),
    (count) => count > 0,
  );
  await eventually(
    () => EntryModel.countDocuments({ folded: false }),
    (count) => count === 0,
  );
  expect(await second.stop()).toBe(0);
  expect(await EntryModel.find().lean()).toMatchObject([
    { measure: "paid", amountFen: 2 * RICE_FEN, partnership: "youyang" },
  ]);
  expect(await StockModel.findById(RICE).lean()).toMatchObject({ held: 0, sold: 2 });
  expect((await recount()).differences).toEqual([]);
}, 600_000);
