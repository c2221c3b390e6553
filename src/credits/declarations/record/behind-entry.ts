import { hasRole, type Viewer } from "../../../shared/viewer";
import type { Entry } from "../../entry";
import { isNamedTo } from "../../visible";
import { CONFIRMERS, concerning } from "./concerning";
import { type Declaration, DeclarationModel } from "./declaration";
import { quantityText } from "./facts";

export interface BehindEntry {
  number: string;
  /** Null where it is an institution that the reader may not name. */
  declarer: Declaration["declarer"] | null;
  /** Only for those it concerns. */
  href: string | null;
  /** As it was declared, to the thousandth, with a minus where it is taken back; the entry itself counts whole units. */
  goods: { quantity: string; unit: string } | null;
  /** Fingerprints of the papers, as they stand in the entry itself. */
  evidence: string[];
}

/** The declaration an entry comes from or takes back; null for what was sold through the platform. */
export async function declarationBehind(entry: Entry, viewer: Viewer): Promise<BehindEntry | null> {
  if (!entry.source.id.startsWith("dec_")) return null;
  const found = (await DeclarationModel.findById(entry.source.id, {
    number: 1,
    declarer: 1,
    "facts.lines": 1,
  }).lean()) as Declaration | null;
  if (!found) return null;
  const filter = { $and: [{ _id: found._id }, concerning(viewer)] };
  const concerned = hasRole(viewer, ...CONFIRMERS) && (await DeclarationModel.exists(filter)) !== null;
  const { number } = found;
  const declarer = found.declarer.kind !== "institution" || isNamedTo(viewer, entry) ? found.declarer : null;
  return {
    number,
    declarer,
    href: concerned ? `/declarations/${found._id}` : null,
    goods: goodsOf(found, entry),
    evidence: entry.evidence ?? [],
  };
}

function goodsOf({ _id, facts }: Declaration, { line, amountFen }: Entry): BehindEntry["goods"] {
  const declared = facts?.lines.find((each) => `${_id}:${each.line}` === line);
  return declared
    ? { quantity: `${amountFen < 0 ? "−" : ""}${quantityText(declared.milli)}`, unit: declared.unit }
    : null;
}
