import { type Entry, EntryModel } from "../../../src/credits/entry";
import { hearAllRecent } from "../../../src/payments/sweep";
import { recountAtNight } from "../../../src/reports/recount/record/at-night";
import { lastRecount } from "../../../src/reports/recount/record/last-recount";
import { RecountModel } from "../../../src/reports/recount/record/recount-record";
import { RECOUNT_LEASE } from "../../../src/reports/recount/record/run";
import { startRecount, stopRecounting } from "../../../src/reports/recount/record/start";
import { giveUpLease, holdLease } from "../../../src/shared/lease";
import { HOUR, later, MINUTE, now, setClock } from "../../../src/shared/time";
import { createRefund } from "../../../src/standin/api/refunds";
import { turnKnobs } from "../../../src/standin/knobs";
import { decide, sell, sharePhone, sums } from "../../orders/signals/ground";
import { whileLooking } from "../../support/duty";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { official, PASSWORD, page } from "../statements/month";
import { accepted, bought, count, foldAll, givenBack, goOnFrom, kept, raw, trade } from "./trade";

let world: World;
let heal: () => Promise<void>;
const TOUCHED = ["entries", "totals", "breakdowns", "chains", "orders", "refunds", "checkouts", "standin_objects"];
const edit = (): Promise<unknown> =>
  raw("totals").updateOne({ _id: "youyang:2026-11" }, { $set: { end: "0".repeat(64) } });

beforeAll(async () => {
  world = await openWorld("recounts");
  await world.freshTrade();
  await trade(world);
  heal = await kept(TOUCHED);
});
afterEach(async () => {
  await heal();
  await raw("recounts").deleteMany({});
  await raw("recount_differences").deleteMany({});
  goOnFrom("2026-11-14");
});
afterAll(async () => {
  setClock(undefined);
  await world.close();
});

test("a recount beside running sales, refunds and the fold names nothing", async () => {
  const [zhou, feiling] = [await world.person("zhou"), await world.person("feiling")];
  const named: string[] = [];
  let going = true;
  const counting = (async () => {
    while (going) named.push(...(await count(world)).codes);
  })();
  for (let n = 0; n < 5; n++) {
    const number = await bought(world, zhou, [RICE, 2]);
    await accepted(zhou, feiling, number);
    await givenBack(world, number);
    await foldAll();
  }
  going = false;
  await counting;
  expect(named).toEqual([]);
});

test("a line held for review is no difference while it waits nor when it is decided; another sum of it is", async () => {
  const [zhou, feiling, city] = [await world.person("zhou"), await world.person("feiling"), await world.person("city")];
  const codes = async (): Promise<string[]> => {
    await foldAll();
    return (await count(world)).codes;
  };
  await sharePhone();
  const sold = await sell(world, zhou, feiling, 2);
  await sold.send();
  await sold.receive();
  expect([await sums(sold.number), await codes()]).toEqual([{ paid: 2 * RICE_FEN, recognised: 0 }, []]);
  expect((await decide(city, "city", sold.number, "cleared")).status).toBe(200);
  await givenBack(world, sold.number);
  expect([await sums(sold.number), await codes()]).toEqual([{ paid: RICE_FEN, recognised: RICE_FEN }, []]);
  await raw("orders").updateOne({ number: sold.number }, { $set: { "lines.0.hold": "upheld" } });
  expect(await codes()).toEqual(["reviewed_sum"]);
  await sharePhone(null);
});

test("two entries at one place of the chain, where the index that forbids it was taken away", async () => {
  const last = (await EntryModel.findOne({ book: "youyang" as never })
    .sort({ seq: -1 })
    .lean()) as Entry;
  await raw("entries").dropIndex("book_1_seq_1");
  await raw("entries").insertOne({ ...last, _id: "ent_2", key: "twice", line: "ord_twice:1" } as never);
  const { codes } = await count(world);
  await raw("entries").deleteOne({ _id: "ent_2" });
  await EntryModel.createIndexes();
  expect(codes).toContain("chain_twice");
});

test("one at a time: whoever asks while one runs is answered that one", async () => {
  const at = new Date("2026-11-14T04:00:00Z");
  const ask = { how: "asked", by: null, books: null, provider: null } as const;
  const first = await startRecount(ask, at);
  const second = await startRecount(ask, at);
  expect([second.fresh, second.recount._id]).toEqual([false, first.recount._id]);
  await first.ended;
  expect(await RecountModel.countDocuments()).toBe(1);
});

test("a provider that does not answer is said to be left out, and is no difference", async () => {
  turnKnobs({ failApi: 20 });
  const { recount, codes } = await count(world).finally(() => {
    turnKnobs({ failApi: 0 });
  });
  expect([codes, recount.leftOut]).toEqual([[], [{ part: "provider", why: "unreachable" }]]);
});

test("money given back in the provider's dashboard alone is named by its order, with what mends it", async () => {
  turnKnobs({ drop: true });
  const zhou = await world.person("zhou");
  const number = await bought(world, zhou, [RICE, 1]);
  const order = await raw("orders").findOne({ number });
  turnKnobs({ drop: false });
  const payment = await raw("standin_objects").findOne({ reference: order?.checkout });
  await hearAllRecent(world.till.provider, now());
  await foldAll();
  await createRefund({ payment_intent: String(payment?.intent), amount: 700, metadata: {} }, now());
  const { recount, codes, differences } = await count(world);
  expect(codes).toEqual(["refund_unasked"]);
  expect(differences).toMatchObject([{ subject: { kind: "order", name: number }, kept: 0, should: 700 }]);
  const city = await official(world, "city");
  const shown = await page(city, `/recounts/${recount._id}`);
  expect(shown).toContain(`/explain?order&#x3D;${number}`);
  expect(shown).toContain("这一单不要再退款");
});

describe("a run that was cut off", () => {
  const running = () =>
    RecountModel.updateMany({}, { $set: { state: "running", endedAt: null } }).then(() => undefined);

  test("is marked when its process is gone, and left alone while it lives", async () => {
    await count(world);
    await running();
    const held = await holdLease({ name: RECOUNT_LEASE, holder: "elsewhere", at: new Date(), ms: 60_000 });
    const city = await official(world, "city");
    expect(await page(city, "/recounts")).toContain("进行中");
    if (held) await giveUpLease(held);
    expect(await page(city, "/recounts")).toContain("中断");
    expect(await lastRecount()).toBeNull();
  });

  test("ends as interrupted when the program is stopped", async () => {
    await startRecount({ how: "asked", by: null, books: null, provider: world.till.provider }, new Date());
    await stopRecounting();
    const found = await RecountModel.findOne().lean();
    expect(["interrupted", "done"]).toContain(found?.state);
    expect((await count(world)).recount.state).toBe("done");
  });

  test("at night begins anew, and a night that is done does not", async () => {
    const night = new Date("2026-11-14T19:31:00Z");
    const provider = world.till.provider;
    await recountAtNight(provider, new Date("2026-11-14T19:29:00Z"));
    expect(await RecountModel.countDocuments()).toBe(0);
    await recountAtNight(provider, night);
    await stopRecounting();
    await RecountModel.updateMany({}, { $set: { state: "interrupted" } });
    await recountAtNight(provider, night);
    const found = await waitForEnd("2026-11-15");
    expect(found).toMatchObject({ state: "done", tries: 2, how: "night" });
    await recountAtNight(provider, new Date("2026-11-14T21:00:00Z"));
    expect(await RecountModel.countDocuments()).toBe(2);
  });
});

async function waitForEnd(night: string) {
  for (;;) {
    const found = await RecountModel.findOne({ night }).lean();
    if (found && found.state !== "running") return found;
    await new Promise((done) => setTimeout(done, 20));
  }
}

test("a night's differences are told to the city and the platform, and stand on their desks", async () => {
  await edit();
  await recountAtNight(world.till.provider, new Date("2026-11-14T19:31:00Z"));
  const { _id } = await waitForEnd("2026-11-15");
  const notices = await raw("notices").find({ kind: "recount_differences" }).toArray();
  expect(notices.length).toBeGreaterThanOrEqual(2);
  expect(notices[0]).toMatchObject({ params: { count: 1 }, href: `/recounts/${_id}` });
  const city = await official(world, "city");
  expect(await page(city, "/desk")).toContain("1 处不符");
  expect(await page(city, "/inbox")).toContain("夜间对账");
  expect(await lastRecount()).toMatchObject({ state: "differs", differences: 1 });
});

describe("through the doors", () => {
  let people: Record<"city" | "county" | "other" | "zhou", Person>;
  beforeAll(async () => {
    const [city, county, other, zhou] = [
      await official(world, "city"),
      await official(world, "county-youyang"),
      await official(world, "county-fengjie"),
      await world.person("zhou"),
    ];
    people = { city, county, other, zhou };
  });
  const ended = async (by: Person, id: string) => {
    for (;;) {
      const { body } = await by.get(`/api/v1/recounts/${id}`).expect(200);
      if (body.state !== "running") return body;
    }
  };

  test("the city counts everything, and reads each difference with what is kept and what should be", async () => {
    await edit();
    const { body } = await people.city.call("post", "/recounts").expect(202);
    const done = await ended(people.city, body.id);
    expect(done).toMatchObject({ state: "done", differences: 1, byCode: { total_end: 1 }, partnershipIds: null });
    expect(done.items).toMatchObject([{ code: "total_end", part: "totals", partnershipId: "youyang" }]);
    for (const [language, words] of [
      ["zh-CN", "用分录重算汇总"],
      ["en", "Rebuild the totals from the entries"],
    ] as const)
      expect(await page(people.city, `/recounts/${body.id}`, language)).toContain(words);
    const csv = (await people.city.get(`/recounts/${body.id}.csv`).expect(200)).text;
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    await people.county.get(`/recounts/${body.id}`).expect(404);
    await people.county.get(`/recounts/${body.id}.csv`).expect(404);
  });

  test("a county counts its own book alone; another county finds nothing of it", async () => {
    await edit();
    const { body } = await people.county.call("post", "/recounts").expect(202);
    expect(await ended(people.county, body.id)).toMatchObject({ differences: 1, partnershipIds: ["youyang"] });
    await people.other.get(`/api/v1/recounts/${body.id}`).expect(404);
    expect(await page(people.other, "/recounts")).not.toContain(body.id);
    const own = await people.other.call("post", "/recounts").expect(202);
    const found = await ended(people.other, own.body.id);
    expect(found).toMatchObject({ differences: 0, partnershipIds: ["fengjie"] });
    // Nor how many there are elsewhere.
    expect(found.counted).toMatchObject({ declarations: 0 });
    expect(await lastRecount()).toBeNull();
  });

  test("a program that asks again and again is told to wait, as somebody at the page is", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 21; n++) statuses.push((await people.other.call("post", "/recounts")).status);
    expect(statuses.at(-1)).toBe(429);
    await people.other.submit("/recounts", {}).expect(429);
    await stopRecounting();
  });

  test("citizens and guests have no part in it; nobody rebuilds without the proof, and a county never", async () => {
    await people.zhou.get("/recounts").expect(403);
    await people.zhou.call("post", "/recounts").expect(403);
    await world.guest().get("/api/v1/recounts/rec_0000000000").expect(401);
    await people.city.get("/api/v1/recounts/rec_0000000000").expect(404);
    await edit();
    const { recount } = await count(world);
    const path = `/recounts/${recount._id}/rebuild`;
    await people.county.submit(path, { password: PASSWORD }).expect(403);
    await people.city.submit(path, { password: "wrong-password" }).expect(422);
    await whileLooking("city", async () => {
      await people.city.submit(path, { password: PASSWORD }).expect(403);
    });
    expect((await count(world)).codes).toEqual(["total_end"]);
  });

  test("the city rebuilds the totals, which is written down, and the next recount is sound", async () => {
    await edit();
    const { recount } = await count(world);
    await people.city.submit(`/recounts/${recount._id}/rebuild`, { password: PASSWORD }).expect(303);
    for (let state = "running"; state === "running"; )
      state = (await RecountModel.findById(recount._id).lean())?.mend?.state ?? "failed";
    expect(await page(people.city, `/recounts/${recount._id}`)).toContain("汇总已重算");
    expect((await count(world)).codes).toEqual([]);
    expect(await raw("audit_records").countDocuments({ what: "recount.rebuilt" })).toBe(1);
  });

  test("a rebuilding that was cut off can be asked for again", async () => {
    await edit();
    const { recount } = await count(world);
    const asked = () => people.city.submit(`/recounts/${recount._id}/rebuild`, { password: PASSWORD }).expect(303);
    const cutOff = (at: Date) =>
      RecountModel.updateOne({ _id: recount._id }, { $set: { mend: { state: "running", by: "", at } } });
    await cutOff(later(now(), -MINUTE));
    await asked();
    expect((await count(world)).codes).toEqual(["total_end"]);
    await cutOff(later(now(), -HOUR));
    await asked();
    for (let state = "running"; state === "running"; )
      state = (await RecountModel.findById(recount._id).lean())?.mend?.state ?? "failed";
    expect((await count(world)).codes).toEqual([]);
  });
});
