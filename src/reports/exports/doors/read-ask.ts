import { z } from "zod";
import type { Gazetteer } from "../../../regions/gazetteer";
import { withoutEmpty } from "../../../shared/form";
import type { Params } from "../kinds/kind";

/** What any kind may be asked by; each reads its own strictly, and addresses gather other people's parameters on the way. */
export const PARAMS = [
  "book",
  "measure",
  "basis",
  "month",
  "from",
  "to",
  "helper",
  "category",
  "buyerKind",
  "group",
  "taken",
  "source",
  "seller",
  "product",
  "campaign",
  "year",
  "of",
] as const;

const Texts = z.record(z.string(), z.string().max(200).catch(""));

/** The filters of an address or a form. `county` and `partnership` name a book too, as on the officials' other pages. */
export function readParams(given: unknown, gazetteer: Gazetteer): Params {
  const { county, partnership, ...texts } = withoutEmpty(Texts.parse(withoutEmpty(given))) as Record<string, string>;
  const book = texts.book ?? partnership ?? (county && gazetteer.partnershipOf(county)?._id);
  const asked: Record<string, string | undefined> = { ...texts, ...(book && { book }), ...yearOf(texts) };
  return Object.fromEntries(
    PARAMS.map((name) => [name, asked[name]]).filter((pair): pair is [string, string] => !!pair[1]),
  );
}

/** A year is also a span of months, where no other was asked for. */
function yearOf({ year, from, to, month }: Record<string, string>): Record<string, string> {
  if (!year || from || to || month || !/^20\d\d$/.test(year)) return {};
  return { from: `${year}-01`, to: `${year}-12` };
}
