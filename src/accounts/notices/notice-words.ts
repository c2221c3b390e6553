import { formatYuan } from "../../shared/money";
import type { Words } from "../../shared/words";
import type { Notice } from "./notice";

const yuan = (fen: number): string => `${fen < 0 ? "−" : ""}¥${formatYuan(Math.abs(fen))}`;

/** What a notice says in the reader's language: amounts in fen as yuan, names in their English where they have one. */
export function noticeWords(
  { kind, params }: Pick<Notice, "kind" | "params">,
  words: Words,
): { title: string; text: string } {
  const given = params ?? {};
  const spoken = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, speak(name, value, given, words)]),
  );
  return { title: words.t(`notices:${kind}.title`, spoken), text: words.t(`notices:${kind}.text`, spoken) };
}

function speak(name: string, value: string | number, given: Notice["params"], words: Words): string | number {
  if (typeof value === "number") return name.endsWith("Fen") ? yuan(value) : value;
  const english = given[`${name}En`];
  return typeof english === "string" ? words.pick(value, english) : value;
}
