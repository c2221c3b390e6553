import { EntryModel } from "../../src/credits/entry";
import { startFolding } from "../../src/credits/fold";
import { post } from "../../src/credits/post";
import { BookMonthModel } from "../../src/credits/statements/book-month";
import { close, type Print } from "../../src/credits/statements/close";
import { sha256 } from "../../src/credits/statements/figures";
import { propose } from "../../src/credits/statements/propose";
import { askReopening, reopen } from "../../src/credits/statements/reopen";
import { sign } from "../../src/credits/statements/sign";
import { currentStatement, type Statement, versionsOf } from "../../src/credits/statements/statement";
import { PartnershipModel } from "../../src/regions/partnership";
import { RegionModel } from "../../src/regions/region";
import { forgetAll } from "../../src/shared/cache";
import type { OrganisationId, PartnershipId, RegionCode, UserId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import type { Month } from "../../src/shared/time";
import type { Viewer } from "../../src/shared/viewer";
import { patiently } from "../support/patiently";
import {
  BANAN,
  FENGDU,
  JIANGBEI,
  noon,
  partnerships,
  postAt,
  RONGCHANG,
  recognised,
  refunded,
  regions,
  sale,
  useDatabase,
  WANZHOU,
  YOUYANG,
} from "./ground";

useDatabase();
let folding: { stop(): Promise<void> };
beforeEach(async () => {
  await RegionModel.insertMany(regions);
  await PartnershipModel.insertMany(partnerships);
  forgetAll();
  folding = startFolding();
});
afterEach(() => folding.stop());

const OCTOBER = "2026-10" as Month;
const YY = "youyang" as PartnershipId;
const inOctober = noon("2026-10-20");
const third = noon("2026-11-03");

const official = (name: string, role: Viewer["roles"][number], region: RegionCode | null): Viewer => ({
  id: `user_${name}` as UserId,
  name,
  roles: [role],
  organisation: {
    id: `org_${name}` as OrganisationId,
    name: `${name}的机关`,
    kind: "authority",
    region,
    role: "owner",
  },
});
const county = official("酉阳", "county_official", YOUYANG);
const helper = official("江北", "helper_official", JIANGBEI);
const city = official("市里", "city_official", null);
const colleague = official("市里二", "city_official", null);

const print: Print = async (json) => [{ kind: "pdf", mediaType: "application/pdf", body: Buffer.from(`%PDF ${json}`) }];

const signedBy = async (...people: Viewer[]): Promise<Statement> => {
  let statement = await propose(YY, OCTOBER, third);
  for (const who of people)
    statement = await sign({ partnership: YY, month: OCTOBER, figuresHash: statement.figuresHash }, who, third);
  return statement;
};
const closed = async (at = third): Promise<Statement> => {
  await signedBy(county, helper);
  return patiently(() => close({ partnership: YY, month: OCTOBER }, { by: city, print }, at));
};

describe("proposing", () => {
  test("adds the month up by helper, kind of goods and buyer, and names who signs", async () => {
    const rice = sale({ amountFen: 11_800 });
    await postAt([rice, recognised(rice)], inOctober);
    await postAt(refunded(rice, 1_800, "paid", "recognised"), inOctober);
    await postAt([sale({ by: { affiliation: WANZHOU }, amountFen: 5_000 })], inOctober);
    await postAt([sale({ amountFen: 77_700 })], noon("2026-11-01"));
    const { figures, signers, number } = await propose(YY, OCTOBER, third);
    expect(figures).toMatchObject({
      paidFen: 10_000,
      recognisedFen: 10_000,
      paidBackFen: -1_800,
      orders: 1,
      entries: 4,
    });
    expect(figures.byHelper).toEqual([{ helper: JIANGBEI, basis: "purchase", paidFen: 10_000, recognisedFen: 10_000 }]);
    expect(figures.others).toEqual([
      { basis: "non_paired", paidFen: 0, recognisedFen: 0 },
      { basis: "out_of_scope", paidFen: 5_000, recognisedFen: 0 },
    ]);
    expect(signers).toEqual([
      { role: "county", region: YOUYANG },
      { role: "helper", region: JIANGBEI },
    ]);
    expect(number).toBe("LQ-YOUYANG-202610-1");
  });

  test("waits for the end of the month", async () => {
    await expect(propose(YY, OCTOBER, noon("2026-10-31"))).rejects.toMatchObject({ code: "MONTH_NOT_OVER" });
    await expect(propose(YY, OCTOBER, new Date("2026-10-31T16:59:59Z"))).rejects.toMatchObject({
      code: "MONTH_NOT_OVER",
    });
    expect(await propose(YY, OCTOBER, new Date("2026-10-31T17:00:00Z"))).toMatchObject({ state: "proposed" });
  });

  test("asks both helpers of a county that has two, and the county alone where none is confirmed", async () => {
    const signersOf = async (id: string) =>
      (await propose(id as PartnershipId, OCTOBER, third)).signers.map((each) => each.region);
    expect(await signersOf("fengdu")).toEqual([FENGDU, BANAN, RONGCHANG]);
    expect(await signersOf("chengkou")).toHaveLength(1);
  });

  test("many at once make one statement", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => propose(YY, OCTOBER, third)));
    expect(new Set(all.map((each) => each._id)).size).toBe(1);
    expect(await versionsOf(YY, OCTOBER)).toHaveLength(1);
  });
});

describe("signing", () => {
  test("is for the sides alone, each once, on the figures they read", async () => {
    await postAt([sale()], inOctober);
    const { figuresHash } = await propose(YY, OCTOBER, third);
    const which = { partnership: YY, month: OCTOBER, figuresHash };
    for (const stranger of [
      city,
      official("丰都", "county_official", FENGDU),
      official("荣昌", "helper_official", RONGCHANG),
    ])
      await expect(sign(which, stranger, third)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(sign({ ...which, figuresHash: sha256("other") }, county, third)).rejects.toMatchObject({
      code: "STATEMENT_CHANGED",
    });
    expect((await sign(which, county, third)).state).toBe("proposed");
    await expect(sign(which, county, third)).rejects.toMatchObject({ code: "STATEMENT_MOVED_ON" });
    expect((await sign(which, helper, third)).state).toBe("signed");
  });

  test("an entry that comes later makes signatures void", async () => {
    await postAt([sale()], inOctober);
    const { figuresHash } = await signedBy(county);
    await post([sale({ occurredAt: inOctober })], third);
    const which = { partnership: YY, month: OCTOBER, figuresHash };
    await expect(sign(which, helper, third)).rejects.toMatchObject({ code: "STATEMENT_CHANGED" });
    expect(await currentStatement(YY, OCTOBER)).toMatchObject({ state: "proposed", signatures: [] });
  });

  test("both sides at the same moment both count", async () => {
    const { figuresHash } = await propose(YY, OCTOBER, third);
    const both = await Promise.allSettled(
      [county, helper].map((who) => sign({ partnership: YY, month: OCTOBER, figuresHash }, who, third)),
    );
    const late = both.findIndex((each) => each.status === "rejected");
    if (late >= 0)
      await sign({ partnership: YY, month: OCTOBER, figuresHash }, [county, helper][late] as Viewer, third);
    expect(await currentStatement(YY, OCTOBER)).toMatchObject({ state: "signed" });
  });
});

describe("closing", () => {
  test("needs every signature", async () => {
    await signedBy(county);
    await expect(close({ partnership: YY, month: OCTOBER }, { by: city, print }, third)).rejects.toMatchObject({
      code: "STATEMENT_NOT_SIGNED",
    });
  });

  test("seals the figures, the entries behind them and the papers", async () => {
    await postAt([sale(), sale()], inOctober);
    const { state, sealed } = await closed();
    expect(state).toBe("closed");
    const said = JSON.parse(sealed?.json as string);
    expect(said).toMatchObject({
      number: "LQ-YOUYANG-202610-1",
      figures: { paidFen: 20_000 },
      entries: { entries: 2, firstSeq: 1, lastSeq: 2 },
    });
    expect(sealed?.sha256).toBe(sha256(sealed?.json as string));
    expect(sealed?.papers).toMatchObject([{ kind: "pdf", sha256: sha256(`%PDF ${sealed?.json}`) }]);
  });

  test("a deed heard of later is booked in the open month and names its own; the sealed one does not move", async () => {
    await postAt([sale()], inOctober);
    const { sealed } = await closed();
    await post([sale({ occurredAt: inOctober, amountFen: 3_300 })], noon("2026-11-20"));
    const late = await EntryModel.findOne({ amountFen: fen(3_300) }).lean();
    expect(late).toMatchObject({ period: "2026-11", original: "2026-10" });
    const november = await propose(YY, "2026-11" as Month, noon("2026-12-03"));
    expect(november.figures).toMatchObject({
      paidFen: 3_300,
      late: [{ month: "2026-10", entries: 1, paidFen: 3_300, recognisedFen: 0 }],
    });
    expect((await currentStatement(YY, OCTOBER))?.sealed).toEqual(sealed);
  });

  test("closing against late payments: every entry is in the sealed sum or in the open month, never between", async () => {
    const rounds = 100;
    const perRound = 5;
    let [sealedIn, later] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      for (const name of ["entries", "totals", "chains", "statements", "book_months", "notices"])
        await EntryModel.db.collection(name).deleteMany({});
      await postAt([sale({ amountFen: 100 })], inOctober);
      await signedBy(county, helper);
      const attempts = Array.from({ length: perRound }, () =>
        patiently(() => post([sale({ occurredAt: inOctober, amountFen: 1 })], third)),
      );
      const which = { partnership: YY, month: OCTOBER };
      const closing = patiently(() => close(which, { by: city, print }, third)).catch((error) => error);
      await Promise.all(attempts);
      await closing;
      const statement = await currentStatement(YY, OCTOBER);
      const entries = await EntryModel.find().lean();
      const inMonth = entries.filter((each) => each.period === OCTOBER).reduce((sum, each) => sum + each.amountFen, 0);
      const after = entries.filter((each) => each.period !== OCTOBER);
      expect(inMonth + after.reduce((sum, each) => sum + each.amountFen, 0)).toBe(100 + perRound);
      expect(after.every((each) => each.original === OCTOBER)).toBe(true);
      if (statement?.state === "closed")
        expect(JSON.parse(statement.sealed?.json as string).figures.paidFen).toBe(inMonth);
      else expect(await BookMonthModel.findOne({ state: { $ne: "open" } })).toBeNull();
      sealedIn += statement?.state === "closed" ? 1 : 0;
      later += after.length;
    }
    // Both ends of the race must have been reached, or the test has shown nothing.
    expect({ reached: sealedIn > 0 || later > 0 }).toEqual({ reached: true });
  }, 600_000);

  test("a closing cut off half way is finished by the next one", async () => {
    await postAt([sale()], inOctober);
    await signedBy(county, helper);
    const broken: Print = () => Promise.reject(new Error("no paper"));
    await expect(close({ partnership: YY, month: OCTOBER }, { by: city, print: broken }, third)).rejects.toThrow(
      "no paper",
    );
    expect(await currentStatement(YY, OCTOBER)).toMatchObject({ state: "closing" });
    expect((await close({ partnership: YY, month: OCTOBER }, { by: city, print }, third)).state).toBe("closed");
  });
});

describe("opening again", () => {
  test("takes two people of the city and makes a new version; both hashes stand", async () => {
    await postAt([sale()], inOctober);
    const first = await closed();
    const which = { partnership: YY, month: OCTOBER };
    await askReopening(which, "两张发票漏记", city, third);
    await expect(reopen(which, city, third)).rejects.toMatchObject({ code: "SECOND_PERSON_NEEDED" });
    const second = await reopen(which, colleague, third);
    expect(second).toMatchObject({ version: 2, state: "proposed", number: "LQ-YOUYANG-202610-2" });
    await post([sale({ occurredAt: inOctober, amountFen: 500 })], third);
    const resealed = await closed();
    expect(resealed).toMatchObject({ version: 2, figures: { paidFen: 10_500 } });
    const [, kept] = await versionsOf(YY, OCTOBER);
    expect(kept?.sealed).toEqual(first.sealed);
    expect(sha256(kept?.sealed?.json as string)).toBe(first.sealed?.sha256);
  });
});
