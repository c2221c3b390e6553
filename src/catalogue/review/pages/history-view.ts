import { organisationOf } from "../../../accounts/organisation";
import type { Words } from "../../../shared/words";
import type { Actor, ProductVersion } from "../history";
import { type ChangeInWords, changeInWords, type Reader } from "./change-words";

export interface HistoryLine {
  deed: string;
  what: string;
  at: Date;
  who: string;
  reason: string | null;
  /** The version on the market after it; null for what happened to a draft. */
  version: number | null;
  changes: ChangeInWords[];
}

/** For whom the lines are written: a shop sees its own people by name and of officials the office; officials the reverse. */
export type Audience = "shop" | "officials";

export async function historyLines(
  lines: readonly ProductVersion[],
  audience: Audience,
  reader: Reader,
): Promise<HistoryLine[]> {
  const { t } = reader.words;
  return Promise.all(
    lines.map(async ({ deed, at, by, reason, version, changes }) => ({
      deed,
      what: t(`review:deed.${deed === "published" && changes.length === 0 && version === 1 ? "first" : deed}`),
      at,
      who: await whoInWords(by, audience, reader.words),
      reason,
      version,
      changes: changes.filter(({ field }) => field !== "state").map((change) => changeInWords(change, reader)),
    })),
  );
}

async function whoInWords({ side, name, organisation }: Actor, audience: Audience, words: Words): Promise<string> {
  const office = organisation && (await organisationOf(organisation));
  const called = office ? words.pick(office.name, office.nameEn) : words.t(`review:side.${side}`);
  if (side === "shop") return audience === "shop" ? name : called;
  return audience === "shop" ? called : `${called} · ${name}`;
}
