import { Schema } from "mongoose";
import { z } from "zod";
import { cache } from "../shared/cache";
import { collection } from "../shared/db";
import { newId, type OrganisationId, type RegionCode } from "../shared/ids";
import type { Role } from "../shared/viewer";

export const ORGANISATION_KINDS = [
  "institution",
  "seller",
  "county_authority",
  "helper_authority",
  "city_authority",
  "platform",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Whom people act for: a canteen that buys, a cooperative that sells, an authority that checks and signs. */
export interface Organisation {
  _id: OrganisationId;
  kind: OrganisationKind;
  name: string;
  nameEn: string;
  /** Where it is registered: an institution's purchases count for this district; an authority speaks for it. */
  region: RegionCode | null;
  /** The unified social credit code, when it was given. */
  registrationNumber: string | null;
  /** Whom to call about an order or an invoice. */
  contact: { name: string; phone: string } | null;
  demo: boolean;
  /** Raised at every change of its people, so that two changes at the same moment meet. */
  membersVersion: number;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
export const OrganisationModel = collection<Organisation>(
  "organisations",
  new Schema<Organisation>(
    {
      _id: String,
      kind: { ...text, enum: ORGANISATION_KINDS },
      name: text,
      nameEn: text,
      region: optional,
      registrationNumber: optional,
      contact: { type: new Schema({ name: text, phone: text }, { _id: false }), default: null },
      demo: { type: Boolean, default: false },
      membersVersion: { type: Number, default: 0 },
    },
    { versionKey: false },
  )
    .index({ kind: 1, region: 1 })
    .index(
      { registrationNumber: 1 },
      { unique: true, partialFilterExpression: { registrationNumber: { $type: "string" } } },
    ),
);

const DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * A 统一社会信用代码 (GB 32100): 18 characters of an alphabet without I, O, S, V and Z, the last of which checks the others
 * with the weights 3^n modulo 31.
 */
export function isRegistrationNumber(code: string): boolean {
  const values = [...code].map((character) => DIGITS.indexOf(character));
  if (values.length !== 18 || values.includes(-1)) return false;
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return values[17] === (31 - (sum % 31)) % 31;
}

/** As people type it: in small letters, with spaces. */
export const registrationNumber = z
  .string()
  .max(60)
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase())
  .refine(isRegistrationNumber, "registration_number");

/** What acting for an organisation makes of a person. Somebody who acts for none is a buyer. */
export const ROLE_OF_KIND: Readonly<Record<OrganisationKind, Role>> = {
  institution: "institution",
  seller: "seller",
  county_authority: "county_official",
  helper_authority: "helper_official",
  city_authority: "city_official",
  platform: "admin",
};

type Given = Pick<Organisation, "kind" | "name"> & Partial<Omit<Organisation, "_id" | "kind" | "name">>;

/** A new organisation; what is not known stays empty. The English name is the Chinese one until somebody gives another. */
export const newOrganisation = ({ kind, name, ...rest }: Given, at: Date): Organisation => ({
  _id: newId("org", at),
  kind,
  name,
  nameEn: rest.nameEn ?? name,
  region: rest.region ?? null,
  registrationNumber: rest.registrationNumber ?? null,
  contact: rest.contact ?? null,
  demo: rest.demo ?? false,
  membersVersion: 0,
});

const known = cache<Organisation | null>({ ms: 10_000, max: 1000 });

/** Asked at every request of its people, changed once a year: kept for ten seconds. */
export const organisationOf = (id: OrganisationId): Promise<Organisation | null> =>
  known.get(id, async () => (await OrganisationModel.findById(id).lean()) as Organisation | null);
