import { cartOf, comeThrough, removeFromCart, setQuantity } from "../../src/orders/cart/cart";
import { userOwner } from "../../src/orders/cart/cart-owner";
import { COMPLETION_MS, confirmReceipt } from "../../src/orders/confirm-receipt";
import { codeOf } from "../../src/orders/handover/collection-code";
import { handOver, makeReady } from "../../src/orders/handover/hand-over";
import { moveOrder, orderById, ordersOfCheckout } from "../../src/orders/order";
import type { Order } from "../../src/orders/order-record";
import { sendParcel } from "../../src/orders/parcels/send-parcel";
import { AUTO_RECEIPT_MS } from "../../src/orders/parcels/standing";
import { askRefund } from "../../src/orders/requests/ask-refund";
import { answerRequest } from "../../src/payments/aftersale/answer-request";
import { cancelCheckout, endUnpaid } from "../../src/payments/checkout/cancel-checkout";
import { type Checkout, CheckoutModel } from "../../src/payments/checkout/checkout";
import type { Till } from "../../src/payments/checkout/open-payment";
import { startCheckout } from "../../src/payments/checkout/start-checkout";
import { hearEvent } from "../../src/payments/hear-event";
import { PickupPointModel, type PointChoice } from "../../src/sellers/pickup/pickup-point";
import { Refusal } from "../../src/shared/errors";
import type { RegionCode, UserId } from "../../src/shared/ids";
import { DAY, HOUR, later, MINUTE, setClock } from "../../src/shared/time";
import { payAtDesk } from "../../src/standin/desk";
import { deliverPending, type Target } from "../../src/standin/postman";
import type { Planned } from "./plan";
import { random } from "./random";

/** One thing that happens in the demonstration year; what follows from it is returned with its own time. */
export interface Happening {
  at: Date;
  happen: (at: Date) => Promise<Happening[]>;
}

export interface Stage {
  till: Till;
  /** The stand-in's webhooks, brought to the shop by hand: signed, verified and heard like any other. */
  webhooks: Target;
}

export const stageFor = (till: Till, secret: string): Stage => ({
  till,
  webhooks: {
    secret,
    post: async (payload, signature) => {
      await hearEvent(till.provider.readEvent(Buffer.from(payload), signature), till.provider, clock());
      return 200;
    },
  },
});

let clock: () => Date = () => new Date();

/** Moves the whole program's clock to an instant of the demonstration year. */
function setTime(at: Date): void {
  clock = () => at;
  setClock(clock);
}

/** Everything in the order of time, through the product's own verbs. What is done already is found done. */
export async function playOut(happenings: Happening[], end: Date, progress: () => void): Promise<void> {
  const waiting = [...happenings];
  try {
    while (waiting.length > 0) {
      waiting.sort((a, b) => b.at.getTime() - a.at.getTime());
      const next = waiting.pop() as Happening;
      if (next.at > end) continue;
      setTime(next.at);
      waiting.push(...(await next.happen(next.at).catch(passOver)));
      progress();
    }
  } finally {
    setClock(undefined);
  }
}

/** Sold out, or done in an earlier run: the year goes on. */
function passOver(error: unknown): Happening[] {
  if (error instanceof Refusal && error.status < 500) return [];
  throw error;
}

export const orderPlaced = (planned: Planned, stage: Stage): Happening => ({
  at: planned.at,
  happen: async (at) => {
    const checkout = await order(planned, stage, at);
    return planned.fate === "awaiting_transfer" ? [] : [afterwards(planned, checkout, stage, at)];
  },
});

async function order(
  { key, buyer, items, campaign, sendTo, fate }: Planned,
  { till }: Stage,
  at: Date,
): Promise<Checkout> {
  const { viewer } = buyer;
  const cartOwner = userOwner(viewer);
  if (!(await CheckoutModel.exists({ buyer: viewer.id, key }))) {
    // What could not be had the last time must not stand in the way of this order.
    for (const { sku } of (await cartOf(cartOwner)).items) await removeFromCart(cartOwner, sku);
    for (const item of items) await setQuantity(cartOwner, item, at);
    if (campaign) await comeThrough(cartOwner, campaign, at);
  }
  const address = {
    name: buyer.name,
    phone: buyer.phone,
    region: (sendTo ?? postal(buyer.region)) as RegionCode,
    street: buyer.street,
  };
  const affiliation = sendTo && !buyer.institution ? undefined : buyer.region;
  const pickups = collects(key) ? await demoPoints() : [];
  const payment = fate === "awaiting_transfer" ? "bank_transfer" : "stripe";
  return startCheckout(
    {
      viewer,
      cartOwner,
      key,
      language: "zh-CN",
      ask: { address, affiliation, payment, pickups, ...(campaign ? { campaign } : {}) },
    },
    till,
    at,
  );
}

/** Every fifth collects where a shop has a stand in the city. */
const collects = (key: string): boolean => Number(key.split("-").at(-1)) % 5 === 0;

/** One stand a shop; what is chosen for shops that are not in the cart changes nothing. */
async function demoPoints(): Promise<PointChoice[]> {
  const points = await PickupPointModel.find({ demo: true, open: true }, { seller: 1 }).sort({ _id: 1 }).lean();
  const first = new Map<string, PointChoice>();
  for (const { _id, seller } of points) if (!first.has(seller)) first.set(seller, { seller, point: _id });
  return [...first.values()];
}

/** A zone is no postal place: its parcels go to the district around it. */
const POSTAL: Record<string, string> = { "CQ-LJXQ": "500112", "CQ-GXQ": "500107", "CQ-WSJKQ": "500110" };
const postal = (region: string): string => POSTAL[region] ?? region;

function afterwards(planned: Planned, checkout: Checkout, stage: Stage, at: Date): Happening {
  if (planned.fate === "cancelled")
    return {
      at: later(at, 9 * MINUTE),
      happen: async (then) => end(cancelCheckout(checkout, stage.till.provider, then)),
    };
  if (planned.fate === "expired")
    return {
      at: later(at, HOUR + MINUTE),
      happen: async (then) => end(endUnpaid(checkout, { as: "expired", provider: stage.till.provider }, then)),
    };
  return { at: later(at, 4 * MINUTE), happen: (then) => pay(planned, checkout, stage, then) };
}

const end = async (deed: Promise<unknown>): Promise<Happening[]> => {
  await deed;
  return [];
};

async function pay(planned: Planned, { _id, sessionId }: Checkout, stage: Stage, at: Date): Promise<Happening[]> {
  const dice = random(at.getTime() / 1000);
  if (sessionId) await payAtDesk(sessionId, "paid", dice.pick(["alipay", "wechat_pay", "card"] as const));
  await deliverPending(later(at, MINUTE), stage.webhooks);
  if (planned.fate === "paid") return [];
  return (await ordersOfCheckout(_id)).map((each) => ({
    at: later(at, dice.between(6, 50) * HOUR),
    happen: (then) => ship(planned, each, stage, then),
  }));
}

async function ship(
  planned: Planned,
  { _id, seller, number, way }: Order,
  stage: Stage,
  at: Date,
): Promise<Happening[]> {
  const dice = random(at.getTime() / 1000);
  const carrier = dice.pick(["sf", "zto", "yunda", "ems", "jd"] as const);
  if (way === "pickup") await makeReady(seller, number, at);
  if (way === "delivery") await sendParcel(seller, number, { carrier, trackingNumber: `DEMO${number.slice(-8)}` }, at);
  if (planned.fate === "shipped") return [];
  const wait = planned.fate === "silent" ? AUTO_RECEIPT_MS : dice.between(40, 130) * HOUR;
  return [{ at: later(at, wait), happen: (then) => receive(planned, _id, stage, then) }];
}

/** Parcels come to the door; tickets are shown at the gate. */
async function takeIn(order: Order, at: Date): Promise<Order> {
  const code = order.way === "delivery" ? null : await codeOf(order);
  return code ? handOver(order.seller, { code, by: AT_THE_GATE }, at) : confirmReceipt(order._id, at);
}

const AT_THE_GATE = "usr_demo_gate" as UserId;

const ASKED = { refunded: "not_as_described", part_refunded: "damaged", asked: "damaged" } as const;

async function receive(planned: Planned, id: Order["_id"], stage: Stage, at: Date): Promise<Happening[]> {
  const received = await takeIn(await orderById(id), at);
  const { fate } = planned;
  if (fate !== "refunded" && fate !== "part_refunded" && fate !== "asked")
    return [{ at: later(at, COMPLETION_MS + HOUR), happen: (then) => complete(id, then) }];
  const [first] = received.lines;
  const wanted = fate === "refunded" ? received.lines : first ? [first] : [];
  const lines = wanted.map((line) => ({ sku: line.sku as string, quantity: fate === "refunded" ? line.quantity : 1 }));
  const asked = await askRefund(
    received,
    { lines, reason: ASKED[fate], note: "箱子在路上压坏了，照片已留。" },
    later(at, HOUR),
  );
  if (fate === "asked") return [];
  return [{ at: later(at, 20 * HOUR), happen: (then) => giveBack(asked._id, stage, then) }];
}

async function complete(id: Order["_id"], at: Date): Promise<Happening[]> {
  await moveOrder(await orderById(id), "completed", at);
  return [];
}

async function giveBack(id: Order["_id"], { till, webhooks }: Stage, at: Date): Promise<Happening[]> {
  const { seller, number, requests } = await orderById(id);
  const request = requests.find((each) => each.state === "asked");
  const answer = request && ({ request: request.id, decision: "accept", words: "" } as const);
  if (answer) await answerRequest(seller, number, answer, till.provider, at);
  await deliverPending(later(at, DAY), webhooks);
  return [];
}
