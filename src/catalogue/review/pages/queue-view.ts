import { DAY } from "../../../shared/time";
import { listedAs } from "../../shelf/as-product";
import type { Flag } from "../../shelf/draft";
import { readDraft } from "../../shelf/reading/read-draft";
import { type Listed, TABS, type Tab } from "../queue";
import { changesOf } from "../rules/changes";
import { fieldsInWords, type Reader } from "./change-words";
import { flagInWords } from "./flag-words";
import { nameOf } from "./goods-view";

/** More than this is a list nobody reads at a glance. */
const FIELDS_SHOWN = 5;
/** From here on somebody has waited too long. */
const LONG_WAIT_DAYS = 5;

export function queueLine({ id, draft, product, seller, since }: Listed, at: Date, reader: Reader) {
  const { words, book } = reader;
  const region = book.find(draft?.content.originCounty ?? product?.originCounty ?? "");
  const days = Math.floor((at.getTime() - since.getTime()) / DAY);
  const waits = draft !== null && draft.state !== "returned";
  return {
    href: `/review/${id}`,
    name: nameOf({ draft, product }, words),
    picture: pictureOf({ draft, product }),
    shop: seller ? words.pick(seller.name, seller.nameEn) : "",
    county: region ? words.pick(region.shortName, region.nameEn) : "",
    state: product?.state ?? null,
    isNew: draft !== null && product === null,
    changed: changedIn({ draft, product, seller }, words),
    flags: shortFlags(draft?.flags ?? [], words),
    since,
    waiting: waits ? words.t(days < 1 ? "review:list.today" : "review:list.days", { count: days }) : null,
    late: waits && days >= LONG_WAIT_DAYS,
    returned: draft?.state === "returned" ? (draft.returned?.reason ?? null) : null,
  };
}

/** "price, pictures": what a draft would change on sale; null for new goods and for what is no draft. */
function changedIn({ draft, product, seller }: Pick<Listed, "draft" | "product" | "seller">, words: Reader["words"]) {
  if (!draft || !product || !seller) return null;
  const listing = readDraft(draft.content);
  if (!listing.ok) return words.t("review:list.unreadable");
  const fields = fieldsInWords(changesOf(product, { ...product, ...listedAs(listing.value, seller) }), words);
  if (fields.length === 0) return words.t("review:list.nothing");
  const shown = fields.slice(0, FIELDS_SHOWN).join(words.pick("、", ", "));
  return fields.length > FIELDS_SHOWN ? words.t("review:list.andMore", { shown, count: fields.length }) : shown;
}

function pictureOf({ draft, product }: Pick<Listed, "draft" | "product">) {
  const first = draft?.content.pictures[0];
  const file = first?.sizes[0]?.file;
  const url = first ? (file ? `/pictures/${file}` : first.url) : product?.images[0]?.url;
  return { url: url ?? "", ground: first?.ground || product?.images[0]?.ground || "straw" };
}

const shortFlags = (flags: readonly Flag[], words: Reader["words"]): string[] => [
  ...new Set(flags.map((flag) => flagInWords(flag, words).short)),
];

export const tabChips = (
  counts: Readonly<Record<Tab, number>>,
  { tab, order, href }: { tab: Tab; order: readonly Tab[]; href: (tab: Tab) => string },
  { t }: Reader["words"],
) =>
  order.map((each) => ({
    href: href(each),
    text: t(`review:tab.${each}`),
    count: counts[each],
    current: each === tab,
  }));

/** What a county has to do comes first for it; what it has recommended comes first for the platform. */
export const tabsFor = (platform: boolean): readonly Tab[] =>
  platform ? ["recommended", ...TABS.filter((tab) => tab !== "recommended")] : TABS;
