import { visibleTo } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import { notFound, Refusal } from "../../../shared/errors";
import type { PartnershipId } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import { hasDuty, hasRole, type Viewer } from "../../../shared/viewer";
import { type Recount, type RecountId, RecountModel } from "../record/recount-record";
import { type RecountAsk, recountById } from "../record/start";

/** What a viewer may have recounted: the city and the platform everything (null), others the books they answer for. */
export function booksFor(viewer: Viewer, book: Gazetteer, at: Date): RecountAsk["books"] {
  if (hasRole(viewer, "city_official", "admin")) return null;
  const { books } = visibleTo(viewer, book, dayOf(at));
  const region = viewer.organisation?.region;
  if (books.length === 0 || !region) throw new Refusal("FORBIDDEN");
  return { ids: books, regions: [region] };
}

export const mayMend = (viewer: Viewer): boolean =>
  hasRole(viewer, "city_official", "admin") && hasDuty(viewer.organisation?.role ?? "member", "finance");

/** A run of more books than the viewer's is nobody's business of theirs. */
const isFor = ({ books }: Recount, own: readonly PartnershipId[] | null): boolean =>
  own === null || (books !== null && books.length > 0 && books.every((each) => own.includes(each)));

/** Refuses with NOT_FOUND what is not there and what is not the viewer's, alike. */
export async function recountFor(
  viewer: Viewer,
  id: string,
  { book, at }: { book: Gazetteer; at: Date },
): Promise<Recount> {
  const found = /^rec_[0-9a-z]{10,40}$/.test(id) ? await recountById(id as RecountId) : null;
  if (!found || !isFor(found, booksFor(viewer, book, at)?.ids ?? null)) throw notFound();
  return found;
}

const SHOWN = 30;

/** The latest runs the viewer may see, the newest first. */
export async function recountsFor(own: readonly PartnershipId[] | null): Promise<Recount[]> {
  const filter = own === null ? {} : { books: { $not: { $elemMatch: { $nin: [...own] } }, $ne: null } };
  const found = (await RecountModel.find(filter as Record<string, unknown>)
    .sort({ _id: -1 })
    .limit(SHOWN)
    .lean()) as Recount[];
  return found.filter((recount) => isFor(recount, own));
}
