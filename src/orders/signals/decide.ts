import { audit } from "../../accounts/audit/audit";
import { type Proof, proveAgain } from "../../accounts/two-factor/prove-again";
import { UserModel } from "../../accounts/user";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { mustHaveDuty, type Viewer } from "../../shared/viewer";
import { changeOrder, orderById } from "../order";
import { CaseModel, caseById, type Decision, type Outcome, type SaleCase } from "./case";
import { lookAgainAtCredit } from "./recognise";

export interface Deciding extends Proof {
  outcome: Outcome;
  reason: string;
  /** The version the official was looking at. */
  version: number;
}

/** May decide, or decide anew: open cases anybody of the city, decided ones somebody else than who decided last. */
export const decidedBy = ({ state, decisions }: SaleCase): string | null =>
  state === "open" ? null : (decisions.at(-1)?.by ?? null);

/**
 * The city's word on a held or late noticed line: cleared, it is recognised as soon as its goods are accepted; upheld, never,
 * and what was recognised is taken back by an entry. A decided case may be decided the other way by a second person.
 * Refuses: FORBIDDEN whoever only looks, NOT_FOUND, OWN_ORGANISATION, SIGNAL_MOVED_ON, SECOND_PERSON_NEEDED, INVALID beside `outcome`, `password`, `code`.
 */
export async function decideCase(viewer: Viewer, id: string, asked: Deciding, at: Date): Promise<SaleCase> {
  mustHaveDuty(viewer, "finance");
  const seen = await caseById(id);
  await mustBeApart(viewer, seen);
  mustBeTheirs(viewer, seen, asked);
  await proveAgain(viewer, asked, at);
  return inTransaction(async () => {
    const before = await caseById(id);
    mustBeTheirs(viewer, before, asked);
    const decision = decisionOf(viewer, asked, at);
    const decided = { ...before, state: asked.outcome, decisions: [...before.decisions, decision], decidedAt: at };
    const { modifiedCount } = await CaseModel.updateOne(
      { _id: before._id, version: before.version },
      {
        $set: { state: asked.outcome, decidedAt: at, late: false },
        $push: { decisions: decision },
        $inc: { version: 1 },
      },
    );
    if (modifiedCount === 0) throw new Refusal("SIGNAL_MOVED_ON");
    const order = await orderById(before.order);
    const lines = order.lines.map((line) => (line.line === before.line ? { ...line, hold: asked.outcome } : line));
    const changed = await changeOrder(order, { $set: { lines } });
    await lookAgainAtCredit({ before: order, after: changed, decided }, at);
    await note(viewer, before, decision, at);
    return decided;
  });
}

const decisionOf = (viewer: Viewer, { outcome, reason }: Deciding, at: Date): Decision => ({
  ...{ outcome, reason, by: viewer.id, name: viewer.name, at },
  organisation: viewer.organisation?.name ?? "",
});

function mustBeTheirs(viewer: Viewer, found: SaleCase, { version, outcome }: Deciding): void {
  if (found.version !== version || found.state === outcome) throw new Refusal("SIGNAL_MOVED_ON");
  if (decidedBy(found) === viewer.id) throw new Refusal("SECOND_PERSON_NEEDED");
}

/** Nobody decides about a sale of an organisation they belong to, whichever they act for at the moment. */
async function mustBeApart({ id, organisation }: Viewer, { sides, order }: SaleCase): Promise<void> {
  const member = await UserModel.exists({ _id: id, "memberships.organisation": { $in: sides } });
  const { buyer } = await orderById(order);
  if (member || buyer === id || (organisation && sides.includes(organisation.id)))
    throw new Refusal("OWN_ORGANISATION");
}

const note = (viewer: Viewer, { _id, number, county, state }: SaleCase, { outcome, reason }: Decision, at: Date) =>
  audit(
    {
      what: "signal.closed",
      subject: { kind: "signal", id: _id, name: number },
      by: viewer,
      before: { state },
      after: { state: outcome },
      note: reason,
      regions: [county],
    },
    at,
  );
