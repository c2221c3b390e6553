import type { CampaignTrace } from "../campaigns/campaign";
import { hold, holdOf, release } from "../catalogue/stocks/stock";
import type { FreightRule } from "../sellers/freight";
import type { PickupPoint } from "../sellers/pickup/pickup-point";
import { inTransaction } from "../shared/db";
import { Refusal } from "../shared/errors";
import { type CheckoutId, newId, newOrderNumber, type OrderId, type Sku } from "../shared/ids";
import { ZERO } from "../shared/money";
import { dayOf } from "../shared/time";
import type { Viewer } from "../shared/viewer";
import { emptyCart } from "./cart/cart";
import type { Basket, PricedItem } from "./cart/price-cart";
import { chargesOf, type Rates } from "./charges";
import { type Affiliation, type Order, type OrderLine, OrderModel } from "./order-record";
import type { Pickup } from "./parcels/parcel";

export interface Placing {
  checkout: CheckoutId;
  viewer: Viewer;
  cart: { owner: string; version: number };
  baskets: Basket[];
  affiliation: Affiliation;
  campaign: CampaignTrace | null;
  delivery: Order["delivery"];
  note: string;
  /** What is kept back from producers today. */
  rates: Rates;
  /** When the sweeper looks whether the order these goods are held for came to be. */
  holdUntil: Date;
  at: Date;
  /** What must become true in the same transaction as the orders. */
  alongside: (orders: readonly Order[]) => Promise<void>;
}

/**
 * One order per producer, all or none. The goods are held first, each by one conditional update that names its order; then
 * the orders appear and the cart empties in one transaction. A refusal gives every piece back; a crash in between leaves
 * holds whose order never came to be, which the sweeper returns when they run out.
 * Refuses: SOLD_OUT naming the goods, CART_CHANGED.
 */
export async function placeOrders(placing: Placing): Promise<Order[]> {
  const orders = placing.baskets.map((basket) => orderFrom(basket, placing));
  await holdAll(orders, placing.holdUntil);
  try {
    await inTransaction(async () => {
      // Made by us a moment ago, and held to ORDER_GUARD by the database: not checked a second time here.
      await OrderModel.insertMany(orders, { lean: true });
      if (!(await emptyCart(placing.cart.owner, placing.cart.version))) throw new Refusal("CART_CHANGED");
      await placing.alongside(orders);
    });
  } catch (error) {
    // After OUTCOME_UNKNOWN the orders may exist: their holds must stay until the sweeper has looked.
    if (!(error instanceof Refusal && error.code === "OUTCOME_UNKNOWN")) await releaseAll(orders);
    throw error;
  }
  return orders;
}

/** Holds every line of every order, or nothing. What was held before is left as it is: somebody else may be claiming it. */
export async function holdAll(orders: readonly Order[], until: Date): Promise<void> {
  for (const order of orders)
    for (const { sku, quantity, name, variantName } of order.lines) {
      if (await hold({ sku, order: order._id, quantity, until })) continue;
      await releaseAll(orders, until);
      throw new Refusal("SOLD_OUT", { params: { name: `${name} ${variantName}` } });
    }
}

/** With `seen`, only what is held until just then: what was renewed meanwhile belongs to an order that came back to life. */
export async function releaseAll(orders: readonly Order[], seen?: Date): Promise<void> {
  for (const order of orders)
    for (const { sku } of order.lines) await release({ sku, order: order._id, ...(seen && { seen }) });
}

/** What is held for these orders at this moment, to be released as it was seen. */
export async function holdsOf(orders: readonly Order[]): Promise<{ sku: Sku; order: OrderId; seen: Date }[]> {
  const held: { sku: Sku; order: OrderId; seen: Date }[] = [];
  for (const { _id: order, lines } of orders)
    for (const { sku } of lines) {
      const found = await holdOf(sku, order);
      if (found) held.push({ sku, order, seen: found.until });
    }
  return held;
}

function orderFrom(basket: Basket, placing: Placing): Order {
  const { checkout, viewer, affiliation, campaign, delivery, note, rates, at } = placing;
  const goods = basket.items.map((item) => item.lineFen);
  const charges = chargesOf(goods, basket.freightFen, rates);
  const institution = viewer.organisation?.kind === "institution" ? viewer.organisation : null;
  return {
    _id: newId<"order">("ord", at) as OrderId,
    number: newOrderNumber(dayOf(at)),
    checkout,
    state: "placed",
    version: 1,
    buyer: viewer.id,
    buyerName: institution?.name ?? viewer.name,
    buyerKind: institution ? "institution" : "citizen",
    organisation: institution?.id ?? null,
    seller: basket.seller._id,
    sellerName: basket.seller.name,
    sellerNameEn: basket.seller.nameEn,
    sellerSlug: basket.seller.slug,
    lines: basket.items.map((item, index) => ({ ...lineFrom(item, index), ...charges.lines[index] })),
    goodsFen: basket.goodsFen,
    freightFen: basket.freightFen,
    freightRule: basket.rule && plainRule(basket.rule),
    totalFen: basket.totalFen,
    rates,
    freightFeeFen: charges.freightFeeFen,
    refundedFen: ZERO,
    affiliation,
    campaign,
    delivery,
    note,
    way: basket.way,
    pickup: basket.pickup && pickupFrom(basket.pickup),
    ...NOTHING_YET,
    timeline: [{ what: "placed", at }],
    placedAt: at,
    demo: basket.seller.demo,
  };
}

/** What the rest of an order's life will write. */
const NOTHING_YET = {
  parcels: [],
  handovers: [],
  requests: [],
  paidAt: null,
  shippedAt: null,
  receivedAt: null,
  stage: null,
  receiptDue: null,
  keys: [],
} satisfies Partial<Order>;

const pickupFrom = ({ _id, name, region, address, hours }: PickupPoint): Pickup => ({
  point: _id,
  name,
  region,
  address,
  hours,
});

/** The five figures alone: a seller's ordinary rule stands in a template with all its others. */
const plainRule = ({ baseFen, baseGrams, stepFen, stepGrams, freeOverFen }: FreightRule): FreightRule => ({
  baseFen,
  baseGrams,
  stepFen,
  stepGrams,
  freeOverFen,
});

const lineFrom = ({ sku, quantity, product, variant, unitFen, lineFen }: PricedItem, index: number): OrderLine => ({
  line: String(index + 1),
  sku,
  product: product._id,
  slug: product.slug,
  name: product.name,
  nameEn: product.nameEn,
  variantName: variant.name,
  variantNameEn: variant.nameEn,
  unit: variant.unit,
  image: product.images[0]?.url ?? null,
  category: product.category,
  county: product.originCounty,
  perishable: product.perishable,
  netWeightGrams: variant.netWeightGrams,
  quantity,
  unitFen,
  goodsFen: lineFen,
  discountFen: ZERO,
  paidFen: lineFen,
  refundedFen: ZERO,
  refundedQuantity: 0,
  providerFeeFen: ZERO,
  commissionFen: ZERO,
  credit: null,
});
