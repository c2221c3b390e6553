import { closableFrom } from "../../../credits/statements/book-month";
import { type Figures, figuresOf } from "../../../credits/statements/figures";
import { propose } from "../../../credits/statements/propose";
import { sideOf } from "../../../credits/statements/sign";
import { type Statement, versionsOf } from "../../../credits/statements/statement";
import { visibleTo } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import type { Partnership } from "../../../regions/partnership";
import { inSnapshot } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import { dayOf, isMonth, type Month, monthOf } from "../../../shared/time";
import { hasDuty, hasRole, type Viewer } from "../../../shared/viewer";

/** A partnership's month as far as a viewer may see it. */
export interface SeenMonth {
  partnership: Partnership;
  month: Month;
  /** True for the officials whose book this is; for everybody else what is not closed is not there. */
  inside: boolean;
  /** The version shown; null for a month that is not proposed yet. */
  statement: Statement | null;
  /** The newest version, which may not be the one shown; null as above, or where the viewer may not see it. */
  current: Statement | null;
  /** All that may be seen, the newest first. */
  versions: Statement[];
  figures: Figures;
  side: Statement["signers"][number] | undefined;
  /** The viewer's office, not just its reader. */
  acts: boolean;
  city: boolean;
  /** Whether the month has ended long enough to be proposed. */
  over: boolean;
}

export interface Asked {
  id: string;
  month: string;
  version?: number | undefined;
}

/**
 * Loads a month through the viewer. A proposal whose figures have moved is renewed first, so that nobody reads figures that
 * cannot be signed any more. Refuses with NOT_FOUND whatever the viewer may not see.
 */
export async function seenMonth(viewer: Viewer | undefined, asked: Asked, at: Date): Promise<SeenMonth> {
  const book = await gazetteer();
  const partnership = book.partnership(asked.id);
  if (!isMonth(asked.month) || asked.month > monthOf(at)) throw notFound();
  const month = asked.month;
  let versions = await versionsOf(partnership._id, month);
  const side = viewer && versions[0] && sideOf(versions[0], viewer);
  const inside = side !== undefined || visibleTo(viewer, book, dayOf(at)).books.includes(partnership._id);
  if (inside && versions[0] && WAITING.includes(versions[0].state)) {
    await propose(partnership._id, month, at);
    versions = await versionsOf(partnership._id, month);
  }
  const seen = inside ? versions : versions.filter((each) => each.sealed);
  const wanted = asked.version === undefined ? seen[0] : seen.find((each) => each.version === asked.version);
  if (!wanted && (!inside || asked.version !== undefined)) throw notFound();
  const figures = wanted?.figures ?? (await inSnapshot((asOf) => figuresOf(partnership._id, month, asOf)));
  return {
    ...{ partnership, month, inside, versions: seen, figures, side },
    statement: wanted ?? null,
    current: inside ? (versions[0] ?? null) : null,
    acts: hasDuty(viewer?.organisation?.role ?? "member", "finance"),
    city: hasRole(viewer, "city_official"),
    over: at >= closableFrom(month),
  };
}

const WAITING: readonly string[] = ["proposed", "signed", "reopened"];
