import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import { BookMonthModel, bookMonthId } from "./book-month";
import { propose, tellSigners } from "./propose";
import { mustFindStatement, type Statement, StatementModel } from "./statement";

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
  return change(statement, {
    $set: { reopening: { by: by.id, name: by.name, reason, at } },
    $push: { history: { what: "reopening_asked", by: by.id, name: by.name, note: reason, at } },
  });
}

/** Takes the request back, or refuses it: the month stays closed. */
export async function refuseReopening({ partnership, month }: Which, by: Viewer, at: Date): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  if (!statement.reopening) throw new Refusal("STATEMENT_MOVED_ON");
  return change(statement, {
    $set: { reopening: null },
    $push: { history: { what: "reopening_refused", by: by.id, name: by.name, note: "", at } },
  });
}

/**
 * A second person opens it: the sealed version stays as it is, and a new one is proposed. Refuses SECOND_PERSON_NEEDED to
 * whoever asked for it, STATEMENT_MOVED_ON when nobody did.
 */
export async function reopen({ partnership, month }: Which, by: Viewer, at: Date): Promise<Statement> {
  const statement = await mustFindStatement(partnership, month);
  if (statement.state !== "closed" || !statement.reopening) throw new Refusal("STATEMENT_MOVED_ON");
  if (statement.reopening.by === by.id) throw new Refusal("SECOND_PERSON_NEEDED");
  await inTransaction(async () => {
    await BookMonthModel.updateOne({ _id: bookMonthId(partnership, month) }, { $set: { state: "open" } });
    const reopened = await change(statement, {
      $set: { state: "reopened" },
      $push: {
        history: { what: "reopened", by: by.id, name: by.name, note: statement.reopening?.reason ?? "", at },
      },
    });
    await tellSigners(reopened, "statement_reopened", at);
  });
  return propose(partnership, month, at);
}

async function change(statement: Statement, update: Record<string, Record<string, unknown>>): Promise<Statement> {
  const changed = (await StatementModel.findOneAndUpdate(
    { _id: statement._id, revision: statement.revision },
    { ...update, $inc: { revision: 1 } },
    { returnDocument: "after" },
  ).lean()) as Statement | null;
  if (!changed) throw new Refusal("STATEMENT_MOVED_ON");
  return changed;
}
