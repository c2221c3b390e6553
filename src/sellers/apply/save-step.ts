import { OrganisationModel } from "../../accounts/organisation";
import { gazetteer } from "../../regions/gazetteer";
import { forgetAll } from "../../shared/cache";
import { afterCommit, inTransaction } from "../../shared/db";
import type { FieldError } from "../../shared/errors";
import type { Viewer } from "../../shared/viewer";
import { changeCase, movedOn, ownCase } from "../record/case";
import type { Typed } from "../record/dossier";
import type { SellerCase } from "../seller";
import { readStep, type Step, wrongOnly } from "./application";
import { namedBy } from "./found-seller";

/** An application is written while it lies with the applicant. */
export const mayWrite = ({ state }: Pick<SellerCase, "state">): boolean => state === "draft" || state === "returned";

/**
 * Keeps a step as it was typed, right or wrong, and says what is wrong with it (what is merely missing may wait). The shop is
 * called and placed as the form says as soon as that makes sense. Refuses FORBIDDEN, SELLER_MOVED_ON once it was sent in.
 */
export async function saveStep(viewer: Viewer, step: Step, given: Typed): Promise<FieldError[]> {
  const book = await gazetteer();
  return inTransaction(async () => {
    const seller = await ownCase(viewer, "shop");
    if (!mayWrite(seller)) throw movedOn(seller);
    const typed = { ...seller.typed, ...given };
    const form = readStep(step, typed, book);
    const errors = form.ok ? [] : wrongOnly(form.errors);
    const named = step === "shop" && errors.every(({ field }) => !NAMING.includes(field)) && isNamed(typed);
    const set = named
      ? { ...namedBy(typed), nameEn: englishName(seller, typed), place: String(typed.place ?? "") }
      : {};
    await changeCase(seller, { set: { typed, ...set } });
    if (named) await nameOrganisation(seller, typed);
    return errors;
  });
}

const NAMING = ["county", "kind", "name", "place"];
const isNamed = (typed: Typed): boolean =>
  [typed.county, typed.kind, typed.name].every((each) => Boolean(each?.length));

/** Without an English name of its own a shop carries its Chinese one, and goes on doing so under a new one. */
const englishName = (seller: SellerCase, typed: Typed): string =>
  seller.nameEn === seller.name ? namedBy(typed).name : seller.nameEn;

async function nameOrganisation(seller: SellerCase, typed: Typed): Promise<void> {
  const { name, county } = namedBy(typed);
  await OrganisationModel.updateOne(
    { _id: seller.organisation },
    { $set: { name, nameEn: englishName(seller, typed), region: county } },
  );
  afterCommit(forgetAll);
}
