import { type Organisation, OrganisationModel } from "../../accounts/organisation";
import { type User, UserModel } from "../../accounts/user";
import { type Product, ProductModel } from "../../catalogue/product";
import { comparables } from "../../catalogue/review/references";
import { referenceFor } from "../../catalogue/review/rules/reference";
import { soldInYear } from "../../catalogue/yearly/sold-in-year";
import { type PickupPoint, PickupPointModel } from "../../sellers/pickup/pickup-point";
import { SellerModel } from "../../sellers/seller";
import { firstIdAt, type OrderId, type OrganisationId, type SellerId } from "../../shared/ids";
import { DAY, later, monthNumber } from "../../shared/time";
import { type Order, OrderModel } from "../order-record";
import type { LineFacts, SaleFacts, SideFacts } from "./rules";
import { GIVEN_BACK_PERCENT, REPEATED_WITHIN_DAYS } from "./thresholds";

/** More people of one shop, and more orders of one buyer, are not looked at. */
const MOST_PEOPLE = 50;
const MOST_ORDERS = 200;

/** What the rules compare of an order, read by a handful of indexed questions. */
export async function factsOf(order: Order, at: Date): Promise<SaleFacts> {
  const shop = await shopOf(order.seller);
  const people = await peopleOf(shop?._id ?? null);
  const { side: buyer, user } = await buyerOf(order);
  const { orders, givenBack } = await tradeBetween(order, at);
  const both = (person: User): boolean =>
    person._id === order.buyer || person.memberships.some((each) => each.organisation === order.organisation);
  const phones = people.map((person) => person.identifier).filter((identifier) => !identifier.includes("@"));
  const points = await PickupPointModel.find({ seller: order.seller }, { region: 1, address: 1 }).limit(20).lean();
  return {
    buyerKind: order.buyerKind,
    buyer: { ...buyer, phones: [...buyer.phones, ...(user?.includes("@") ? [] : [user ?? ""])] },
    shop: {
      registrationNumber: shop?.registrationNumber ?? null,
      phones: [...(shop?.contact ? [shop.contact.phone] : []), ...phones],
      addresses: (points as Pick<PickupPoint, "region" | "address">[]).map(
        ({ region, address }) => `${region}${address}`,
      ),
    },
    samePeople: people.some(both),
    goodsFen: order.goodsFen,
    month: monthNumber(order.paidAt ?? at),
    orders,
    givenBack,
    lines: await linesOf(order, order.paidAt ?? at),
  };
}

async function shopOf(seller: SellerId): Promise<Organisation | null> {
  const found = await SellerModel.findById(seller, { organisation: 1 }).lean();
  return found ? organisation(found.organisation) : null;
}

const organisation = async (id: OrganisationId | null): Promise<Organisation | null> =>
  id === null ? null : ((await OrganisationModel.findById(id).lean()) as Organisation | null);

const peopleOf = async (shop: OrganisationId | null): Promise<User[]> =>
  shop === null
    ? []
    : ((await UserModel.find({ "memberships.organisation": shop }, { identifier: 1, memberships: 1 })
        .limit(MOST_PEOPLE)
        .lean()) as User[]);

async function buyerOf(order: Order): Promise<{ side: SideFacts; user: string | null }> {
  const user = (await UserModel.findById(order.buyer, { identifier: 1 }).lean()) as Pick<User, "identifier"> | null;
  const office = await organisation(order.organisation);
  const { phone, region, street } = order.delivery;
  return {
    user: user?.identifier ?? null,
    side: {
      registrationNumber: office?.registrationNumber ?? null,
      phones: [phone, ...(office?.contact ? [office.contact.phone] : [])],
      // What is collected goes to the shop's own point by its nature.
      addresses: order.way === "delivery" ? [`${region}${street}`] : [],
    },
  };
}

type Traded = Pick<Order, "refundedFen" | "totalFen">;

/** The buyer's paid orders at this shop within the window. */
async function tradeBetween(order: Order, at: Date): Promise<{ orders: number; givenBack: number }> {
  const since = firstIdAt("ord", later(at, -REPEATED_WITHIN_DAYS * DAY)) as OrderId;
  const who = order.organisation ? { organisation: order.organisation } : { buyer: order.buyer };
  const found = (await OrderModel.find(
    { ...who, _id: { $gte: since }, seller: order.seller, paidAt: { $ne: null } },
    { refundedFen: 1, totalFen: 1 },
  )
    .sort({ _id: -1 })
    .limit(MOST_ORDERS)
    .lean()) as Traded[];
  const back = found.filter(
    ({ refundedFen, totalFen }) => refundedFen > 0 && refundedFen * 100 >= totalFen * GIVEN_BACK_PERCENT,
  );
  return { orders: found.length, givenBack: back.length };
}

const OF_PRODUCT = { kind: 1, perishable: 1, season: 1, variants: 1, yearly: 1 } as const;
type Goods = Pick<Product, "_id" | keyof typeof OF_PRODUCT>;

/** The harvest is asked about once, by the first look: its answer is that of the payment, and costs the more the more was sold. */
async function linesOf(order: Order, paidAt: Date): Promise<LineFacts[]> {
  const ids = [...new Set(order.lines.map((line) => line.product))];
  const products = (await ProductModel.find({ _id: { $in: ids } }, OF_PRODUCT).lean()) as Goods[];
  const facts: LineFacts[] = [];
  for (const { line, product, unitFen, netWeightGrams: grams } of order.lines) {
    const goods = products.find((each) => each._id === product);
    if (!goods) continue;
    const reference = grams ? referenceFor(await comparables(goods.kind), grams, order.seller) : null;
    const { kind, perishable, season } = goods;
    const year = order.lookDue ? await soldInYear(goods, paidAt) : null;
    facts.push({ line, kind, perishable, months: season.months, unitFen, grams, reference, year });
  }
  return facts;
}
