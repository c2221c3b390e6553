import type { OrderId, OrganisationId, ProductId, RegionCode, SellerId, Sku } from "../shared/ids";
import type { Fen } from "../shared/money";
import type { Attribution } from "./attribute";

/** `paid` 成交 when the money came; `recognised` 认定 when the goods were accepted, picked up or redeemed as well. */
export const MEASURES = ["paid", "recognised"] as const;
export type Measure = (typeof MEASURES)[number];
/** The three kinds of goods that count; nothing else is ever approved for sale. */
export const CATEGORIES = ["agricultural", "cultural", "tourism"] as const;
export type Category = (typeof CATEGORIES)[number];
export const BUYER_KINDS = ["citizen", "institution"] as const;
export type BuyerKind = (typeof BUYER_KINDS)[number];
/** "chargeback": the bank took a payment back by itself; won, its entries are put back. */
export const SOURCES = ["order", "refund", "chargeback", "declaration", "adjustment"] as const;
export type SourceKind = (typeof SOURCES)[number];

/**
 * One thing that happened to one line of goods, in the words of this room: it knows neither orders nor payments.
 * Whatever will be needed to explain the entry in ten years is in here.
 */
export interface Deed {
  /** Names the deed: `paid:<order>:<line>`, `recognised:<order>:<line>`, `refund:<refund>:<line>:paid`. Once for ever. */
  key: string;
  measure: Measure;
  /** Signed: what is taken back is negative. */
  amountFen: Fen;
  /** Who is credited; decided once for a line and frozen there, so that paid, recognised and refunded agree. */
  attribution: Attribution;
  county: RegionCode;
  category: Category;
  buyerKind: BuyerKind;
  affiliation: RegionCode | null;
  product: { id: ProductId; name: string };
  sku: Sku;
  /** Signed like the amount. */
  quantity: number;
  seller: { id: SellerId; name: string };
  order: { id: OrderId; number: string } | null;
  /** What the amounts are about and what their sum is bounded by: the order's line, or the declaration. */
  line: string | null;
  source: { kind: SourceKind; id: string };
  /** True on the first paid line of an order in its book: the number of orders is the sum of these. */
  opensOrder: boolean;
  /** The key of the entry this one takes back. */
  reverses: string | null;
  /** Who bought, where that is an institution registered here; a citizen's name never enters the ledger. */
  institution?: { id: OrganisationId; name: string };
  /** SHA-256 of each paper behind a declaration, sorted; absent for what was sold through the platform. */
  evidence?: string[];
  /** When it happened; the entry's `period` and `bookedAt` say when it was booked. */
  occurredAt: Date;
}
