import { hashOf, sealedText } from "../../credits/chain";
import type { BehindEntry } from "../../credits/declarations/record/behind-entry";
import type { Measure } from "../../credits/deed";
import type { Entry } from "../../credits/entry";
import type { Gazetteer } from "../../regions/gazetteer";
import { dayOf, monthOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { entriesHref } from "../links";
import { Names } from "../names";

export interface EntryReport {
  entry: Entry;
  /** Everything booked about the same line, in order; the entry itself among it. */
  story: Entry[];
  before: Entry | null;
  after: Entry | null;
  campaign: { name: string; nameEn: string; slug: string } | null;
  /** Where it comes from one, and not from an order. */
  declaration: BehindEntry | null;
  /** Whether the reader may know which institution bought. */
  named: boolean;
  /** Whether its month is closed and sealed. */
  sealed: boolean;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of one entry, explained: what happened, by which rule it counts where, what became of it. */
export function entryView(report: EntryReport) {
  const { entry, story, campaign, gazetteer, words } = report;
  const names = new Names(gazetteer, words);
  const county = names.short(entry.county);
  const helper = entry.helper && names.short(entry.helper);
  return {
    title: words.t("reports:entry.title", { product: entry.product.name }),
    breadcrumb: {
      items: [
        { href: "/contributions", text: words.t("reports:city.title") },
        { href: `/partnerships/${entry.book}`, text: county },
      ],
      current: words.t("reports:entry.name"),
    },
    amountFen: entry.amountFen,
    measure: entry.measure,
    what: words.t(`reports:what.${whatHappened(entry)}`),
    why: words.t(`reports:why.${whyKey(entry)}`, {
      county,
      helper,
      affiliation: entry.affiliation && names.full(entry.affiliation),
    }),
    campaign: campaignWords(report, names),
    campaignHref: campaign && `/campaigns/${campaign.slug}`,
    declaration: report.declaration && {
      ...report.declaration,
      declarer: declarerName(report.declaration, words),
    },
    facts: factsShown(report, names),
    monthHref: entriesHref(entry.book, {
      from: entry.period,
      to: entry.period,
      basis: entry.basis,
      measure: entry.measure,
    }),
    bookedLater: monthOf(entry.occurredAt) !== entry.period,
    story: storyLines(story, entry),
    chain: chainOf(report),
  };
}

/** An institution is named to those who may know it; to others it is one. */
const declarerName = ({ declarer }: BehindEntry, words: Words): string =>
  declarer ? words.pick(declarer.name, declarer.nameEn) : words.t("declarations:entry.unnamed");

/** What kind of deed this was, as a key of the words. */
function whatHappened({ source, measure, amountFen }: Entry): string {
  if (source.kind === "refund") return amountFen < 0 ? "refund" : "reinstated";
  if (source.kind === "chargeback") return amountFen < 0 ? "chargeback" : "restored";
  if (source.kind !== "order") return source.kind;
  return measure;
}

/** Rule 6's two cases read differently where the buyer's district is not known at all. */
const whyKey = ({ basis, affiliation }: Entry): string =>
  basis === "out_of_scope" && affiliation === null ? "unknown_buyer" : basis;

/** That a campaign decided, or why the one named on the order did not. */
function campaignWords({ entry, campaign, words }: EntryReport, names: Names): string | null {
  if (!entry.campaign) return null;
  const name = campaign ? words.pick(campaign.name, campaign.nameEn) : entry.campaign.id;
  return words.t(`reports:campaign.${entry.campaign.setAside ?? "decided"}`, {
    name,
    county: names.short(entry.county),
    day: dayOf(entry.occurredAt),
  });
}

const factsShown = ({ entry, sealed, named, declaration }: EntryReport, names: Names) => ({
  ...facts(entry, names),
  declared: declaration?.goods ?? null,
  statementHref: sealed ? `/partnerships/${entry.book}/statements/${entry.period}` : null,
  institution: (named && entry.institution?.name) || null,
});

const facts = (entry: Entry, names: Names) => ({
  occurredAt: entry.occurredAt,
  bookedAt: entry.bookedAt,
  period: entry.period,
  county: names.full(entry.county),
  helper: entry.helper && names.full(entry.helper),
  affiliation: entry.affiliation && names.full(entry.affiliation),
  basis: entry.basis,
  category: entry.category,
  buyerKind: entry.buyerKind,
  product: entry.product.name,
  sku: entry.sku,
  quantity: entry.quantity,
  seller: entry.seller.name,
  order: entry.order?.number ?? null,
  source: entry.source.kind,
  key: entry.key,
  reverses: entry.reverses,
  ruleVersion: entry.ruleVersion,
});

/** The line's entries with what stands of each measure after them. */
function storyLines(story: readonly Entry[], shown: Entry) {
  const standing: Record<Measure, number> = { paid: 0, recognised: 0 };
  return story.map((entry) => {
    standing[entry.measure] += entry.amountFen;
    return {
      href: `/entries/${entry._id}`,
      current: entry._id === shown._id,
      at: entry.occurredAt,
      what: whatHappened(entry),
      measure: entry.measure,
      amountFen: entry.amountFen,
      paidFen: standing.paid,
      recognisedFen: standing.recognised,
      reversesShown: entry.reverses === shown.key,
      reversedByShown: shown.reverses === entry.key,
    };
  });
}

/** The entry's place in its book's chain, and whether content and neighbours still fit it; null while it has none. */
function chainOf({ entry, before, after, named }: EntryReport) {
  if (entry.seq === null) return null;
  return {
    seq: entry.seq,
    hash: entry.hash,
    previousHash: entry.previousHash,
    whole: hashOf(entry) === entry.hash,
    follows: entry.seq === 1 || before?.hash === entry.previousHash,
    followed: after === null || after.previousHash === entry.hash,
    beforeHref: before && `/entries/${before._id}`,
    afterHref: after && `/entries/${after._id}`,
    // The text names the institution: whoever may not know it is told that it is there, and the hash.
    text: named || !entry.institution ? sealedText(entry) : null,
  };
}
