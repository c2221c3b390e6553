import { createHash } from "node:crypto";
import readExcel from "read-excel-file/node";
import { UserModel } from "../../../src/accounts/user";
import { EntryModel } from "../../../src/credits/entry";
import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { type ExportId, ExportModel } from "../../../src/reports/exports/jobs/job";
import { makeAll } from "../../../src/reports/exports/jobs/make";
import { database } from "../../../src/shared/db";
import { setClock } from "../../../src/shared/time";
import {
  BANAN,
  FENGDU,
  foldLease,
  JIANGBEI,
  noon,
  RONGCHANG,
  recognised,
  refunded,
  sale,
  YUZHONG,
} from "../../credits/ground";
import type { Person } from "../../support/person";
import { openWorld, PEOPLE, type World } from "../../support/world";

let world: World;
let [city, youyang, jiangbei]: Person[] = [];

beforeAll(async () => {
  world = await openWorld("exports");
  [city, youyang, jiangbei] = [
    await world.person("city"),
    await world.person("youyang"),
    await world.person("jiangbei"),
  ];
  const rice = sale({
    amountFen: 10_001,
    at: noon("2026-10-20"),
    product: { id: "prd_x" as never, name: '=HYPERLINK("x")' },
  });
  const beef = sale({
    amountFen: 500_000,
    by: { county: FENGDU, affiliation: RONGCHANG },
    buyerKind: "institution",
    institution: { id: "org_x" as never, name: "荣昌某校食堂" },
  });
  const pomelo = sale({
    amountFen: 300_000,
    by: { county: FENGDU, affiliation: BANAN },
    buyerKind: "institution",
    institution: { id: "org_y" as never, name: "巴南某局工会" },
  });
  await post([rice, sale({ amountFen: 1300, by: { affiliation: YUZHONG } }), beef, pomelo], noon("2026-10-20"));
  await post([recognised(rice)], noon("2026-10-28"));
  await foldOnce(await foldLease());
  // These stay in the tail: a file is exact all the same.
  await post(refunded(rice, 3000, "paid", "recognised"), noon("2026-11-02"));
  await post(
    Array.from({ length: 30 }, () => sale({ amountFen: 100, by: { affiliation: JIANGBEI } })),
    noon("2026-11-12"),
  );
});
afterAll(() => world.close());
beforeEach(async () => {
  setClock(() => noon("2026-11-23"));
  await ExportModel.deleteMany({});
  await database().collection("export_pieces").deleteMany({});
});

const zh = (person: Person | undefined, path: string) => (person as Person).get(path).set("accept-language", "zh-CN");
const bytes = (person: Person | undefined, path: string) =>
  zh(person, path)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on("data", (part: Buffer) => parts.push(part));
      res.on("end", () => done(null, Buffer.concat(parts)));
    });
const ask = async (person: Person | undefined, body: object): Promise<ExportId> =>
  (await (person as Person).call("post", "/exports", body).set("accept-language", "zh-CN").expect(201)).body.id;
const read = async (body: Buffer) => {
  const [first] = await readExcel(body);
  const [head = [], ...rows] = first?.data ?? [];
  return { head, rows, column: (name: string) => rows.map((row) => row[head.indexOf(name)]) };
};
const yuan = (values: unknown[]) => Math.round(values.reduce((sum: number, each) => sum + Number(each ?? 0) * 100, 0));

describe("a small file comes at once", () => {
  test("as a spreadsheet that holds exactly the entries behind the figure", async () => {
    const { body } = await bytes(
      city,
      "/exports/file?kind=entries&format=xlsx&measure=both&from=2026-01&to=2026-12",
    ).expect(200);
    const { head, rows, column } = await read(body);
    expect(rows).toHaveLength(await EntryModel.countDocuments());
    expect(head.slice(0, 7)).toEqual([
      "序号",
      "结对关系",
      "帮扶区县",
      "受帮扶区县",
      "口径",
      "成交额（元）",
      "认定额（元）",
    ]);
    expect(yuan(column("成交额（元）"))).toBe(10_001 + 1300 + 500_000 + 300_000 + 3000 - 3000);
    expect(yuan(column("认定额（元）"))).toBe(10_001 - 3000);
    expect(column("商品")).toContain('=HYPERLINK("x")');
    expect(column("采购单位")).toEqual(expect.arrayContaining(["荣昌某校食堂", "巴南某局工会"]));
  });

  test("of one half of the counties, or of one kind of source, and of nothing more", async () => {
    const entries = "/exports/file?kind=entries&format=xlsx&measure=both";
    const { body } = await bytes(city, `${entries}&group=northeast`).expect(200);
    const { rows, column } = await read(body);
    expect(rows).toHaveLength(2);
    expect(new Set(column("受帮扶区县"))).toEqual(new Set(["丰都县"]));
    const refunds = await read((await bytes(city, `${entries}&source=refund`).expect(200)).body);
    expect([yuan(refunds.column("成交额（元）")), yuan(refunds.column("认定额（元）"))]).toEqual([-3000, -3000]);
  });

  test("as CSV with its mark, no field of which is a formula", async () => {
    const { body, headers } = await bytes(city, "/exports/file?kind=entries&format=csv&measure=both").expect(200);
    const text = body.toString("utf8");
    expect(text.startsWith("\uFEFF序号,结对关系,")).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(headers["cache-control"]).toBe("private, no-store");
    expect(decodeURIComponent(String(headers["content-disposition"]))).toContain("分录明细-全市-2026-01—2026-11.csv");
  });

  test.each(["year", "months", "breakdown", "declarations", "statements", "entries"])(
    "%s, in every format",
    async (kind) => {
      for (const format of ["xlsx", "csv", "pdf"]) {
        const { body } = await bytes(city, `/exports/file?kind=${kind}&format=${format}`).expect(200);
        const mark = { xlsx: "PK", csv: "\uFEFF", pdf: "%PDF" }[format];
        expect(body.toString("utf8").startsWith(mark as string)).toBe(true);
      }
      await zh(city, `/exports/new?kind=${kind}`).expect(200);
      await city?.get(`/exports/new?kind=${kind}`).set("accept-language", "en").expect(200);
    },
  );

  test("the year's table has the partnerships and their sum", async () => {
    const { body } = await bytes(city, "/exports/file?kind=year&format=xlsx&year=2026").expect(200);
    const { column } = await read(body);
    expect(column("受帮扶区县").at(-1)).toBe("合计");
    const amounts = column("认定额（元）");
    expect(yuan(amounts.slice(0, -1))).toBe(yuan(amounts.slice(-1)));
  });
});

test("the entries behind a figure lead to the file of those very entries", async () => {
  const { text } = await zh(city, "/partnerships/fengdu/entries?month=2026-11&measure=paid&basis=paired").expect(200);
  const href = /href="(\/exports\/new[^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=") ?? "";
  expect((await zh(city, href).expect(200)).text).toContain("¥8,000.00");
  expect((await zh(youyang, "/partnerships/fengdu/entries?month=2026-10").expect(200)).text).not.toContain(
    "/exports/new",
  );
});

describe("whose part it is", () => {
  test("a county has its own book and no other", async () => {
    const { column } = await read((await bytes(youyang, "/exports/file?kind=entries&measure=both").expect(200)).body);
    expect(new Set(column("受帮扶区县"))).toEqual(new Set(["酉阳土家族苗族自治县"]));
    await zh(youyang, "/exports/file?kind=entries&book=fengdu").expect(404);
    await zh(youyang, "/exports/new?kind=statements&book=fengdu").expect(404);
    await zh(youyang, "/exports/new?kind=breakdown&county=500230").expect(404);
  });

  test("buyers and guests have none", async () => {
    await zh(world.guest(), "/exports").expect(303);
    await zh(await world.person("zhou"), "/exports/file?kind=entries").expect(403);
    await world.guest().call("post", "/exports", { kind: "entries" }).expect(401);
  });

  test("who bought is told to the city, and in a breakdown to nobody it is not for", async () => {
    const { column } = await read((await bytes(city, "/exports/file?kind=breakdown&of=institution").expect(200)).body);
    expect(column("采购单位").sort()).toEqual(["巴南某局工会", "荣昌某校食堂"].sort());
    const { rows } = await read(
      (await bytes(jiangbei, "/exports/file?kind=breakdown&of=institution").expect(200)).body,
    );
    expect(rows).toEqual([]);
  });
});

describe("a file made in the background", () => {
  test("is the same file, with its hash, for whoever asked alone", async () => {
    const id = await ask(city, { kind: "entries", format: "xlsx", params: { measure: "both" } });
    await zh(city, `/exports/${id}/file`).expect(404);
    await makeAll();
    const { body: job } = await zh(city, `/api/v1/exports/${id}`).expect(200);
    expect(job).toMatchObject({ state: "done", rowsDone: job.rowsTotal, problem: null });
    const { body } = await bytes(city, `/exports/${id}/file`).expect(200);
    expect(createHash("sha256").update(body).digest("hex")).toBe(job.sha256);
    expect(body.length).toBe(job.bytes);
    expect((await read(body)).rows).toHaveLength(await EntryModel.countDocuments());
    expect((await zh(city, "/exports").expect(200)).text).toContain(job.sha256);
    for (const other of [youyang, await world.person("admin")]) {
      await zh(other, `/exports/${id}/file`).expect(404);
      await zh(other, `/api/v1/exports/${id}`).expect(404);
      await (other as Person).submit(`/exports/${id}/cancellation`, {}).expect(404);
    }
    const told = await database().collection("notices").findOne({ kind: "export_done" });
    expect(told?.params).toEqual({ title: job.title });
    const noted = await database().collection("audit_records").findOne({ what: "export.made", "subject.id": id });
    expect(noted?.note).toContain("entries xlsx measure=both");
  });

  test("is given out only while its asker may still read what stands in it", async () => {
    const id = await ask(jiangbei, { kind: "entries", params: { measure: "both" } });
    await makeAll();
    await bytes(jiangbei, `/exports/${id}/file`).expect(200);
    // The district has left the partnership meanwhile: what the file holds of the county's book is no longer its own.
    await ExportModel.updateOne({ _id: id }, { $set: { "scope.books": ["youyang", "fengdu"] } });
    await zh(jiangbei, `/exports/${id}/file`).expect(403);
    await ExportModel.updateOne({ _id: id }, { $set: { "scope.books": ["youyang"], "by.organisation": "org_other" } });
    await zh(jiangbei, `/exports/${id}/file`).expect(403);
  });

  test("is not made for somebody who has left the office since", async () => {
    const id = await ask(youyang, { kind: "entries" });
    const user = await UserModel.findOne({ identifier: PEOPLE.youyang }).lean();
    const memberships = user?.memberships;
    await UserModel.updateOne({ identifier: PEOPLE.youyang }, { $set: { memberships: [] } });
    await makeAll();
    await UserModel.updateOne({ identifier: PEOPLE.youyang }, { $set: { memberships: memberships as never } });
    expect(await ExportModel.findById(id).lean()).toMatchObject({
      state: "failed",
      problem: "no_longer_allowed",
      file: null,
    });
    expect((await zh(youyang, "/exports").expect(200)).text).toContain("权限有了变化");
  });

  test("that was cut off is begun again, and what the first try left is gone", async () => {
    const id = await ask(city, { kind: "entries", format: "csv" });
    const dead = { holder: "dead", until: new Date(Date.now() - 1000) };
    await ExportModel.updateOne({ _id: id }, { $set: { state: "running", tries: 1, done: 7, lease: dead } });
    const left = {
      _id: `${id}:dead:0`,
      export: id,
      holder: "dead",
      number: 0,
      body: Buffer.from("half"),
      until: new Date(),
    };
    await database()
      .collection("export_pieces")
      .insertOne(left as never);
    await makeAll();
    const job = await ExportModel.findById(id).lean();
    expect(job).toMatchObject({ state: "done", tries: 2 });
    expect(await database().collection("export_pieces").countDocuments({ holder: "dead" })).toBe(0);
    const { body } = await bytes(city, `/exports/${id}/file`).expect(200);
    expect(body.toString("utf8").split("\r\n")).toHaveLength((job?.total ?? 0) + 2);
  });

  test("that is being made by a living hand is left to it", async () => {
    const id = await ask(city, { kind: "entries" });
    const alive = { holder: "other", until: new Date(Date.now() + 60_000) };
    await ExportModel.updateOne({ _id: id }, { $set: { state: "running", lease: alive } });
    await makeAll();
    expect(await ExportModel.findById(id).lean()).toMatchObject({ state: "running", file: null });
  });

  test("that never comes to an end is given up in words", async () => {
    const id = await ask(city, { kind: "entries" });
    const dead = { holder: "dead", until: new Date(Date.now() - 1000) };
    await ExportModel.updateOne({ _id: id }, { $set: { state: "running", tries: 3, lease: dead } });
    await makeAll();
    expect(await ExportModel.findById(id).lean()).toMatchObject({ state: "failed", problem: "unexpected" });
  });

  test("can be cancelled, and a finished one taken away", async () => {
    const [waiting, made] = [await ask(city, { kind: "entries" }), await ask(city, { kind: "year" })];
    await city?.submit(`/exports/${waiting}/cancellation`, {}).expect(303);
    await makeAll();
    await city?.submit(`/exports/${made}/cancellation`, {}).expect(303);
    expect((await ExportModel.find().lean()).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
    expect(await database().collection("export_pieces").countDocuments()).toBe(0);
    await zh(city, `/exports/${made}/file`).expect(404);
  });

  test("three at most wait for one person", async () => {
    for (const kind of ["entries", "year", "months"]) await ask(city, { kind });
    const refused = await (city as Person).submit("/exports", { kind: "year", format: "xlsx" }).expect(422);
    expect(refused.text).toContain("3");
    expect(await ExportModel.countDocuments()).toBe(3);
  });

  test("nor more of those asked for at the same moment, and an ended one makes room", async () => {
    const body = { kind: "year", format: "csv" };
    const answers = await Promise.all(Array.from({ length: 9 }, () => (city as Person).call("post", "/exports", body)));
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(3);
    expect(await ExportModel.countDocuments()).toBeLessThanOrEqual(3);
    await makeAll();
    for (let n = 0; n < 3; n++) await ask(city, body);
    await ExportModel.updateMany({ state: "waiting" }, { $set: { state: "failed", place: null } });
    await ask(city, body);
  });

  test("a list that does not come to what the totals say is no file", async () => {
    const id = await ask(city, { kind: "entries", params: { measure: "both" } });
    await database()
      .collection("entries")
      .updateOne({ amountFen: 500_000 }, { $set: { amountFen: 500_001 } });
    await makeAll();
    await database()
      .collection("entries")
      .updateOne({ amountFen: 500_001 }, { $set: { amountFen: 500_000 } });
    const job = await ExportModel.findById(id).lean();
    expect(job).toMatchObject({ state: "running", file: null, tries: 1 });
  });
});
