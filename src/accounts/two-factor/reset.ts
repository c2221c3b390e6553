import { Schema } from "mongoose";
import { collection, inTransaction, isDuplicate } from "../../shared/db";
import { invalidField, notFound, Refusal } from "../../shared/errors";
import { type Id, newId, type OrganisationId, type UserId } from "../../shared/ids";
import { hasRole, type Viewer } from "../../shared/viewer";
import { audit } from "../audit/audit";
import { tell } from "../notices/tell";
import { findUser, foldIdentifier, type User, UserModel } from "../user";
import { TwoFactorModel, twoFactorOf } from "./two-factor";

/** Somebody lost phone and codes: one person asks, having made sure who it is, and another grants. */
export interface TwoFactorReset {
  _id: Id<"reset">;
  user: UserId;
  name: string;
  organisation: OrganisationId | null;
  reason: string;
  askedBy: { id: UserId; name: string };
  askedAt: Date;
  state: "open" | "granted" | "refused";
  decidedBy: UserId | null;
  decidedAt: Date | null;
}

const text = { type: String, required: true } as const;
const TwoFactorResetModel = collection<TwoFactorReset>(
  "two_factor_resets",
  new Schema<TwoFactorReset>(
    {
      _id: String,
      user: text,
      name: text,
      organisation: { type: String, default: null },
      reason: text,
      askedBy: { id: text, name: text },
      askedAt: { type: Date, required: true },
      state: text,
      decidedBy: { type: String, default: null },
      decidedAt: { type: Date, default: null },
    },
    { versionKey: false },
  ).index({ user: 1 }, { unique: true, partialFilterExpression: { state: "open" } }),
);

export const GRANTERS = ["city_official", "admin"] as const;

/** Waiting for a second person, oldest first. */
export const openResets = async (): Promise<TwoFactorReset[]> =>
  (await TwoFactorResetModel.find({ state: "open" }).sort({ askedAt: 1 }).limit(100).lean()) as TwoFactorReset[];

/** How many wait for this viewer's decision; null for whoever decides none. */
export async function resetsFor(viewer: Viewer): Promise<number | null> {
  if (!hasRole(viewer, ...GRANTERS)) return null;
  return TwoFactorResetModel.countDocuments({ state: "open", "askedBy.id": { $ne: viewer.id } });
}

/** An owner asks for one of the own people. Refuses NOT_FOUND for strangers and for those without two-factor sign-in. */
export async function askForMember(by: Viewer, id: UserId, reason: string, at: Date): Promise<void> {
  const { organisation } = by;
  const user = await findUser(id);
  const belongs = user?.memberships.some((each) => each.organisation === organisation?.id);
  if (!user || !belongs || organisation?.role !== "owner" || id === by.id) throw notFound();
  await ask({ user, organisation: organisation.id, reason, by }, at);
}

/** The city or the platform asks where nobody else can. Refuses INVALID beside `identifier`. */
export async function askByIdentifier(by: Viewer, identifier: string, reason: string, at: Date): Promise<void> {
  const user = (await UserModel.findOne({ identifier: foldIdentifier(identifier) }).lean()) as User | null;
  if (!user || user._id === by.id || !(await twoFactorOf(user._id)))
    throw invalidField("identifier", "nobody_to_reset");
  await ask({ user, organisation: user.memberships[0]?.organisation ?? null, reason, by }, at);
}

interface Asking {
  user: User;
  organisation: OrganisationId | null;
  reason: string;
  by: Viewer;
}

async function ask({ user, organisation, reason, by }: Asking, at: Date): Promise<void> {
  if (!(await twoFactorOf(user._id))) throw notFound();
  const reset: TwoFactorReset = {
    _id: newId<"reset">("reset", at),
    ...{ user: user._id, name: user.name, organisation, reason, askedBy: { id: by.id, name: by.name }, askedAt: at },
    ...{ state: "open", decidedBy: null, decidedAt: null },
  };
  await inTransaction(async () => {
    await TwoFactorResetModel.insertMany([reset]);
    const params = { name: by.name, reason, person: user.name };
    const asked = { key: `two_factor_reset_asked:${reset._id}`, kind: "two_factor_reset_asked", params };
    await tell({ ...asked, to: { user: user._id }, href: "/account" }, at);
    const waiting = { key: `two_factor_reset_waiting:${reset._id}`, kind: "two_factor_reset_waiting", params };
    await tell({ ...waiting, to: { platform: true }, href: "/desk/two-factor" }, at);
    await tell({ ...waiting, to: { city: true }, href: "/desk/two-factor" }, at);
    await auditReset("two_factor.reset_asked", reset, by, at);
  }).catch((error: unknown) => {
    // Asked for already: that it waits is all that matters.
    if (!isDuplicate(error)) throw error;
  });
}

/**
 * A second person of the city or the platform decides, having just shown again who they are. Granted: the person has one
 * proof again, every session ends, and the next sign-in leads to setting it up. Refuses SECOND_PERSON_NEEDED to whoever
 * asked and to the person, NOT_FOUND for what is decided.
 */
export async function decideReset(by: Viewer, id: string, granted: boolean, at: Date): Promise<void> {
  if (!hasRole(by, ...GRANTERS)) throw new Refusal("FORBIDDEN");
  await inTransaction(async () => {
    const reset = (await TwoFactorResetModel.findOneAndUpdate(
      { _id: String(id) as TwoFactorReset["_id"], state: "open" },
      { $set: { state: granted ? "granted" : "refused", decidedBy: by.id, decidedAt: at } },
      { returnDocument: "after" },
    ).lean()) as TwoFactorReset | null;
    if (!reset) throw notFound();
    if (reset.askedBy.id === by.id || reset.user === by.id) throw new Refusal("SECOND_PERSON_NEEDED");
    await auditReset(granted ? "two_factor.reset" : "two_factor.reset_refused", reset, by, at);
    if (!granted) return;
    await TwoFactorModel.deleteOne({ _id: reset.user });
    await UserModel.updateOne({ _id: reset.user }, { $inc: { sessionVersion: 1 }, $set: { networks: [] } });
    const told = { key: `two_factor_reset:${reset._id}`, kind: "two_factor_reset", params: {} };
    await tell({ ...told, to: { user: reset.user }, href: "/account/two-factor" }, at);
  });
}

const auditReset = (
  what: "two_factor.reset" | "two_factor.reset_asked" | "two_factor.reset_refused",
  { user, name, organisation, reason }: TwoFactorReset,
  by: Viewer,
  at: Date,
): Promise<void> => audit({ what, subject: { kind: "user", id: user, name }, by, note: reason, organisation }, at);
