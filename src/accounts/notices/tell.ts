import type { OrganisationId, RegionCode, UserId } from "../../shared/ids";
import { type Duty, hasDuty } from "../../shared/viewer";
import { post } from "../mail/mail";
import { OrganisationModel } from "../organisation";
import { type User, UserModel } from "../user";
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
  /** What the words name: amounts in fen in names ending in Fen, a name's English beside it in `<name>En`. */
  params: Record<string, string | number>;
  href: string;
}

/**
 * Tells everybody concerned, in the deed's own transaction: a notice in the inbox, and a letter to those who sign in with an
 * address. People of the demonstration get no letters, for their addresses do not exist.
 */
export async function tell({ key, to, kind, params, href }: Telling, at: Date): Promise<void> {
  for (const { _id: user, identifier, demo, organisation } of await peopleOf(to)) {
    const _id = `${key}:${user}`;
    const notice = { user, organisation, kind, params, href, at, readAt: null };
    await NoticeModel.updateOne({ _id }, { $setOnInsert: notice }, { upsert: true });
    if (!demo && identifier.includes("@")) await post({ _id, user, to: identifier, kind, params, href }, at);
  }
}

type Person = Pick<User, "_id" | "identifier" | "demo" | "memberships">;
type Told = Person & { organisation: OrganisationId | null };
const FIELDS = { identifier: 1, demo: 1, memberships: 1 };

async function peopleOf(to: Concerned): Promise<Told[]> {
  if ("user" in to) return (await find({ _id: to.user })).map((person) => ({ ...person, organisation: null }));
  if ("organisation" in to) return membersOf([to.organisation], to.duty);
  const offices = (await OrganisationModel.find(officesOf(to), { _id: 1 }).lean()) as { _id: OrganisationId }[];
  return membersOf(offices.map((office) => office._id));
}

function officesOf(to: Exclude<Concerned, { user: UserId } | { organisation: OrganisationId }>) {
  if ("county" in to) return { kind: "county_authority", region: to.county } as const;
  if ("helper" in to) return { kind: "helper_authority", region: to.helper } as const;
  return { kind: "city" in to ? "city_authority" : "platform" } as const;
}

/** Whoever has the duty in one of the organisations, once each. */
async function membersOf(organisations: OrganisationId[], duty: Duty = "look"): Promise<Told[]> {
  const people = await find({ "memberships.organisation": { $in: organisations } });
  return people.flatMap((person) => {
    const found = person.memberships.find(
      (each) => organisations.includes(each.organisation) && hasDuty(each.role, duty),
    );
    return found ? [{ ...person, organisation: found.organisation }] : [];
  });
}

const find = async (who: Record<string, unknown>): Promise<Person[]> =>
  (await UserModel.find({ ...who, status: "active" }, FIELDS).lean()) as Person[];
