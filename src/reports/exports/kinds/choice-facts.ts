import type { Choice } from "../../links";
import type { Names } from "../../names";
import type { Opened } from "./kind";

export interface Chosen {
  choice: Choice;
  /** Both measures were asked for. */
  both: boolean;
  place: string;
  names: Names;
}

/** What was chosen, a line for each part of it. */
export function choiceFacts({ choice, both, place, names }: Chosen): Opened["facts"] {
  const { words } = names;
  const { from, to, measure, basis, helper, category, buyerKind, taken, source, seller, product, campaign } = choice;
  const wide = basis === "paired" || basis === "all";
  const lines: [string, string | undefined | null | false][] = [
    ["place", place],
    ["months", from === to ? from : `${from}—${to}`],
    ["measure", both ? words.t("exports:measure.both") : words.t(`common:measure.${measure}`)],
    ["basis", words.t(wide ? `reports:basis.${basis}` : `common:basis.${basis}`)],
    ["helper", helper && names.short(helper)],
    ["category", category && words.t(`common:category.${category}`)],
    ["buyerKind", buyerKind && words.t(`common:buyerKind.${buyerKind}`)],
    ["taken", taken && words.t("reports:entries.takenBack")],
    ["source", source && words.t(`common:source.${source}`)],
    ["seller", seller],
    ["product", product],
    ["campaign", campaign],
  ];
  return lines.flatMap(([name, value]) => (value ? [{ name: words.t(`exports:fact.${name}`), value }] : []));
}
