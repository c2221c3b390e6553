import type { PartnershipChange } from "../../../regions/changes/change";
import { dayBefore, earliestDay } from "../../../regions/changes/rules";
import type { Stamp } from "../../../regions/two-sides";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { entriesHref } from "../../links";
import { Names } from "../../names";
import { monthWord } from "../../statements/pages/month-word";
import type { Refused } from "../agreements/agreement-view";
import { couldDecide, type Inside } from "../inside";
import { writerOf } from "./decide-change";
import type { ChangePreview } from "./preview";

const who = (stamp: Stamp | null) =>
  stamp ? { name: stamp.name, organisation: stamp.organisationName, at: stamp.at } : null;

const TONES = {
  suggested: "amber",
  proposed: "amber",
  confirmed: "moss",
  rejected: "plain",
  withdrawn: "plain",
} as const;

/** One change as a line of a list. */
export function changeLine(change: PartnershipChange, { inside, words }: { inside: Inside; words: Words }) {
  const names = new Names(inside.book, words);
  const { _id, partnership, kind, helper, day, state, source, at } = change;
  return {
    href: `/partnerships/${partnership}/changes/${_id}`,
    text: words.t(`partnerships:change.${kind}`, { helper: names.full(helper), day }),
    state,
    tone: TONES[state],
    stateWord: words.t(`partnerships:changeState.${state}`),
    source,
    by: who(writerOf(change)),
    at,
    open: change.open,
  };
}

export interface SeenChange {
  inside: Inside;
  change: PartnershipChange;
  /** Null once it is decided. */
  preview: ChangePreview | null;
  way: "code" | "password" | null;
  refused: Refused | null;
  done: string | null;
  at: Date;
  words: Words;
}

/** The view model of one change: what is asked, what it will and will not move, who did what, what the viewer can do. */
export function changeView(seen: SeenChange) {
  const { inside, change, preview, way, done, at, words } = seen;
  const names = new Names(inside.book, words);
  const county = names.short(inside.partnership.county);
  return {
    ...changeLine(change, { inside, words }),
    // Hyphens that do not break, for a headline on a phone.
    title: words.t(`partnerships:change.${change.kind}`, {
      helper: names.full(change.helper),
      day: change.day.replaceAll("-", "\u2011"),
    }),
    crumbs: [
      {
        href: `/partnerships/${inside.partnership._id}/manage`,
        text: words.t("partnerships:manage.name", { county }),
      },
    ],
    county,
    done,
    day: change.day,
    note: change.note,
    steps: stepsOf(change, words),
    preview: preview && previewModel(preview, seen, names),
    action: `/partnerships/${inside.partnership._id}/changes/${change._id}`,
    ...deedsOf(seen),
    tooLate: change.open && change.day < earliestDay(at),
    earliest: earliestDay(at),
    way,
  };
}

/** What the viewer can do about it, and what was wrong with it the last time. */
function deedsOf({ inside, change, refused }: SeenChange) {
  const writer = writerOf(change);
  const city = inside.speaks === "city" && inside.writes;
  const errorsOf = (form: string) => (refused?.form === form ? refused.errors : []);
  return {
    mayAdopt: change.state === "suggested" && city,
    mayConfirm: change.state === "proposed" && city && writer !== null && couldDecide(inside, writer),
    waitsForOther: change.state === "proposed" && city && writer?.user === inside.viewer.id,
    waitsForCity: change.open && !city,
    mayReject: change.open && city,
    mayWithdraw: change.open && !city && inside.writes && writer?.organisation === inside.viewer.organisation?.id,
    confirmErrors: errorsOf("confirmation"),
    adoptErrors: errorsOf("adoption"),
    rejectErrors: errorsOf("rejection"),
    reason: refused?.form === "rejection" ? (refused.typed.reason ?? "") : "",
  };
}

function stepsOf({ suggestedBy, proposedBy, decidedBy, state, decision }: PartnershipChange, words: Words) {
  const step = (what: string, stamp: Stamp | null, note = "") =>
    stamp
      ? [
          {
            text: words.t(`partnerships:step.${what}`, { name: stamp.name, organisation: stamp.organisationName }),
            at: stamp.at,
            note,
            state: "done",
          },
        ]
      : [];
  return [
    ...step("suggested", suggestedBy),
    ...step("proposed", proposedBy),
    ...step(state, state === "suggested" || state === "proposed" ? null : decidedBy, decision),
  ];
}

function previewModel(preview: ChangePreview, { inside, change, words }: SeenChange, names: Names) {
  const { before, after, months, signing, campaigns } = preview;
  const id = inside.partnership._id;
  const list = (codes: ChangePreview["before"]): string => names.list(codes) || words.t("common:word.none");
  const span = { ...months, measure: "recognised" } as const;
  return {
    day: change.day,
    dayBefore: dayBefore(change.day),
    before: list(before),
    after: list(after),
    ending: change.kind === "end",
    helper: names.short(change.helper),
    // How many people of a district are registered is the city's to know.
    people: inside.speaks === "city" ? { institutions: preview.institutions, citizens: preview.citizens } : null,
    campaigns: campaigns.map(({ name, nameEn, slug, to }) => ({
      name: words.pick(name, nameEn),
      href: `/campaigns/${slug}`,
      to: dayOf(to),
    })),
    from: monthWord(months.from, words),
    to: monthWord(months.to, words),
    ofHelper: {
      paidFen: preview.ofHelper.paidFen,
      recognisedFen: preview.ofHelper.recognisedFen,
      href: entriesHref(id, { ...span, basis: "paired", helper: change.helper }),
    },
    nonPaired: {
      paidFen: preview.nonPaired.paidFen,
      recognisedFen: preview.nonPaired.recognisedFen,
      href: entriesHref(id, { ...span, basis: "non_paired" }),
    },
    nonPairedOfHelper: mayKnow(inside, change) ? { sums: preview.nonPairedOfHelper } : null,
    signing: signing.map(({ month, helpers }, index) => ({
      month: monthWord(month, words),
      later: index > 0,
      signers: [names.short(inside.partnership.county), ...helpers.map((code) => names.short(code))].join(
        words.pick("、", ", "),
      ),
    })),
  };
}

/** What the people of a district bought is for its own office, the county they bought from and the city. */
const mayKnow = ({ speaks, viewer }: Inside, { helper }: PartnershipChange): boolean =>
  speaks !== "helper" || viewer.organisation?.region === helper;

/** The form for a new change. */
export function newChangeView(
  inside: Inside,
  { typed, errors, at, words }: { typed: Record<string, string>; errors: Refused["errors"]; at: Date; words: Words },
) {
  const names = new Names(inside.book, words);
  const county = names.short(inside.partnership.county);
  const base = `/partnerships/${inside.partnership._id}`;
  const helpers = inside.book.regions.filter((region) => region.helper);
  return {
    title: words.t("partnerships:change.newTitle", { county }),
    crumbs: [{ href: `${base}/manage`, text: words.t("partnerships:manage.name", { county }) }],
    action: `${base}/changes`,
    city: inside.speaks === "city",
    typed: { day: earliestDay(at), ...typed },
    earliest: earliestDay(at),
    today: dayOf(at),
    kinds: (["add", "end"] as const).map((value) => ({
      value,
      text: words.t(`partnerships:changeKind.${value}`),
      help: words.t(`partnerships:changeKindHelp.${value}`),
      checked: (typed.kind ?? "add") === value,
    })),
    groups: (["central", "new", "zone"] as const).map((group) => ({
      label: words.t(`common:group.${group}`),
      options: helpers
        .filter((region) => region.group === group)
        .map((region) => ({ value: region._id, text: names.full(region._id) })),
    })),
    errors,
    labels: Object.fromEntries(
      ["kind", "helper", "day", "sourceTitle", "sourceWhere", "sourceDay", "note"].map((name) => [
        name,
        words.t(`partnerships:field.${name}`),
      ]),
    ),
  };
}
