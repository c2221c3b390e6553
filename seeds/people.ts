import { toViewer } from "../src/accounts/acting";
import {
  newOrganisation,
  type Organisation,
  type OrganisationKind,
  OrganisationModel,
  ROLE_OF_KIND,
} from "../src/accounts/organisation";
import { hashPassword } from "../src/accounts/sign-in/password";
import { newUser, type User, UserModel } from "../src/accounts/user";
import { gazetteer } from "../src/regions/gazetteer";
import { type Seller, SellerModel } from "../src/sellers/seller";
import { forgetAll } from "../src/shared/cache";
import { isDuplicate } from "../src/shared/db";
import type { OrganisationId, RegionCode } from "../src/shared/ids";
import { later, now } from "../src/shared/time";
import type { Role, Viewer } from "../src/shared/viewer";
import listed from "./demo-accounts.json";
import { OPENED_BEFORE_MS } from "./opening";

/** Somebody of the demonstration. Their passwords are public: production neither loads them nor lets them in. */
export interface DemoAccount {
  role: Role;
  identifier: string;
  password: string;
  name: string;
  /** Whom they act for; a seller's is the shop's name. */
  organisation?: string;
  organisationEn?: string;
  /** A citizen's home, or where the organisation is registered. */
  region?: string;
}

/** The accounts that are shown to visitors of a demonstration. */
export const DEMO_ACCOUNTS = listed as DemoAccount[];

const DOMAIN = "@demo.liangqun";
const PASSWORD = DEMO_ACCOUNTS[0]?.password ?? "";

/**
 * The people of the demonstration: those listed, an official for every county and helper, and one person in every
 * demonstration shop, so call it after the goods. Whoever exists stays as they are. Throws in production.
 */
export async function seedPeople(): Promise<void> {
  if (process.env.NODE_ENV === "production")
    throw new Error("Demonstration accounts have public passwords and are never loaded in production.");
  const at = later(now(), -OPENED_BEFORE_MS);
  const there = new Set(await UserModel.distinct("identifier", { demo: true }));
  const accounts = [...DEMO_ACCOUNTS, ...(await otherOfficials()), ...(await otherSellers())].filter(
    ({ identifier }) => !there.has(identifier),
  );
  const hashes = await hashesOf(accounts);
  const users: User[] = [];
  for (const account of accounts) {
    const organisation = await organisationFor(account, at);
    if (organisation === "missing") continue;
    users.push(userOf(account, hashes.get(account.password) as string, organisation, at));
  }
  await UserModel.insertMany(users, { ordered: false }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  forgetAll();
}

/** Somebody of the demonstration, by the first half of their address. */
export async function demoViewer(name: string): Promise<Viewer> {
  const user = (await UserModel.findOne({ identifier: `${name}${DOMAIN}` }).lean()) as User | null;
  if (!user) throw new Error(`the demonstration has nobody called ${name}`);
  return toViewer(user);
}

/** One hash per password: salting public passwords one by one would protect nobody and cost a second at every fresh start. */
async function hashesOf(accounts: readonly DemoAccount[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { password } of accounts) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
  return hashes;
}

function userOf(
  { identifier, name, role, region }: DemoAccount,
  passwordHash: string,
  organisation: OrganisationId | null,
  at: Date,
): User {
  const homeRegion = role === "buyer" && region ? (region as RegionCode) : null;
  const memberships = organisation ? [{ organisation, role: "owner" as const }] : [];
  return newUser({ identifier, name, passwordHash, homeRegion, memberships, demo: true }, at);
}

/** One official for every county and every helper that is not listed, so that every month can be signed by both sides. */
async function otherOfficials(): Promise<DemoAccount[]> {
  const { regions } = await gazetteer();
  const known = new Set(DEMO_ACCOUNTS.map(({ identifier }) => identifier));
  return regions
    .map(
      ({ _id, slug, shortName, nameEn, receiving }): DemoAccount => ({
        role: receiving ? "county_official" : "helper_official",
        identifier: `${receiving ? "county" : "helper"}-${slug}${DOMAIN}`,
        password: PASSWORD,
        name: `${shortName}经办`,
        organisation: `${shortName}${receiving ? "消费帮扶" : "对口协同"}专班（演示）`,
        organisationEn: `${nameEn} ${receiving ? "assistance" : "coordination"} desk (demo)`,
        region: _id,
      }),
    )
    .filter(({ identifier }) => !known.has(identifier));
}

const shops = async (): Promise<Seller[]> => (await SellerModel.find({ demo: true }).lean()) as Seller[];

/** The shop's slug is the first half of its person's identifier. */
async function otherSellers(): Promise<DemoAccount[]> {
  const known = new Set(DEMO_ACCOUNTS.map(({ identifier }) => identifier));
  return (await shops())
    .map(
      ({ slug, name, county }): DemoAccount => ({
        role: "seller",
        identifier: `${slug}${DOMAIN}`,
        password: PASSWORD,
        name: `${name.replace("（演示）", "")}店主`,
        organisation: name,
        region: county,
      }),
    )
    .filter(({ identifier }) => !known.has(identifier));
}

const KIND_OF = Object.fromEntries(Object.entries(ROLE_OF_KIND).map(([kind, role]) => [role, kind])) as Record<
  Role,
  OrganisationKind
>;

/** The account's organisation, made when it is not there yet; null for citizens; "missing" for a shop that is not open yet. */
async function organisationFor(account: DemoAccount, at: Date): Promise<OrganisationId | null | "missing"> {
  const { role, organisation: name, identifier } = account;
  if (!name) return null;
  if (role === "seller") {
    const slug = identifier.slice(0, -DOMAIN.length);
    const shop = await SellerModel.findOne({ slug }, { organisation: 1 }).lean();
    return (shop?.organisation as OrganisationId | undefined) ?? "missing";
  }
  const kind = KIND_OF[role];
  const found = (await OrganisationModel.findOne({ kind, name, demo: true }, { _id: 1 }).lean()) as Pick<
    Organisation,
    "_id"
  > | null;
  if (found) return found._id;
  const region = (account.region ?? null) as RegionCode | null;
  const contact = kind === "institution" ? { name: account.name, phone: "13800000000" } : null;
  const organisation = newOrganisation(
    { kind, name, nameEn: account.organisationEn ?? name, region, contact, demo: true },
    at,
  );
  await OrganisationModel.insertMany([organisation]);
  return organisation._id;
}
