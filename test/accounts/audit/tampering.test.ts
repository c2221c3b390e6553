import { hashOf } from "../../../src/accounts/audit/canonical";
import type { AuditRecord } from "../../../src/accounts/audit/record";
import { type AuditBreak, verifyAudit } from "../../../src/accounts/audit/verify";
import { newId } from "../../../src/shared/ids";
import { aLog, auditDatabase, raw } from "./ground";

auditDatabase("audit_tampering");

const SIZE = 12;
const past = { bypassDocumentValidation: true };
const records = () => raw("audit_records");

/** A generator with a seed, so that a failing run can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

type Tampering = (log: AuditRecord[], roll: (sides: number) => number) => Promise<Partial<AuditBreak>>;

const set = (record: AuditRecord, fields: object) =>
  records().updateOne({ _id: record._id }, { $set: fields } as never, past);

const FIELDS: ((record: AuditRecord) => object)[] = [
  () => ({ note: "别的理由" }),
  ({ at }) => ({ at: new Date(at.getTime() + 1) }),
  () => ({ "by.name": "别人" }),
  () => ({ by: null }),
  () => ({ "subject.id": "sel_x" }),
  ({ changes }) => ({ "changes.1.after": (changes[1]?.after as number) + 1 }),
  () => ({ changes: [] }),
  () => ({ scopes: ["500105"] }),
  ({ at }) => ({ at: at.toISOString() }),
  () => ({ what: "seller.suspended" }),
  () => ({ added: 1 }),
  () => ({ hash: "0".repeat(64) }),
  () => ({ previousHash: "0".repeat(64) }),
  () => ({ mark: "k1.AAAA" }),
];

const alter: Tampering = async (log, roll) => {
  const record = log[roll(log.length)] as AuditRecord;
  await set(record, (FIELDS[roll(FIELDS.length)] as (record: AuditRecord) => object)(record));
  return { seq: record.seq, id: record._id };
};

/** Somebody who knows how hashes are made, but has not our keys. */
const alterWell: Tampering = async (log, roll) => {
  const record = { ...(log[roll(log.length)] as AuditRecord), note: "更好的理由" };
  await set(record, { note: record.note, hash: hashOf(record) });
  return { seq: record.seq, id: record._id };
};

/** From a place on, the whole rest is made anew, and its end too. */
const rewrite: Tampering = async (log, roll) => {
  const from = roll(log.length);
  let { previousHash } = log[from] as AuditRecord;
  for (const record of log.slice(from)) {
    const made = { ...record, note: record.seq === from + 1 ? "改写" : record.note, previousHash };
    previousHash = hashOf(made);
    await set(record, { note: made.note, previousHash: made.previousHash, hash: previousHash });
  }
  await raw("audit_chain").updateOne({}, { $set: { hash: previousHash } } as never);
  return { seq: from + 1, id: (log[from] as AuditRecord)._id };
};

const remove: Tampering = async (log, roll) => {
  const place = roll(log.length - 1);
  await records().deleteOne({ _id: (log[place] as AuditRecord)._id });
  return { what: "deleted", seq: place + 1 };
};

const insert: Tampering = async (log, roll) => {
  const like = log[roll(log.length)] as AuditRecord;
  const seq = [null, 0, -3, 2.5, SIZE + 1, "5"][roll(6)] as number;
  const made = { ...like, _id: newId<"audit">("audit", like.at), seq };
  await records().insertOne({ ...made, hash: hashOf(made) } as never, past);
  return seq === null || typeof seq === "string" || seq <= 0 ? { what: "inserted" } : { id: made._id };
};

const insertWaiting: Tampering = async (log, roll) => {
  const like = log[roll(log.length)] as AuditRecord;
  const _id = newId<"audit">("audit", like.at);
  await records().insertOne({ ...like, _id, chained: false, seq: null, hash: null, previousHash: null } as never);
  return { what: "forged", id: _id };
};

const swap: Tampering = async (log, roll) => {
  const first = roll(log.length - 1);
  const second = first + 1 + roll(log.length - first - 1);
  const [a, b] = [log[first], log[second]] as [AuditRecord, AuditRecord];
  await set(b, { seq: 999_999 });
  await set(a, { seq: b.seq });
  await set(b, { seq: a.seq });
  return { seq: a.seq };
};

/** Only what the records say is changed round; places and hashes stay. */
const swapContents: Tampering = async (log, roll) => {
  const first = roll(log.length - 1);
  const [a, b] = [log[first], log[first + 1]] as [AuditRecord, AuditRecord];
  await set(a, { note: b.note, subject: b.subject, mark: b.mark });
  await set(b, { note: a.note, subject: a.subject, mark: a.mark });
  return { seq: a.seq };
};

const cut: Tampering = async (log, roll) => {
  const from = 1 + roll(log.length);
  await records().deleteMany({ seq: { $gte: from } } as never);
  return { what: "cut", seq: from };
};

/** With the end moved to where the cut is: it cannot be marked without our keys. */
const cutWell: Tampering = async (log, roll) => {
  const from = 2 + roll(log.length - 1);
  await records().deleteMany({ seq: { $gte: from } } as never);
  const { hash } = log[from - 2] as AuditRecord;
  await raw("audit_chain").updateOne({}, { $set: { seq: from - 1, hash } } as never);
  return { what: "cut", seq: from };
};

const unchain: Tampering = async (log, roll) => {
  const record = log[roll(log.length - 1)] as AuditRecord;
  await set(record, { chained: false });
  return { what: "deleted", seq: record.seq };
};

const TAMPERINGS = [
  ...[alter, alter, alter, alter, alterWell, rewrite, remove, insert, insertWaiting, swap, swapContents],
  ...[cut, cutWell, unchain],
];

test("two hundred random tamperings are all found, each at its place", async () => {
  const log = await aLog(SIZE);
  const ends = await raw("audit_chain").find().toArray();
  const roll = dice(20_261_123);
  const missed: string[] = [];
  for (let n = 0; n < 200; n++) {
    const tampering = TAMPERINGS[n % TAMPERINGS.length] as Tampering;
    const expected = await tampering(log, roll);
    const { broken } = await verifyAudit();
    const found = broken && Object.entries(expected).every(([key, value]) => broken[key as keyof AuditBreak] === value);
    if (!found) missed.push(`${n} ${tampering.name} ${JSON.stringify({ expected, broken })}`);
    await records().deleteMany({});
    await records().insertMany(log as never[], past);
    await raw("audit_chain").deleteMany({});
    await raw("audit_chain").insertMany(ends);
  }
  expect(missed).toEqual([]);
  expect(await verifyAudit()).toMatchObject({ end: { seq: SIZE }, whole: true, broken: null });
});

test("ten logs nobody touched raise no alarm, walked at once or in pieces", async () => {
  for (let run = 1; run <= 10; run++) {
    await records().deleteMany({});
    await raw("audit_chain").deleteMany({});
    await aLog(run * 3);
    expect(await verifyAudit()).toMatchObject({ end: { seq: run * 3 }, whole: true, broken: null });
    let walk = await verifyAudit({ limit: 4 });
    while (!walk.whole) {
      expect(walk.broken).toBeNull();
      walk = await verifyAudit({ from: walk.end, limit: 4 });
    }
    expect(walk).toMatchObject({ end: { seq: run * 3 }, broken: null });
  }
});

test("everything taken away, or put back to an earlier day, is noticed by an end that was written down elsewhere", async () => {
  const log = await aLog(6);
  const known = { seq: 6, hash: log[5]?.hash as string };
  expect(await verifyAudit({ known })).toMatchObject({ broken: null });
  await records().deleteMany({});
  await raw("audit_chain").deleteMany({});
  expect(await verifyAudit()).toMatchObject({ broken: null });
  expect(await verifyAudit({ known })).toMatchObject({ broken: { what: "cut", seq: 1 } });
  await aLog(7);
  expect(await verifyAudit({ known })).toMatchObject({ broken: { what: "altered", seq: 6 } });
});
