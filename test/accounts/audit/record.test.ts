import { audit } from "../../../src/accounts/audit/audit";
import { AuditModel } from "../../../src/accounts/audit/record";
import { verifyAudit } from "../../../src/accounts/audit/verify";
import { auditWatch, watchAudit } from "../../../src/accounts/audit/watch";
import { inTransaction } from "../../../src/shared/db";
import type { OrganisationId, RegionCode } from "../../../src/shared/ids";
import { log } from "../../../src/shared/log";
import { aLog, auditDatabase, chainAll, deed, raw, WHO } from "./ground";

auditDatabase("audit_record");

const AT = new Date("2026-11-23T02:00:00Z");
const only = async () =>
  (await AuditModel.findOne().lean()) as NonNullable<Awaited<ReturnType<typeof AuditModel.findOne>>>;

test("a deed that does not happen leaves no record, and one that does leaves exactly one", async () => {
  await expect(
    inTransaction(async () => {
      await audit(deed(1), AT);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await AuditModel.countDocuments()).toBe(0);
  await inTransaction(() => audit(deed(1), AT));
  expect(await AuditModel.countDocuments()).toBe(1);
});

test("only what differs is kept, and whose record it is", async () => {
  const organisation = {
    id: "org_1" as OrganisationId,
    name: "酉阳农委",
    kind: "county_authority",
    region: "500242" as RegionCode,
    role: "owner" as const,
  };
  await audit(
    deed(1, {
      by: { ...WHO, roles: ["county_official"], organisation },
      before: { state: "open", same: 1, until: AT },
      after: { state: "suspended", same: 1, until: null, tags: ["a", "b"] },
      organisation: "org_2" as OrganisationId,
      regions: ["500242" as RegionCode, null],
    }),
    AT,
  );
  expect(await only()).toMatchObject({
    by: { id: WHO.id, name: WHO.name, role: "county_official", organisation: { id: "org_1" } },
    changes: [
      { field: "state", before: "open", after: "suspended" },
      { field: "until", before: AT.toISOString(), after: null },
      { field: "tags", before: null, after: "a、b" },
    ],
    scopes: ["org_1", "org_2", "500242"],
    who: [WHO.id, WHO.name, "酉阳农委"],
  });
});

test.each([
  ["电话 13800001234 联系", "电话 ••• 联系"],
  ["+86 138-0000-1234", "•••"],
  ["证件 500242199001011234 与 50024219900101123X", "证件 ••• 与 •••"],
  ["卡号 6222 0213 0001 2345 678", "卡号 •••"],
  ["写给 ran.li@example.cn。", "写给 •••。"],
  ["订单 LQ261123-AB12CD34，2026-11-23 10:42，1284630 分", "订单 LQ261123-AB12CD34，2026-11-23 10:42，1284630 分"],
])("%s", async (typed, kept) => {
  await audit(deed(1, { note: typed }), AT);
  expect(await only()).toMatchObject({ note: kept });
});

test.each([
  ["a sign of two halves that the longest text cuts in the middle", `${"文".repeat(499)}𠮷`],
  ["half a sign that a program sent", "a\ud800b"],
])("%s: the record holds", async (_what, note) => {
  await audit(deed(1, { note, subject: { kind: "seller", id: "sel_1", name: note } }), AT);
  await chainAll();
  expect(await verifyAudit()).toMatchObject({ whole: true, broken: null });
});

test("no way of Mongoose changes or takes away a record", async () => {
  await audit(deed(1), AT);
  const { _id } = await only();
  const ways: (() => Promise<unknown>)[] = [
    () => AuditModel.updateOne({ _id }, { $set: { note: "x" } }).exec(),
    () =>
      AuditModel.updateOne(
        { _id, chained: false },
        { $set: { chained: true, seq: 1, hash: "x", note: "x" } as never },
      ).exec(),
    () => AuditModel.updateMany({}, { $set: { note: "x" } }).exec(),
    () => AuditModel.replaceOne({ _id }, {} as never).exec(),
    () => AuditModel.deleteOne({ _id }).exec(),
    () => AuditModel.deleteMany({}).exec(),
    () => AuditModel.findOneAndUpdate({ _id }, { $set: { note: "x" } }).exec(),
    () => AuditModel.findOneAndReplace({ _id }, {} as never).exec(),
    () => AuditModel.findOneAndDelete({ _id }).exec(),
    () => AuditModel.bulkWrite([{ deleteOne: { filter: { _id } } }]),
    async () => {
      const found = await AuditModel.findById(_id);
      found?.set("note", "x");
      await found?.save();
    },
    async () => (await AuditModel.findById(_id))?.deleteOne(),
    async () => (await AuditModel.findById(_id))?.updateOne({ note: "x" }).exec(),
  ];
  for (const way of ways) await expect(way()).rejects.toThrow("written once");
  expect(await only()).toMatchObject({ note: "理由 1" });
});

test("a round gives places, says what is verified, prints the end once a day and cries out at a break", async () => {
  await raw("audit_watch").deleteMany({});
  const [said, cried] = [jest.spyOn(log, "info").mockImplementation(), jest.spyOn(log, "error").mockImplementation()];
  await audit(deed(1), AT);
  await watchAudit(AT);
  const end = (await raw("audit_chain").findOne()) as unknown as { hash: string };
  expect(said).toHaveBeenCalledWith({ day: "2026-11-23", seq: 1, hash: end.hash }, "end of the audit log");
  await audit(deed(2), AT);
  await watchAudit(AT);
  expect(said).toHaveBeenCalledTimes(1);
  expect(await auditWatch()).toMatchObject({ verified: { seq: 2, at: AT }, broken: null });
  await raw("audit_records").updateOne({ seq: 1 } as never, { $set: { note: "x" } } as never);
  const tomorrow = new Date("2026-11-23T16:00:00Z");
  await watchAudit(tomorrow);
  expect(said).toHaveBeenCalledTimes(2);
  expect(cried).toHaveBeenCalledTimes(1);
  expect(await auditWatch()).toMatchObject({
    verified: { seq: 2, at: AT },
    broken: { what: "altered", seq: 1, at: tomorrow },
  });
  jest.restoreAllMocks();
});

test("whoever lost the lease gives nothing a place", async () => {
  await aLog(1);
  await audit(deed(2), AT);
  await raw("leases").updateOne({ _id: "audit" }, { $inc: { token: 1 }, $set: { holder: "another" } } as never);
  await expect(chainAll()).rejects.toThrow();
  expect(await AuditModel.countDocuments({ chained: false })).toBe(1);
  await raw("leases").deleteMany({});
});
