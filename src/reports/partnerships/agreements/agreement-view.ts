import type { AgreementVersion } from "../../../regions/agreements/agreement-version";
import type { Stamp } from "../../../regions/two-sides";
import type { FieldError } from "../../../shared/errors";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { typedWan, wanWords } from "../amount";
import { couldDecide, type Inside } from "../inside";
import { agreementYears } from "./propose";

export interface Refused {
  /** The form that was refused. */
  form: string;
  errors: FieldError[];
  typed: Record<string, string>;
  /** The name of the paper that was kept. */
  paper?: string | undefined;
}

export interface SeenAgreement {
  inside: Inside;
  year: number;
  /** Of this year, the newest first. */
  versions: AgreementVersion[];
  way: "code" | "password" | null;
  refused: Refused | null;
  done: string | null;
  at: Date;
  words: Words;
}

/** The view model of one partnership's year: what is in force, what waits, the form, and everything that stood before. */
export function agreementView({ inside, year, versions, way, refused, done, at, words }: SeenAgreement) {
  const names = new Names(inside.book, words);
  const county = names.short(inside.partnership.county);
  const base = `/partnerships/${inside.partnership._id}`;
  const here = `${base}/agreements/${year}`;
  const inForce = versions.find((each) => each.state === "in_force");
  const waiting = versions.find((each) => each.state === "proposed");
  return {
    title: words.t("partnerships:agreement.title", { county, year }),
    crumbs: [{ href: `${base}/manage`, text: words.t("partnerships:manage.name", { county }) }],
    done,
    year,
    years: agreementYears(at).map((each) => ({
      href: `${base}/agreements/${each}`,
      text: String(each),
      current: each === year,
    })),
    inForce: inForce ? versionLine(inForce, { here, words }) : null,
    waiting: waiting
      ? {
          ...versionLine(waiting, { here, words }),
          decision: decisionOf(inside, waiting, { here, way, refused }),
        }
      : null,
    form: inside.writes ? formOf({ here, inForce, waiting, refused, inside, at, words }) : null,
    errors: refused?.form === "proposal" ? refused.errors : [],
    labels: labelsOf(words),
    versions: versions.map((each) => versionLine(each, { here, words })),
  };
}

const labelsOf = (words: Words) =>
  Object.fromEntries(
    ["amount", "unit", "signedOn", "reason", "document"].map((name) => [name, words.t(`partnerships:field.${name}`)]),
  );

const who = (stamp: Stamp | null) =>
  stamp ? { name: stamp.name, organisation: stamp.organisationName, at: stamp.at } : null;

function versionLine(version: AgreementVersion, { here, words }: { here: string; words: Words }) {
  const { state, targetFen, beforeFen, signedOn, document, reason, by, decidedBy, decision } = version;
  return {
    version: version.version,
    state,
    tone: state === "in_force" ? "moss" : state === "proposed" ? "amber" : "plain",
    stateWord: words.t(`partnerships:state.${state}`),
    targetFen,
    wan: wanWords(targetFen, words),
    beforeFen,
    beforeWan: beforeFen === null ? null : wanWords(beforeFen, words),
    signedOn,
    document: document && { name: document.name, sha256: document.sha256, href: `${here}/${version.version}/document` },
    reason,
    source: version.source,
    by: who(by),
    decidedBy: state === "in_force" || state === "replaced" || state === "rejected" ? who(decidedBy) : null,
    decision,
    inForceFrom: version.inForceFrom,
    inForceTo: version.inForceTo,
    demo: version.demo,
  };
}

function decisionOf(
  inside: Inside,
  { by, version }: AgreementVersion,
  { here, way, refused }: { here: string; way: SeenAgreement["way"]; refused: Refused | null },
) {
  const mine = refused && (refused.form === "confirmation" || refused.form === "rejection") ? refused : null;
  return {
    action: `${here}/${version}`,
    mayDecide: by !== null && couldDecide(inside, by),
    mayWithdraw: by !== null && inside.writes && inside.viewer.organisation?.id === by.organisation,
    waitsFor: by?.speaks === "city" ? "city" : by?.speaks === "county" ? "helper" : "county",
    way,
    confirmErrors: mine?.form === "confirmation" ? mine.errors : [],
    rejectErrors: mine?.form === "rejection" ? mine.errors : [],
    reason: mine?.typed.reason ?? "",
  };
}

interface FormFacts {
  here: string;
  inForce: AgreementVersion | undefined;
  waiting: AgreementVersion | undefined;
  refused: Refused | null;
  inside: Inside;
  at: Date;
  words: Words;
}

/** The proposal of the viewer's own office that still waits; entered again, it keeps its paper. */
export const ownWaiting = ({ viewer }: Inside, versions: readonly AgreementVersion[]): AgreementVersion | undefined =>
  versions.find((each) => each.state === "proposed" && each.by?.organisation === viewer.organisation?.id);

/** Null while the other side's proposal waits. */
function formOf({ here, inForce, waiting, refused, inside, at, words }: FormFacts) {
  if (waiting && !ownWaiting(inside, [waiting])) return null;
  const from = waiting ?? inForce;
  const standing = {
    amount: from ? typedWan(from.targetFen) : "",
    unit: "wan",
    signedOn: waiting?.signedOn ?? "",
    reason: waiting?.reason ?? "",
    kept: "",
  };
  const typed = refused?.form === "proposal" ? { ...standing, ...refused.typed } : standing;
  return {
    action: here,
    typed,
    units: (["wan", "yuan"] as const).map((value) => ({
      value,
      text: words.t(`partnerships:amountUnit.${value}`),
      selected: typed.unit === value,
    })),
    today: dayOf(at),
    changing: inForce !== undefined,
    again: waiting !== undefined,
    paper: refused?.paper ?? waiting?.document?.name ?? null,
  };
}
