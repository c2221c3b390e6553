import type { OrganisationId, RegionCode, UserId } from "../../shared/ids";
import { type Duty, hasDuty } from "../../shared/viewer";
import { OrganisationModel } from "../organisation";
import { type User, UserModel } from "../user";
import { MailModel } from "./mail";
import { NoticeModel } from "./notice";

/** Whom a deed concerns. An organisation's people are told as far as they have the duty; all of them where none is named. */
export type Concerned =
  | { user: UserId }
  | { organisation: OrganisationId; duty?: Duty }
  | { county: RegionCode }
  | { helper: RegionCode }
  | { city: true }
  | { platform: true };

export interface Telling {
  /** Names the deed, such as "paid:<order>": telling it again changes nothing. */
  key: string;
  to: Concerned;
  kind: string;
  params: Record<string, string | number>;
  href: string;
}

/**
 * Tells everybody concerned, in the deed's own transaction: a notice in the inbox, and a letter to those who sign in with an
 * address. People of the demonstration get no letters, for their addresses do not exist.
 */
export async function tell({ key, to, kind, params, href }: Telling, at: Date): Promise<void> {
  for (const user of await peopleOf(to)) {
    const _id = `${key}:${user._id}`;
    const told = { user: user._id, kind, params, href, at };
    await NoticeModel.updateOne({ _id }, { $setOnInsert: { ...told, readAt: null } }, { upsert: true });
    if (user.demo || !user.identifier.includes("@")) continue;
    const mail = { ...told, to: user.identifier, state: "waiting", tries: 0, nextAt: at, sentAt: null };
    await MailModel.updateOne({ _id }, { $setOnInsert: mail }, { upsert: true });
  }
}

type Told = Pick<User, "_id" | "identifier" | "demo" | "memberships">;
const FIELDS = { identifier: 1, demo: 1, memberships: 1 };

async function peopleOf(to: Concerned): Promise<Told[]> {
  if ("user" in to) return find({ _id: to.user });
  if ("organisation" in to) {
    const { organisation, duty = "look" } = to;
    return (await membersOf([organisation])).filter(({ memberships }) =>
      memberships.some((each) => each.organisation === organisation && hasDuty(each.role, duty)),
    );
  }
  const offices = (await OrganisationModel.find(officesOf(to), { _id: 1 }).lean()) as { _id: OrganisationId }[];
  return membersOf(offices.map((office) => office._id));
}

function officesOf(to: Exclude<Concerned, { user: UserId } | { organisation: OrganisationId }>) {
  if ("county" in to) return { kind: "county_authority", region: to.county } as const;
  if ("helper" in to) return { kind: "helper_authority", region: to.helper } as const;
  return { kind: "city" in to ? "city_authority" : "platform" } as const;
}

const membersOf = (organisations: OrganisationId[]): Promise<Told[]> =>
  find({ "memberships.organisation": { $in: organisations } });

const find = async (who: Record<string, unknown>): Promise<Told[]> =>
  (await UserModel.find({ ...who, status: "active" }, FIELDS).lean()) as Told[];
