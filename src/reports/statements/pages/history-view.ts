import type { Statement } from "../../../credits/statements/statement";
import type { Words } from "../../../shared/words";

/** What happened to a month, in words, the latest first. */
export const historyView = (versions: readonly Statement[], words: Words) =>
  versions.flatMap(({ version, history }) =>
    history.toReversed().map(({ what, name, note, at }) => ({
      text: words.t(`statements:history.${what}`, { name: name ?? words.t("statements:history.program"), version }),
      note,
      at,
      state: "done",
    })),
  );
