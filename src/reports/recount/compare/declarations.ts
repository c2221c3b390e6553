import { dayStart } from "../../../credits/declarations/record/day";
import {
  type Declaration,
  DeclarationModel,
  type HandedIn,
  isHandedIn,
} from "../../../credits/declarations/record/declaration";
import type { DeclaredLine } from "../../../credits/declarations/record/facts";
import type { Deed } from "../../../credits/deed";
import { type Entry, EntryModel } from "../../../credits/entry";
import { inSnapshot } from "../../../shared/db";
import type { ProductId, Sku } from "../../../shared/ids";
import { negate } from "../../../shared/money";
import { type Found, inScope, type Scan } from "../found";
import { compareEntries } from "./compare-entries";
import { merged, ownerOf, rangesOf } from "./stories";

const BATCH = 100;

/** Every confirmed declaration against its entries, and every declared entry against the declarations; as with orders. */
export async function checkDeclarations(scan: Scan): Promise<void> {
  const suspects: string[] = [];
  for await (const { thing, owner, entries } of merged(declarations(), { declared: true })) {
    const declaration = thing?.declaration ?? null;
    if (faultsOf(declaration, entries, owner).some(({ book }) => inScope(scan, book))) suspects.push(owner);
    const ours = declaration && inScope(scan, declaration.facts?.partnership ?? null);
    await scan.step("declarations", ours ? { declarations: 1 } : {});
  }
  for (const owner of suspects) await lookAgain(owner, scan);
}

async function* declarations(): AsyncGenerator<{ id: string; declaration: Declaration }> {
  let after = "";
  for (;;) {
    const found = (await DeclarationModel.find({ _id: { $gt: after } } as Record<string, unknown>)
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean()) as Declaration[];
    for (const declaration of found) yield { id: declaration._id, declaration };
    const last = found.at(-1);
    if (!last) return;
    after = last._id;
  }
}

async function lookAgain(owner: string, scan: Scan): Promise<void> {
  const faults = await inSnapshot(async (asOf) => {
    const declaration = (await asOf(DeclarationModel.findById(owner)).lean()) as Declaration | null;
    const entries = (await asOf(EntryModel.find({ $or: rangesOf([owner]) })).lean()) as Entry[];
    return faultsOf(declaration, entries, owner);
  });
  for (const found of faults) if (inScope(scan, found.book)) await scan.name(found);
}

function faultsOf(declaration: Declaration | null, entries: readonly Entry[], owner: string): Found[] {
  const own = entries.filter((entry) => ownerOf(entry) === owner);
  const subject = { kind: "declaration" as const, id: owner, name: declaration?.number ?? "" };
  const handedIn = declaration && isHandedIn(declaration) ? declaration : null;
  const compared = compareEntries({
    subject,
    expected: handedIn ? expectedOf(handedIn, own) : [],
    entries: own,
    surplus: () => "entry_without_declaration",
    missing: () => "declared_missing",
    differs: "declaration_differs",
  });
  return handedIn ? [...compared, ...sumsOf(handedIn, subject)] : compared;
}

/** Both measures of every line once both sides have confirmed; taken back by further entries where it was corrected. */
function expectedOf(declaration: HandedIn, entries: readonly Entry[]): Deed[] {
  const { state, facts, movedAt } = declaration;
  if (state !== "confirmed" && state !== "corrected") return [];
  const credited = facts.lines.flatMap((line) => bothOf(declaration, line, entries));
  if (state === "confirmed") return credited;
  return [
    ...credited,
    ...credited.map((deed) => ({
      ...deed,
      key: `un${deed.key}`,
      amountFen: negate(deed.amountFen),
      quantity: deed.quantity === 0 ? 0 : -deed.quantity,
      source: { kind: "adjustment" as const, id: declaration._id },
      reverses: deed.key,
      occurredAt: movedAt,
    })),
  ];
}

function bothOf({ _id, facts }: HandedIn, line: DeclaredLine, entries: readonly Entry[]): Deed[] {
  const id = `${_id}:${line.line}`;
  // By which version of the rule it was decided, the entry alone says.
  const ruleVersion = entries.find((entry) => entry.line === id)?.ruleVersion ?? 0;
  const { partnership, helper, basis, county, seller, buyer, day } = facts;
  return (["paid", "recognised"] as const).map((measure) => ({
    key: `declared:${id}:${measure}`,
    measure,
    amountFen: line.amountFen,
    attribution: { book: partnership, partnership, helper, basis, ruleVersion, campaign: null },
    county,
    category: line.category,
    buyerKind: "institution",
    affiliation: basis === "purchase" ? helper : null,
    product: { id: id as ProductId, name: line.name },
    sku: id as Sku,
    quantity: Math.floor(line.milli / 1000),
    seller: { id: seller.id, name: seller.name },
    ...(buyer.organisation && { institution: { id: buyer.organisation, name: buyer.name } }),
    order: null,
    line: id,
    source: { kind: "declaration", id: _id },
    opensOrder: false,
    reverses: null,
    occurredAt: dayStart(day),
  }));
}

function sumsOf({ facts }: HandedIn, subject: Found["subject"]): Found[] {
  const should = facts.lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (facts.amountFen === should) return [];
  const about = { book: facts.partnership, subject, where: "amountFen", unit: "fen" as const };
  return [{ ...about, code: "declaration_sums", kept: facts.amountFen, should }];
}
