export const CATEGORIES = ["agricultural", "cultural", "tourism", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

/** The categories of 农特文旅; "other" can be listed but never approved, so it never counts. */
export const ELIGIBLE_CATEGORIES = ["agricultural", "cultural", "tourism"] as const satisfies readonly Category[];

export const KINDS = [
  "grain",
  "fruit",
  "vegetable",
  "tea",
  "oil",
  "meat",
  "poultry",
  "noodle",
  "tofu",
  "mushroom",
  "nut",
  "herb",
  "honey",
  "condiment",
  "snack",
  "craft",
  "textile",
  "painting",
  "ticket",
] as const;

export type Kind = (typeof KINDS)[number];

export const CERTIFICATIONS = ["gi", "famous_special_new", "heritage", "green", "scenic_5a"] as const;
export type CertificationKind = (typeof CERTIFICATIONS)[number];

/** Resting: taken off the market by the producer, who brings it back; suspended: by the platform, which alone lifts it. */
export const PRODUCT_STATES = ["draft", "submitted", "approved", "resting", "suspended"] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];
