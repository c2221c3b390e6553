import type { Doer } from "../../accounts/audit/audit";
import { tell } from "../../accounts/notices/tell";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import { auditStatement } from "./audit-statement";
import { BookMonthModel, bookMonthId } from "./book-month";
import { propose } from "./propose";
import { mustFindStatement, type Statement, type StatementEvent, StatementModel } from "./statement";
import { tellCity, tellSigners } from "./tell-statement";

interface Which {
  partnership: PartnershipId;
  month: Month;
}

/** A first person of the city asks for a closed month to be opened again, with a reason. Refuses STATEMENT_MOVED_ON. */
export async function askReopening(
  { partnership, month }: Which,
  reason: string,
  by: Viewer,
  at: Date,
): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  if (statement.state !== "closed" || statement.reopening) throw new Refusal("STATEMENT_MOVED_ON");
  return inTransaction(async () => {
    const reopening = { by: by.id, name: by.name, reason, at };
    const asked = await change(statement, { set: { reopening }, what: "reopening_asked", note: reason, by, at });
    await tellCity(asked, "statement_reopening_asked", at);
    return asked;
  });
}

/** Takes the request back, or refuses it: the month stays closed. Whoever asked is told. */
export async function refuseReopening({ partnership, month }: Which, by: Viewer, at: Date): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  const { reopening, number } = statement;
  if (!reopening) throw new Refusal("STATEMENT_MOVED_ON");
  return inTransaction(async () => {
    const refused = await change(statement, { set: { reopening: null }, what: "reopening_refused", note: "", by, at });
    if (reopening.by !== by.id)
      await tell(
        {
          key: `statement_reopening_refused:${statement._id}:${statement.revision}`,
          to: { user: reopening.by },
          kind: "statement_reopening_refused",
          params: { number, month },
          href: `/partnerships/${partnership}/statements/${month}`,
        },
        at,
      );
    return refused;
  });
}

/**
 * A second person opens it: the sealed version stays as it is, and a new one is proposed. Refuses SECOND_PERSON_NEEDED to
 * whoever asked for it, STATEMENT_MOVED_ON when nobody did.
 */
export async function reopen({ partnership, month }: Which, by: Viewer, at: Date): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  const { reopening } = statement;
  if (statement.state !== "closed" || !reopening) throw new Refusal("STATEMENT_MOVED_ON");
  if (reopening.by === by.id) throw new Refusal("SECOND_PERSON_NEEDED");
  await inTransaction(async () => {
    await BookMonthModel.updateOne({ _id: bookMonthId(partnership, month) }, { $set: { state: "open" } });
    const set = { state: "reopened" };
    const reopened = await change(statement, { set, what: "reopened", note: reopening.reason, by, at });
    await tellSigners(reopened, "statement_reopened", at);
  });
  return propose(partnership, month, at);
}

interface Change {
  set: Record<string, unknown>;
  what: StatementEvent["what"] & ("reopening_asked" | "reopening_refused" | "reopened");
  note: string;
  by: Doer;
  at: Date;
}

async function change(statement: Statement, { set, what, note, by, at }: Change): Promise<Statement> {
  const changed = (await StatementModel.findOneAndUpdate(
    { _id: statement._id, revision: statement.revision },
    { $set: set, $push: { history: { what, by: by.id, name: by.name, note, at } }, $inc: { revision: 1 } },
    { returnDocument: "after" },
  ).lean()) as Statement | null;
  if (!changed) throw new Refusal("STATEMENT_MOVED_ON");
  await auditStatement(`statement.${what}`, { statement: changed, by, note }, at);
  return changed;
}
