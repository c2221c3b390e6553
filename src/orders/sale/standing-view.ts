import type { Words } from "../../shared/words";
import type { Order } from "../order-record";
import { trackingPage } from "../parcels/carriers";

/** Where an order stands, in one word of sales:standing: finer than its state. */
export function standingName(order: Pick<Order, "state" | "stage" | "way">): string {
  if (order.stage === null || order.stage === "done") return order.state === "paid" ? "giving_back" : order.state;
  return order.stage === "to_collect" && order.way === "ticket" ? "to_use" : order.stage;
}

const TONES: Partial<Record<string, string>> = { to_pack: "amber", part_sent: "amber", received: "moss" };

/** For the `badge` partial. Amber is what waits for the producer. */
export function standingBadge(order: Pick<Order, "state" | "stage" | "way">, words: Words) {
  const name = standingName(order);
  return { tone: TONES[name] ?? "plain", text: words.t(`sales:standing.${name}`) };
}

const BUYER_TONES: Partial<Record<string, string>> = { placed: "amber", to_collect: "amber", received: "moss" };
const BUYER_WORDS = new Set(["to_pack", "to_collect", "to_use"]);

/** The same for the buyer, in the buyer's words: what the producer has to pack is being got ready. Amber waits for the buyer. */
export function buyerBadge(order: Pick<Order, "state" | "stage" | "way">, words: Words) {
  const name = standingName(order);
  const side = BUYER_WORDS.has(name) ? "standingBuyer" : "standing";
  return { tone: BUYER_TONES[name] ?? "plain", text: words.t(`sales:${side}.${name}`) };
}

/** What was in which parcel, by whom, and where its number can be looked up. */
export const parcelViews = (order: Order, words: Words) =>
  order.parcels.map(({ carrier, trackingNumber, sentAt, lines = [], corrections = [] }, index) => ({
    number: index + 1,
    code: carrier,
    carrier: words.t(`orders:carrier.${carrier}`),
    trackingNumber,
    trackingPage: trackingPage(carrier),
    sentAt,
    contents: lines.map((part) => contentOf(order, part, words)),
    was: corrections.map((each) => `${words.t(`orders:carrier.${each.carrier}`)} ${each.trackingNumber}`),
  }));

export const contentOf = (order: Order, part: { line: string; quantity: number }, words: Words) => ({
  name: nameOf(
    order.lines.find((line) => line.line === part.line),
    words,
  ),
  quantity: part.quantity,
});

const nameOf = (line: Order["lines"][number] | undefined, words: Words): string =>
  line ? `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}` : "";
