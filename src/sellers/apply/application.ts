import { z } from "zod";
import { registrationNumber } from "../../accounts/organisation";
import type { Gazetteer } from "../../regions/gazetteer";
import type { FieldError } from "../../shared/errors";
import { digits, type FormResult, line, paragraph, phone, read } from "../../shared/form";
import type { RegionCode } from "../../shared/ids";
import { missingDocuments } from "../record/document";
import { type Typed, WAYS } from "../record/dossier";
import { SELLER_KINDS, SELLS } from "../record/kinds";
import type { SellerCase } from "../seller";

/** One tick arrives as a text, several as a list. */
const several = <T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.enum(options)).max(options.length));

const county = z
  .string()
  .regex(/^\d{6}$/, "not_an_option")
  .transform((code) => code as RegionCode);

/** Whose shop it is. */
export const ShopStep = z.strictObject({
  county,
  kind: z.enum(SELLER_KINDS),
  name: line(60, 2),
  registrationNumber,
  place: line(60),
  sells: several(SELLS).pipe(z.array(z.enum(SELLS)).min(1, "required")),
});

/** Whom to call, and which farmers live from it too. */
export const PeopleStep = z
  .strictObject({
    contactName: line(40),
    contactPhone: phone,
    households: digits(0, 99_999),
    ways: several(WAYS).default([]),
    linkage: paragraph(500).default(""),
  })
  .refine(({ households, ways }) => households === 0 || ways.length > 0, { path: ["ways"], message: "required" });

export const STEPS = ["shop", "people"] as const;
export type Step = (typeof STEPS)[number];
const SCHEMAS = { shop: ShopStep, people: PeopleStep } as const;

export const FIELDS: Readonly<Record<Step, readonly string[]>> = {
  shop: ["county", "kind", "name", "registrationNumber", "place", "sells"],
  people: ["contactName", "contactPhone", "households", "ways", "linkage"],
};

/** More than any field may hold, so that what is too long comes back to be shortened. */
const LONGEST = 600;

/** What somebody typed into one step, as it was typed: known fields only, texts and ticks only. */
export function typedOf(step: Step, body: unknown): Typed {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    FIELDS[step].map((name) => {
      const value = given[name];
      if (Array.isArray(value)) return [name, value.filter((each) => typeof each === "string").slice(0, 10)];
      return [name, typeof value === "string" ? value.slice(0, LONGEST) : ""];
    }),
  );
}

const filled = (typed: Typed, step: Step): Record<string, unknown> =>
  Object.fromEntries(
    FIELDS[step].flatMap((name) => {
      const value = typed[name];
      return value === undefined || value.length === 0 ? [] : [[name, value]];
    }),
  );

type Strict = { shop: z.infer<typeof ShopStep>; people: z.infer<typeof PeopleStep> };

/** One step read strictly: a value, or a word beside every field that is missing or wrong. */
export function readStep<S extends Step>(step: S, typed: Typed, book: Gazetteer): FormResult<Strict[S]> {
  const form = read(SCHEMAS[step] as z.ZodType, filled(typed, step)) as FormResult<Strict[S]>;
  // Only the seventeen counties have somebody who could recommend.
  const named = typed.county === undefined || typed.county === "" ? null : String(typed.county);
  if (step !== "shop" || named === null || book.receiving.some((region) => region._id === named)) return form;
  const others = form.ok ? [] : form.errors.filter(({ field }) => field !== "county");
  return { ok: false, errors: [{ field: "county", code: "not_an_option" }, ...others] };
}

/** Fields that were filled in and are wrong; what is merely missing may wait until the end. */
export const wrongOnly = (errors: readonly FieldError[]): FieldError[] =>
  errors.filter(({ code }) => code !== "required");

/** Everything that still stands between an application and its being sent in, by step. */
export function missingOf(
  seller: Pick<SellerCase, "typed" | "documents">,
  book: Gazetteer,
  at: Date,
): Record<Step | "documents", FieldError[]> {
  const [shop, people] = [readStep("shop", seller.typed, book), readStep("people", seller.typed, book)];
  const { kind, sells } = wantedBy(seller.typed);
  return {
    shop: shop.ok ? [] : shop.errors,
    people: people.ok ? [] : people.errors,
    documents: missingDocuments({ kind, sells, documents: seller.documents }, at).map(({ kind: which, why }) => ({
      field: `documents.${which}`,
      code: why === "expired" ? "document_expired" : "required",
    })),
  };
}

/** Kind and wares as far as they are known, for asking for the right papers. */
export function wantedBy(typed: Typed) {
  const kind = z.enum(SELLER_KINDS).safeParse(typed.kind);
  const sells = several(SELLS).safeParse(typed.sells);
  return { kind: kind.success ? kind.data : null, sells: sells.success ? sells.data : [] };
}
