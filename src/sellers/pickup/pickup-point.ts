import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { invalidField, notFound, Refusal } from "../../shared/errors";
import { type Id, newId, type RegionCode, type SellerId } from "../../shared/ids";

export type PickupPointId = Id<"pickup_point">;

/** Where a shop's goods can be collected instead of being sent: at the farm gate, or at a stand in the city. */
export interface PickupPoint {
  _id: PickupPointId;
  seller: SellerId;
  name: string;
  region: RegionCode;
  address: string;
  /** When somebody is there, in the shop's own words. */
  hours: string;
  /** A closed point is offered to nobody; orders made for it are still collected there. */
  open: boolean;
  demo: boolean;
  createdAt: Date;
}

/** What a shop writes about a point. */
export type PointContent = Pick<PickupPoint, "name" | "region" | "address" | "hours">;

export const MOST_POINTS = 30;
const text = { type: String, required: true } as const;
export const PickupPointModel = collection<PickupPoint>(
  "pickup_points",
  new Schema<PickupPoint>(
    {
      _id: String,
      seller: text,
      name: text,
      region: text,
      address: text,
      hours: text,
      open: { type: Boolean, required: true },
      demo: { type: Boolean, default: false },
      createdAt: { type: Date, required: true },
    },
    { versionKey: false },
  ).index({ seller: 1, open: 1, _id: 1 }),
);

/** All of a shop's points, the closed ones last. */
export const pointsOf = async (seller: SellerId): Promise<PickupPoint[]> =>
  (await PickupPointModel.find({ seller }).sort({ open: -1, _id: 1 }).lean()) as PickupPoint[];

/** What is offered at checkout, by shop. */
export async function offeredPoints(sellers: readonly SellerId[]): Promise<Map<SellerId, PickupPoint[]>> {
  const found = (await PickupPointModel.find({ seller: { $in: [...sellers] }, open: true })
    .sort({ _id: 1 })
    .lean()) as PickupPoint[];
  return new Map(sellers.map((seller) => [seller, found.filter((point) => point.seller === seller)]));
}

/** A point as its own shop may see it. */
export async function pointOf(seller: SellerId, id: string): Promise<PickupPoint> {
  const point = (await PickupPointModel.findOne({
    _id: String(id) as PickupPointId,
    seller,
  }).lean()) as PickupPoint | null;
  if (!point) throw notFound();
  return point;
}

export interface PointChoice {
  seller: string;
  point: string;
}

/** The points a buyer chose, by shop, as far as they are offered there. */
export async function pointsNamed(choices: readonly PointChoice[]): Promise<Map<SellerId, PickupPoint>> {
  if (choices.length === 0) return new Map();
  const ids = choices.map(({ point }) => String(point) as PickupPointId);
  const found = (await PickupPointModel.find({ _id: { $in: ids }, open: true }).lean()) as PickupPoint[];
  const asked = found.filter((point) =>
    choices.some((choice) => choice.point === point._id && choice.seller === point.seller),
  );
  return new Map(asked.map((point) => [point.seller, point]));
}

/** The same for ordering. Refuses INVALID at `pickups.<n>.point` for a point that is not offered there, and for a second in one shop. */
export async function chosenPoints(choices: readonly PointChoice[]): Promise<Map<SellerId, PickupPoint>> {
  const chosen = await pointsNamed(choices);
  const wrong = choices.findIndex(({ seller, point }) => chosen.get(seller as SellerId)?._id !== point);
  if (wrong !== -1) throw invalidField(`pickups.${wrong}.point`, "not_an_option");
  return chosen;
}

/** A new point, open at once. Refuses INVALID (too_many_here). */
export async function addPoint(
  seller: { _id: SellerId; demo: boolean },
  content: PointContent,
  at: Date,
): Promise<PickupPoint> {
  if ((await PickupPointModel.countDocuments({ seller: seller._id })) >= MOST_POINTS)
    throw invalidField("name", "too_many_here", { maximum: MOST_POINTS });
  const point: PickupPoint = {
    _id: newId<"pickup_point">("pup", at),
    seller: seller._id,
    ...content,
    open: true,
    demo: seller.demo,
    createdAt: at,
  };
  await PickupPointModel.insertMany([point]);
  return point;
}

/** Mends a point, or opens and closes it. Orders keep what they were made with. Refuses NOT_FOUND. */
export async function changePoint(
  seller: SellerId,
  id: string,
  change: Partial<PointContent & Pick<PickupPoint, "open">>,
): Promise<void> {
  const { matchedCount } = await PickupPointModel.updateOne(
    { _id: String(id) as PickupPointId, seller },
    { $set: change },
  );
  if (matchedCount !== 1) throw new Refusal("NOT_FOUND");
}
