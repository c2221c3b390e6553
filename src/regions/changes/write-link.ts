import { afterCommit } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { forgetGazetteer } from "../gazetteer";
import { PartnershipModel } from "../partnership";
import { type PartnershipChange, sourceLine } from "./change";

/**
 * The writes into the book of partnerships. Each asks the database itself, in the same step, whether the book still allows
 * it, joins the surrounding transaction, and lets this process read the book again once it has committed. All refuse with
 * PARTNERSHIP_MOVED_ON when it does not.
 */
type Change = Pick<PartnershipChange, "partnership" | "helper" | "day" | "source">;

/** Names a helper that is not confirmed yet and credits nothing: only where the same helper does not stand from that day on. */
export const nameHelper = ({ partnership, helper, day, source }: Change): Promise<void> =>
  written(
    PartnershipModel.updateOne(
      {
        _id: partnership,
        helpers: { $not: { $elemMatch: { region: helper, $or: [{ to: null }, { to: { $gt: day } }] } } },
      },
      {
        $push: { helpers: { region: helper, status: "unconfirmed", from: day, to: null, source: sourceLine(source) } },
      },
    ),
  );

/** The one named before, from the same day on. */
export const confirmHelper = ({ partnership, helper, day }: Change): Promise<void> =>
  written(
    PartnershipModel.updateOne(
      { _id: partnership, helpers: { $elemMatch: { region: helper, from: day, status: "unconfirmed" } } },
      { $set: { "helpers.$.status": "confirmed" } },
    ),
  );

/** Takes out what was named and never confirmed. */
export const unnameHelper = ({ partnership, helper, day }: Change): Promise<void> =>
  written(
    PartnershipModel.updateOne(
      { _id: partnership, helpers: { $elemMatch: { region: helper, from: day, status: "unconfirmed" } } },
      { $pull: { helpers: { region: helper, from: day, status: "unconfirmed" } } },
    ),
  );

/** Ends a confirmed link on a day; one that would only have begun then is taken out, for it never held. */
export async function endHelper({ partnership, helper, day }: Change): Promise<void> {
  const holds = { region: helper, status: "confirmed", $or: [{ to: null }, { to: { $gt: day } }] } as const;
  const begun = await PartnershipModel.updateOne(
    { _id: partnership, helpers: { $elemMatch: { ...holds, from: { $lt: day } } } },
    { $set: { "helpers.$.to": day } },
  );
  if (begun.matchedCount === 1) return afterCommit(forgetGazetteer);
  await written(
    PartnershipModel.updateOne(
      { _id: partnership, helpers: { $elemMatch: { ...holds, from: { $gte: day } } } },
      { $pull: { helpers: { region: helper, status: "confirmed", from: { $gte: day } } } },
      // Mongoose would check the condition of what is taken out as if it were a link itself.
      { runValidators: false },
    ),
  );
}

async function written(update: PromiseLike<{ matchedCount: number }>): Promise<void> {
  if ((await update).matchedCount !== 1) throw new Refusal("PARTNERSHIP_MOVED_ON");
  afterCommit(forgetGazetteer);
}
