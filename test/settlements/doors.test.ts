import request from "supertest";
import { DEMO_ACCOUNTS } from "../../seeds/people";
import { type User, UserModel } from "../../src/accounts/user";
import { SellerModel, sellerOf } from "../../src/sellers/seller";
import { settlementsRound } from "../../src/settlements/round";
import { database } from "../../src/shared/db";
import type { OrganisationId } from "../../src/shared/ids";
import { now } from "../../src/shared/time";
import { knobs } from "../../src/standin/knobs";
import { reverseTransfer, TransferModel } from "../../src/standin/payouts/transfers";
import type { Person } from "../support/person";
import { openWorld, PEOPLE, RICE, RICE_FEN, type World } from "../support/world";

let world: World;
let zhou: Person;
let feiling: Person;
let caotang: Person;
let admin: Person;
/** The clerk's two doors through which money leaves, with what shows that it is the clerk. */
const makeFile = (number: string) =>
  admin.submit("/desk/settlements/files", { settlement: number, password: PASSWORD() });
const sendBy = (number: string) =>
  admin.submit("/desk/settlements/transfers", { settlement: number, password: PASSWORD() });
const PASSWORD = (): string => DEMO_ACCOUNTS.find(({ identifier }) => identifier === PEOPLE.feiling)?.password ?? "";
beforeAll(async () => {
  world = await openWorld("settlement_doors");
});
beforeEach(async () => {
  await world.freshTrade();
  for (const name of ["seller_postings", "settlements", "bank_files", "payout_accounts", "notices"])
    await database().collection(name).deleteMany({});
  [zhou, feiling, caotang, admin] = [
    await world.person("zhou"),
    await world.person("feiling"),
    await world.person("caotang"),
    await world.person("admin"),
  ];
});
afterAll(() => world.close());

const SHIPPED = { carrier: "sf", trackingNumber: "SF1234567890" };
async function received(quantity = 1): Promise<string> {
  const ordered = await zhou.orders(RICE, quantity);
  await zhou.desk(ordered, "paid");
  await world.deliver();
  const number = ordered.orders[0]?.number as string;
  await feiling.call("post", `/sales/${number}/parcels`, SHIPPED).expect(201);
  await zhou.call("post", `/orders/${number}/receipt`).expect(200);
  await settlementsRound(world.till, now());
  return number;
}

async function sellerOfFeiling(): Promise<string> {
  const user = (await UserModel.findOne({ identifier: PEOPLE.feiling }).lean()) as User;
  return String((await sellerOf(user.memberships[0]?.organisation as OrganisationId))?._id);
}

const settled = async (): Promise<{ number: string; payableFen: number; state: string }> => {
  await admin.submit("/desk/settlements/closings", { seller: await sellerOfFeiling() }).expect(303);
  const { body } = await feiling.get("/api/v1/settlements").expect(200);
  return body.items[0];
};
const owed = async (): Promise<number> => (await feiling.get("/api/v1/settlements").expect(200)).body.owedFen;
const BANK = { holder: "酉阳飞翎合作社", bank: "中国农业银行酉阳支行", number: "6222 0212 3456 7890 123" };
const nameBank = () => feiling.submit("/settlements/account", { ...BANK, password: PASSWORD() });

test("a token turns no money elsewhere: not by an account here, not on the provider's page", async () => {
  const made = await feiling.submit("/account/tokens", { name: "库房" }).expect(201);
  const bearer = `Bearer ${/lq_[\w-]{43}/.exec(made.text)?.[0]}`;
  const send = (path: string, form: object) =>
    request(world.app).post(path).set("authorization", bearer).type("form").send(form);
  await send("/settlements/account", { ...BANK, password: PASSWORD() }).expect(403);
  await send("/settlements/account/provider", {}).expect(403);
  expect(await database().collection("payout_accounts").countDocuments()).toBe(0);
});

test("from the sale to the money: owed, settled, in a file, paid; every step is on the producer's page", async () => {
  const order = await received(2);
  const totalFen = await owed();
  expect(totalFen).toBeGreaterThanOrEqual(2 * RICE_FEN);
  await feiling.get("/settlements/current").expect(200, new RegExp(order));
  await nameBank().expect(303);
  const { number, payableFen, state } = await settled();
  expect({ payableFen, state }).toEqual({ payableFen: totalFen, state: "ready" });
  const page = (await feiling.get(`/settlements/${number}`).expect(200)).text;
  expect(page).toContain(`href="/sales/${order}"`);
  expect(page).not.toContain("7890");
  expect((await admin.get("/desk/settlements").expect(200)).text).toContain(number);

  const made = await makeFile(number).expect(303);
  const file = made.headers.location as string;
  const csv = await admin.get(`${file}.csv`).expect(200);
  expect(csv.headers["content-disposition"]).toMatch(/^attachment; filename="YH\d{6}-[0-9A-Z]{8}\.csv"$/);
  expect(csv.text).toContain(`酉阳飞翎合作社,6222021234567890123,中国农业银行酉阳支行,`);
  expect((await admin.get(file).expect(200)).text).not.toContain("6222021234567890123");
  await makeFile(number).expect(409);

  const executed = { settlement: number, executedOn: "2026-11-16", reference: "ABC-1" };
  await admin.submit(`${file}/executions`, { ...executed, executedOn: "" }).expect(422);
  await admin.submit(`${file}/executions`, { ...executed, executedOn: "2999-01-01" }).expect(422);
  await admin.submit(`${file}/executions`, executed).expect(303);
  await admin.submit(`${file}/executions`, executed).expect(409);
  expect(await owed()).toBe(0);
  expect((await feiling.get(`/api/v1/settlements/${number}`).expect(200)).body).toMatchObject({
    state: "paid",
    paidOn: "2026-11-16",
    reference: "ABC-1",
    lines: [{ kind: "received", order, sumFen: totalFen }],
  });
  expect((await feiling.get(`/settlements/${number}`).expect(200)).text).toContain("ABC-1");

  await admin.submit(`${file}/returns/${number}`, { reason: "" }).expect(422);
  await admin.submit(`${file}/returns/${number}`, { reason: "户名不符" }).expect(303);
  expect(await owed()).toBe(totalFen);
  expect((await feiling.get(`/settlements/${number}`).expect(200)).text).toContain("户名不符");
  await admin.submit(`/desk/settlements/${number}/dues`, {}).expect(303);
  await admin.submit(`/desk/settlements/${number}/dues`, {}).expect(409);
  await makeFile(number).expect(303);
});

test("no money leaves without a second proof: neither door opens, and what was chosen stays chosen", async () => {
  await received(1);
  await nameBank().expect(303);
  const { number } = await settled();
  for (const door of ["files", "transfers"])
    for (const proof of [{}, { password: "not this one" }, { code: "123456" }])
      await admin.submit(`/desk/settlements/${door}`, { settlement: number, ...proof }).expect(422);
  const wrong = (await admin.submit("/desk/settlements/files", { settlement: number, password: "not this one" })).text;
  expect(wrong).toContain(`value="${number}" checked`);
  expect(wrong).not.toContain("not this one");
  const unchosen = (await admin.submit("/desk/settlements/files", { password: PASSWORD() }).expect(422)).text;
  expect(unchosen).toContain("请至少选一笔");
  expect(unchosen).not.toContain(`value="${number}" checked`);
  expect((await feiling.get(`/api/v1/settlements/${number}`)).body.state).toBe("ready");
  expect(await database().collection("bank_files").countDocuments()).toBe(0);
  await makeFile(number).expect(303);
});

test("papers: a PDF with every page's head, a spreadsheet, both for their owner alone", async () => {
  await received(1);
  const { number } = await settled();
  const pdf = await feiling.get(`/settlements/${number}.pdf`).expect(200).expect("content-type", "application/pdf");
  expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe("%PDF-");
  const xlsx = await feiling
    .get(`/settlements/${number}.xlsx`)
    .buffer()
    .parse(binary as never)
    .expect(200);
  expect((xlsx.body as Buffer).subarray(0, 2).toString()).toBe("PK");
  for (const path of [`/settlements/${number}`, `/settlements/${number}.pdf`, `/settlements/${number}.xlsx`])
    await caotang.get(path).expect(404);
  await caotang.get(`/api/v1/settlements/${number}`).expect(404);
  expect((await caotang.get("/api/v1/settlements").expect(200)).body.items).toEqual([]);
  await feiling.get("/settlements/JS261101-00000000").expect(404);
  await feiling.get("/settlements/nothing").expect(404);
  await feiling.get(`/settlements/${number}.exe`).expect(404);
});

const binary = (res: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  res.on("data", (part: Buffer) => parts.push(part));
  res.on("end", () => done(null, Buffer.concat(parts)));
};

test("nobody else gets in: guests sign in, buyers and officials have nothing here, members without the duty neither", async () => {
  await world.guest().get("/settlements").expect(303);
  await zhou.get("/settlements").expect(403);
  const city = await world.person("city");
  for (const path of ["/desk/settlements", "/desk/settlements/recount", "/desk/settlements/files/YH261101-00000000"]) {
    await feiling.get(path).expect(403);
    await city.get(path).expect(403);
  }
  await feiling.submit("/desk/settlements/closings", { seller: await sellerOfFeiling() }).expect(403);
  const membership = (role: string) =>
    UserModel.updateOne({ identifier: PEOPLE.feiling }, { $set: { "memberships.0.role": role } });
  await membership("orders");
  await feiling.get("/settlements").expect(403);
  await membership("finance");
  await feiling.get("/settlements").expect(200);
  await feiling.get("/settlements/account").expect(200);
  await nameBank().expect(403);
  await membership("owner");
});

test("the bank account: the owner's password, a number that can be one, never shown again", async () => {
  const wrong = await feiling.submit("/settlements/account", { ...BANK, password: "not this one" }).expect(422);
  expect(wrong.text).not.toContain("7890");
  expect(wrong.text).toContain("酉阳飞翎合作社");
  await feiling.submit("/settlements/account", { ...BANK, number: "12345", password: PASSWORD() }).expect(422);
  await feiling.submit("/settlements/account", { password: PASSWORD() }).expect(422);
  await nameBank().expect(303);
  const page = (await feiling.get("/settlements/account?done=bank").expect(200)).text;
  expect(page).toContain("**** 0123");
  expect(page).not.toContain("6222");
  const notices = await database().collection("notices").find({ kind: "bank_account_changed" }).toArray();
  expect(notices).toHaveLength(1);
  expect(JSON.stringify(notices)).not.toContain("6222");
});

test("through the provider: checked there, sent once, and what comes back is put back on the account", async () => {
  await received(1);
  const totalFen = await owed();
  const there = await feiling.submit("/settlements/account/provider", {}).expect(303);
  const page = new URL(there.headers.location as string).pathname;
  await feiling.get(page).expect(200);
  const { number } = await settled();
  await sendBy(number).expect(303, /refused/);
  await feiling.agent.post(page).expect(303);
  await world.deliver();
  expect((await feiling.get("/settlements/account?done=provider").expect(200)).text).toContain("核验通过");

  knobs.transferRefused = 1;
  await sendBy(number).expect(303);
  expect((await feiling.get(`/api/v1/settlements/${number}`)).body.state).toBe("ready");
  expect((await admin.get("/desk/settlements")).text).toContain("余额不够");

  knobs.cutApi = 1;
  await sendBy(number).expect(303);
  expect((await feiling.get(`/api/v1/settlements/${number}`)).body.state).toBe("paying");
  await settlementsRound(world.till, new Date(now().getTime() + 120_000));
  expect(await owed()).toBe(0);
  expect(await TransferModel.countDocuments({ amountFen: totalFen })).toBe(1);

  const transfer = await TransferModel.findOne({ amountFen: totalFen }).lean();
  await reverseTransfer(String(transfer?._id), now());
  await world.deliver();
  await world.deliver();
  expect(await owed()).toBe(totalFen);
  expect((await feiling.get(`/settlements/${number}`)).text).toContain("撤回");
});

test("a part of a transfer that comes back stands on the account again, once, and the clerk sees it", async () => {
  await received(1);
  const there = await feiling.submit("/settlements/account/provider", {}).expect(303);
  await feiling.agent.post(new URL(there.headers.location as string).pathname).expect(303);
  await world.deliver();
  const { number, payableFen } = await settled();
  await sendBy(number).expect(303);
  const transfer = await TransferModel.findOne({ amountFen: payableFen }).sort({ _id: -1 }).lean();
  const back = async (partFen?: number): Promise<void> => {
    await reverseTransfer(String(transfer?._id), now(), partFen);
    knobs.duplicate = 2;
    await world.deliver();
    await settlementsRound(world.till, new Date(now().getTime() + 25 * 3_600_000));
  };
  await back(1000);
  expect(await owed()).toBe(1000);
  expect((await feiling.get(`/api/v1/settlements/${number}`)).body).toMatchObject({
    state: "paid",
    partlyReturnedFen: 1000,
  });
  const desk = (await admin.get("/desk/settlements").expect(200)).text;
  expect(desk.slice(desk.indexOf('id="partly"'))).toMatch(/原打款 ¥[\d.,]+<\/span><\/span> <span class="num">¥10\.00</);
  expect((await admin.get(`/desk/settlements/${number}`).expect(200)).text).toContain("¥10.00 后来被撤回");
  expect((await feiling.get("/settlements/current").expect(200)).text).toContain("部分退回");
  const told = await database().collection("notices").find({ kind: "settlement_part_returned" }).toArray();
  expect(told.length).toBeGreaterThanOrEqual(2);
  await back(500);
  expect(await owed()).toBe(1500);
  // The rest comes back as well: the settlement stays paid, and all of it stands on the account.
  await back();
  expect(await owed()).toBe(payableFen);
  expect((await feiling.get(`/api/v1/settlements/${number}`)).body.state).toBe("paid");
  expect((await admin.get("/desk/settlements/recount").expect(200)).text).toContain("两边一致");
  const again = await settled();
  expect(again).toMatchObject({ payableFen, state: "ready" });
  expect((await feiling.get(`/settlements/${again.number}`).expect(200)).text).toContain("打款后退回");
});

test("a webhook that never came is made up for by the round", async () => {
  await received(1);
  const there = await feiling.submit("/settlements/account/provider", {}).expect(303);
  await feiling.agent.post(new URL(there.headers.location as string).pathname).expect(303);
  await feiling.get("/settlements/account").expect(200);
  const { number, payableFen } = await settled();
  await sendBy(number).expect(303);
  const transfer = await TransferModel.findOne({ group: { $exists: true } })
    .sort({ _id: -1 })
    .lean();
  knobs.drop = true;
  await reverseTransfer(String(transfer?._id), now());
  expect(await owed()).toBe(0);
  await settlementsRound(world.till, new Date(now().getTime() + 25 * 3_600_000));
  expect(await owed()).toBe(payableFen);
});

test("a suspended shop is settled and not paid", async () => {
  await received(1);
  await nameBank().expect(303);
  const { number } = await settled();
  const suspend = (state: string) => SellerModel.collection.updateOne({ _id: shop as never }, { $set: { state } });
  const shop = await sellerOfFeiling();
  await suspend("suspended");
  await makeFile(number).expect(409);
  expect((await admin.get("/desk/settlements").expect(200)).text).toContain("店铺停业");
  expect((await feiling.get("/api/v1/settlements").expect(200)).body.held).toBe(true);
  await suspend("open");
});

test("a correction has a reason, is entered once, and the producer reads it", async () => {
  const path = `/desk/settlements/shops/${await sellerOfFeiling()}`;
  await admin.get(path).expect(200);
  const fix = { key: "fix-12345678", amount: "-12.50", note: "重复补贴收回" };
  await admin.submit(`${path}/corrections`, { ...fix, amount: "many" }).expect(422);
  await admin.submit(`${path}/corrections`, { ...fix, note: "" }).expect(422);
  await admin.submit(`${path}/corrections`, fix).expect(303);
  await admin.submit(`${path}/corrections`, fix).expect(303);
  expect(await owed()).toBe(-1250);
  expect((await feiling.get("/settlements/current").expect(200)).text).toContain("重复补贴收回");
  await admin.get("/desk/settlements/shops/sel_nobody").expect(404);
});

test("the recount names what is missing, and puts it back when asked", async () => {
  const order = await received(1);
  expect((await admin.get("/desk/settlements/recount").expect(200)).text).toContain("两边一致");
  await database().collection("seller_postings").deleteMany({ kind: "freight" });
  await database().collection("seller_postings").deleteMany({ kind: "sale" });
  expect((await admin.get("/desk/settlements/recount").expect(200)).text).toContain(order);
  await admin.submit("/desk/settlements/recount", {}).expect(303);
  const after = (await admin.get("/desk/settlements/recount?healed=2").expect(200)).text;
  expect(after).not.toContain(`>${order}<`);
});

test("every page speaks English too", async () => {
  await received(1);
  await nameBank().expect(303);
  const { number } = await settled();
  const made = await makeFile(number).expect(303);
  const mine = ["/settlements", "/settlements/current", "/settlements/account", `/settlements/${number}`];
  const clerk = ["/desk/settlements", "/desk/settlements/recount", `/desk/settlements/${number}`];
  clerk.push(made.headers.location as string, `/desk/settlements/shops/${await sellerOfFeiling()}`);
  for (const [who, paths] of [[feiling, mine] as const, [admin, clerk] as const])
    for (const path of paths) {
      const { text } = await who.get(path).set("accept-language", "en").expect(200);
      expect(text).toContain('lang="en"');
      expect(text).not.toMatch(/settlements:\w/);
    }
});
