/** What one county brings to the demonstration market: who sells, and what. Amounts are integer fen, weights grams. */

export interface SeedSeller {
  slug: string;
  name: string;
  nameEn: string;
  kind: "cooperative" | "family_farm" | "company" | "scenic_area" | "workshop";
  /** Township or place inside the county, as it would stand on a parcel. */
  place: string;
  story: string;
  storyEn: string;
  /** Where the name was published; null for a name invented for the demonstration, which then ends in （演示）. */
  source: string | null;
  freight: { baseFen: number; baseGrams: number; stepFen: number; stepGrams: number; freeOverFen: number | null };
}

export interface SeedVariant {
  sku: string;
  name: string;
  nameEn: string;
  unit: string;
  unitEn: string;
  /** Net weight of one unit; null where weight says nothing (a ticket, a painting). */
  netWeightGrams: number | null;
  priceFen: number;
  /** Cheaper from a quantity on, ascending by minQuantity, descending by priceFen. */
  tiers: { minQuantity: number; priceFen: number }[];
  stock: number;
}

export interface SeedCertification {
  kind: "gi" | "famous_special_new" | "heritage" | "green" | "scenic_5a";
  name: string;
  nameEn: string;
  year: number | null;
  /** Published source, as named in the domain notes (for example "S39"). */
  source: string;
}

export interface SeedProduct {
  slug: string;
  seller: string;
  name: string;
  nameEn: string;
  category: "agricultural" | "cultural" | "tourism";
  kind:
    | "grain"
    | "fruit"
    | "vegetable"
    | "tea"
    | "oil"
    | "meat"
    | "poultry"
    | "noodle"
    | "tofu"
    | "mushroom"
    | "nut"
    | "herb"
    | "honey"
    | "condiment"
    | "snack"
    | "craft"
    | "textile"
    | "painting"
    | "ticket";
  summary: string;
  summaryEn: string;
  description: string;
  descriptionEn: string;
  /** Town or mountain the goods come from. */
  place: string;
  placeEn: string;
  /** Months (1–12) in which the goods are fresh; all twelve for dried, cured or made goods. */
  season: { months: number[]; note: string; noteEn: string };
  certifications: SeedCertification[];
  /** True for fresh goods outside the seven-day return rule. */
  perishable: boolean;
  storage: string;
  storageEn: string;
  /** Published source of the price; null when the price is an assumption of the demonstration. */
  priceSource: string | null;
  variants: SeedVariant[];
  picture: { alt: string; altEn: string };
}

export interface SeedCounty {
  /** The partnership's slug, for example "youyang". */
  county: string;
  sellers: SeedSeller[];
  products: SeedProduct[];
}
