import type { z } from "zod";
import { tell } from "../../accounts/notices/tell";
import { OrganisationModel } from "../../accounts/organisation";
import { type Gazetteer, gazetteer } from "../../regions/gazetteer";
import { inTransaction, isDuplicate } from "../../shared/db";
import { invalidField, Refusal } from "../../shared/errors";
import type { Viewer } from "../../shared/viewer";
import { moveCase, movedOn, ownCase } from "../record/case";
import { doneBy } from "../record/done-by";
import type { SellerCase } from "../seller";
import { missingOf, type PeopleStep, readStep, type ShopStep } from "./application";
import { mayWrite } from "./save-step";

/**
 * Sends the application to the county: what was typed becomes what is claimed. Refuses FORBIDDEN, APPLICATION_INCOMPLETE naming
 * what is missing, INVALID beside a registration number that another organisation has, SELLER_MOVED_ON when it was sent in.
 */
export async function submitApplication(viewer: Viewer, at: Date): Promise<SellerCase> {
  const by = await doneBy(viewer);
  const book = await gazetteer();
  return unlessTaken(() =>
    inTransaction(async () => {
      const seller = await ownCase(viewer, "shop");
      if (!mayWrite(seller)) throw movedOn(seller);
      const { shop, people } = claimed(seller, book, at);
      await registerOrganisation(seller, shop, people);
      const { registrationNumber: _, ...shown } = shop;
      const { households, ways, linkage: words } = people;
      const deed = { what: "submitted" as const, at, by: { ...by, office: shop.name }, reason: "" };
      const moved = await moveCase(seller, "applied", deed, { ...shown, linkage: { households, ways, words } });
      await tellCounty(moved, at);
      return moved;
    }),
  );
}

type Claims = { shop: z.infer<typeof ShopStep>; people: z.infer<typeof PeopleStep> };

function claimed(seller: SellerCase, book: Gazetteer, at: Date): Claims {
  const [shop, people] = [readStep("shop", seller.typed, book), readStep("people", seller.typed, book)];
  const missing = Object.values(missingOf(seller, book, at)).flat();
  if (!shop.ok || !people.ok || missing.length > 0) throw new Refusal("APPLICATION_INCOMPLETE", { fields: missing });
  return { shop: shop.value, people: people.value };
}

async function registerOrganisation(
  { organisation }: SellerCase,
  { name, county, registrationNumber }: Claims["shop"],
  { contactName, contactPhone }: Claims["people"],
): Promise<void> {
  const contact = { name: contactName, phone: contactPhone };
  await OrganisationModel.updateOne(
    { _id: organisation },
    { $set: { name, region: county, registrationNumber, contact } },
  );
}

const tellCounty = ({ _id, version, county, name }: SellerCase, at: Date): Promise<void> =>
  tell(
    {
      key: `seller:${_id}:${version}`,
      to: { county },
      kind: "seller_submitted",
      params: { name },
      href: `/desk/sellers/${_id}`,
    },
    at,
  );

/** The registration number is its owner's alone, from the moment the application is sent in until it is returned. */
async function unlessTaken<T>(submit: () => Promise<T>): Promise<T> {
  try {
    return await submit();
  } catch (error) {
    if (isDuplicate(error)) throw invalidField("registrationNumber", "already_registered");
    throw error;
  }
}
