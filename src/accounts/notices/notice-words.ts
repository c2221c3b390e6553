import { formatYuan } from "../../shared/money";
import type { Words } from "../../shared/words";
import type { Notice } from "./notice";

const yuan = (fen: number): string => `${fen < 0 ? "−" : ""}¥${formatYuan(Math.abs(fen))}`;

/** What a notice says in the reader's language; amounts in fen are read as yuan. */
export function noticeWords(
  { kind, params }: Pick<Notice, "kind" | "params">,
  words: Words,
): { title: string; text: string } {
  const spoken = Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [
      name,
      name.endsWith("Fen") && typeof value === "number" ? yuan(value) : value,
    ]),
  );
  return { title: words.t(`notices:${kind}.title`, spoken), text: words.t(`notices:${kind}.text`, spoken) };
}
