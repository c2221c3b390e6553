export const SELLER_KINDS = ["cooperative", "family_farm", "company", "scenic_area", "workshop"] as const;
export type SellerKind = (typeof SELLER_KINDS)[number];

export const SELLER_STATES = ["draft", "applied", "recommended", "returned", "open", "suspended"] as const;
export type SellerState = (typeof SELLER_STATES)[number];

/** What a seller means to sell; it decides which licences are asked for. */
export const SELLS = ["fresh", "food", "craft", "tickets"] as const;
export type Sells = (typeof SELLS)[number];
