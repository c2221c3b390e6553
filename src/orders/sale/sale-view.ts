import { placeName } from "../../regions/deliverable";
import { gazetteer } from "../../regions/gazetteer";
import type { FieldError } from "../../shared/errors";
import type { Words } from "../../shared/words";
import { creditsOf } from "../credit-view";
import { lineView, stepsOf, timelineOf } from "../order-pages-view";
import type { Order } from "../order-record";
import { SENDING_CARRIERS } from "../parcels/carriers";
import { askedBack, gone, leftOf, piecesLeft } from "../parcels/standing";
import { saleChecks } from "./sale-checks";
import { parcelViews, standingBadge, standingName } from "./standing-view";

/** A form that was refused, to be drawn again as it was typed. */
export interface RefusedForm {
  errors: FieldError[];
  body: Record<string, unknown>;
}

const NOTHING: RefusedForm = { errors: [], body: {} };

/** One order as its producer sees it: what to pack, what has left, how to send it or hand it over. */
export async function saleModel(order: Order, words: Words, refused: RefusedForm = NOTHING) {
  const { name, phone, region, street } = order.delivery;
  const delivery = { name, phone, region: await placeName(region, words), street };
  const open = order.state === "paid" || order.state === "shipped";
  return {
    title: `${words.t("orders:sales.sale")} ${order.number}`,
    crumbs: [{ href: "/sales", text: words.t("sales:list.title") }],
    number: order.number,
    state: order.state,
    way: order.way,
    heading: words.t(`sales:now.${headingOf(order)}`),
    badge: standingBadge(order, words),
    ...sums(order),
    lines: order.lines.map((line) => packLine(order, line, words)),
    left: piecesLeft(order),
    note: order.note,
    steps: stepsOf(order, words),
    timeline: timelineOf(order, words),
    parcels: parcelViews(order, words).map((parcel) => ({
      ...parcel,
      fixing: fixing(order, parcel.number, words, refused),
    })),
    delivery,
    addressText: [delivery.name, delivery.phone, delivery.region, delivery.street].join(" "),
    pickup: order.pickup && { ...order.pickup, region: await placeName(order.pickup.region, words) },
    credits: creditsOf(order, await gazetteer(), words, "shop"),
    checks: saleChecks(order, words),
    ship: open && order.way === "delivery" ? shipForm(order, words, refused) : null,
    mayReady: order.state === "paid" && order.way === "pickup",
    mayCollect: open && order.way !== "delivery",
    errors: refused.errors,
  };
}

const sums = ({ paidAt, goodsFen, freightFen, totalFen, refundedFen }: Order) => ({
  paidAt,
  goodsFen,
  freightFen,
  totalFen,
  refundedFen,
});

const headingOf = (order: Order): string =>
  order.way === "pickup" && order.stage === "to_pack" ? "to_pack_pickup" : standingName(order);

/** A line for the packing table: how many are still to go, and why the others are not. */
const packLine = (order: Order, line: Order["lines"][number], words: Words) => ({
  ...lineView(order, line, words),
  line: line.line,
  left: leftOf(order, line),
  // What has left the shop can no longer be left out of a parcel.
  askedBack: Math.min(askedBack(order, line), Math.max(0, line.quantity - line.refundedQuantity - gone(order, line))),
  gone: gone(order, line),
});

const typedText = (body: Record<string, unknown>, name: string): string =>
  typeof body[name] === "string" ? (body[name] as string).slice(0, 60) : "";

const carrierOptions = (chosen: string, words: Words) =>
  SENDING_CARRIERS.map((value) => ({ value, text: words.t(`orders:carrier.${value}`), selected: value === chosen }));

/** The form for the next parcel; pieces are asked only where there is something to choose. */
function shipForm(order: Order, words: Words, { errors, body }: RefusedForm) {
  const correcting = body.parcel !== undefined;
  const given = correcting ? {} : body;
  const left = order.lines.filter((line) => leftOf(order, line) > 0);
  const several = left.length > 1 || left.some((line) => leftOf(order, line) > 1);
  return {
    first: order.parcels.length === 0,
    box: left.length === 0,
    errors: correcting ? [] : errors,
    carriers: carrierOptions(typedText(given, "carrier"), words),
    trackingNumber: typedText(given, "trackingNumber"),
    open: left.some((line) => given[`pieces.${line.line}`] !== undefined) && errors.length > 0,
    pieces: several
      ? left.map((line) => ({
          name: `pieces.${line.line}`,
          label: `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`,
          max: leftOf(order, line),
          value: typedText(given, `pieces.${line.line}`) || String(leftOf(order, line)),
        }))
      : [],
  };
}

/** The form that corrects one parcel's number, while the order is on its way. */
function fixing(order: Order, parcel: number, words: Words, { errors, body }: RefusedForm) {
  if (order.state !== "shipped") return null;
  const mine = body.parcel === String(parcel);
  const now = order.parcels[parcel - 1];
  return {
    open: mine,
    errors: mine ? errors : [],
    carriers: carrierOptions(mine ? typedText(body, "carrier") : (now?.carrier ?? ""), words),
    trackingNumber: mine ? typedText(body, "trackingNumber") : (now?.trackingNumber ?? ""),
  };
}
