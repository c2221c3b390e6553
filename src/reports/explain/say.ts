import { formatYuan } from "../../shared/money";
import { dayOf, HOUR, later } from "../../shared/time";
import type { Names } from "../names";
import type { Said } from "./steps";

/** A sentence in the reader's language: places by their names, instants to the minute of Chongqing, amounts in yuan. */
export function say(group: string, said: Said, names: Names): string {
  const { words } = names;
  const { name = "", nameEn = "", how, kind, ...texts } = said.texts ?? {};
  return words.t(`explain:${group}.${said.code}`, {
    ...texts,
    name: words.pick(String(name), String(nameEn)),
    ...(how && { how: words.t(`explain:how.${how}`) }),
    ...(kind && { kind: words.t(`common:buyerKind.${kind}`) }),
    ...mapped(said.regions, (code, as) => (as === "county" ? names.short(code) : names.full(code))),
    ...mapped(said.lists, (codes) => names.list(codes as never[])),
    ...mapped(said.times, minute),
    ...mapped(said.amounts, (amount) => `¥${formatYuan(amount)}`),
  });
}

function mapped<T>(
  given: Record<string, T> | undefined,
  word: (value: T, as: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(given ?? {}).map(([key, value]) => [key, word(value, key)]));
}

/** Registered at 10:00 and ordered at 10:05 of one day is what a dispute is about: the minute is said. */
const minute = (at: Date): string =>
  `${dayOf(at)} ${later(at, 8 * HOUR)
    .toISOString()
    .slice(11, 16)}`;
