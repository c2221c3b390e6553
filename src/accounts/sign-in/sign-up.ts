import { z } from "zod";
import { gazetteer } from "../../regions/gazetteer";
import { inTransaction, isDuplicate } from "../../shared/db";
import { type FieldError, invalidField, Refusal } from "../../shared/errors";
import { line, phone } from "../../shared/form";
import type { OrganisationId, RegionCode } from "../../shared/ids";
import type { Language } from "../../shared/words";
import { type Member, toMember } from "../acting";
import { newOrganisation, OrganisationModel, registrationNumber } from "../organisation";
import { identifier, newUser, type User, UserModel } from "../user";
import { hashPassword, password, weakness } from "./password";

/** One of the 41 regions; asked of the gazetteer by the verb. */
const region = z.string().min(1).max(12);

/** What an institution registers with; its purchases count for the district it names. */
const Institution = z.strictObject({ name: line(80, 2), region, registrationNumber, phone });

/** A citizen, or with `institution` somebody who buys for one. `name` is the person's. */
export const SignUp = z.strictObject({
  identifier,
  password,
  name: line(40),
  homeRegion: region.optional(),
  institution: Institution.optional(),
});
export type SignUp = z.infer<typeof SignUp>;

/**
 * Registers somebody and gives the member to let in. Refuses a weak password and an unknown region with INVALID,
 * a taken identifier with IDENTIFIER_TAKEN, a registered institution with INVALID beside its number.
 */
export async function signUp(wanted: SignUp, language: Language, at: Date): Promise<Member> {
  await checkRegions(wanted);
  await checkPassword("password", wanted.password, wanted.identifier);
  const passwordHash = await hashPassword(wanted.password);
  const person = { identifier: wanted.identifier, name: wanted.name, passwordHash, language };
  const user = await unlessTaken(() =>
    wanted.institution
      ? enrolInstitution(person, wanted.institution, at)
      : enrolCitizen({ ...person, homeRegion: (wanted.homeRegion ?? null) as RegionCode | null }, at),
  );
  return toMember(user, at);
}

type Person = Pick<User, "identifier" | "name" | "passwordHash" | "language">;

async function enrolCitizen(person: Person & Pick<User, "homeRegion">, at: Date): Promise<User> {
  const user = newUser(person, at);
  await UserModel.insertMany([user]);
  return user;
}

async function enrolInstitution(
  person: Person,
  { name, region, phone, ...rest }: z.infer<typeof Institution>,
  at: Date,
): Promise<User> {
  const contact = { name: person.name, phone };
  const organisation = newOrganisation(
    { kind: "institution", name, region: region as RegionCode, contact, registrationNumber: rest.registrationNumber },
    at,
  );
  const user = newUser({ ...person, memberships: [ownerOf(organisation._id)] }, at);
  await inTransaction(async () => {
    await OrganisationModel.insertMany([organisation]);
    await UserModel.insertMany([user]);
  });
  return user;
}

const ownerOf = (organisation: OrganisationId) => ({ organisation, role: "owner" as const });

async function checkRegions({ homeRegion, institution }: SignUp): Promise<void> {
  if (homeRegion) await checkRegion("homeRegion", homeRegion);
  if (institution) await checkRegion("institution.region", institution.region);
}

/** Refuses a code that is none of the 41 regions. */
export async function checkRegion(field: string, code: string): Promise<void> {
  if (!(await gazetteer()).find(code)) throw invalidField(field, "not_an_option");
}

/** Refuses a password that is too short, too common, or made of the owner's or a county's name. */
export async function checkPassword(field: string, chosen: string, owner: string): Promise<void> {
  const { regions } = await gazetteer();
  const places = regions.flatMap((each) => [each.slug, each.shortName, each.name, each.nameEn]);
  const found = weakness(chosen, { identifier: owner, places });
  if (found) throw new Refusal("INVALID", { fields: [{ field, ...found } satisfies FieldError] });
}

/** The two unique indexes speak: the identifier of users, the registration number of organisations. */
export async function unlessTaken<T>(enrol: () => Promise<T>): Promise<T> {
  try {
    return await enrol();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    if (String((error as Error).message).includes("registrationNumber"))
      throw invalidField("institution.registrationNumber", "already_registered");
    throw new Refusal("IDENTIFIER_TAKEN", { fields: [{ field: "identifier", code: "identifier_taken" }] });
  }
}
