import { z } from "zod";
import { CATEGORIES } from "../../deed";
import { DECLARED_BASES, EVENTS, MECHANISMS } from "../record/content";
import { DEEDS, type Declaration } from "../record/declaration";
import { EVIDENCE_KINDS } from "../record/evidence";
import type { DeclarationFacts } from "../record/facts";
import { SIGNALS } from "../record/signal";
import { DECLARATION_STATES } from "../record/states";

const side = z.enum(["county", "helper"]);
const Party = z.object({ name: z.string(), registrationNumber: z.string().nullable() });
const Facts = z.object({
  basis: z.enum(DECLARED_BASES),
  event: z.object({ kind: z.enum(EVENTS), name: z.string() }).nullable(),
  county: z.string(),
  partnershipId: z.string(),
  helper: z.string(),
  day: z.string(),
  seller: Party.extend({ id: z.string() }),
  buyer: Party,
  invoice: z.object({ code: z.string(), number: z.string(), totalFen: z.int(), day: z.string() }),
  lines: z.array(
    z.object({
      line: z.string(),
      name: z.string(),
      category: z.enum(CATEGORIES),
      quantity: z.number(),
      unit: z.string(),
      amountFen: z.int(),
      invoiceLine: z.string(),
      referenceLowFen: z.int().nullable(),
      referenceHighFen: z.int().nullable(),
    }),
  ),
  amountFen: z.int(),
  /** Merely signed for; in no total. */
  signedFen: z.int(),
  tags: z.array(z.enum(MECHANISMS)),
  alsoReportedIn: z.array(z.enum(MECHANISMS)),
  note: z.string(),
});

export const DeclarationAnswer = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(DECLARATION_STATES),
  version: z.int(),
  declarer: z.object({ name: z.string(), kind: z.enum(["institution", "helper_authority"]), region: z.string() }),
  /** What was handed in; null for a draft. */
  declared: Facts.nullable(),
  evidence: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(EVIDENCE_KINDS),
      name: z.string(),
      mediaType: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      sentSha256: z.string(),
      removed: z.boolean(),
    }),
  ),
  /** What a confirmer has to speak to, by key, and what was said. */
  signals: z.array(
    z.object({
      key: z.string(),
      code: z.enum(SIGNALS),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      notes: z.array(z.object({ side, name: z.string(), note: z.string(), at: z.iso.datetime() })),
    }),
  ),
  correction: z.object({ side, reason: z.string(), at: z.iso.datetime() }).nullable(),
  history: z.array(
    z.object({ what: z.enum(DEEDS), at: z.iso.datetime(), by: z.string(), organisation: z.string(), note: z.string() }),
  ),
  submittedAt: z.iso.datetime().nullable(),
});

/** A declaration as a program of somebody concerned sees it. Signals are for those who confirm. */
export const declarationAnswer = (
  { _id, number, state, version, declarer, facts, evidence, signals, correction, history, submittedAt }: Declaration,
  official: boolean,
): z.infer<typeof DeclarationAnswer> => ({
  ...{ id: _id, number, state, version },
  declarer: { name: declarer.name, kind: declarer.kind, region: declarer.region },
  declared: facts && factsAnswer(facts),
  evidence: evidence.map((paper) => ({
    ...{ id: paper.id, kind: paper.kind, name: paper.name, mediaType: paper.mediaType, bytes: paper.bytes },
    ...{ sha256: paper.sha256, sentSha256: paper.sentSha256, removed: paper.removedAt !== null },
  })),
  signals: (official ? signals : []).map(({ key, code, params, notes }) => ({
    ...{ key, code, params },
    notes: notes.map((note) => ({ side: note.side, name: note.name, note: note.note, at: note.at.toISOString() })),
  })),
  correction: correction && { side: correction.side, reason: correction.reason, at: correction.at.toISOString() },
  history: history.map(({ what, at, by, note }) => ({
    ...{ what, at: at.toISOString(), by: by.name, organisation: by.organisationName },
    note: official || !what.startsWith("confirmed") ? note : "",
  })),
  submittedAt: submittedAt?.toISOString() ?? null,
});

const factsAnswer = (facts: DeclarationFacts): z.infer<typeof Facts> => ({
  ...{ basis: facts.basis, event: facts.event, county: facts.county, partnershipId: facts.partnership },
  ...{ helper: facts.helper, day: facts.day, invoice: facts.invoice },
  seller: { id: facts.seller.id, name: facts.seller.name, registrationNumber: facts.seller.registrationNumber },
  buyer: { name: facts.buyer.name, registrationNumber: facts.buyer.registrationNumber },
  lines: facts.lines.map(({ line, name, category, milli, unit, amountFen, invoiceLine, lowFen, highFen }) => ({
    ...{ line, name, category, quantity: milli / 1000, unit, amountFen, invoiceLine },
    ...{ referenceLowFen: lowFen, referenceHighFen: highFen },
  })),
  ...{ amountFen: facts.amountFen, signedFen: facts.signedFen, tags: facts.tags, note: facts.note },
  alsoReportedIn: facts.alsoIn,
});
