import { type AgreementVersion, AgreementVersionModel, asVersion } from "../../regions/agreements/agreement-version";
import type { Gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import { confirmedFigures } from "../../regions/record/figure";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import { wanWords } from "../partnerships/amount";
import { figureLine } from "../partnerships/record/figure-line";
import type { Period } from "./period";

/** One line of what a year's report says beside the sales. */
export interface BesideLine {
  name: string;
  value: string;
  /** From whom it is. */
  note: string;
}

export interface BesideSales {
  /** Every wording of the year's targets that was ever in force, the latest first. */
  agreements: BesideLine[];
  /** The wider record: confirmed by both sides, and counted nowhere. */
  record: BesideLine[];
}

/** Of a whole year, of one partnership or (null) of the city; null for a quarter. */
export async function besideSales(
  partnership: Partnership | null,
  period: Period,
  { gazetteer, words }: { gazetteer: Gazetteer; words: Words },
): Promise<BesideSales | null> {
  const { year, quarter } = period;
  if (quarter) return null;
  const names = new Names(gazetteer, words);
  const place = (id: string): string => (partnership ? "" : `${names.short(gazetteer.partnership(id).county)} · `);
  const versions = await versionsOf(partnership, year, gazetteer);
  const figures = await confirmedFigures(partnership?._id ?? null, year);
  return {
    agreements: versions.map((version) => ({
      name: `${place(version.partnership)}${words.t("partnerships:agreement.version", { version: version.version })}（${words.t(`partnerships:state.${version.state}`)}）`,
      value: wanWords(version.targetFen, words),
      note: storyOf(version, words),
    })),
    record: figures.map((figure) => {
      const { name, value, note, source } = figureLine(figure, words);
      return {
        name: `${place(figure.partnership)}${name}`,
        value,
        note: [note, source].filter((text) => text !== "").join(words.pick("；", "; ")),
      };
    }),
  };
}

async function versionsOf(
  partnership: Partnership | null,
  year: number,
  gazetteer: Gazetteer,
): Promise<AgreementVersion[]> {
  const books = (partnership ? [partnership] : [...gazetteer.partnerships]).map((each) => each._id);
  const kept = (await AgreementVersionModel.find({
    partnership: { $in: books },
    year,
    state: { $in: ["in_force", "replaced"] },
  })
    .sort({ partnership: 1, version: -1 })
    .lean()) as AgreementVersion[];
  const known = new Set(kept.map((each) => each.partnership));
  const bare = books
    .filter((id) => !known.has(id))
    .flatMap((id) => gazetteer.agreement(id, year) ?? [])
    .map(asVersion);
  return [...kept, ...bare];
}

/** From whom, who confirmed, since when, and why: offices, not people, for the report is public. */
function storyOf(
  { by, decidedBy, inForceFrom, reason, source, signedOn, demo }: AgreementVersion,
  words: Words,
): string {
  const t = (key: string, params = {}): string => words.t(`partnerships:${key}`, params);
  const parts = [
    by ? t("report.from", { organisation: by.organisationName }) : source,
    decidedBy ? t("report.confirmedBy", { organisation: decidedBy.organisationName }) : "",
    signedOn ? t("agreement.signed", { day: signedOn }) : "",
    inForceFrom ? t("report.since", { day: dayOf(inForceFrom) }) : "",
    reason ? t("report.because", { reason }) : "",
    demo && by ? t("demoTarget") : "",
  ];
  return parts.filter((text) => text !== "").join(words.pick("；", "; "));
}
