import type { Viewer } from "../shared/viewer";
import type { Language } from "../shared/words";
import { organisationOf, ROLE_OF_KIND } from "./organisation";
import type { Acting, Membership, User } from "./user";

/**
 * For whom a user acts now. What was wanted counts while the person still belongs there; whoever was taken out of an
 * organisation is themselves alone, never suddenly somebody of another one. Nothing wanted: the last choice, else the first.
 */
export function actingOf(user: Pick<User, "memberships" | "actsFor">, wanted?: Acting | null): Acting {
  const choice = wanted ?? user.actsFor;
  if (choice && membershipIn(user, choice)) return choice;
  if (wanted || choice === "self") return "self";
  return user.memberships[0]?.organisation ?? "self";
}

const membershipIn = ({ memberships }: Pick<User, "memberships">, acting: Acting): Membership | undefined =>
  memberships.find(({ organisation }) => organisation === acting);

/** The viewer a user is: the role follows from the organisation they act for. */
export async function toViewer(user: User, wanted?: Acting | null): Promise<Viewer> {
  const membership = membershipIn(user, actingOf(user, wanted));
  const organisation = membership ? await organisationOf(membership.organisation) : null;
  return {
    id: user._id,
    name: user.name,
    roles: [organisation ? ROLE_OF_KIND[organisation.kind] : "buyer"],
    ...(organisation && membership
      ? {
          organisation: {
            id: organisation._id,
            name: organisation.name,
            kind: organisation.kind,
            region: organisation.region,
            role: membership.role,
          },
        }
      : { belongsTo: user.memberships.length }),
    ...(user.homeRegion ? { homeRegion: user.homeRegion } : {}),
  };
}

/** A viewer with a session: it ends when the user's version moves on, and an official's twelve hours after it began. */
export interface Member extends Viewer {
  sessionVersion: number;
  /** Milliseconds since 1970. */
  signedInAt: number;
  /** Kept in the session, so that a choice made elsewhere changes nothing here; undefined while there is nothing to choose. */
  acting: Acting | undefined;
  language: Language | null;
  /** Signed in with one proof where two are asked for: two-factor/lead.ts. */
  mustSetUp?: true;
}

export const toMember = async (user: User, signedInAt: Date, wanted?: Acting | null): Promise<Member> => ({
  ...(await toViewer(user, wanted)),
  sessionVersion: user.sessionVersion,
  signedInAt: signedInAt.getTime(),
  acting: wanted ?? (user.memberships.length > 0 ? actingOf(user) : undefined),
  language: user.language,
});

/** Every organisation somebody belongs to, as what, and whether they act for it at the moment. */
export async function belongings(user: User, { organisation: current }: Viewer) {
  const found = await Promise.all(
    user.memberships.map(async ({ organisation: id, role }) => {
      const organisation = await organisationOf(id);
      return organisation && { organisation, role, acting: current?.id === id };
    }),
  );
  return found.filter((each) => each !== null);
}
