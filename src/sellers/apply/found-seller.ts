import { newOrganisation, OrganisationModel } from "../../accounts/organisation";
import { UserModel } from "../../accounts/user";
import { gazetteer } from "../../regions/gazetteer";
import { inTransaction } from "../../shared/db";
import { type FieldError, Refusal } from "../../shared/errors";
import { newId, type SellerId } from "../../shared/ids";
import { fen } from "../../shared/money";
import type { Viewer } from "../../shared/viewer";
import type { Typed } from "../record/dossier";
import { type SellerCase, SellerModel } from "../seller";
import { readStep } from "./application";

/** What a shop charges until its owner has said otherwise; the settings show it from the first day. */
const FREIGHT = { baseFen: fen(1000), baseGrams: 1000, stepFen: fen(200), stepGrams: 1000, freeOverFen: null };

/** A shop has a name, a kind and a county from the moment it exists; the rest of the step may come later. */
const NEEDED = ["county", "kind", "name"];

/**
 * Founds a seller for somebody who acts for no organisation: the organisation, its owner and a draft of the application, all
 * or none. Refuses INVALID where county, kind or name are missing or wrong, HAS_ORGANISATION.
 */
export async function foundSeller(viewer: Viewer, typed: Typed, at: Date): Promise<SellerCase> {
  if (viewer.organisation) throw new Refusal("HAS_ORGANISATION");
  const book = await gazetteer();
  const form = readStep("shop", typed, book);
  const needed: FieldError[] = form.ok ? [] : form.errors.filter(({ field }) => NEEDED.includes(field));
  if (needed.length > 0) throw new Refusal("INVALID", { fields: needed });
  const { county, kind, name } = namedBy(typed);
  const organisation = newOrganisation({ kind: "seller", name, region: county }, at);
  const seller = draft({ name, county, kind, organisation: organisation._id, typed }, viewer, at);
  // As of the request's beginning: whoever presses twice finds one more there than before, and founds nothing.
  const held = viewer.belongsTo ?? 0;
  await inTransaction(async () => {
    const joined = await UserModel.updateOne(
      { _id: viewer.id, [`memberships.${held}`]: { $exists: false } },
      {
        $push: { memberships: { organisation: organisation._id, role: "owner" } },
        $set: { actsFor: organisation._id },
      },
    );
    if (joined.modifiedCount !== 1) throw new Refusal("HAS_ORGANISATION");
    await OrganisationModel.insertMany([organisation]);
    await SellerModel.insertMany([seller]);
  });
  return seller;
}

/** The three as the strict reading leaves them; `readStep` has passed them. */
export const namedBy = (typed: Typed) => ({
  county: String(typed.county) as SellerCase["county"],
  kind: typed.kind as SellerCase["kind"],
  name: String(typed.name).normalize("NFC").trim(),
});

type Founding = Pick<SellerCase, "name" | "county" | "kind" | "organisation" | "typed">;

function draft(founding: Founding, viewer: Viewer, at: Date): SellerCase {
  const _id = newId<"seller">("sel", at) as SellerId;
  const by = {
    side: "applicant" as const,
    user: viewer.id,
    name: viewer.name,
    office: founding.name,
    officeEn: founding.name,
  };
  return {
    _id,
    ...founding,
    // The address for visitors is spelled from the name when the shop opens; until then nobody asks for it.
    slug: _id,
    nameEn: founding.name,
    place: String(founding.typed.place ?? "").slice(0, 60),
    story: "",
    storyEn: "",
    state: "draft",
    freight: FREIGHT,
    source: null,
    demo: false,
    openedAt: null,
    version: 1,
    sells: [],
    linkage: null,
    documents: [],
    history: [{ what: "founded", at, by, reason: "" }],
    movedAt: at,
  };
}
