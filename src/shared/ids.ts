import { randomBytes, randomInt } from "node:crypto";

/** Ids are opaque strings; the brand keeps an order's id from being given where a user's is asked. */
export type Id<Kind extends string> = string & { readonly brand: Kind };
export type UserId = Id<"user">;
export type OrganisationId = Id<"organisation">;
export type SellerId = Id<"seller">;
export type ProductId = Id<"product">;
export type CheckoutId = Id<"checkout">;
export type OrderId = Id<"order">;
export type PaymentId = Id<"payment">;
export type RefundId = Id<"refund">;
export type EntryId = Id<"entry">;
export type FileId = Id<"file">;
export type CampaignId = Id<"campaign">;
export type Sku = Id<"sku">;
/** Six digits of GB/T 2260, or CQ-LJXQ, CQ-GXQ, CQ-WSJKQ for the functional zones. */
export type RegionCode = Id<"region">;
/** The county's slug, such as "youyang": one partnership per receiving county. */
export type PartnershipId = Id<"partnership">;

/** Crockford's base 32: no I, L, O, U, so a number can be read over the telephone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(value: number, width: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < width; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** A new id that sorts by the time of its making (indexes stay warm) and cannot be guessed (80 random bits). */
export function newId<Kind extends string>(prefix: string, at: Date): Id<Kind> {
  const random = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32]).join("");
  return `${prefix}_${base32(at.getTime(), 9)}${random}`.toLowerCase() as Id<Kind>;
}

/** The number people see and say: LQ, the Shanghai day, eight characters that cannot be counted up. */
export function newOrderNumber(day: string): string {
  const tail = Array.from({ length: 8 }, () => ALPHABET[randomInt(32)]).join("");
  return `LQ${day.slice(2).replaceAll("-", "")}-${tail}`;
}

/** What a buyer shows to collect an order or to use a ticket: 40 random bits, readable aloud. */
export const newCollectionCode = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(32)]).join("");

/** What a cipher must never see twice under one key: 96 random bits. */
export const newNonce = (): Buffer => randomBytes(12);

/** 256 random bits for cookies and tokens. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What an authenticator app counts its codes from: 160 random bits (RFC 4226 §4). */
export const newSharedSecret = (): Buffer => randomBytes(20);

/** A code to be kept on paper for the day the telephone is lost: 80 random bits, in four groups. */
export const newRecoveryCode = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(32)]).join("")).join("-");

/** Ids sort by the time of their making: every id made before `at` is smaller than this, every other one is not. */
export const firstIdAt = (prefix: string, at: Date): string => `${prefix}_${base32(at.getTime(), 9)}`.toLowerCase();
