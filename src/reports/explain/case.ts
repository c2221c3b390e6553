import { ProductModel } from "../../catalogue/product";
import { type Entry, EntryModel } from "../../credits/entry";
import { isVisible, type Visible, visibleTo } from "../../credits/visible";
import { type Order, type OrderLine, OrderModel } from "../../orders/order-record";
import type { Gazetteer } from "../../regions/gazetteer";
import { dayOf } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import { type Asker, derive, type LineFacts, linkOn } from "./facts";

/** One order as far as the asker may ask about it. */
export interface Case {
  order: Order;
  asker: Asker;
  lines: LineFacts[];
  visible: Visible;
}

/** For whom an official asks: a county for its goods, a helper for its district, the city for all; null for anybody else. */
export function askerOf(viewer: Viewer): Asker | null {
  if (hasRole(viewer, "city_official", "admin")) return { side: "city" };
  const region = viewer.organisation?.region;
  if (region && hasRole(viewer, "county_official")) return { side: "county", region };
  if (region && hasRole(viewer, "helper_official")) return { side: "helper", region };
  return null;
}

/**
 * An order by its number, with the lines the viewer answers for: the city all, a county those of its goods, a helper those in
 * books it may read and those whose buyer is of its own district. Null for every other order, as for a number nobody has.
 */
export async function caseFor(viewer: Viewer, number: string, gazetteer: Gazetteer, at: Date): Promise<Case | null> {
  const asker = askerOf(viewer);
  if (!asker) return null;
  const order = (await OrderModel.findOne({ number: String(number) }).lean()) as Order | null;
  if (!order) return null;
  const visible = visibleTo(viewer, gazetteer, dayOf(at));
  const lines = order.lines.filter((line) => concerns(asker, order, line, visible, gazetteer));
  if (lines.length === 0) return null;
  const entries = await entriesOf(order, lines);
  const approved = await approvedDays(lines);
  return {
    order,
    asker,
    visible,
    lines: lines.map((line) => lineFacts(order, line, { gazetteer, entries, approved })),
  };
}

function concerns(asker: Asker, order: Order, line: OrderLine, visible: Visible, gazetteer: Gazetteer): boolean {
  if (asker.side === "city") return true;
  if (asker.side === "county") return line.county === asker.region;
  if (order.affiliation.region === asker.region) return true;
  if (line.credit) return isVisible(line.credit, visible);
  const book = gazetteer.partnershipOf(line.county)?._id;
  return book !== undefined && visible.books.includes(book);
}

const keyOf = (order: Pick<Order, "_id">, { line }: Pick<OrderLine, "line">): string => `${order._id}:${line}`;

const entriesOf = async (order: Order, lines: readonly OrderLine[]): Promise<Entry[]> =>
  (await EntryModel.find({ line: { $in: lines.map((line) => keyOf(order, line)) } })
    .sort({ line: 1, turn: 1 })
    .lean()) as Entry[];

async function approvedDays(lines: readonly OrderLine[]): Promise<Map<string, Date | null>> {
  const ids = [...new Set(lines.map((line) => line.product))];
  const found = await ProductModel.find({ _id: { $in: ids } }, { approvedAt: 1 }).lean();
  return new Map(found.map(({ _id, approvedAt }) => [_id, approvedAt]));
}

interface Around {
  gazetteer: Gazetteer;
  entries: readonly Entry[];
  approved: ReadonlyMap<string, Date | null>;
}

/** What an explanation of one line is made from. */
export function lineFacts(order: Order, line: OrderLine, { gazetteer, entries, approved }: Around): LineFacts {
  const partnership = gazetteer.partnershipOf(line.county) ?? null;
  return {
    order,
    line,
    partnership,
    approvedAt: approved.get(line.product) ?? null,
    entries: entries.filter((entry) => entry.line === keyOf(order, line)),
    derived: derive(order, line, gazetteer),
    linkOf: (region) => linkOn(partnership, region, order.paidAt ?? order.placedAt),
  };
}
