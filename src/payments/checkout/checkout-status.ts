import type { Request } from "express";
import { type CreditView, creditsOfAll } from "../../orders/credit-view";
import { ordersOfCheckout } from "../../orders/order";
import { orderCard } from "../../orders/order-pages-view";
import { gazetteer } from "../../regions/gazetteer";
import { viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import type { Checkout } from "./checkout";
import { BACK } from "./open-payment";

/** How often a page that waits for the provider's word renews itself, and how many times before it leaves it to the buyer. */
export const RENEW_SECONDS = 3;
const MOST_LOOKS = 20;

/** How a checkout stands, for its page. */
export async function statusModel(checkout: Checkout, req: Request) {
  const orders = await ordersOfCheckout(checkout._id);
  const { words } = req;
  const waiting = checkout.state === "open" || checkout.state === "placed" || checkout.state === "starting";
  const looks = looksOf(req);
  const credits = creditsOfAll(orders, await gazetteer(), words);
  const paired = credits.filter((credit) => credit.helper !== null);
  return {
    title: words.t(`payments:status.${checkout.state}.title`),
    lede: words.t(`payments:status.${checkout.state}.lede`),
    state: checkout.state,
    id: checkout._id,
    waiting,
    settling: checkout.state === "starting" || (checkout.state === "open" && looks > 0),
    late: looks >= MOST_LOOKS,
    looks,
    transfer: checkout.kind === "bank_transfer",
    reference: checkout._id.slice(-8).toUpperCase(),
    totalFen: checkout.totalFen,
    expiresAt: checkout.expiresAt,
    refundDue: checkout.refundDue.length > 0,
    orders: orders.map((order) => orderCard(order, words, "/orders")),
    credits,
    paired: paired.length > 0,
    creditLabel: labelOf(credits, viewerOf(req).organisation?.kind === "institution", words),
    creditFen: (paired.length > 0 ? paired : credits).reduce((total, credit) => total + credit.paidFen, 0),
  };
}

/** What the sum is that stands beside the payment; one partnership alone is named. */
function labelOf(credits: readonly CreditView[], institution: boolean, words: Words): string {
  const paired = credits.filter((credit) => credit.helper !== null);
  const [first] = paired;
  if (!first) return words.t("payments:paid.salesLabel");
  const kind = institution ? "Institution" : "";
  return paired.some(({ href, helper }) => href !== first.href || helper !== first.helper)
    ? words.t(`payments:paid.creditLabel${kind}`)
    : words.t(`payments:paid.creditPair${kind}`, { helper: first.helper, county: first.county });
}

/** How many times somebody who came back from the provider has looked; 0: did not come from there. */
const looksOf = (req: Request): number => {
  const text = String(req.query[BACK] ?? "");
  return /^[1-9]\d?$/.test(text) ? Number(text) : 0;
};
