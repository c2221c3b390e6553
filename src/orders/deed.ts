import type { Deed } from "../credits/deed";
import type { Fen } from "../shared/money";
import type { Order } from "./order-record";

interface DeedOf {
  key: string;
  measure: Deed["measure"];
  amountFen: Fen;
  quantity: number;
  at: Date;
}

/** The facts of a credited line as the ledger wants them; throws for a line that counts nowhere. */
export function deedOf(
  order: Order,
  line: Order["lines"][number],
  { key, measure, amountFen, quantity, at }: DeedOf,
): Deed {
  if (!line.credit) throw new Error(`line ${order._id}:${line.line} is in nobody's book`);
  return {
    key,
    measure,
    amountFen,
    quantity,
    attribution: line.credit,
    county: line.county,
    category: line.category as Deed["category"],
    buyerKind: order.buyerKind,
    affiliation: order.affiliation.region,
    ...institutionOf(order),
    product: { id: line.product, name: line.name },
    sku: line.sku,
    seller: { id: order.seller, name: order.sellerName },
    order: { id: order._id, number: order.number },
    line: `${order._id}:${line.line}`,
    source: { kind: "order", id: order._id },
    opensOrder: false,
    reverses: null,
    occurredAt: at,
  };
}

/** An institution by the name it ordered under, frozen on the order; nothing for a citizen. */
const institutionOf = ({ buyerKind, organisation, buyerName }: Order): Pick<Deed, "institution"> =>
  buyerKind === "institution" && organisation ? { institution: { id: organisation, name: buyerName } } : {};
