import type { SellerId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { HOUR, later, now, setClock } from "../../src/shared/time";
import { knobs, turnKnobs } from "../../src/standin/knobs";
import { finishAccount } from "../../src/standin/payouts/accounts";
import { reverseDue, TransferModel } from "../../src/standin/payouts/transfers";
import { newKey, PUBLIC_URL, shop, standinWorld } from "./fixture";

const world = standinWorld();
const SHOP = "sel_1" as SellerId;

const links = { returnUrl: `${PUBLIC_URL}/back`, refreshUrl: `${PUBLIC_URL}/again` };

async function readyAccount(): Promise<string> {
  const { payouts } = world.provider;
  const account = await payouts.openAccount({ reference: SHOP, name: "甲合作社", idempotencyKey: newKey() });
  const page = await payouts.accountPage({ account, ...links });
  expect(await finishAccount(page.split("/").at(-1) as string, now())).toBe(links.returnUrl);
  return account;
}

const sent = (account: string, amount = 5000, idempotencyKey = newKey()) =>
  world.provider.payouts.transfer({ account, amountFen: fen(amount), idempotencyKey, reference: `set_${account}` });

test("an account is opened once per key, and takes no money before its owner was checked", async () => {
  const { payouts } = world.provider;
  const request = { reference: SHOP, name: "甲合作社", idempotencyKey: newKey() };
  const account = await payouts.openAccount(request);
  expect(await payouts.openAccount(request)).toBe(account);
  expect(await payouts.account(account)).toEqual({ id: account, reference: SHOP, ready: false });
  await expect(sent(account)).rejects.toMatchObject({
    code: "TRANSFER_REFUSED",
    params: { reason: "insufficient_capabilities_for_transfer" },
  });
  expect(await payouts.account("acct_none")).toBeNull();
});

test("its page is good for one visit and five minutes; the shop hears when it is done", async () => {
  const heard = shop();
  const account = await world.provider.payouts.openAccount({ reference: SHOP, name: "", idempotencyKey: newKey() });
  const page = await world.provider.payouts.accountPage({ account, ...links });
  const token = page.split("/").at(-1) as string;
  expect(await finishAccount(token, later(now(), HOUR))).toBeNull();
  expect(await finishAccount(token, now())).toBe(links.returnUrl);
  expect(await finishAccount(token, now())).toBeNull();
  expect((await world.provider.payouts.account(account))?.ready).toBe(true);
  await heard.hear();
  expect(heard.types()).toEqual(["account.updated"]);
});

test("a transfer is made once per key, however often it is asked for and whatever breaks", async () => {
  const account = await readyAccount();
  const key = newKey();
  turnKnobs({ cutApi: 1 });
  await expect(sent(account, 5000, key)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  const first = await sent(account, 5000, key);
  expect(await sent(account, 5000, key)).toEqual(first);
  expect(first).toMatchObject({ amountFen: 5000, reversedFen: 0, account, key });
  await expect(sent(account, 5001, key)).rejects.toMatchObject({ code: "KEY_REUSED" });
  expect(await world.provider.payouts.transfersOf(`set_${account}`)).toEqual([first]);
  expect(await world.provider.payouts.transferStatus(first.id)).toEqual(first);
  expect(await world.provider.payouts.transferStatus("tr_none")).toBeNull();
});

test("it is refused when the balance is too small, and can come back days later, once", async () => {
  const account = await readyAccount();
  knobs.transferRefused = 1;
  await expect(sent(account)).rejects.toMatchObject({ params: { reason: "balance_insufficient" } });
  turnKnobs({ transferReversedLater: HOUR });
  const heard = shop();
  const transfer = await sent(account);
  await reverseDue(now());
  expect((await world.provider.payouts.transferStatus(transfer.id))?.reversedFen).toBe(0);
  setClock(() => later(new Date(), 2 * HOUR));
  await Promise.all([reverseDue(now()), reverseDue(now())]);
  expect((await world.provider.payouts.transferStatus(transfer.id))?.reversedFen).toBe(5000);
  await heard.hear();
  expect(heard.types().filter((type) => type === "transfer.reversed")).toHaveLength(1);
  expect(await TransferModel.countDocuments({ group: `set_${account}` })).toBe(1);
});

test("an amount of nothing is refused as the real one would", async () => {
  await expect(sent(await readyAccount(), 0)).rejects.toMatchObject({ code: "TRANSFER_REFUSED" });
});
