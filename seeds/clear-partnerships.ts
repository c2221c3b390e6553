import { UserModel } from "../src/accounts/user";
import { AgreementModel, agreementId } from "../src/regions/agreement";
import { type AgreementVersion, AgreementVersionModel } from "../src/regions/agreements/agreement-version";
import { type PartnershipChange, PartnershipChangeModel, sourceLine } from "../src/regions/changes/change";
import { overlapping, withChange } from "../src/regions/changes/rules";
import { type Partnership, PartnershipModel } from "../src/regions/partnership";
import { RecordFigureModel } from "../src/regions/record/figure";
import { database } from "../src/shared/db";
import { PARTNERSHIPS, seedRegions } from "./regions";

/**
 * Takes out what offices of the demonstration wrote about partnerships. Who stands beside whom is then as it was published
 * and as real offices have changed it since; what a made-up version had replaced stands again. Call it while the
 * demonstration's people are still there.
 */
export async function clearPartnerships(): Promise<void> {
  const made = await UserModel.distinct("_id", { demo: true });
  await database()
    .collection("kept_papers")
    .deleteMany({ user: { $in: made } });
  const changed = await PartnershipChangeModel.distinct("partnership", { demo: true });
  await PartnershipChangeModel.deleteMany({ demo: true });
  for (const id of changed) await standAsChanged(id);
  await clearAgreements();
  await clearFigures();
  await seedRegions({ demo: false });
}

/** A partnership of the book from its published state, through the real changes in the order they were decided. */
async function standAsChanged(id: PartnershipChange["partnership"]): Promise<void> {
  const published = PARTNERSHIPS.find((each) => each._id === id);
  if (!published) return;
  const real = (await PartnershipChangeModel.find({ partnership: id, state: { $in: ["proposed", "confirmed"] } })
    .sort({ movedAt: 1, _id: 1 })
    .lean()) as PartnershipChange[];
  const { helpers } = real.reduce(apply, published);
  await PartnershipModel.updateOne({ _id: id }, { $set: { helpers } });
}

/** An ending counts once it is confirmed; a helper to come is named as soon as the city proposes it. */
function apply(partnership: Partnership, change: PartnershipChange): Partnership {
  const confirmed = change.state === "confirmed";
  if (change.kind === "end") return confirmed ? withChange(partnership, change) : partnership;
  if (overlapping(partnership, change)) return partnership;
  const { helper: region, day: from, source } = change;
  const status = confirmed ? "confirmed" : "unconfirmed";
  return {
    ...partnership,
    helpers: [...partnership.helpers, { region, status, from, to: null, source: sourceLine(source) }],
  };
}

async function clearAgreements(): Promise<void> {
  await AgreementModel.deleteMany({ demo: true });
  const touched = (await AgreementVersionModel.find({ demo: true }).lean()) as AgreementVersion[];
  await AgreementVersionModel.deleteMany({ demo: true });
  for (const { partnership, year } of touched) {
    if (await AgreementVersionModel.exists({ partnership, year, state: "in_force" })) continue;
    const former = (await AgreementVersionModel.findOneAndUpdate(
      { partnership, year, state: "replaced" },
      { $set: { state: "in_force", inForceTo: null } },
      { sort: { version: -1 }, returnDocument: "after" },
    ).lean()) as AgreementVersion | null;
    if (!former) continue;
    const { targetFen, signedOn, source, version, document } = former;
    await AgreementModel.updateOne(
      { _id: agreementId(partnership, year) },
      { $set: { partnership, year, targetFen, signedOn, source, version, document, demo: false } },
      { upsert: true },
    );
  }
}

async function clearFigures(): Promise<void> {
  const touched = await RecordFigureModel.find({ demo: true }, { partnership: 1, year: 1, line: 1 }).lean();
  await RecordFigureModel.deleteMany({ demo: true });
  for (const { partnership, year, line } of touched)
    if (!(await RecordFigureModel.exists({ partnership, year, line, state: "in_force" })))
      await RecordFigureModel.findOneAndUpdate(
        { partnership, year, line, state: "replaced" },
        { $set: { state: "in_force" } },
        { sort: { version: -1 } },
      );
}
