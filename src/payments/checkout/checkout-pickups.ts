import type { Basket, Pickups } from "../../orders/cart/price-cart";
import { placeName } from "../../regions/deliverable";
import { offeredPoints, type PickupPoint, type PointChoice, pointsNamed } from "../../sellers/pickup/pickup-point";
import type { Words } from "../../shared/words";

const FIELD = "pickup.";
const MOST = 50;

/** The form's radio buttons: "pickup.<shop>" holds a point, or nothing for delivery. */
export const pickupsTyped = (body: unknown): PointChoice[] =>
  Object.entries((body ?? {}) as Record<string, unknown>)
    .flatMap(([name, point]) =>
      name.startsWith(FIELD) && typeof point === "string" && point !== "" && point.length < 60
        ? [{ seller: name.slice(FIELD.length), point }]
        : [],
    )
    .slice(0, MOST);

/** What of it is still offered, for the form to be drawn with. */
export const pickupsOffered = async (body: unknown): Promise<Pickups> => pointsNamed(pickupsTyped(body));

/** For each basket what its buyer can choose between; nothing where the shop only sends, and for tickets. */
export async function wayChoices(baskets: readonly Basket[], words: Words) {
  const offered = await offeredPoints(baskets.map((basket) => basket.seller._id));
  const choices = [];
  for (const { seller, way, pickup } of baskets) {
    const points = way === "ticket" ? [] : (offered.get(seller._id) ?? []);
    const shown = [];
    for (const point of points) shown.push(await pointChoice(point, point._id === pickup?._id, words));
    const delivery = { value: "", text: words.t("sales:checkout.delivery"), help: null, checked: way === "delivery" };
    choices.push({ name: `${FIELD}${seller._id}`, options: shown.length > 0 ? [delivery, ...shown] : [] });
  }
  return choices;
}

const pointChoice = async (point: PickupPoint, checked: boolean, words: Words) => ({
  value: point._id as string,
  text: words.t("sales:checkout.pickup", { name: point.name }),
  help: words.t("sales:checkout.pickupHelp", {
    place: `${await placeName(point.region, words)} ${point.address}`,
    hours: point.hours,
  }),
  checked,
});
