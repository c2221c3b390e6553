import type { Order } from "../../src/orders/order-record";
import { keysOf, leftOf, piecesLeft, receiptDueOf, stageOf } from "../../src/orders/parcels/standing";
import { later } from "../../src/shared/time";

const PAID = new Date("2026-11-20T02:00:00Z");
const SENT = new Date("2026-11-21T02:00:00Z");
const line = (name: string, quantity: number, refundedQuantity = 0) => ({
  line: name,
  quantity,
  refundedQuantity,
  product: `prd_${name}`,
});

const order = (more: object = {}): Order =>
  ({
    number: "LQ261120-8K3M9QXP",
    state: "paid",
    way: "delivery",
    lines: [line("1", 3), line("2", 1)],
    parcels: [],
    handovers: [],
    requests: [],
    paidAt: PAID,
    shippedAt: null,
    delivery: { name: "欧阳 娜娜", phone: "13800001234", region: "500105", street: "观音桥" },
    ...more,
  }) as unknown as Order;

const parcel = (lines: object[] | undefined, sentAt = SENT) => ({
  carrier: "sf",
  trackingNumber: "sf1",
  sentAt,
  ...(lines ? { lines } : {}),
});
const left = (of: Order): number[] => of.lines.map((each) => leftOf(of, each));

test("what is left goes down with every parcel, refund and open request, and never below nothing", () => {
  expect(left(order())).toEqual([3, 1]);
  const some = order({ state: "shipped", parcels: [parcel([{ line: "1", quantity: 2 }])] });
  expect(left(some)).toEqual([1, 1]);
  expect(left(order({ lines: [line("1", 3, 1), line("2", 1)] }))).toEqual([2, 1]);
  const asked = { state: "asked", lines: [{ line: "1", sku: "A", quantity: 2 }] };
  expect(left(order({ requests: [asked] }))).toEqual([1, 1]);
  expect(left(order({ requests: [{ ...asked, state: "declined" }] }))).toEqual([3, 1]);
  expect(left({ ...some, requests: [asked] } as unknown as Order)).toEqual([0, 1]);
});

test("a parcel of old, which says nothing of its contents, held everything", () => {
  const old = order({ state: "shipped", parcels: [parcel(undefined)] });
  expect(piecesLeft(old)).toBe(0);
  expect(stageOf(old)).toBe("on_the_way");
});

test.each([
  ["placed", {}, null],
  ["cancelled", {}, null],
  ["paid", {}, "to_pack"],
  ["shipped", { parcels: [parcel([{ line: "1", quantity: 3 }])] }, "part_sent"],
  [
    "shipped",
    {
      parcels: [
        parcel([
          { line: "1", quantity: 3 },
          { line: "2", quantity: 1 },
        ]),
      ],
    },
    "on_the_way",
  ],
  [
    "shipped",
    { parcels: [parcel([{ line: "1", quantity: 3 }])], lines: [line("1", 3), line("2", 1, 1)] },
    "on_the_way",
  ],
  ["received", {}, "done"],
  ["refunded", {}, "done"],
  ["paid", { lines: [line("1", 3, 3), line("2", 1, 1)] }, "done"],
  ["paid", { way: "pickup" }, "to_pack"],
  ["shipped", { way: "pickup" }, "to_collect"],
  ["paid", { way: "ticket" }, "to_collect"],
])("%s %j stands at %s", (state, more, stage) => expect(stageOf(order({ state, ...more }))).toBe(stage));

test("silence accepts ten days after the last parcel, and not before everything was sent", () => {
  const whole = [
    { line: "1", quantity: 3 },
    { line: "2", quantity: 1 },
  ];
  const later2 = later(SENT, 2 * 86_400_000);
  const some = { state: "shipped", shippedAt: SENT, parcels: [parcel([{ line: "1", quantity: 3 }])] };
  expect(receiptDueOf(order(some))).toBeNull();
  const all = { ...some, parcels: [...some.parcels, parcel([{ line: "2", quantity: 1 }], later2)] };
  expect(receiptDueOf(order(all))).toEqual(later(later2, 10 * 86_400_000));
  const asked = { state: "asked", lines: [{ line: "2", sku: "A", quantity: 1 }] };
  expect(receiptDueOf(order({ ...all, requests: [asked] }))).toBeNull();
  expect(receiptDueOf(order({ ...some, way: "pickup", parcels: [], handovers: [] }))).toBeNull();
  const used = { at: later2, by: "usr", key: null, lines: whole };
  expect(receiptDueOf(order({ ...some, way: "ticket", parcels: [], handovers: [used] }))).toEqual(later2);
});

test("an order is found by its number and tail, its recipient's name from the beginning, a phone's end and its goods", () => {
  const sent = { ...parcel([]), corrections: [{ carrier: "sf", trackingNumber: "wrong1", at: SENT }] };
  expect(keysOf(order({ parcels: [sent] })).sort()).toEqual(
    [
      "c:欧",
      "c:欧阳",
      "c:欧阳 ",
      "c:欧阳 娜娜",
      "g:prd_1",
      "g:prd_2",
      "n:8K3M9QXP",
      "n:LQ261120-8K3M9QXP",
      "p:1234",
      "t:SF1",
      "t:WRONG1",
    ].sort(),
  );
});
