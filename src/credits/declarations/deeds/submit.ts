import { type Organisation, OrganisationModel } from "../../../accounts/organisation";
import { gazetteer } from "../../../regions/gazetteer";
import { inTransaction } from "../../../shared/db";
import { type FieldError, Refusal } from "../../../shared/errors";
import type { OrganisationId, SellerId } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { type Reading, readContent } from "../reading/read-content";
import { doneBy, ownDeclaration } from "../record/concerning";
import type { DeclarationContent } from "../record/content";
import { changeDeclaration, type Declaration, type HandedIn, movedOn } from "../record/declaration";
import { missingEvidence } from "../record/evidence";
import type { DeclarationFacts, Party } from "../record/facts";
import { claimInvoice, openInvoice } from "../record/invoice";
import { MOVES } from "../record/states";
import { findSignals } from "../signals/find-signals";
import { outside } from "../signals/outside";
import { noteDeed } from "./note-deed";
import { mustBeWritable } from "./write";

/** Twenty people with one invoice wait for one another rather than being sent away. */
const PATIENT = { tries: 200, ms: 20_000 };
const ORDER_NUMBER = /LQ\d{6}-[0-9A-Z]{8}/g;

/**
 * Hands a declaration in: read strictly, its papers complete, its invoice lines taken for it; the county is told. Refuses
 * INVALID with everything that is wrong named (see `readContent`, `missingEvidence`, `claimInvoice`; order_declared where it
 * names an order of this platform), NOT_FOUND, DECLARATION_MOVED_ON. What only looks odd is no refusal: a signal is held
 * for the two who confirm.
 */
export async function submitDeclaration(viewer: Viewer, id: string, at: Date): Promise<Declaration> {
  const found = await ownDeclaration(viewer, id);
  mustBeWritable(viewer, found);
  if (!(MOVES[found.state] as readonly string[]).includes("submitted")) throw movedOn();
  const book = await gazetteer();
  const read = readContent(found.content, { gazetteer: book, declarer: found.declarer, today: dayOf(at) });
  const wrong = [
    ...(read.ok ? [] : read.errors),
    ...missingEvidence(found.evidence),
    ...(await ordersNamed(found.content)),
  ];
  if (!read.ok || wrong.length > 0) throw new Refusal("INVALID", { fields: wrong });
  const facts = await withParties(read.value, found);
  await openInvoice(facts.invoice);
  const signals = await findSignals({ _id: found._id, facts, evidence: found.evidence });
  return inTransaction(async () => {
    await claimInvoice(found._id, facts);
    const { county, helper } = facts;
    const standing = { facts, county, helper, signals, confirmed: { county: null, helper: null } };
    const moved = (await changeDeclaration(
      found,
      { ...standing, submittedAt: at, movedAt: at },
      { to: "submitted", deed: { what: "submitted", at, by: doneBy(viewer), side: "declarer", note: "" } },
    )) as HandedIn;
    await noteDeed(moved, { what: "submitted", by: viewer, before: found }, at);
    return moved;
  }, PATIENT);
}

/** What went through the platform is counted already: naming its order is refused, whoever bought it. */
async function ordersNamed(content: DeclarationContent): Promise<FieldError[]> {
  const named = [...new Set(JSON.stringify(content).toUpperCase().match(ORDER_NUMBER) ?? [])].slice(0, 50);
  const known = named.length > 0 ? await outside().ordersNamed(named) : [];
  return known.map((number) => ({ field: "note", code: "order_declared", params: { number } }));
}

async function withParties(
  { seller, buyer, ...reading }: Reading,
  { declarer }: Declaration,
): Promise<DeclarationFacts> {
  const found = await organisationBy(seller.registrationNumber);
  const shop = found?.kind === "seller" ? await outside().shopOf(found._id) : null;
  return {
    ...reading,
    seller: {
      ...seller,
      organisation: found?._id ?? null,
      id: shop?.id ?? (`producer:${seller.registrationNumber}` as SellerId),
      name: shop?.name ?? seller.name,
    },
    buyer: await buyerOf(buyer, declarer),
  };
}

/** The declarer buys for itself, unless a helper's office declares for one of its units and names it. */
async function buyerOf(named: Reading["buyer"], declarer: Declaration["declarer"]): Promise<Party> {
  const own = (await OrganisationModel.findById(declarer.organisation).lean()) as Organisation | null;
  if (declarer.kind === "institution" || named.name === null)
    return partyOf(declarer.organisation, declarer.name, own?.registrationNumber ?? null);
  const other = named.registrationNumber ? await organisationBy(named.registrationNumber) : null;
  return partyOf(other?._id ?? null, named.name, named.registrationNumber);
}

const partyOf = (organisation: OrganisationId | null, name: string, registrationNumber: string | null): Party => ({
  organisation,
  name,
  registrationNumber,
});

const organisationBy = async (registrationNumber: string): Promise<Organisation | null> =>
  (await OrganisationModel.findOne({ registrationNumber }).lean()) as Organisation | null;
