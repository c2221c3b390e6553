import { EntryModel } from "../../src/credits/entry";
import { post } from "../../src/credits/post";
import { inTransaction } from "../../src/shared/db";
import { noon, postAt, recognised, refunded, sale, useDatabase } from "./ground";

useDatabase();
const at = noon("2026-11-02");
const amounts = async () => (await EntryModel.find().sort({ turn: 1 }).lean()).map((entry) => entry.amountFen);

describe("once for ever", () => {
  test("fifty posts of one deed at once make one entry", async () => {
    const deed = sale();
    const posted = await Promise.all(Array.from({ length: 50 }, () => postAt([deed], at)));
    expect(posted.reduce((a, b) => a + b, 0)).toBe(1);
    expect(await EntryModel.countDocuments()).toBe(1);
  });

  test("a deed that is there already is skipped, its new companions are written", async () => {
    const [first, second] = [sale(), sale()];
    expect(await postAt([first], at)).toBe(1);
    expect(await postAt([first, second, second], at)).toBe(1);
    expect(await EntryModel.countDocuments()).toBe(2);
  });

  test.each([
    ["amount", { amountFen: 10_001 }],
    ["quantity", { quantity: 2 }],
    ["source", { source: { kind: "order", id: "another" } }],
    ["measure", { measure: "recognised" }],
  ] as const)("the same key with another %s is refused, and its companions with it", async (_what, other) => {
    const deed = sale();
    await postAt([deed], at);
    await expect(postAt([sale(), { ...deed, ...(other as object) }], at)).rejects.toThrow(
      "booked already, with another content",
    );
    expect(await EntryModel.countDocuments()).toBe(1);
  });

  test("what is new costs no look; what is there already is found by running the transaction once more", async () => {
    const deed = sale();
    const looks = jest.spyOn(EntryModel, "find");
    let runs = 0;
    const posting = (deeds: Parameters<typeof postAt>[0]) =>
      inTransaction(() => {
        runs++;
        return post(deeds, at);
      });
    expect(await posting([deed])).toBe(1);
    expect([looks.mock.calls.length, runs]).toEqual([0, 1]);
    expect(await posting([sale(), deed])).toBe(1);
    expect([looks.mock.calls.length, runs]).toEqual([1, 3]);
    looks.mockRestore();
    expect(await EntryModel.countDocuments()).toBe(2);
  });

  test("an entry falls with the transaction it was written in", async () => {
    const deed = sale();
    const failing = inTransaction(async () => {
      await postAt([deed], at);
      throw new Error("the order could not be saved");
    });
    await expect(failing).rejects.toThrow("could not be saved");
    expect(await EntryModel.countDocuments()).toBe(0);
    expect(await postAt([deed], at)).toBe(1);
  });
});

describe("what an entry carries", () => {
  test("everything that explains it, and the month in Chongqing it was booked in", async () => {
    await postAt([sale()], at);
    expect(await EntryModel.findOne({}).lean()).toMatchObject({
      book: "youyang",
      partnership: "youyang",
      helper: "500105",
      basis: "purchase",
      ruleVersion: 1,
      campaign: null,
      product: { id: "prd_rice", name: "野香优莉丝大米" },
      period: "2026-11",
      bookedAt: at,
      turn: 0,
      folded: false,
      seq: null,
      hash: null,
    });
  });

  test.each([
    ["2026-10-31T15:59:59.999Z", "2026-10"],
    ["2026-10-31T16:00:00.000Z", "2026-11"],
    ["2026-12-31T15:59:59.999Z", "2026-12"],
    ["2026-12-31T16:00:00.000Z", "2027-01"],
  ])("%s is booked in %s, however late it is heard of", async (instant, period) => {
    await post([{ ...sale(), occurredAt: new Date(instant) }], noon("2027-03-01"));
    expect((await EntryModel.findOne({}).lean())?.period).toBe(period);
  });
});

describe("a line's sums stay within what was paid", () => {
  test("refunds are further, negative entries in the month they succeed", async () => {
    const rice = sale();
    await postAt([rice, recognised(rice)], at);
    await postAt(refunded(rice, 3000, "paid", "recognised"), noon("2026-12-05"));
    const entries = await EntryModel.find().sort({ turn: 1 }).lean();
    expect(entries.map(({ amountFen, period, turn }) => [amountFen, period, turn])).toEqual([
      [10_000, "2026-11", 0],
      [10_000, "2026-11", 1],
      [-3000, "2026-12", 2],
      [-3000, "2026-12", 3],
    ]);
    expect(entries[2]).toMatchObject({ basis: "purchase", helper: "500105", ruleVersion: 1 });
  });

  test("never more is taken back than is there", async () => {
    const rice = sale();
    await postAt([rice], at);
    await postAt(refunded(rice, 6000, "paid"), at);
    await expect(postAt(refunded(rice, 4001, "paid"), at)).rejects.toThrow("paid -1 of 10000 fen");
    await postAt(refunded(rice, 4000, "paid"), at);
    expect(await amounts()).toEqual([10_000, -6000, -4000]);
  });

  test("never more is recognised than remains paid", async () => {
    const rice = sale();
    await postAt([rice], at);
    await postAt(refunded(rice, 1, "paid"), at);
    await expect(postAt([recognised(rice)], at)).rejects.toThrow("recognised 10000, paid 9999");
    await postAt([recognised(rice, 9999)], at);
  });

  test("never more is put back than was paid", async () => {
    const rice = sale();
    await postAt([rice], at);
    const fallen = {
      ...rice,
      key: "reinstated:r1:1:paid",
      amountFen: 1 as typeof rice.amountFen,
      reverses: "refund:r1:1:paid",
    };
    await expect(post([fallen], at)).rejects.toThrow("paid 10001 of 10000");
  });

  test("a line is opened by one payment", async () => {
    const rice = sale();
    await post([rice], at);
    await expect(post([{ ...rice, key: "paid:again:1" }], at)).rejects.toThrow(
      "another deed stands where this one belongs",
    );
    expect(await amounts()).toEqual([10_000]);
  });

  test("twenty refunds of a third at once: three are booked", async () => {
    const rice = sale();
    await postAt([rice], at);
    const asked = Array.from({ length: 20 }, () => postAt(refunded(rice, 3333, "paid"), at).catch(() => 0));
    const booked = await Promise.all(asked);
    expect(booked.filter((count) => count === 1)).toHaveLength(3);
    expect((await amounts()).reduce((a, b) => a + b, 0)).toBe(1);
  });

  test("nothing is taken back without saying from what", async () => {
    const [back] = refunded(sale(), 1, "paid");
    await expect(postAt([{ ...back!, line: null }], at)).rejects.toThrow("without a line");
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("%p fen are refused", async (amount) => {
    const deed = { ...sale(), amountFen: amount as never };
    await expect(postAt([deed], at)).rejects.toThrow(RangeError);
    expect(await EntryModel.countDocuments()).toBe(0);
  });
});
