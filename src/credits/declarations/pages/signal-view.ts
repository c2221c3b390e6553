import { formatYuan } from "../../../shared/money";
import type { Words } from "../../../shared/words";
import type { Signal } from "../record/signal";

/** A finding in words, the declarations it points at as far as the viewer may open them, and what was said of it. */
export function signalView(
  { key, code, params, declarations, notes }: Signal,
  around: { open: ReadonlySet<string>; words: Words },
) {
  const { open, words } = around;
  const spoken = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name.endsWith("Fen") && typeof value === "number" ? `¥${formatYuan(value)}` : value,
    ]),
  );
  return {
    key,
    field: `notes.${key}`,
    title: words.t(`declarations:signal.${code}.title`, spoken),
    text: words.t(`declarations:signal.${code}.text`, spoken),
    links: declarations
      .filter((id) => open.has(id))
      .map((id, index) => ({ href: `/declarations/${id}`, number: index + 1 })),
    notes: notes.map(({ side, name, note, at }) => ({ side: words.t(`declarations:side.${side}`), name, note, at })),
  };
}
