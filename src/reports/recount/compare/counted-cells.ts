import type { Entry } from "../../../credits/entry";
import { cellOf, facetOf, plus, type Row, type Sum, sumOf, type Total } from "../../../credits/totals/total";
import type { PartnershipId } from "../../../shared/ids";
import type { Month } from "../../../shared/time";
import type { Found } from "../found";

/** What a month's entries come to, cell by cell, added up one entry after another. */
export class CountedCells {
  readonly cells = new Map<string, Sum>();
  end: string | null = null;

  take(entry: Entry): void {
    const cell = cellOf(entry);
    const before = this.cells.get(cell);
    this.cells.set(cell, before ? plus(before, sumOf(entry)) : sumOf(entry));
    this.end = entry.hash;
  }

  rows(book: PartnershipId, period: Month): Row[] {
    return [...this.cells].map(([cell, sum]) => ({ book, period, ...facetOf(cell), ...sum }));
  }
}

const FIELDS = ["fen", "backFen", "entries", "orders"] as const;

/** Every figure of a month's totals that is not what its entries come to. */
export function compareTotal({
  book,
  period,
  kept,
  counted,
}: {
  book: PartnershipId;
  period: Month;
  kept?: Total;
  counted?: CountedCells;
}): Found[] {
  const subject = { kind: "total" as const, id: `${book}:${period}`, name: period };
  const about = { book, subject, where: "" };
  const fenOf = (sums: Iterable<Sum>): number => [...sums].reduce((whole, sum) => whole + sum.entries, 0);
  if (!kept)
    return [
      { ...about, code: "total_missing", unit: "count", kept: null, should: fenOf(counted?.cells.values() ?? []) },
    ];
  if (!counted)
    return [{ ...about, code: "total_unfounded", unit: "count", kept: fenOf(Object.values(kept.cells)), should: null }];
  const differences: Found[] = [];
  for (const cell of [...new Set([...Object.keys(kept.cells), ...counted.cells.keys()])].sort())
    for (const field of FIELDS) {
      const [said, found] = [kept.cells[cell]?.[field] ?? 0, counted.cells.get(cell)?.[field] ?? 0];
      const unit = field === "fen" || field === "backFen" ? "fen" : "count";
      if (said !== found)
        differences.push({
          ...about,
          code: "total_differs",
          where: `${cell}|${field}`,
          unit,
          kept: said,
          should: found,
        });
    }
  if (kept.end !== undefined && kept.end !== counted.end)
    differences.push({ ...about, code: "total_end", unit: "text", kept: kept.end, should: counted.end });
  return differences;
}
