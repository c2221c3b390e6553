import { Schema } from "mongoose";
import { cache } from "../shared/cache";
import { collection, wholeNumber } from "../shared/db";
import { notFound } from "../shared/errors";
import type { OrganisationId, RegionCode, SellerId } from "../shared/ids";
import type { FreightTemplate } from "./freight";
import { type Dossier, dossierFields, WITHOUT_DOSSIER } from "./record/dossier";
import { SELLER_KINDS, SELLER_STATES, type SellerKind, type SellerState } from "./record/kinds";

/** Who sells: a cooperative, farm, company, scenic area or workshop that its county recommended and the platform let in. */
export interface Seller {
  _id: SellerId;
  organisation: OrganisationId;
  slug: string;
  name: string;
  nameEn: string;
  kind: SellerKind;
  county: RegionCode;
  /** Township or place inside the county, as it stands on a parcel. */
  place: string;
  story: string;
  storyEn: string;
  state: SellerState;
  freight: FreightTemplate;
  /** Where the name was published; null for a name invented for the demonstration or not published yet. */
  source: string | null;
  demo: boolean;
  /** Null until the shop is opened. */
  openedAt: Date | null;
}

/** A seller with everything its vetting knows of it. */
export type SellerCase = Seller & Dossier;

const text = { type: String, required: true } as const;
const amount = { type: Number, required: true } as const;
const rule = {
  baseFen: amount,
  baseGrams: amount,
  stepFen: amount,
  stepGrams: amount,
  freeOverFen: { type: Number, default: null },
};
const schema = new Schema<SellerCase>(
  {
    _id: String,
    organisation: text,
    slug: { ...text, unique: true },
    name: text,
    nameEn: text,
    kind: { ...text, enum: SELLER_KINDS },
    county: text,
    place: { type: String, default: "" },
    story: { type: String, default: "" },
    storyEn: { type: String, default: "" },
    state: { ...text, enum: SELLER_STATES },
    freight: {
      ...rule,
      regions: { type: [{ _id: false, id: text, places: [String], served: Boolean, ...rule }], default: undefined },
    },
    source: { type: String, default: null },
    demo: { type: Boolean, default: false },
    openedAt: { type: Date, default: null },
    ...dossierFields,
  },
  { versionKey: false, minimize: false },
)
  .index({ organisation: 1 })
  .index({ county: 1, state: 1, openedAt: -1 })
  .index({ state: 1, _id: 1 })
  .index({ state: 1, "documents.validUntil": 1 });

const known = cache<Seller | null>({ ms: 3000, max: 1000 });
const closed = cache<SellerId[]>({ ms: 3000, max: 1 });
// A shop that closes is closed at once, at least for whoever asks this process.
schema.post(/^(save|insertMany|update|findOneAnd|replace|delete)/, () => {
  known.forget();
  closed.forget();
});

export const SellerModel = collection<SellerCase>("sellers", schema, {
  properties: {
    freight: {
      properties: {
        baseFen: wholeNumber(0),
        baseGrams: wholeNumber(0),
        stepFen: wholeNumber(0),
        stepGrams: wholeNumber(1),
      },
    },
  },
});

/** A shop in whatever state, for pages that name it; kept for three seconds. */
export const sellerById = (id: SellerId): Promise<Seller | null> =>
  known.get(id, async () => (await SellerModel.findById(id, WITHOUT_DOSSIER).lean()) as Seller | null);

/** Shops that were closed again: few, so that lists can leave them out by name. */
export const suspendedSellers = (): Promise<SellerId[]> =>
  closed.get("all", async () => (await SellerModel.distinct("_id", { state: "suspended" })).sort() as SellerId[]);

/** A shop as visitors may see it; one that is not open is not there. */
export async function openSeller(slug: string): Promise<Seller> {
  const seller = (await SellerModel.findOne(
    { slug: String(slug), state: "open" },
    WITHOUT_DOSSIER,
  ).lean()) as Seller | null;
  if (!seller) throw notFound();
  return seller;
}

/** The same by its id, for programs that know no slug. */
export async function openSellerById(id: string): Promise<Seller> {
  const seller = await sellerById(String(id) as SellerId);
  if (seller?.state !== "open") throw notFound();
  return seller;
}

/** The shop an organisation runs, in whatever state; null for none. */
export const sellerOf = async (organisation: OrganisationId): Promise<Seller | null> =>
  (await SellerModel.findOne({ organisation }, WITHOUT_DOSSIER).lean()) as Seller | null;

/** Names made up for the demonstration say so themselves: they end in （演示）. */
export const isInvented = (seller: Pick<Seller, "source" | "demo">): boolean => seller.demo && seller.source === null;
