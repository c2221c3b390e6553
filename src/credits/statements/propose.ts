import { tell } from "../../accounts/notices/tell";
import { gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import { inSnapshot, inTransaction, isDuplicate } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { DAY, later, type Month, monthAfter, monthStart } from "../../shared/time";
import { closableFrom } from "./book-month";
import { type Figures, figuresOf, hashFigures } from "./figures";
import { currentStatement, type Statement, StatementModel, statementId, statementNumber } from "./statement";

/** Months are proposed on the 3rd: by then the transfers of the last days have come in and the first refunds are known. */
const PROPOSED_AFTER_DAYS = 2;

export const proposedFrom = (month: Month): Date => later(monthStart(monthAfter(month)), PROPOSED_AFTER_DAYS * DAY);

/**
 * Proposes a month to be signed, or renews a proposal whose figures have moved since: what was signed is then void, for it
 * was another number. Refuses with MONTH_NOT_OVER before the month has ended, NOT_FOUND for no such partnership; a month
 * that is closing or closed is answered as it is.
 */
export async function propose(id: PartnershipId, month: Month, at: Date): Promise<Statement> {
  if (at < closableFrom(month)) throw new Refusal("MONTH_NOT_OVER", { params: { month } });
  const partnership = (await gazetteer()).partnerships.find((each) => each._id === id);
  if (!partnership) throw notFound();
  const figures = await inSnapshot((asOf) => figuresOf(id, month, asOf));
  const current = await currentStatement(id, month);
  if (!current || current.state === "reopened") return open(partnership, month, { figures, after: current, at });
  if (current.state !== "proposed" && current.state !== "signed") return current;
  return current.figuresHash === hashFigures(figures) ? current : renew(current, figures, at);
}

interface Opening {
  figures: Figures;
  after: Statement | null;
  at: Date;
}

async function open(partnership: Partnership, month: Month, { figures, after, at }: Opening): Promise<Statement> {
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
    history: [{ what: "proposed", by: null, name: null, note: "", at }],
    sealed: null,
    reopening: null,
    proposedAt: at,
    revision: 1,
  };
  try {
    await inTransaction(async () => {
      await StatementModel.insertMany([statement]);
      await tellSigners(statement, "statement_proposed", at);
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await currentStatement(id, month)) as Statement;
  }
  return statement;
}

/** The figures moved: everybody signs the new ones. */
async function renew(statement: Statement, figures: Figures, at: Date): Promise<Statement> {
  const renewed = await inTransaction(async () => {
    const changed = (await StatementModel.findOneAndUpdate(
      { _id: statement._id, revision: statement.revision, state: { $in: ["proposed", "signed"] } },
      {
        $set: { figures, figuresHash: hashFigures(figures), state: "proposed", signatures: [] },
        $push: { history: { what: "changed", by: null, name: null, note: "", at } },
        $inc: { revision: 1 },
      },
      { returnDocument: "after" },
    ).lean()) as Statement | null;
    if (changed && statement.signatures.length > 0) await tellSigners(changed, "statement_changed", at);
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

/** Every office that signs is told, once per revision of the statement. */
export async function tellSigners(statement: Statement, kind: string, at: Date): Promise<void> {
  const { _id, partnership, month, revision, number } = statement;
  for (const { role, region } of statement.signers)
    await tell(
      {
        key: `${kind}:${_id}:${revision}:${region}`,
        to: role === "county" ? { county: region } : { helper: region },
        kind,
        params: { number, month },
        href: `/partnerships/${partnership}/statements/${month}`,
      },
      at,
    );
}

/** Every partnership's last month, once the 3rd has come; bounded by the number of counties and safe to run again. */
export async function proposeLastMonth(month: Month, at: Date): Promise<void> {
  if (at < proposedFrom(month)) return;
  for (const { _id } of (await gazetteer()).partnerships) {
    const current = await currentStatement(_id, month);
    if (current && !["proposed", "signed"].includes(current.state)) continue;
    await propose(_id, month, at);
  }
}
