import { AuditModel } from "../../../src/accounts/audit/record";
import { NoticeModel } from "../../../src/accounts/notices/notice";
import { startFolding } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { StatementModel } from "../../../src/credits/statements/statement";
import { PartnershipModel } from "../../../src/regions/partnership";
import { RegionModel } from "../../../src/regions/region";
import { print } from "../../../src/reports/statements/papers/print";
import { statementsRound } from "../../../src/reports/statements/round";
import { forgetAll } from "../../../src/shared/cache";
import { database } from "../../../src/shared/db";
import type { PartnershipId } from "../../../src/shared/ids";
import { setClock } from "../../../src/shared/time";
import { BANAN, JIANGBEI, noon, recognised, sale, YOUYANG } from "../../credits/ground";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { bytes, hashIn, MONTH, official, PASSWORD, page, sha256 } from "./month";

/** A whole month of a partnership, from a sale to a paper that still verifies when nothing else is as it was. */
let world: World;
let folding: { stop(): Promise<void> };
const at = (day: string) => setClock(() => noon(day));
const round = (day: string) => statementsRound(noon(day), { rest: 0 });
const kept: Record<string, string> = {};
const YOUYANG_BOOK = "youyang" as PartnershipId;
const KINDS = ["pdf", "xlsx", "json"];

beforeAll(async () => {
  world = await openWorld("statement_walk");
  folding = startFolding();
}, 240_000);
afterAll(async () => {
  await folding.stop();
  await world.close();
});

test("a citizen of 江北 buys rice in October; nobody but the month's officials sees a page of it", async () => {
  at("2026-10-20");
  const zhou = await world.person("zhou");
  const order = await zhou.orders(RICE, 2);
  await zhou.desk(order, "paid");
  await world.deliver();
  const tea = sale({ amountFen: 5000, at: noon("2026-10-21") });
  await post([tea, recognised(tea)], noon("2026-10-21"));
  await world.guest().get(MONTH).expect(404);
  for (const stranger of ["county-fengjie", "helper-rongchang", "zhoumin", "feiling"])
    await (await official(world, stranger)).get(MONTH).expect(404);
  const html = await page(await official(world, "county-youyang"), MONTH);
  expect(html).toContain("未结束");
  expect(html).toContain(`¥${(RICE_FEN * 2 + 5000) / 100}.00`.replace(/\.00$/, ""));
});

test("it is proposed on the 3rd, not before; the desks say so, and both sides are told once", async () => {
  await round("2026-11-02");
  expect(await StatementModel.countDocuments()).toBe(0);
  await round("2026-11-03");
  await round("2026-11-03");
  at("2026-11-03");
  const statement = await StatementModel.findById("youyang:2026-10:1").lean();
  expect(statement).toMatchObject({
    state: "proposed",
    figures: { paidFen: RICE_FEN * 2 + 5000, recognisedFen: 5000 },
  });
  for (const side of ["county-youyang", "helper-jiangbei"]) {
    const desk = await page(await official(world, side), "/desk");
    expect(desk).toContain(`href="${MONTH}"`);
    expect(desk).toContain("等您签认");
  }
  expect(await NoticeModel.countDocuments({ kind: "statement_proposed", href: MONTH })).toBe(2);
  expect(await page(await official(world, "helper-rongchang"), "/desk")).not.toContain(MONTH);
});

test("the county signs with the password; without it, or with a wrong one, it does not", async () => {
  const county = await official(world, "county-youyang");
  const html = await page(county, MONTH);
  const figuresHash = hashIn(html);
  expect(html).toContain("我签认：认定 ¥50.00，成交 ¥286.00");
  const empty = await county.submit(`${MONTH}/signatures`, { figuresHash }).expect(422);
  expect(empty.text).toContain('id="password"');
  await county.submit(`${MONTH}/signatures`, { figuresHash, password: "not-mine-at-all" }).expect(422);
  expect(await StatementModel.findById("youyang:2026-10:1").lean()).toMatchObject({ signatures: [] });
  await county.submit(`${MONTH}/signatures`, { figuresHash, password: PASSWORD }).expect(303);
  expect(await page(county, MONTH)).toContain("石科长 签认于 2026-11-03");
  await county.submit(`${MONTH}/signatures`, { figuresHash, password: PASSWORD }).expect(409);
  const city = await official(world, "city");
  await city.submit(`${MONTH}/signatures`, { figuresHash, password: PASSWORD }).expect(404);
  await city.submit(`${MONTH}/closing`, { password: PASSWORD }).expect(409);
});

test("a late payment makes the signature void, and says what moved", async () => {
  at("2026-11-04");
  const helper = await official(world, "helper-jiangbei");
  const figuresHash = hashIn(await page(helper, MONTH));
  await post([sale({ amountFen: 1234, at: noon("2026-10-31") })], noon("2026-11-04"));
  const answer = await helper.submit(`${MONTH}/signatures`, { figuresHash, password: PASSWORD }).expect(409);
  expect(answer.text).toContain("您看过之后，这些数字变了");
  expect(answer.text).toContain("¥298.34");
  expect(hashIn(answer.text)).not.toBe(figuresHash);
  expect(await StatementModel.findById("youyang:2026-10:1").lean()).toMatchObject({
    state: "proposed",
    signatures: [],
  });
  expect(await NoticeModel.countDocuments({ kind: "statement_changed" })).toBe(2);
});

test("who has not signed is reminded on the 8th, once", async () => {
  await round("2026-11-07");
  expect(await NoticeModel.countDocuments({ kind: "statement_reminder", href: MONTH })).toBe(0);
  await round("2026-11-08");
  await round("2026-11-09");
  expect(await NoticeModel.countDocuments({ kind: "statement_reminder", href: MONTH })).toBe(2);
});

test("both sides sign the new figures, one of them by program, and the city closes", async () => {
  at("2026-11-09");
  const [county, helper, city] = [
    await official(world, "county-youyang"),
    await official(world, "helper-jiangbei"),
    await official(world, "city"),
  ];
  await county
    .submit(`${MONTH}/signatures`, { figuresHash: hashIn(await page(county, MONTH)), password: PASSWORD })
    .expect(303);
  const { body } = await helper.get(`/api/v1${MONTH}`).expect(200);
  await helper.call("post", `${MONTH}/signatures`, { figuresHash: "0".repeat(64), password: PASSWORD }).expect(409);
  const signed = await helper.call("post", `${MONTH}/signatures`, {
    figuresHash: body.figuresHash,
    password: PASSWORD,
  });
  expect(signed.body).toMatchObject({ state: "signed", figures: { paidFen: 29_834 } });
  expect(await page(city, "/desk")).toContain("等您结账");
  await county.submit(`${MONTH}/closing`, { password: PASSWORD }).expect(403);
  await city.submit(`${MONTH}/closing`, { password: PASSWORD }).expect(303);
  const html = await page(world.guest(), MONTH);
  expect(html).toContain("stamp--sealed");
  expect(html).not.toContain("经过");
  for (const language of ["zh-CN", "en"]) await page(world.guest(), "/partnerships/youyang/statements", language);
});

test("every deed on it is in the audit log", async () => {
  const deeds = (await AuditModel.find({ "subject.id": "youyang:2026-10:1" }).sort({ _id: 1 }).lean()).map(
    (each) => each.what,
  );
  // All of it happened within the test's two noons, so the order of the ids says nothing.
  expect(deeds.sort()).toEqual([
    "statement.changed",
    "statement.closed",
    "statement.proposed",
    "statement.signed",
    "statement.signed",
    "statement.signed",
  ]);
});

test("its papers are public, for ever the same, and printed again from the sealed text they are the same bytes", async () => {
  const guest = world.guest();
  for (const kind of KINDS) {
    const path = `${MONTH}/v1.${kind}`;
    const { headers } = await guest.get(path).expect(200);
    expect(headers["cache-control"]).toContain("immutable");
    kept[kind] = sha256(await bytes(guest, path));
  }
  const json = (await bytes(guest, `${MONTH}/v1.json`)).toString();
  const papers = await print(json);
  for (const { kind, body } of papers) expect(sha256(body)).toBe(kept[kind]);
  for (const nothing of ["v2.pdf", "v1.csv", "v01.pdf"]) await guest.get(`${MONTH}/${nothing}`).expect(404);
});

test("papers verify by number and by hash, and a changed byte does not", async () => {
  const guest = world.guest();
  for (const mark of ["LQ-YOUYANG-202610-1", "lq-youyang-202610-1", ...KINDS.map((kind) => kept[kind] as string)]) {
    const html = await page(guest, `/verify?q=${mark}`);
    expect(html).toContain("是真的，至今没有变");
    expect(html.match(/>一致</g)).toHaveLength(5);
  }
  const pdf = await bytes(guest, `${MONTH}/v1.pdf`);
  pdf[100] = (pdf[100] ?? 0) ^ 1;
  expect(await page(guest, `/verify?q=${sha256(pdf)}`)).toContain("没有封存过这样一份");
  expect(await page(guest, "/verify?q=LQ-YOUYANG-202609-1")).toContain("没有这个编号");
  expect(await page(guest, "/verify?q=hello")).toContain("看不出是账单编号还是");
});

test("when the region is renamed, the partnership re-paired and a year of trade has passed, nothing of it has moved", async () => {
  await RegionModel.updateOne(
    { _id: YOUYANG },
    { $set: { name: "新酉阳县", shortName: "新酉阳", nameEn: "New Youyang" } },
  );
  await RegionModel.updateOne({ _id: JIANGBEI }, { $set: { name: "新江北区", shortName: "新江北" } });
  await PartnershipModel.updateOne({ _id: YOUYANG_BOOK }, { $set: { "helpers.0.to": "2026-12-01" } });
  await PartnershipModel.updateOne(
    { _id: YOUYANG_BOOK },
    { $push: { helpers: { region: BANAN, status: "confirmed", from: "2026-12-01", to: null, source: "test" } } },
  );
  forgetAll();
  const days = Array.from({ length: 12 }, (_, month) =>
    noon(new Date(Date.UTC(2026, 10 + month, 15)).toISOString().slice(0, 10)),
  );
  for (const day of days)
    await post(
      Array.from({ length: 20 }, () => sale({ amountFen: 700, at: day })),
      day,
    );
  await post([sale({ amountFen: 99, at: noon("2026-10-15") })], noon("2027-10-15"));
  setClock(() => noon("2027-11-20"));
  const guest = world.guest();
  for (const kind of KINDS) expect(sha256(await bytes(guest, `${MONTH}/v1.${kind}`))).toBe(kept[kind]);
  const html = await page(guest, MONTH);
  expect(html).toContain("¥298.34");
  expect(html).not.toContain("新江北");
  for (const kind of KINDS) expect(await page(guest, `/verify?q=${kept[kind]}`)).toContain("是真的，至今没有变");
  expect(await page(await official(world, "helper-jiangbei"), MONTH)).toContain("经过");
  await (await official(world, "helper-banan")).get(`${MONTH}?version=1`).expect(200);
});

test("an entry altered behind the ledger's back is found out", async () => {
  const entries = database().collection("entries");
  await entries.updateOne({ period: "2026-10", amountFen: 1234 }, { $set: { amountFen: 123_400 } });
  forgetAll();
  const html = await page(world.guest(), "/verify?q=LQ-YOUYANG-202610-1");
  expect(html).toContain("对不上");
  expect(html).toContain("的内容与记账时不同");
  await entries.updateOne({ period: "2026-10", amountFen: 123_400 }, { $set: { amountFen: 1234 } });
  forgetAll();
});
