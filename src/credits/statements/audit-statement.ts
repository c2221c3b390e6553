import { type Audited, audit } from "../../accounts/audit/audit";
import type { Statement } from "./statement";

/** Writes a deed on a statement into the audit log, for the officials of every side to read. */
export const auditStatement = (
  what: Audited["what"],
  { statement, ...more }: { statement: Statement } & Pick<Audited, "by" | "before" | "after" | "note">,
  at: Date,
): Promise<void> =>
  audit(
    {
      what,
      subject: { kind: "statement", id: statement._id, name: statement.number },
      regions: statement.signers.map((each) => each.region),
      ...more,
    },
    at,
  );
