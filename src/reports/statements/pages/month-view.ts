import type { Figures } from "../../../credits/statements/figures";
import { proposedFrom } from "../../../credits/statements/propose";
import { movedBetween } from "../../../credits/statements/reading/moved";
import type { Statement } from "../../../credits/statements/statement";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { figuresView, movedView } from "./figures-view";
import { historyView } from "./history-view";
import { monthWord } from "./month-word";
import { type NameOf, namesFor } from "./names";
import type { SeenMonth } from "./seen";
import { standingOf } from "./standing";

export interface MonthReport {
  seen: SeenMonth;
  viewer: Viewer | undefined;
  /** How the viewer is asked for again who they are; null for those who have nothing to do here. */
  way: "code" | "password" | null;
  /** The figures the viewer had read when they moved. */
  read?: Figures | null;
  refused?: { deed: string; errors: FieldError[]; reason: string } | null;
  done?: string | null;
  late: object[];
  /** Sales of the month whose recognition waits for a decision; null for those who are not told of them. */
  held: Held | null;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

export interface Held {
  count: number;
  sumFen: number;
}

/** The view model of one month: what it says, what seals it, what the viewer may do about it. */
export function monthView(report: MonthReport) {
  const { seen, gazetteer, words, at, done, late, held } = report;
  const { partnership, month, statement, current, figures, inside } = seen;
  const nameOf = namesFor(statement, gazetteer, words);
  const here = `/partnerships/${partnership._id}/statements/${month}`;
  const newest = seen.versions[0];
  const superseded = statement !== null && newest !== undefined && newest.version > statement.version;
  const linked = !superseded && statement?.state !== "reopened";
  return {
    ...head(report),
    here,
    superseded: superseded || statement?.state === "reopened",
    newestHref: superseded ? here : null,
    versions: versionLinks(report, here),
    standing: standingOf(statement, seen.over, words),
    proposedFrom: statement ? null : proposedFrom(month),
    asOf: statement?.sealed?.at ?? at,
    figures: figuresView({ book: partnership._id, month, figures, linked, nameOf, words }),
    lateEntries: late,
    held: held && held.count > 0 ? held : null,
    moved: movedOf(report, nameOf),
    signers: signersOf(statement, nameOf),
    history: inside && current ? historyView(seen.versions, words) : [],
    sealed: sealedOf(statement, here),
    reopening: inside ? (current?.reopening ?? null) : null,
    deeds: deedsOf(report, here),
    done: done ?? null,
  };
}

function head({ seen, gazetteer, words }: MonthReport) {
  const { partnership, month, statement } = seen;
  const county = new Names(gazetteer, words).short(partnership.county);
  const said = { county, month: monthWord(month, words) };
  const base = `/partnerships/${partnership._id}`;
  return {
    title: words.t("statements:month.title", said),
    description: words.t("statements:month.description", said),
    breadcrumb: [
      { href: "/contributions", text: words.t("reports:city.title") },
      { href: base, text: county },
      { href: `${base}/statements?year=${month.slice(0, 4)}`, text: words.t("statements:list.name") },
    ],
    monthWord: said.month,
    number: statement?.number ?? null,
  };
}

function versionLinks({ seen, words }: MonthReport, here: string) {
  if (seen.versions.length < 2) return [];
  return seen.versions.map(({ version }, index) => ({
    href: index === 0 ? here : `${here}?version=${version}`,
    text: words.t("statements:version", { version }),
    current: version === seen.statement?.version,
  }));
}

/** What moved: since the viewer read it, else since the version sealed before, else since the proposal before. */
function movedOf({ seen, read, words }: MonthReport, nameOf: NameOf) {
  const { statement, versions, figures } = seen;
  if (!statement) return null;
  const sealedBefore = versions.find((each) => each.version === statement.version - 1)?.figures;
  const proposedBefore = seen.inside && !statement.sealed ? statement.earlier?.at(-1)?.figures : undefined;
  const [since, before] = read
    ? (["read", read] as const)
    : sealedBefore
      ? (["version", sealedBefore] as const)
      : (["proposal", proposedBefore] as const);
  if (!before) return null;
  const rows = movedView(movedBetween(before, figures), nameOf, words);
  return { title: words.t(`statements:moved.${since}`, { version: statement.version - 1 }), rows };
}

const signersOf = (statement: Statement | null, nameOf: NameOf) =>
  (statement?.signers ?? []).map(({ role, region }) => ({
    role,
    region: nameOf(region),
    signature: statement?.signatures.find((each) => each.region === region) ?? null,
  }));

function sealedOf(statement: Statement | null, here: string) {
  if (!statement?.sealed) return null;
  const { sealed, figuresHash, number, version } = statement;
  return {
    at: sealed.at,
    name: sealed.name,
    sha256: sealed.sha256,
    figuresHash,
    verifyHref: `/verify?q=${number}`,
    files: (["pdf", "xlsx", "json"] as const)
      .filter((kind) => kind === "json" || sealed.papers.some((paper) => paper.kind === kind))
      .map((kind) => ({
        kind,
        href: `${here}/v${version}.${kind}`,
        sha256: kind === "json" ? sealed.sha256 : sealed.papers.find((paper) => paper.kind === kind)?.sha256,
      })),
  };
}

/** What the viewer may do now. Each deed is a form of its own. */
function deedsOf({ seen, viewer, way, refused }: MonthReport, here: string) {
  const { current, statement, side, acts, city, over } = seen;
  const newest = current?._id === statement?._id;
  const form = (deed: string) => ({
    action: `${here}/${deed}`,
    way,
    errors: refused?.deed === deed ? refused.errors : [],
    reason: refused?.deed === deed ? refused.reason : "",
  });
  if (!viewer || !acts || !newest) return {};
  const state = current?.state;
  const signed = current?.signatures.some((each) => each.region === side?.region);
  const asked = current?.reopening;
  return {
    ...(!current && over && seen.inside && { propose: form("proposal") }),
    ...(state === "proposed" &&
      side &&
      !signed && { sign: { ...form("signatures"), figuresHash: current?.figuresHash } }),
    ...(city && (state === "signed" || state === "closing") && { close: form("closing") }),
    ...(city && state === "closed" && !asked && { ask: form("reopening") }),
    ...(city &&
      asked && {
        answer: { ...form("reopening/agreement"), refuse: `${here}/reopening/end`, own: asked.by === viewer.id },
      }),
  };
}
