import { type RecordFigure, RecordFigureModel } from "../../../regions/record/figure";
import { RECORD_KIND_NAMES } from "../../../regions/record/kinds";
import type { PartnershipId } from "../../../shared/ids";
import type { Words } from "../../../shared/words";
import { figureLine } from "./figure-line";

/** What both sides confirmed beside the sales, for everybody: the year shown and the others, the latest first. */
export async function publicRecord(partnership: PartnershipId, { year, words }: { year: number; words: Words }) {
  const found = (await RecordFigureModel.find({ partnership, state: "in_force" })
    .sort({ year: -1, line: 1 })
    .limit(500)
    .lean()) as RecordFigure[];
  const years = [...new Set(found.map((each) => each.year))].map((of) => ({
    year: of,
    shown: of === year,
    figures: found
      .filter((each) => each.year === of)
      .sort((a, b) => RECORD_KIND_NAMES.indexOf(a.kind) - RECORD_KIND_NAMES.indexOf(b.kind))
      .map((each) => figureLine(each, words)),
  }));
  return { own: years.find((each) => each.shown) ?? null, others: years.filter((each) => !each.shown) };
}
