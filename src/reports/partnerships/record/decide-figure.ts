import { audit } from "../../../accounts/audit/audit";
import type { AuditDeed } from "../../../accounts/audit/deeds";
import { type Proof, proveAgain } from "../../../accounts/two-factor/prove-again";
import { type RecordFigure, RecordFigureModel } from "../../../regions/record/figure";
import type { Stamp } from "../../../regions/two-sides";
import { inTransaction } from "../../../shared/db";
import { notFound, Refusal } from "../../../shared/errors";
import { type Inside, mustBeOther, stampOf } from "../inside";
import { tellWriter } from "../tell-sides";

type Waiting = RecordFigure & { by: Stamp };

/** Refuses with NOT_FOUND for what is not of this partnership's year, PARTNERSHIP_MOVED_ON for what is decided. */
async function waiting({ partnership }: Inside, year: number, ids: readonly string[]): Promise<Waiting[]> {
  const found = (await RecordFigureModel.find({
    _id: { $in: [...ids] },
    partnership: partnership._id,
    year,
  }).lean()) as RecordFigure[];
  if (found.length === 0 || found.length !== new Set(ids).size) throw notFound();
  return found.map((figure) => {
    if (figure.state !== "proposed" || !figure.by) throw new Refusal("PARTNERSHIP_MOVED_ON");
    return { ...figure, by: figure.by };
  });
}

/**
 * The other side confirms what it has read, one figure or a page of them, in one step. Refuses NOT_FOUND, FORBIDDEN,
 * PARTNERSHIP_MOVED_ON, SECOND_PERSON_NEEDED, INVALID beside `password` or `code`; then none is confirmed.
 */
export async function confirmFigures(
  inside: Inside,
  { year, figures, ...proof }: Proof & { year: number; figures: readonly string[] },
  at: Date,
): Promise<void> {
  const decidedBy = stampOf(inside, at);
  const found = await waiting(inside, year, figures);
  for (const { by } of found) await mustBeOther(inside, by);
  await proveAgain(inside.viewer, proof, at);
  await inTransaction(async () => {
    for (const figure of found) {
      const { partnership, line } = figure;
      await RecordFigureModel.updateMany(
        { partnership, year, line, state: "in_force" },
        { $set: { state: "replaced" } },
      );
      await move(figure, { state: "in_force", decidedBy });
      await auditFigure(inside, figure, { what: "figure.confirmed", by: decidedBy });
      await told(inside, figure, { kind: "figure_confirmed", decidedBy });
    }
  });
}

/** The other side sends a figure back with the reason. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON, SECOND_PERSON_NEEDED. */
export async function rejectFigure(
  inside: Inside,
  { year, figure: id, reason }: { year: number; figure: string; reason: string },
  at: Date,
): Promise<void> {
  const decidedBy = stampOf(inside, at);
  const [figure] = (await waiting(inside, year, [id])) as [Waiting];
  await mustBeOther(inside, figure.by);
  await inTransaction(async () => {
    await move(figure, { state: "rejected", decidedBy, decision: reason });
    await auditFigure(inside, figure, { what: "figure.rejected", by: decidedBy, note: reason });
    await told(inside, figure, { kind: "figure_rejected", decidedBy, reason });
  });
}

/** The office that entered it takes it back. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON. */
export async function withdrawFigure(
  inside: Inside,
  { year, figure: id }: { year: number; figure: string },
  at: Date,
): Promise<void> {
  const decidedBy = stampOf(inside, at);
  const [figure] = (await waiting(inside, year, [id])) as [Waiting];
  if (figure.by.organisation !== decidedBy.organisation) throw new Refusal("FORBIDDEN");
  await inTransaction(async () => {
    await move(figure, { state: "withdrawn", decidedBy });
    await auditFigure(inside, figure, { what: "figure.withdrawn", by: decidedBy });
  });
}

async function move({ _id }: RecordFigure, changes: Partial<RecordFigure>): Promise<void> {
  const { matchedCount } = await RecordFigureModel.updateOne({ _id, state: "proposed" }, { $set: changes });
  if (matchedCount === 0) throw new Refusal("PARTNERSHIP_MOVED_ON");
}

/** In the deed's own transaction. */
export const auditFigure = (
  inside: Inside,
  { _id, year, line, kind, name, value, unit, beforeValue, by, partnership }: RecordFigure,
  { what, by: doer, note = "" }: { what: AuditDeed; by: Stamp; note?: string },
): Promise<void> =>
  audit(
    {
      what,
      subject: { kind: "figure", id: _id, name: `${partnership} ${year} ${name || kind}` },
      by: inside.viewer,
      before: { value: beforeValue },
      after: { value, unit, year, lines: line },
      note,
      organisation: by?.organisation ?? null,
      regions: [inside.partnership.county, inside.viewer.organisation?.region],
    },
    doer.at,
  );

const told = (
  inside: Inside,
  { _id, year, partnership, by }: Waiting,
  { kind, decidedBy, reason = "" }: { kind: string; decidedBy: Stamp; reason?: string },
): Promise<void> => {
  const href = `/partnerships/${partnership}/record/${year}`;
  const params = { year, organisation: decidedBy.organisationName, reason };
  return tellWriter(inside, by, { key: `figure:${_id}:decided`, kind, href, params }, decidedBy.at);
};
