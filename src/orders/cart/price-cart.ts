import { priceAt } from "../../catalogue/product";
import { type Sellable, sellable } from "../../catalogue/sellable";
import { availability } from "../../catalogue/stocks/stock";
import type { ParcelPlace } from "../../regions/deliverable";
import { type FreightRule, priceOf, ruleFor } from "../../sellers/freight";
import type { PickupPoint } from "../../sellers/pickup/pickup-point";
import { WITHOUT_DOSSIER } from "../../sellers/record/dossier";
import { type Seller, SellerModel } from "../../sellers/seller";
import type { SellerId, Sku } from "../../shared/ids";
import { add, type Fen, sum, times, ZERO } from "../../shared/money";
import type { Way } from "../parcels/parcel";
import type { Cart, CartItem } from "./cart";

/** One line of the cart at today's price. */
export interface PricedItem extends Sellable {
  sku: Sku;
  quantity: number;
  unitFen: Fen;
  lineFen: Fen;
  /** Pieces on the shelf right now. */
  inStock: number;
}

/** What one producer will send, or hand over: becomes one order. Tickets are an order of their own, for they never travel. */
export interface Basket {
  seller: Seller;
  way: Way;
  /** Where the goods are collected, when the buyer chose so. */
  pickup: PickupPoint | null;
  items: PricedItem[];
  goodsFen: Fen;
  freightFen: Fen;
  totalFen: Fen;
  /** What the freight was reckoned by; null where nothing has to be sent. */
  rule: FreightRule | null;
  /** False: this producer sends nothing to the place asked for, and the freight is not known. */
  served: boolean;
}

export interface PricedCart {
  version: number;
  campaign: string | null;
  baskets: Basket[];
  /** In the cart but no longer sold; they cost nothing and stop nobody from ordering the rest. */
  gone: CartItem[];
  goodsFen: Fen;
  freightFen: Fen;
  totalFen: Fen;
}

/** The points the buyer will collect at, by shop. */
export type Pickups = ReadonlyMap<SellerId, PickupPoint>;

/**
 * Prices, tiers and freight as they are now; the client's word is never asked. Freight is for `place`, or each producer's
 * ordinary one while nobody knows where the parcel goes; what is collected costs none.
 */
export async function priceCart(
  cart: Cart,
  place: ParcelPlace | null = null,
  pickups: Pickups = new Map(),
): Promise<PricedCart> {
  const skus = cart.items.map((item) => item.sku);
  const [goods, stock] = await Promise.all([sellable(skus), availability(skus)]);
  const items = cart.items.flatMap((item) => {
    const found = goods.get(item.sku);
    return found ? [priceItem(item, found, stock.get(item.sku) ?? 0)] : [];
  });
  const sellers = await openSellers(items.map((item) => item.product.seller));
  const baskets = [...sellers.values()].flatMap((seller) => basketsOf(seller, items, place, pickups));
  return {
    version: cart.version,
    campaign: cart.campaign,
    baskets,
    gone: cart.items.filter((item) => !baskets.some((basket) => basket.items.some((each) => each.sku === item.sku))),
    goodsFen: sum(baskets.map((basket) => basket.goodsFen)),
    freightFen: sum(baskets.map((basket) => basket.freightFen)),
    totalFen: sum(baskets.map((basket) => basket.totalFen)),
  };
}

function priceItem({ sku, quantity }: CartItem, { product, variant }: Sellable, inStock: number): PricedItem {
  const unitFen = priceAt(variant, quantity);
  return { sku, quantity, product, variant, unitFen, lineFen: times(unitFen, quantity), inStock };
}

/** In the order in which the goods were put in. */
async function openSellers(ids: SellerId[]): Promise<Map<SellerId, Seller>> {
  const sellers = (await SellerModel.find(
    { _id: { $in: [...new Set(ids)] }, state: "open" },
    WITHOUT_DOSSIER,
  ).lean()) as Seller[];
  const byId = new Map(sellers.map((seller) => [seller._id, seller]));
  return new Map(ids.flatMap((id) => (byId.has(id) ? [[id, byId.get(id) as Seller]] : [])));
}

function basketsOf(seller: Seller, all: PricedItem[], place: ParcelPlace | null, pickups: Pickups): Basket[] {
  const items = all.filter((item) => item.product.seller === seller._id);
  const [tickets, goods] = [items.filter(isTicket), items.filter((item) => !isTicket(item))];
  const pickup = pickups.get(seller._id) ?? null;
  return [
    ...(goods.length > 0
      ? [basketOf({ seller, items: goods, way: pickup ? "pickup" : "delivery", pickup }, place)]
      : []),
    ...(tickets.length > 0 ? [basketOf({ seller, items: tickets, way: "ticket", pickup: null }, place)] : []),
  ];
}

const isTicket = (item: PricedItem): boolean => item.product.kind === "ticket";

function basketOf(what: Pick<Basket, "seller" | "items" | "way" | "pickup">, place: ParcelPlace | null): Basket {
  const { seller, items, way } = what;
  const goodsFen = sum(items.map((item) => item.lineFen));
  const grams = items.reduce((weight, item) => weight + (item.variant.netWeightGrams ?? 0) * item.quantity, 0);
  const travels = way === "delivery" && grams > 0;
  const rule = travels ? ruleFor(seller.freight, place) : null;
  const freightFen = rule ? priceOf(rule, { grams, goodsFen }) : ZERO;
  return {
    ...what,
    goodsFen,
    freightFen,
    totalFen: add(goodsFen, freightFen),
    rule,
    served: !travels || rule !== null,
  };
}
