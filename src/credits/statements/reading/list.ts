import type { PartnershipId, RegionCode, UserId } from "../../../shared/ids";
import type { Month } from "../../../shared/time";
import type { Months } from "../../totals/span";
import { type Statement, StatementModel } from "../statement";

/** Every version of a span's months, the newest month and version first. */
export const statementsOf = async (partnership: PartnershipId, { from, to }: Months): Promise<Statement[]> =>
  (await StatementModel.find({ partnership, month: { $gte: from, $lte: to } })
    .sort({ month: -1, version: -1 })
    .lean()) as Statement[];

/** The same of every partnership. */
export const allStatementsOf = async ({ from, to }: Months): Promise<Statement[]> =>
  (await StatementModel.find({ month: { $gte: from, $lte: to } })
    .sort({ partnership: 1, month: -1, version: -1 })
    .lean()) as Statement[];

/** A month's version that counts now. */
export const newest = (statements: readonly Statement[], month: Month): Statement | undefined =>
  statements.find((each) => each.month === month);

/** A month's last sealed version: what everybody may see. */
export const lastSealed = (statements: readonly Statement[], month: Month): Statement | undefined =>
  statements.find((each) => each.month === month && each.sealed !== null);

const MOST = 200;

/** What waits for one side's signature, the oldest month first. */
export const waitingForSignature = async (role: "county" | "helper", region: RegionCode): Promise<Statement[]> =>
  (await StatementModel.find({
    state: "proposed",
    signers: { $elemMatch: { role, region } },
    "signatures.region": { $ne: region },
  })
    .sort({ month: 1 })
    .limit(MOST)
    .lean()) as Statement[];

/** What waits for the city: signed by everybody, or being closed. */
export const waitingForClosing = async (): Promise<Statement[]> =>
  (await StatementModel.find({ state: { $in: ["signed", "closing"] } })
    .sort({ month: 1, partnership: 1 })
    .limit(MOST)
    .lean()) as Statement[];

/** Closed months somebody else of the city wants opened again. */
export const waitingForSecond = async (user: UserId): Promise<Statement[]> =>
  (await StatementModel.find({ state: "closed", "reopening.by": { $gt: "", $ne: user } } as Record<string, unknown>)
    .sort({ month: 1, partnership: 1 })
    .limit(MOST)
    .lean()) as Statement[];
