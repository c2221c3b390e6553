import { z } from "zod";
import { BASES } from "../../../credits/attribute";
import { BUYER_KINDS, CATEGORIES } from "../../../credits/deed";
import type { Figures } from "../../../credits/statements/figures";
import type { Statement } from "../../../credits/statements/statement";

const amounts = { paidFen: z.int(), recognisedFen: z.int() };
const instant = z.iso.datetime();

export const FiguresAnswer = z.object({
  ...amounts,
  orders: z.int(),
  entries: z.int(),
  paidBackFen: z.int(),
  recognisedBackFen: z.int(),
  byHelper: z.array(z.object({ helper: z.string(), basis: z.enum(BASES), ...amounts })),
  byCategory: z.array(z.object({ category: z.enum(CATEGORIES), ...amounts })),
  byBuyerKind: z.array(z.object({ buyerKind: z.enum(BUYER_KINDS), ...amounts })),
  others: z.array(z.object({ basis: z.enum(BASES), ...amounts })),
  late: z.array(z.object({ month: z.string(), entries: z.int(), ...amounts })),
});

const head = {
  partnershipId: z.string(),
  month: z.string(),
  /** "open": not proposed yet. */
  state: z.enum(["open", "proposed", "signed", "closing", "closed", "reopened"]),
  number: z.string().nullable(),
  version: z.int().nullable(),
};

export const StatementAnswer = z.object({
  ...head,
  figures: FiguresAnswer,
  /** What a signature names; null while the month is open. */
  figuresHash: z.string().nullable(),
  signers: z.array(z.object({ role: z.enum(["county", "helper"]), region: z.string(), signedAt: instant.nullable() })),
  proposedAt: instant.nullable(),
  closedAt: instant.nullable(),
  sha256: z.string().nullable(),
  papers: z.array(z.object({ kind: z.enum(["pdf", "xlsx", "json"]), href: z.string(), sha256: z.string() })),
  /** A reopening somebody of the city has asked for; told to the month's officials alone. */
  reopening: z.object({ reason: z.string(), askedAt: instant }).nullable(),
});

export const StatementLine = z.object({
  ...head,
  ...amounts,
  closedAt: instant.nullable(),
  sha256: z.string().nullable(),
});

interface Shown {
  partnershipId: string;
  month: string;
  statement: Statement | null;
  figures: Figures;
  inside: boolean;
}

const headOf = ({ partnershipId, month, statement }: Omit<Shown, "figures" | "inside">) => ({
  partnershipId,
  month,
  state: statement?.state ?? ("open" as const),
  number: statement?.number ?? null,
  version: statement?.version ?? null,
});

export function statementAnswer({ inside, figures, ...shown }: Shown): z.infer<typeof StatementAnswer> {
  const { statement } = shown;
  const reopening = inside ? statement?.reopening : null;
  return {
    ...headOf(shown),
    figures,
    figuresHash: statement?.figuresHash ?? null,
    signers: (statement?.signers ?? []).map(({ role, region }) => ({
      role,
      region,
      signedAt: statement?.signatures.find((each) => each.region === region)?.at.toISOString() ?? null,
    })),
    proposedAt: statement?.proposedAt.toISOString() ?? null,
    closedAt: statement?.sealed?.at.toISOString() ?? null,
    sha256: statement?.sealed?.sha256 ?? null,
    papers: statement ? papersOf(statement) : [],
    reopening: reopening ? { reason: reopening.reason, askedAt: reopening.at.toISOString() } : null,
  };
}

function papersOf({ sealed, partnership, month, version }: Statement): z.infer<typeof StatementAnswer>["papers"] {
  if (!sealed) return [];
  const href = (kind: string): string => `/partnerships/${partnership}/statements/${month}/v${version}.${kind}`;
  return [
    ...sealed.papers.map(({ kind, sha256 }) => ({ kind, href: href(kind), sha256 })),
    { kind: "json", href: href("json"), sha256: sealed.sha256 },
  ];
}

export const statementLine = (
  shown: Omit<Shown, "figures" | "inside"> & { paidFen: number; recognisedFen: number },
): z.infer<typeof StatementLine> => ({
  ...headOf(shown),
  paidFen: shown.paidFen,
  recognisedFen: shown.recognisedFen,
  closedAt: shown.statement?.sealed?.at.toISOString() ?? null,
  sha256: shown.statement?.sealed?.sha256 ?? null,
});
