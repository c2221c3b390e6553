import { z } from "zod";
import { PARCEL_GROUPS, parcelPlace } from "../../regions/deliverable";
import { inTransaction } from "../../shared/db";
import { invalidField, notFound } from "../../shared/errors";
import { newId } from "../../shared/ids";
import { parseYuan, ZERO } from "../../shared/money";
import type { Viewer } from "../../shared/viewer";
import type { FreightRule, FreightTemplate, RegionalRule } from "../freight";
import { changeCase, ownCase } from "../record/case";

/** A sum of yuan as people type it, at most ¥9,999.99. */
const yuan = z.string().transform((text, context) => {
  const amount = parseYuan(text);
  if (amount !== null && amount <= 999_999) return amount;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});

/** Kilograms with at most three decimals, read by their digits: "0.5" is 500 g. At least a gram, at most a ton. */
const kilograms = z.string().transform((text, context) => {
  const match = /^(\d{1,4})(?:\.(\d{1,3}))?$/.exec(text.trim());
  const grams = match ? Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0")) : 0;
  if (grams >= 1 && grams <= 1_000_000) return grams;
  context.addIssue({ code: "custom", message: "kilograms" });
  return z.NEVER;
});

const figures = { base: yuan, baseWeight: kilograms, step: yuan, stepWeight: kilograms, freeOver: yuan.optional() };
export const RuleForm = z.strictObject(figures);
type Figures = z.infer<typeof RuleForm>;

const places = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(z.string().max(12)).min(1, "required").max(80),
);

/** A rule for some places: prices, or nothing but the word that nothing is sent there. */
export const RegionForm = z.discriminatedUnion("served", [
  z.strictObject({ served: z.literal("no"), places }),
  z.strictObject({ served: z.literal("yes"), places, ...figures }),
]);
export type RegionForm = z.infer<typeof RegionForm>;

const ruleOf = ({ base, baseWeight, step, stepWeight, freeOver }: Figures): FreightRule => ({
  baseFen: base,
  baseGrams: baseWeight,
  stepFen: step,
  stepGrams: stepWeight,
  freeOverFen: freeOver ?? null,
});

/** Of a place that is not served no price is asked; the record keeps figures that charge nothing. */
const NOTHING: FreightRule = { baseFen: ZERO, baseGrams: 1000, stepFen: ZERO, stepGrams: 1000, freeOverFen: null };
/** More would be a price list nobody could keep. */
const MOST_REGIONS = 12;

/** Sets the shop's ordinary freight; the rules for single places stay. */
export const setFreight = (viewer: Viewer, form: Figures): Promise<void> =>
  change(viewer, ({ regions }) => ({ ...ruleOf(form), regions }));

/**
 * Sets a rule for some places: a new one, or the one with `id`. Refuses NOT_FOUND for a rule that is gone, INVALID beside
 * places that are none of ours or stand in another rule already.
 */
export async function setRegion(
  viewer: Viewer,
  { id, ...form }: RegionForm & { id: string | null },
  at: Date,
): Promise<void> {
  for (const place of form.places) if (!(await isPlace(place))) throw invalidField("places", "not_an_option");
  await change(viewer, (template) => {
    const { regions = [] } = template;
    const others = regions.filter((each) => each.id !== id);
    if (id !== null && others.length === regions.length) throw notFound();
    if (others.some((each) => each.places.some((place) => form.places.includes(place))))
      throw invalidField("places", "place_twice");
    if (others.length >= MOST_REGIONS) throw invalidField("places", "too_many_rules", { maximum: MOST_REGIONS });
    const rule = form.served === "yes" ? ruleOf(form) : NOTHING;
    const made: RegionalRule = {
      ...rule,
      id: id ?? newId("frt", at),
      places: form.places,
      served: form.served === "yes",
    };
    return {
      ...template,
      regions: id === null ? [...regions, made] : regions.map((each) => (each.id === id ? made : each)),
    };
  });
}

export const dropRegion = (viewer: Viewer, id: string): Promise<void> =>
  change(viewer, (template) => ({ ...template, regions: (template.regions ?? []).filter((each) => each.id !== id) }));

const isPlace = async (code: string): Promise<boolean> =>
  (PARCEL_GROUPS as readonly string[]).includes(code) || (await parcelPlace(code)) !== null;

const change = (viewer: Viewer, make: (template: FreightTemplate) => FreightTemplate): Promise<void> =>
  inTransaction(async () => {
    const seller = await ownCase(viewer, "shop");
    await changeCase(seller, { set: { freight: make(seller.freight) } });
  });
