import type { Choices } from "../search/filters";

/** The choices as they stand in an address of the market, in one order, so that the same goods have the same address. */
export function marketAddress(choices: Choices, change: Partial<Choices> = {}, cursor?: string): string {
  const all = { ...choices, ...change };
  const pairs: [string, string | null | undefined][] = [
    ["q", all.q],
    ["county", all.county?.slug],
    ["group", all.group],
    ["helper", all.helper?.slug],
    ["category", all.category],
    ["kind", all.kind],
    ["certification", all.certification],
    ["season", all.seasonNow ? "now" : null],
    ["min", inYuan(all.minFen)],
    ["max", inYuan(all.maxFen)],
    ["inStock", all.inStock ? "1" : null],
    ["sort", all.sort === "relevance" ? null : all.sort],
    ["cursor", cursor],
  ];
  const text = new URLSearchParams(pairs.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();
  return text ? `/products?${text}` : "/products";
}

/** "39.9" as people type it; null for no bound. */
export const inYuan = (amountFen: number | null): string | null =>
  amountFen === null ? null : String(amountFen / 100);

/** The same as hidden fields of a form that changes one thing and keeps the rest. */
export const keptFields = (choices: Choices, without: readonly string[]): { name: string; value: string }[] =>
  [...new URLSearchParams(marketAddress(choices).split("?")[1] ?? "")]
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => ({ name, value }));

/** The address of this page in the world, for search engines. */
export const publicAddress = (req: { app: { get(name: string): unknown } }, path: string): string =>
  `${String(req.app.get("public url") ?? "")}${path}`;
