import { placeName } from "../../regions/deliverable";
import type { Column } from "../../shared/tables/column";
import type { Words } from "../../shared/words";
import { TITLES } from "../bulk/read-rows";
import type { Order } from "../order-record";
import { leftOf, piecesLeft } from "../parcels/standing";

/** One line an order; the titles of the columns that are read again are those the reading knows, whatever the language. */
export async function toPackColumns(orders: readonly Order[], words: Words): Promise<Column<Order>[]> {
  const places = new Map<string, string>();
  for (const { delivery } of orders)
    if (!places.has(delivery.region)) places.set(delivery.region, await placeName(delivery.region, words));
  const title = (name: keyof typeof TITLES): string => words.pick(TITLES[name][0], EN[name]);
  return [
    { title: title("number"), of: (order) => order.number },
    { title: words.t("sales:sheet.paidAt"), kind: "instant", of: (order) => order.paidAt },
    { title: words.t("sales:sheet.recipient"), of: (order) => order.delivery.name },
    { title: words.t("sales:sheet.phone"), of: (order) => order.delivery.phone },
    {
      title: words.t("sales:sheet.address"),
      of: (order) => `${places.get(order.delivery.region) ?? ""} ${order.delivery.street}`.trim(),
    },
    { title: words.t("sales:sheet.goods"), of: (order) => goodsOf(order, words) },
    { title: words.t("sales:sheet.pieces"), kind: "number", of: piecesLeft },
    { title: words.t("sales:sheet.note"), of: (order) => order.note },
    { title: title("carrier"), of: () => "" },
    { title: title("trackingNumber"), of: () => "" },
  ];
}

const EN = { number: "Order number", carrier: "Carrier", trackingNumber: "Tracking number" } as const;

const goodsOf = (order: Order, words: Words): string =>
  order.lines
    .filter((line) => leftOf(order, line) > 0)
    .map(
      (line) =>
        `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)} × ${leftOf(order, line)}`,
    )
    .join("; ");
