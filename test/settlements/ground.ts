import mongoose from "mongoose";
import { newOrganisation, OrganisationModel } from "../../src/accounts/organisation";
import { chargesOf, NO_RATES, type Rates } from "../../src/orders/charges";
import { confirmReceipt } from "../../src/orders/confirm-receipt";
import { type Order, OrderModel } from "../../src/orders/order-record";
import { CheckoutModel } from "../../src/payments/checkout/checkout";
import { type Refund, RefundModel } from "../../src/payments/refunds/refund";
import { reserve } from "../../src/payments/refunds/refund-order";
import { settleRefund } from "../../src/payments/refunds/settle-refund";
import { SellerModel } from "../../src/sellers/seller";
import { keepAccounts } from "../../src/settlements/account/keep-accounts";
import { forgetAll } from "../../src/shared/cache";
import { database } from "../../src/shared/db";
import { newId, newOrderNumber, type OrderId, type SellerId } from "../../src/shared/ids";
import { fen, sum } from "../../src/shared/money";
import { useDataKeys } from "../../src/shared/sealed";
import { dayOf } from "../../src/shared/time";
import { closeDatabase, openDatabase } from "../support/database";

/** Noon in Chongqing. */
export const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);

const EMPTIED = [
  ...["orders", "checkouts", "refunds", "entries", "seller_postings", "settlements", "bank_files", "payout_accounts"],
  ...["sellers", "organisations", "notices", "mails"],
];

/** A database of its own with nothing but accounts in it: no goods, no people, no doors. */
export function accountsDatabase(_name: string): void {
  beforeAll(async () => {
    await openDatabase();
    keepAccounts();
    useDataKeys([`k1:${Buffer.alloc(32, 7).toString("base64")}`]);
  });
  beforeEach(async () => {
    for (const each of EMPTIED) await database().collection(each).deleteMany({});
    forgetAll();
  });
  afterAll(closeDatabase);
}

export const raw = (name: string) => mongoose.connection.collection(name);

let shops = 0;
export async function aShop(name = "甲合作社"): Promise<SellerId> {
  const at = noon("2026-01-05");
  const organisation = newOrganisation({ kind: "seller", name }, at);
  await OrganisationModel.insertMany([organisation]);
  const _id = newId<"seller">("sel", at) as SellerId;
  await SellerModel.collection.insertOne({
    _id,
    organisation: organisation._id,
    slug: `shop-${++shops}`,
    name,
    nameEn: `Shop ${shops}`,
    kind: "cooperative",
    county: "500242",
    state: "open",
    demo: false,
    openedAt: at,
  } as never);
  return _id;
}

export interface Given {
  lines?: { fen: number; quantity?: number }[];
  freightFen?: number;
  rates?: Rates;
  /** When it was sent. */
  at?: Date;
}

/** An order that was paid and sent, written as the checkout would have written it. */
export async function sentOrder(seller: SellerId, given: Given = {}): Promise<OrderId> {
  const { lines = [{ fen: 10_000 }], freightFen = 0, rates = NO_RATES, at = noon("2026-11-03") } = given;
  // The checkout goes by the order's name here: one order, one payment.
  const _id = newId<"order">("ord", at) as OrderId;
  const goods = lines.map((line) => fen(line.fen));
  const charges = chargesOf(goods, fen(freightFen), rates);
  const totalFen = sum([...goods, fen(freightFen)]);
  await CheckoutModel.collection.insertOne({
    _id,
    ...{ buyer: `buyer_${_id}`, key: _id, bodyHash: "-", state: "paid", claimedAt: at, kind: "stripe", totalFen },
    ...{ language: "zh-CN", attempt: 1, sessionId: null, paymentIntent: `pi_${_id}`, method: "alipay", paidAt: at },
    refundDue: [],
  } as never);
  await OrderModel.collection.insertOne({
    _id,
    number: newOrderNumber(dayOf(at)),
    checkout: _id,
    ...{ state: "shipped", version: 1, buyer: "buyer", buyerName: "周敏", buyerKind: "citizen", organisation: null },
    ...{ seller, sellerName: "甲", sellerNameEn: "A", sellerSlug: "a", way: "delivery", handovers: [] },
    lines: lines.map((line, index) => ({
      line: String(index + 1),
      ...{ sku: `SKU-${index + 1}`, product: "prd_1", slug: "rice", name: "高山大米", nameEn: "Mountain rice" },
      ...{ variantName: "10 kg", variantNameEn: "10 kg", unit: "袋", image: null, category: "agricultural" },
      ...{ county: "500242", perishable: false, netWeightGrams: 10_000, quantity: line.quantity ?? 1 },
      ...{ unitFen: line.fen, goodsFen: line.fen, discountFen: 0, paidFen: line.fen, refundedFen: 0 },
      ...{ refundedQuantity: 0, ...charges.lines[index], credit: null },
    })),
    goodsFen: sum(goods),
    ...{ freightFen, totalFen, rates, freightFeeFen: charges.freightFeeFen, refundedFen: 0 },
    affiliation: { region: null, how: "home" },
    ...{
      campaign: null,
      delivery: { name: "周敏", phone: "13800001234", region: "500105", street: "8 号" },
      note: "",
      requests: [],
      timeline: [],
    },
    parcels: [{ carrier: "sf", trackingNumber: "SF1", sentAt: at }],
    ...{ placedAt: at, paidAt: at, shippedAt: at, receivedAt: null, demo: false },
  } as never);
  return _id;
}

export async function receivedOrder(seller: SellerId, given: Given = {}): Promise<OrderId> {
  const id = await sentOrder(seller, given);
  await confirmReceipt(id, given.at ?? noon("2026-11-03"));
  return id;
}

/** Pieces of a line reserved to be given back; the provider has said nothing yet. */
export const ask = (order: OrderId, pieces = 1, at = noon("2026-11-04"), line = "1"): Promise<Refund> =>
  reserve(order, { lines: [{ line, quantity: pieces }], reason: "damaged" }, at);

export async function givenBack(order: OrderId, pieces = 1, at = noon("2026-11-04")): Promise<Refund> {
  const { _id } = await ask(order, pieces, at);
  return settleRefund(_id, "succeeded", at);
}

export const refundsIn = (state: Refund["state"]): Promise<Refund[]> =>
  RefundModel.find({ state }).lean() as unknown as Promise<Refund[]>;
export const orderNumbered = (id: OrderId): Promise<Order> =>
  OrderModel.findById(id).lean() as unknown as Promise<Order>;
