import type { Deed } from "../../../credits/deed";
import type { Entry } from "../../../credits/entry";
import { add, type Fen, ZERO } from "../../../shared/money";
import type { Code, Found, SubjectKind, Unit, Value } from "../found";
import { aboutEntry } from "./chain-walk";

/** What the entries of one order or declaration are compared with. */
export interface Story {
  subject: { kind: SubjectKind; id: string; name: string };
  expected: readonly Deed[];
  entries: readonly Entry[];
  /** What an entry that nobody expects is called. */
  surplus(entry: Entry): Code;
  /** An entry that may be there or not: another check looks at its kind. */
  free?(entry: Entry): boolean;
  /** What an entry that is not there is called. */
  missing(deed: Deed): Code;
  /** What differs from the deed, where it is neither the amount nor who is credited. */
  differs: Code;
}

/** The entries of a story against what should be there, each by its key; then every line's own bounds and places. */
export function compareEntries({ subject, expected, entries, surplus, missing, differs, free }: Story): Found[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const known = new Set(expected.map(({ key }) => key));
  const differences: Found[] = [];
  for (const deed of expected) {
    const entry = byKey.get(deed.key);
    if (entry) differences.push(...fieldsOf(entry, deed, differs));
    else
      differences.push({
        ...{ code: missing(deed), book: deed.attribution.book, subject, where: deed.key },
        ...{ unit: "fen", kept: null, should: deed.amountFen },
      });
  }
  for (const entry of entries)
    if (!known.has(entry.key) && !free?.(entry))
      differences.push({
        ...aboutEntry(entry),
        code: surplus(entry),
        where: entry.key,
        unit: "fen",
        kept: entry.amountFen,
        should: null,
      });
  return [...differences, ...linesOf(entries)];
}

type Reading = [field: string, unit: Unit, kept: Value, should: Value];

/** Field by field; at most one difference of each kind, for a wrong entry is one fault. */
function fieldsOf(entry: Entry, deed: Deed, differs: Code): Found[] {
  const { attribution } = deed;
  const credited: Reading[] = [
    ["book", "text", entry.book, attribution.book],
    ["partnership", "text", entry.partnership, attribution.partnership],
    ["helper", "text", entry.helper, attribution.helper],
    ["basis", "text", entry.basis, attribution.basis],
    ["ruleVersion", "count", entry.ruleVersion, attribution.ruleVersion],
  ];
  return [
    ...named(entry, "amount_differs", [["amountFen", "fen", entry.amountFen, deed.amountFen]]),
    ...named(entry, "credited_otherwise", credited),
    ...named(entry, differs, factsOf(entry, deed)),
  ];
}

const factsOf = (entry: Entry, deed: Deed): Reading[] => [
  ["measure", "text", entry.measure, deed.measure],
  ["county", "text", entry.county, deed.county],
  ["category", "text", entry.category, deed.category],
  ["buyerKind", "text", entry.buyerKind, deed.buyerKind],
  ["affiliation", "text", entry.affiliation, deed.affiliation],
  ["product", "text", entry.product.id, deed.product.id],
  ["productName", "text", entry.product.name, deed.product.name],
  ["sku", "text", entry.sku, deed.sku],
  ["quantity", "count", entry.quantity, deed.quantity],
  ["seller", "text", entry.seller.id, deed.seller.id],
  ["order", "text", entry.order?.number ?? null, deed.order?.number ?? null],
  ["line", "text", entry.line, deed.line],
  ["source", "text", `${entry.source.kind} ${entry.source.id}`, `${deed.source.kind} ${deed.source.id}`],
  ["opensOrder", "text", String(entry.opensOrder), String(deed.opensOrder)],
  ["reverses", "text", entry.reverses, deed.reverses],
  // Entries from before there were names carry none.
  ["institution", "text", entry.institution?.id ?? null, entry.institution ? (deed.institution?.id ?? null) : null],
  ["occurredAt", "instant", entry.occurredAt.toISOString(), deed.occurredAt.toISOString()],
];

function named(entry: Entry, code: Code, readings: readonly Reading[]): Found[] {
  const wrong = readings.find(([, , kept, should]) => kept !== should);
  if (!wrong) return [];
  const [where, unit, kept, should] = wrong;
  return [{ ...aboutEntry(entry), code, where, unit, kept, should }];
}

/** Every line by itself: its places follow one another, and its sums never leave their bounds on the way. */
function linesOf(entries: readonly Entry[]): Found[] {
  const lines = new Map<string, Entry[]>();
  for (const entry of entries) if (entry.line) lines.set(entry.line, [...(lines.get(entry.line) ?? []), entry]);
  return [...lines.values()].flatMap((line) => {
    const story = line.toSorted((a, b) => a.turn - b.turn);
    return [...gapOf(story), ...boundsOf(story)];
  });
}

function gapOf(story: readonly Entry[]): Found[] {
  const index = story.findIndex((entry, turn) => entry.turn !== turn);
  const entry = story[index];
  return entry
    ? [
        {
          ...aboutEntry(entry),
          code: "turn_gap",
          where: entry.line ?? "",
          unit: "count",
          kept: entry.turn,
          should: index,
        },
      ]
    : [];
}

function boundsOf(story: readonly Entry[]): Found[] {
  const first = story.find(({ measure }) => measure === "paid")?.amountFen ?? ZERO;
  let [paid, recognised]: [Fen, Fen] = [ZERO, ZERO];
  for (const entry of story) {
    if (entry.measure === "paid") paid = add(paid, entry.amountFen);
    else recognised = add(recognised, entry.amountFen);
    // Both measures of one refund are booked one after the other, the paid one first: only what is between deeds counts.
    const next = story[story.indexOf(entry) + 1];
    if (next && next.source.id === entry.source.id && next.occurredAt.getTime() === entry.occurredAt.getTime())
      continue;
    const wrong = recognised < 0 || recognised > paid ? [recognised, paid] : paid > first ? [paid, first] : null;
    if (wrong)
      return [
        {
          ...aboutEntry(entry),
          code: "out_of_bounds",
          where: entry.line ?? "",
          unit: "fen",
          kept: wrong[0] as number,
          should: wrong[1] as number,
        },
      ];
  }
  return [];
}
