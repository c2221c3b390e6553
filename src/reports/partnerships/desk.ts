import { type AgreementVersion, AgreementVersionModel } from "../../regions/agreements/agreement-version";
import { type PartnershipChange, PartnershipChangeModel } from "../../regions/changes/change";
import type { Gazetteer } from "../../regions/gazetteer";
import { type RecordFigure, RecordFigureModel } from "../../regions/record/figure";
import type { PartnershipId } from "../../shared/ids";
import type { Viewer } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import { changeLine } from "./changes/change-view";
import { writerOf } from "./changes/decide-change";
import { couldDecide, type Inside, insideOf, mayWrite, speakerOf } from "./inside";

const MOST = 50;

export interface DeskLine {
  href: string;
  county: string;
  text: string;
}

/** What waits for the viewer among agreements, changes of helpers and the record; null for those who have no part in any. */
export async function partnershipWork(viewer: Viewer, book: Gazetteer, { at, words }: { at: Date; words: Words }) {
  const own = insideOf(viewer, book, at);
  if (own.length === 0) return null;
  const insides = new Map(own.map((partnership) => [partnership._id as string, insideWith(viewer, book, partnership)]));
  const names = new Names(book, words);
  const waiting: Waiting = {
    ...(await waitingAmong(own.map((each) => each._id))),
    of: ({ partnership }) => insides.get(partnership) as Inside,
    county: ({ partnership }) => names.short(book.partnership(partnership).county),
  };
  const rows = [...agreementRows(waiting, words), ...changeRows(waiting, words), ...figureRows(waiting, words)];
  const [only] = own;
  const href = own.length === 1 && only ? `/partnerships/${only._id}/manage` : "/desk/partnerships";
  return { rows, href };
}

interface Proposals {
  agreements: AgreementVersion[];
  changes: PartnershipChange[];
  figures: RecordFigure[];
}
type Placed = { partnership: string };
interface Waiting extends Proposals {
  of(placed: Placed): Inside;
  county(placed: Placed): string;
}

async function waitingAmong(partnerships: PartnershipId[]): Promise<Proposals> {
  const among = { partnership: { $in: partnerships } };
  return {
    agreements: (await AgreementVersionModel.find({ ...among, state: "proposed" })
      .sort({ proposedAt: 1 })
      .limit(MOST)
      .lean()) as AgreementVersion[],
    changes: (await PartnershipChangeModel.find({ ...among, open: true })
      .sort({ at: 1 })
      .limit(MOST)
      .lean()) as PartnershipChange[],
    figures: (await RecordFigureModel.find({ ...among, state: "proposed" })
      .sort({ at: 1 })
      .limit(MOST)
      .lean()) as RecordFigure[],
  };
}

const agreementRows = ({ agreements, of, county }: Waiting, words: Words): DeskLine[] =>
  agreements
    .filter((each) => each.by && couldDecide(of(each), each.by))
    .map((each) => ({
      href: `/partnerships/${each.partnership}/agreements/${each.year}`,
      county: county(each),
      text: words.t("partnerships:desk.agreement", { year: each.year, from: each.by?.organisationName }),
    }));

const changeRows = ({ changes, of, county }: Waiting, words: Words): DeskLine[] =>
  changes
    .filter((each) => waits(of(each), each))
    .map((each) => ({ ...lineOf(each, of(each), words), county: county(each) }));

const insideWith = (viewer: Viewer, book: Gazetteer, partnership: Inside["partnership"]): Inside => ({
  partnership,
  book,
  viewer,
  speaks: speakerOf(viewer),
  writes: mayWrite(viewer),
});

/** A suggestion waits for anybody of the city, a proposal for a second person of it. */
function waits(inside: Inside, change: PartnershipChange): boolean {
  const writer = writerOf(change);
  if (inside.speaks !== "city" || !writer) return false;
  return change.state === "suggested" || couldDecide(inside, writer);
}

function lineOf(change: PartnershipChange, inside: Inside, words: Words): Omit<DeskLine, "county"> {
  const { href, text, stateWord } = changeLine(change, { inside, words });
  return { href, text: words.t("partnerships:desk.change", { change: text, state: stateWord }) };
}

/** The figures of one year are read and confirmed together. */
function figureRows({ figures, of, county }: Waiting, words: Words): DeskLine[] {
  const groups = new Map<string, RecordFigure[]>();
  for (const each of figures.filter(({ by, ...placed }) => by && couldDecide(of(placed), by))) {
    const key = `/partnerships/${each.partnership}/record/${each.year}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([href, group]) => ({
    href,
    county: county(group[0] as RecordFigure),
    text: words.t("partnerships:desk.figures", { year: group[0]?.year, count: group.length }),
  }));
}
