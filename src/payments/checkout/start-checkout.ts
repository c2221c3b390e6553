import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { runningCampaign, traceOf } from "../../campaigns/campaign";
import { affiliationFor } from "../../orders/affiliation";
import { mustBeWithinLimits } from "../../orders/cart/buyer-limits";
import { cartOf } from "../../orders/cart/cart";
import { type PricedCart, priceCart } from "../../orders/cart/price-cart";
import { NO_RATES, type Rates } from "../../orders/charges";
import type { Order } from "../../orders/order-record";
import { placeOrders } from "../../orders/place-orders";
import { parcelPlace } from "../../regions/deliverable";
import { gazetteer } from "../../regions/gazetteer";
import { chosenPoints, type PointChoice } from "../../sellers/pickup/pickup-point";
import { isDuplicate } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { type CheckoutId, newId, type RegionCode } from "../../shared/ids";
import { sum, ZERO } from "../../shared/money";
import { HOUR, later, MINUTE } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import type { Language } from "../../shared/words";
import { MAX_SESSION_FEN, MAX_SESSION_LINES } from "../provider/provider";
import { type Checkout, CheckoutModel, type PaymentKind } from "./checkout";
import { openPayment, type Till } from "./open-payment";
import { refuseOtherTotal, refuseUnserved } from "./refuse-changed";
import { refuseOwnGoods } from "./refuse-own-goods";
import { transferDue } from "./transfer-time";

/** What the buyer decided on the checkout form. No amounts: those come from the database. */
export interface CheckoutAsk {
  address: Order["delivery"];
  affiliation?: RegionCode | undefined;
  payment: PaymentKind;
  campaign?: string | undefined;
  note?: string | undefined;
  pickups?: PointChoice[] | undefined;
}

export interface CheckoutCall {
  viewer: Viewer;
  cartOwner: string;
  key: string;
  ask: CheckoutAsk;
  language: Language;
  /** The total the buyer's page showed; programs do not say one. */
  seenFen?: number | undefined;
}

/** A buyer has an hour to pay; the provider asks for at least half an hour when the session is opened. */
const payUntil = (kind: PaymentKind, at: Date): Date => (kind === "bank_transfer" ? transferDue(at) : later(at, HOUR));
/** When the sweeper looks at a hold: it releases one whose order never came to be, and lets a waiting order's be. */
const HOLD_MS = 10 * MINUTE;
/** A claim this old belongs to a process that died; whoever asks again goes on from what it left. */
const CLAIM_MS = 30_000;
const MAX_OPEN = 8;

/**
 * Turns a cart into orders and one payment for all of them. The same key with the same body gives the same answer however
 * often it is asked; with another body KEY_REUSED; while the first is still running, the second waits and then gets the
 * first one's answer, or STILL_RUNNING. When nothing was ordered the key is free again.
 * Refuses: CART_EMPTY, INVALID beside an address that a producer does not serve, TOTAL_CHANGED, SOLD_OUT,
 * LIMIT_PER_BUYER, OWN_GOODS, CART_CHANGED, AFFILIATION_NOT_ALLOWED, CAMPAIGN_NOT_RUNNING, PAYMENT_TOO_LARGE, TOO_MANY_OPEN,
 * PAYMENT_UNAVAILABLE (the orders stand; asking again goes on from there).
 */
export async function startCheckout(call: CheckoutCall, till: Till, at: Date): Promise<Checkout> {
  const claimed = await claim(call, at);
  if (claimed.state === "starting") {
    const { checkout, orders } = await place(claimed, { ...call, rates: till.rates ?? NO_RATES }, at);
    return openPayment(checkout, till, at, orders);
  }
  return claimed.state === "placed" ? openPayment(claimed, till, at) : claimed;
}

const hashOf = (ask: CheckoutAsk): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        ask.address.name,
        ask.address.phone,
        ask.address.region,
        ask.address.street,
        ask.affiliation,
        ask.payment,
        ask.campaign,
        ask.note,
        ...(ask.pickups?.length ? [ask.pickups] : []),
      ]),
    )
    .digest("base64url");

/** Takes the key, or waits for the one who has it. The answer is in state "starting" only when the work is ours to do. */
async function claim({ viewer, key, ask, language }: CheckoutCall, at: Date): Promise<Checkout> {
  const fresh: Checkout = {
    _id: newId<"checkout">("chk", at) as CheckoutId,
    buyer: viewer.id,
    key,
    bodyHash: hashOf(ask),
    state: "starting",
    claimedAt: new Date(),
    kind: ask.payment,
    totalFen: ZERO,
    expiresAt: null,
    language,
    attempt: 1,
    askAt: null,
    sessionId: null,
    url: null,
    paymentIntent: null,
    method: null,
    paidAt: null,
    refundDue: [],
  };
  await refuseHoarding(viewer.id, key);
  for (let waited = 0; waited < 40; waited++) {
    try {
      await CheckoutModel.insertMany([fresh]);
      return fresh;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const other = (await CheckoutModel.findOne({ buyer: viewer.id, key }).lean()) as Checkout | null;
    if (other && other.bodyHash !== fresh.bodyHash) throw new Refusal("KEY_REUSED");
    if (other && other.state !== "starting") return other;
    const taken = other && (await takeOver(other));
    if (taken) return taken;
    await sleep(100);
  }
  throw new Refusal("STILL_RUNNING", { retryAfterSeconds: 1 });
}

/** Unpaid checkouts hold goods that others want. Whoever has many open pays or cancels one first. */
async function refuseHoarding(buyer: Checkout["buyer"], key: string): Promise<void> {
  const open = await CheckoutModel.countDocuments({
    buyer,
    key: { $ne: key },
    state: { $in: ["starting", "placed", "open"] },
  });
  if (open >= MAX_OPEN) throw new Refusal("TOO_MANY_OPEN", { params: { maximum: MAX_OPEN } });
}

/** The claim becomes ours by its time, which fences off the one who had it before. */
async function takeOver(other: Checkout): Promise<Checkout | null> {
  if (Date.now() - other.claimedAt.getTime() < CLAIM_MS) return null;
  const claimedAt = new Date();
  const { modifiedCount } = await CheckoutModel.updateOne(
    { _id: other._id, state: "starting", claimedAt: other.claimedAt },
    { $set: { claimedAt } },
  );
  return modifiedCount === 1 ? { ...other, claimedAt } : null;
}

type Placement = CheckoutCall & { rates: Rates };
interface Placed {
  checkout: Checkout;
  orders: Order[];
}

/** Makes the orders and, in the same transaction, the checkout they belong to: there is never one without the other. */
async function place(checkout: Checkout, call: Placement, at: Date): Promise<Placed> {
  try {
    return await makeOrders(checkout, call, at);
  } catch (error) {
    const { _id, claimedAt } = checkout;
    if (error instanceof Refusal && error.code !== "OUTCOME_UNKNOWN")
      await CheckoutModel.deleteOne({ _id, state: "starting", claimedAt });
    throw error;
  }
}

async function makeOrders(checkout: Checkout, call: Placement, at: Date): Promise<Placed> {
  const { viewer, cartOwner, ask, rates } = call;
  const book = await gazetteer();
  const [cart, pickups, place] = await Promise.all([
    cartOf(cartOwner),
    chosenPoints(ask.pickups ?? []),
    parcelPlace(ask.address.region),
  ]);
  const priced = await priceCart(cart, place, pickups);
  refuseUnpayable(priced, checkout.kind);
  await refuseOwnGoods(viewer, priced);
  refuseUnserved(priced, call.language);
  refuseOtherTotal(priced, call.seenFen);
  const campaign = await runningCampaign(ask.campaign ?? cart.campaign, at);
  if (ask.campaign && !campaign) throw new Refusal("CAMPAIGN_NOT_RUNNING");
  let placed = checkout;
  const orders = await placeOrders({
    checkout: checkout._id,
    viewer,
    cart: { owner: cartOwner, version: cart.version },
    baskets: priced.baskets,
    affiliation: affiliationFor(viewer, { chosen: ask.affiliation, delivery: ask.address.region }, book),
    campaign: campaign && traceOf(campaign),
    delivery: ask.address,
    note: ask.note ?? "",
    rates,
    holdUntil: later(at, HOLD_MS),
    at,
    alongside: async (orders) => {
      await mustBeWithinLimits(viewer, priced, at);
      placed = await becomePlaced(checkout, orders, at);
    },
  });
  return { checkout: placed, orders };
}

async function becomePlaced(checkout: Checkout, orders: readonly Order[], at: Date): Promise<Checkout> {
  const { _id, claimedAt, kind } = checkout;
  const totalFen = sum(orders.map((order) => order.totalFen));
  const placed = { state: "placed" as const, totalFen, expiresAt: payUntil(kind, at) };
  const { matchedCount } = await CheckoutModel.updateOne({ _id, state: "starting", claimedAt }, { $set: placed });
  if (matchedCount !== 1) throw new Refusal("STILL_RUNNING", { retryAfterSeconds: 1 });
  return { ...checkout, ...placed };
}

function refuseUnpayable({ baskets, totalFen }: PricedCart, kind: PaymentKind): void {
  if (baskets.length === 0) throw new Refusal("CART_EMPTY");
  const lines = baskets.reduce((count, basket) => count + basket.items.length + 1, 0);
  if (kind === "stripe" && (totalFen > MAX_SESSION_FEN || lines > MAX_SESSION_LINES))
    throw new Refusal("PAYMENT_TOO_LARGE");
}
