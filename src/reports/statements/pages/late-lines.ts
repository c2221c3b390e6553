import { PAIRED } from "../../../credits/attribute";
import { type Entry, EntryModel } from "../../../credits/entry";
import { visibleTo } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { entryLine } from "../../entries/entry-line";
import { Names } from "../../names";
import type { SeenMonth } from "./seen";

/** A month has a handful of deeds of closed months; should it ever have more, the sums above the lists still count all. */
const MOST = 200;

/** The late deeds behind a month's figures, by the month they are of. */
export async function lateLines(
  { partnership, month, figures }: SeenMonth,
  { viewer, at, gazetteer, words }: { viewer: Viewer | undefined; at: Date; gazetteer: Gazetteer; words: Words },
) {
  if (figures.late.length === 0) return [];
  const names = new Names(gazetteer, words);
  const visible = visibleTo(viewer, gazetteer, dayOf(at));
  const found = (await EntryModel.find({
    book: partnership._id,
    period: month,
    original: { $gt: "" },
    basis: { $in: PAIRED },
  } as Record<string, unknown>)
    .sort({ _id: 1 })
    .limit(MOST)
    .lean()) as Entry[];
  return figures.late.map((late) => ({
    ...late,
    lines: found.filter((entry) => entry.original === late.month).map((entry) => entryLine(entry, names, visible)),
  }));
}
