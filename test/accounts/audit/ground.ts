import mongoose from "mongoose";
import { type Audited, audit } from "../../../src/accounts/audit/audit";
import { chainWaiting, holdAudit } from "../../../src/accounts/audit/chain";
import type { AuditRecord } from "../../../src/accounts/audit/record";
import type { UserId } from "../../../src/shared/ids";
import { useDataKeys } from "../../../src/shared/sealed";
import { now } from "../../../src/shared/time";
import { closeDatabase, openDatabase } from "../../support/database";

/** A database of its own with nothing but the log in it. */
export function auditDatabase(_name: string): void {
  beforeAll(async () => {
    await openDatabase();
    useDataKeys([`k1:${Buffer.alloc(32, 7).toString("base64")}`]);
  });
  beforeEach(async () => {
    await raw("audit_records").deleteMany({});
    await raw("audit_chain").deleteMany({});
  });
  afterAll(closeDatabase);
}

/** The bare driver, which no hook sees. */
export const raw = (name: string) => mongoose.connection.collection<Record<string, unknown> & { _id: string }>(name);

export const WHO = { id: "usr_1" as UserId, name: "冉科长" };

export const deed = (n: number, more: Partial<Audited> = {}): Audited => ({
  what: "seller.approved",
  subject: { kind: "seller", id: `sel_${n}`, name: `第 ${n} 合作社` },
  by: WHO,
  before: { state: "recommended", amountFen: n },
  after: { state: "open", amountFen: n + 1 },
  note: `理由 ${n}`,
  ...more,
});

export async function chainAll(): Promise<number> {
  const held = await holdAudit(now());
  if (!held) throw new Error("the lease is somebody else's");
  return chainWaiting(held);
}

/** `size` records, all of them chained. */
export async function aLog(size: number): Promise<AuditRecord[]> {
  for (let n = 0; n < size; n++) await audit(deed(n), new Date(Date.UTC(2026, 10, 23, 0, 0, n)));
  await chainAll();
  return (await raw("audit_records").find().sort({ seq: 1 }).toArray()) as unknown as AuditRecord[];
}
