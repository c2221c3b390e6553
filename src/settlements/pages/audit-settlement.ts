import type { Audited } from "../../accounts/audit/audit";
import type { AuditDeed } from "../../accounts/audit/deeds";
import { auditShop } from "../../sellers/audit-shop";
import type { Settlement } from "./settlement";

/** Writes what a clerk did with a settlement into the audit log, in the deed's transaction; the shop's owners may read it. */
export const auditSettlement = (
  what: AuditDeed & `settlement.${string}`,
  { _id: id, number, seller, payableFen }: Settlement,
  { after, ...deed }: Pick<Audited, "by" | "before" | "after">,
  at: Date,
): Promise<void> => {
  const subject = { kind: "settlement", id, name: number } as const;
  return auditShop(seller, { what, subject, ...deed, after: { amountFen: payableFen, ...after } }, at);
};
