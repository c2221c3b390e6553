import { type Organisation, OrganisationModel } from "../../../accounts/organisation";
import { UserModel } from "../../../accounts/user";
import type { OrganisationId } from "../../../shared/ids";
import { DAY, later } from "../../../shared/time";
import { dayStart } from "../record/day";
import { type Declaration, DeclarationModel } from "../record/declaration";
import { type Evidence, standing } from "../record/evidence";
import type { DeclarationFacts, DeclarationId } from "../record/facts";
import { type DeclaredInvoice, InvoiceModel, invoiceId } from "../record/invoice";
import type { Signal, SignalCode } from "../record/signal";
import { outside } from "./outside";
import { pricesFarAbove, type RoundLines, roundAmounts } from "./rules";

/** A platform order this many days before or after the delivery can be the same deal. */
const NEAR_DAYS = 7;
const YEAR_DAYS = 365;

export interface LookedAt {
  _id: DeclarationId;
  facts: DeclarationFacts;
  evidence: readonly Evidence[];
}

const signal = (
  code: SignalCode,
  {
    about = "",
    params = {},
    declarations = [],
  }: Partial<Pick<Signal, "params" | "declarations">> & { about?: string } = {},
): Signal => ({ key: about === "" ? code : `${code}_${about}`, code, params, declarations, notes: [] });

/**
 * Everything about a declaration that a person should look at before it counts (rule 20): asked when it is handed in, and
 * again before each side confirms, for orders and other declarations come later.
 */
export async function findSignals(declaration: LookedAt): Promise<Signal[]> {
  const { _id, facts, evidence } = declaration;
  return [
    ...(await sameSides(facts)),
    ...pricesFarAbove(facts.lines).map(({ line, params }) => signal("price_far_above", { about: line, params })),
    ...(await manyRound(_id, facts)),
    ...(await seenElsewhere(_id, evidence)),
    ...(await invoiceShared(_id, facts)),
    ...(await likeOrders(facts)),
  ];
}

async function sameSides({ seller, buyer }: DeclarationFacts): Promise<Signal[]> {
  const found: Signal[] = [];
  if (buyer.registrationNumber !== null && buyer.registrationNumber === seller.registrationNumber)
    found.push(signal("same_number"));
  const [ours, theirs] = [await organisation(buyer.organisation), await organisation(seller.organisation)];
  const phones = [seller.phone, theirs?.contact?.phone].filter((each) => !!each);
  if (ours?.contact && phones.includes(ours.contact.phone)) found.push(signal("same_phone"));
  if (buyer.organisation && seller.organisation && buyer.organisation !== seller.organisation) {
    const both = { "memberships.organisation": { $all: [buyer.organisation, seller.organisation] } };
    if ((await UserModel.exists(both)) !== null) found.push(signal("same_people"));
  }
  return found;
}

const organisation = async (id: OrganisationId | null): Promise<Organisation | null> =>
  id === null ? null : ((await OrganisationModel.findById(id).lean()) as Organisation | null);

async function manyRound(_id: DeclarationId, { seller, lines, day }: DeclarationFacts): Promise<Signal[]> {
  const since = new Date(dayStart(day).getTime() - YEAR_DAYS * DAY).toISOString().slice(0, 10);
  const others = (await DeclarationModel.find(
    {
      _id: { $ne: _id },
      "facts.seller.registrationNumber": seller.registrationNumber,
      "facts.day": { $gte: since },
      state: { $in: ["submitted", "county_confirmed", "confirmed"] },
    },
    { "facts.lines": 1 },
  )
    .limit(500)
    .lean()) as unknown as { facts: RoundLines }[];
  const found = roundAmounts([{ lines }, ...others.map(({ facts }) => facts)]);
  return found ? [signal("round_amounts", { params: { ...found } })] : [];
}

async function seenElsewhere(_id: DeclarationId, evidence: readonly Evidence[]): Promise<Signal[]> {
  const papers = standing(evidence);
  const hashes = papers.flatMap((each) => [each.sha256, each.sentSha256]);
  if (hashes.length === 0) return [];
  const others = (await DeclarationModel.find(
    {
      _id: { $ne: _id },
      $or: [{ "evidence.sha256": { $in: hashes } }, { "evidence.sentSha256": { $in: hashes } }],
    },
    { evidence: 1 },
  )
    .limit(50)
    .lean()) as Pick<Declaration, "_id" | "evidence">[];
  return papers.flatMap((paper) => {
    const same = others.filter((other) => other.evidence.some((each) => isSame(each, paper))).map((other) => other._id);
    const params = { name: paper.name, count: same.length };
    return same.length > 0 ? [signal("evidence_elsewhere", { about: paper.id, params, declarations: same })] : [];
  });
}

const isSame = (a: Evidence, b: Evidence): boolean => a.sha256 === b.sha256 || a.sentSha256 === b.sentSha256;

async function invoiceShared(_id: DeclarationId, { invoice }: DeclarationFacts): Promise<Signal[]> {
  const held = (await InvoiceModel.findById(invoiceId(invoice)).lean()) as DeclaredInvoice | null;
  const others = [...new Set((held?.lines ?? []).map((each) => each.declaration))].filter((each) => each !== _id);
  return others.length > 0
    ? [signal("invoice_shared", { params: { count: others.length }, declarations: others })]
    : [];
}

async function likeOrders({ seller, buyer, amountFen, day }: DeclarationFacts): Promise<Signal[]> {
  if (!buyer.organisation || !seller.organisation) return [];
  const [from, to] = [later(dayStart(day), -NEAR_DAYS * DAY), later(dayStart(day), (NEAR_DAYS + 1) * DAY)];
  const numbers = await outside().ordersLike({
    ...{ seller: seller.id, buyer: buyer.organisation, amountFen, from, to },
  });
  return numbers.map((number) => signal("looks_like_order", { about: number, params: { number } }));
}
