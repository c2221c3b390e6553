import mongoose from "mongoose";
import { EntryModel } from "../../src/credits/entry";
import { noon, postAt, sale, useDatabase } from "./ground";

useDatabase();
const at = noon("2026-11-02");
const all = {};
const change = { $set: { amountFen: 1 } };
const untouched = async () =>
  expect((await EntryModel.find().lean()).map((entry) => entry.amountFen)).toEqual([10_000]);

beforeEach(() => postAt([sale()], at));

describe("entries are written once", () => {
  const first = async () => (await EntryModel.findOne(all))!;
  test.each<[string, () => unknown]>([
    ["updateOne", () => EntryModel.updateOne(all, change)],
    ["updateMany", () => EntryModel.updateMany(all, change)],
    ["replaceOne", () => EntryModel.replaceOne(all, { amountFen: 1 } as never)],
    ["deleteOne", () => EntryModel.deleteOne(all)],
    ["deleteMany", () => EntryModel.deleteMany(all)],
    ["findOneAndUpdate", () => EntryModel.findOneAndUpdate(all, change)],
    ["findOneAndReplace", () => EntryModel.findOneAndReplace(all, { amountFen: 1 } as never)],
    ["findOneAndDelete", () => EntryModel.findOneAndDelete(all)],
    ["findByIdAndUpdate", async () => EntryModel.findByIdAndUpdate((await first())._id, change)],
    ["findByIdAndDelete", async () => EntryModel.findByIdAndDelete((await first())._id)],
    ["a document's updateOne", async () => (await first()).updateOne(change)],
    ["a document's deleteOne", async () => (await first()).deleteOne()],
    ["a document's save", async () => (await first()).set({ amountFen: 1 }).save()],
    ["bulkSave", async () => EntryModel.bulkSave([(await first()).set({ amountFen: 1 })])],
    ["bulkWrite deleting", () => EntryModel.bulkWrite([{ deleteMany: { filter: {} } }])],
    ["bulkWrite changing", () => EntryModel.bulkWrite([{ updateOne: { filter: { folded: false }, update: change } }])],
    [
      "bulkWrite unsetting",
      () => EntryModel.bulkWrite([{ updateOne: { filter: { folded: false }, update: { $unset: { hash: 1 } } } }]),
    ],
    [
      "bulkWrite folding again",
      () => EntryModel.bulkWrite([{ updateOne: { filter: {}, update: { $set: { folded: true, seq: 9 } } } }]),
    ],
    [
      "bulkWrite with an upsert",
      () => EntryModel.bulkWrite([{ replaceOne: { filter: {}, replacement: {} as never, upsert: true } }]),
    ],
  ])("%s is refused", async (_way, attempt) => {
    await expect((async () => attempt())()).rejects.toThrow("written once");
    await untouched();
  });

  test("setting an entry's place in the chain, by its id, is the one change", async () => {
    const place = { folded: true, seq: 1, hash: "h", previousHash: "p" };
    const { _id } = await first();
    expect(
      (await EntryModel.bulkWrite([{ updateOne: { filter: { _id }, update: { $set: place } } }])).modifiedCount,
    ).toBe(1);
    await untouched();
  });
});

describe("the database itself refuses", () => {
  const raw = () => mongoose.connection.collection("entries");
  const copy = async (other: object) => ({
    ...(await raw().findOne())!,
    _id: "ent_copy" as never,
    key: "copy",
    line: "other:1",
    ...other,
  });

  test.each([
    ["an amount that is not whole", { amountFen: 0.5 }],
    ["an amount in words", { amountFen: "100" }],
    ["a basis nobody knows", { basis: "gift" }],
    ["a month that is none", { period: "2026-13" }],
    ["an instant in words", { occurredAt: "2026-11-02" }],
  ])("%s", async (_what, other) => {
    await expect(raw().insertOne(await copy(other))).rejects.toThrow("Document failed validation");
  });

  test("a second entry with one key, and a second one at one place of a line", async () => {
    const { key, line } = (await raw().findOne())!;
    await expect(raw().insertOne(await copy({ key }))).rejects.toThrow("E11000");
    await expect(raw().insertOne(await copy({ line }))).rejects.toThrow("E11000");
    await raw().insertOne(await copy({}));
  });
});
