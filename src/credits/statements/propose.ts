import type { Doer } from "../../accounts/audit/audit";
import { gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import { inSnapshot, inTransaction, isDuplicate } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { DAY, later, type Month, monthAfter, monthStart } from "../../shared/time";
import { auditStatement } from "./audit-statement";
import { closableFrom } from "./book-month";
import { type Figures, figuresOf, hashFigures } from "./figures";
import { currentStatement, type Statement, StatementModel, statementId, statementNumber } from "./statement";
import { tellSigners } from "./tell-statement";

/** Months are proposed on the 3rd: by then the transfers of the last days have come in and the first refunds are known. */
const PROPOSED_AFTER_DAYS = 2;

export const proposedFrom = (month: Month): Date => later(monthStart(monthAfter(month)), PROPOSED_AFTER_DAYS * DAY);

/**
 * Proposes a month to be signed, or renews a proposal whose figures have moved since: what was signed is then void, for it
 * was another number. Refuses with MONTH_NOT_OVER before the month has ended, NOT_FOUND for no such partnership; a month
 * that is closing or closed is answered as it is.
 */
export async function propose(id: PartnershipId, month: Month, at: Date, by: Doer | null = null): Promise<Statement> {
  if (at < closableFrom(month)) throw new Refusal("MONTH_NOT_OVER", { params: { month } });
  const partnership = (await gazetteer()).partnerships.find((each) => each._id === id);
  if (!partnership) throw notFound();
  const figures = await inSnapshot((asOf) => figuresOf(id, month, asOf));
  const current = await currentStatement(id, month);
  if (!current || current.state === "reopened") return open(partnership, month, { figures, after: current, by, at });
  if (current.state !== "proposed" && current.state !== "signed") return current;
  return current.figuresHash === hashFigures(figures) ? current : renew(current, figures, at);
}

interface Opening {
  figures: Figures;
  after: Statement | null;
  by: Doer | null;
  at: Date;
}

async function open(partnership: Partnership, month: Month, { figures, after, by, at }: Opening): Promise<Statement> {
  const version = (after?.version ?? 0) + 1;
  const { _id: id, county } = partnership;
  const statement: Statement = {
    _id: statementId(id, month, version),
    number: statementNumber(id, month, version),
    partnership: id,
    county,
    month,
    version,
    state: "proposed",
    figures,
    figuresHash: hashFigures(figures),
    signers: signersOf(partnership, month, figures),
    signatures: [],
    history: [{ what: "proposed", by: by?.id ?? null, name: by?.name ?? null, note: "", at }],
    sealed: null,
    reopening: null,
    closing: null,
    earlier: [],
    proposedAt: at,
    revision: 1,
  };
  try {
    await inTransaction(async () => {
      await StatementModel.insertMany([statement]);
      await auditStatement("statement.proposed", { statement, by, after: proposedFacts(statement) }, at);
      await tellSigners(statement, "statement_proposed", at);
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await currentStatement(id, month)) as Statement;
  }
  return statement;
}

/** So many former figures are kept to show what moved; a month that is open is not proposed much more often. */
const EARLIER = 12;

const proposedFacts = ({ figures, signatures }: Statement) => ({
  paidFen: figures.paidFen,
  recognisedFen: figures.recognisedFen,
  signatures: signatures.length,
});

/** The figures moved: everybody signs the new ones. */
async function renew(statement: Statement, figures: Figures, at: Date): Promise<Statement> {
  const renewed = await inTransaction(async () => {
    const changed = (await StatementModel.findOneAndUpdate(
      { _id: statement._id, revision: statement.revision, state: { $in: ["proposed", "signed"] } },
      {
        $set: { figures, figuresHash: hashFigures(figures), state: "proposed", signatures: [] },
        $push: {
          history: { what: "changed", by: null, name: null, note: "", at },
          earlier: {
            $each: [{ figures: statement.figures, figuresHash: statement.figuresHash, at }],
            $slice: -EARLIER,
          },
        },
        $inc: { revision: 1 },
      },
      { returnDocument: "after" },
    ).lean()) as Statement | null;
    if (!changed) return null;
    const [before, after] = [proposedFacts(statement), proposedFacts(changed)];
    await auditStatement("statement.changed", { statement: changed, by: null, before, after }, at);
    if (statement.signatures.length > 0) await tellSigners(changed, "statement_changed", at);
    return changed;
  });
  return renewed ?? ((await currentStatement(statement.partnership, statement.month)) as Statement);
}

/** The county, and every helper confirmed on any day of the month or credited in it, each once and in order. */
function signersOf({ county, helpers }: Partnership, month: Month, figures: Figures): Statement["signers"] {
  const [first, next] = [`${month}-01`, `${monthAfter(month)}-01`];
  const confirmed = helpers
    .filter((link) => link.status === "confirmed" && link.from < next && (link.to === null || link.to > first))
    .map((link) => link.region);
  const credited = figures.byHelper.map((each) => each.helper);
  const all = [...new Set<RegionCode>([...confirmed, ...credited])].sort();
  return [{ role: "county", region: county }, ...all.map((region) => ({ role: "helper" as const, region }))];
}

/**
 * Every partnership's last month, once the 3rd has come, and whatever older month waits for signatures: figures that moved are
 * proposed anew, and a reopening that was cut off is finished. Bounded, and safe to run again.
 */
export async function proposeLastMonth(month: Month, at: Date): Promise<void> {
  const books = (await gazetteer()).partnerships;
  if (at >= proposedFrom(month)) for (const { _id } of books) await proposeUnlessClosed(_id, month, at);
  const waiting = (await StatementModel.find({
    state: { $in: ["proposed", "signed", "reopened"] },
    month: { $ne: month },
  })
    .sort({ month: -1, version: -1 })
    .limit(MOST_WAITING)
    .lean()) as Statement[];
  for (const each of waiting) await proposeUnlessClosed(each.partnership, each.month, at);
}

const MOST_WAITING = 200;

async function proposeUnlessClosed(id: PartnershipId, month: Month, at: Date): Promise<void> {
  const current = await currentStatement(id, month);
  if (!current || ["proposed", "signed", "reopened"].includes(current.state)) await propose(id, month, at);
}
