import { SellerModel } from "../../sellers/seller";
import { newId, type OrganisationId } from "../../shared/ids";
import type { Order, OrderLine } from "../order-record";
import { CaseModel, caseOfLine, type Finding, type SaleCase, type SignalId } from "./case";
import { factsOf } from "./facts";
import { type Found, findingsOf } from "./rules";

/**
 * Looks at a paid order, inside the caller's transaction, and opens or goes on with a case for every credited line about
 * which something was noticed. Answers the order's lines as they are to be written: what is not recognised yet is held, what
 * is already recognised stays so until somebody decides.
 */
export async function examine(order: Order, at: Date): Promise<OrderLine[]> {
  if (!order.lines.some(mayCount)) return order.lines;
  const found = findingsOf(await factsOf(order, at));
  if (found.length === 0) return order.lines;
  const lines: OrderLine[] = [];
  for (const line of order.lines) {
    const own = mayCount(line) ? found.filter((each) => each.line === null || each.line === line.line) : [];
    lines.push(own.length > 0 ? await note(order, line, own, at) : line);
  }
  return lines;
}

/** In somebody's book, and not given back whole. */
const mayCount = (line: OrderLine): boolean => line.credit !== null && line.paidFen > line.refundedFen;

async function note(order: Order, line: OrderLine, found: readonly Found[], at: Date): Promise<OrderLine> {
  const before = await caseOfLine(order._id, line.line);
  const known = new Set(before?.findings.map(({ code }) => code));
  const findings: Finding[] = found
    .filter(({ code }) => !known.has(code))
    .map(({ code, params }) => ({ code, params, at }));
  if (findings.length === 0) return line;
  if (before) await goOn(before, findings, order);
  else await CaseModel.insertMany([await newCase(order, line, findings, at)]);
  // What was recognised already is not taken back by noticing something; what was turned down stays turned down.
  return order.receivedAt || line.hold === "upheld" ? line : { ...line, hold: "held" };
}

/** Something new about a line that was cleared: it has to be looked at again. */
async function goOn(before: SaleCase, findings: readonly Finding[], order: Order): Promise<void> {
  const state = before.state === "upheld" ? "upheld" : "open";
  const late = order.receivedAt !== null && (before.state === "cleared" || before.late);
  await CaseModel.updateOne(
    { _id: before._id },
    { $push: { findings: { $each: [...findings] } }, $set: { state, late }, $inc: { version: 1 } },
  );
}

async function newCase(order: Order, line: OrderLine, findings: Finding[], at: Date): Promise<SaleCase> {
  const shop = await SellerModel.findById(order.seller, { organisation: 1 }).lean();
  const sides = [shop?.organisation ?? null, order.organisation].filter((each): each is OrganisationId => !!each);
  return {
    _id: newId<"signal">("sig", at) as SignalId,
    order: order._id,
    number: order.number,
    line: line.line,
    book: (line.credit as NonNullable<OrderLine["credit"]>).book,
    county: line.county,
    seller: order.seller,
    sellerName: order.sellerName,
    sellerNameEn: order.sellerNameEn,
    product: line.name,
    productEn: line.nameEn,
    paidFen: line.paidFen,
    paidAt: order.paidAt ?? at,
    state: "open",
    late: order.receivedAt !== null,
    findings,
    decisions: [],
    sides,
    openedAt: at,
    decidedAt: null,
    version: 1,
  };
}
