import type { FieldError } from "../../../shared/errors";
import { dayOf } from "../../../shared/time";
import { hasRole, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { listedAs } from "../../shelf/as-product";
import { contentOf } from "../../shelf/content-of";
import type { Draft } from "../../shelf/draft";
import { readDraft } from "../../shelf/reading/read-draft";
import { flagsOf } from "../flags";
import { historyOf, lastDeed } from "../history";
import { compare } from "../references";
import { changesOf } from "../rules/changes";
import type { Seen } from "../seen";
import { changeInWords, type Reader } from "./change-words";
import { flagInWords } from "./flag-words";
import { type Goods, goodsView, papersView } from "./goods-view";
import { historyLines } from "./history-view";

const LINES_SHOWN = 4;

export interface Drawn {
  seen: Seen;
  viewer: Viewer;
  reader: Reader;
  at: Date;
  /** What a refused form brought, to be drawn again. */
  typed?: { form: string; reason: string; errors: FieldError[] };
  /** A refused decision, in words. */
  refused?: { title: string; text: string };
}

/** The view model of the page on which goods are decided. */
export async function decisionView({ seen, viewer, reader, at, typed, refused }: Drawn) {
  const { id, draft, product, seller } = seen;
  const { words } = reader;
  const read = readSeen(seen);
  const goods: Goods | null = read.goods;
  const compared = goods ? await compare(goods, seller._id) : [];
  const flags =
    read.listing && draft ? await flagsOf({ listing: read.listing, content: draft.content, seller }, at) : [];
  const content = isOpen(draft) ? draft.content : product && contentOf(product);
  return {
    title: goods ? words.pick(goods.name, goods.nameEn) : (draft?.content.name ?? ""),
    id,
    crumbs: [{ href: "/review", text: words.t("review:title") }],
    refused,
    typed,
    shop: shopView(seen, reader),
    draft: draft && draftView(draft, words),
    unreadable: isOpen(draft) && read.listing === null,
    goods: goods && goodsView(goods, { seller, compared }, reader),
    papers: content && papersView(id, content, dayOf(at), reader),
    flags: flags.map((flag) => flagInWords(flag, words)),
    changes: read.changes.map((change) => changeInWords(change, reader)),
    compares: isOpen(draft) && product !== null && read.listing !== null,
    market: await marketView(seen, words),
    may: mayDo(seen, viewer, read.listing !== null),
    history: await historyLines(await historyOf(id, { limit: LINES_SHOWN }), "officials", reader),
    historyHref: `/review/${id}/history`,
  };
}

/** A returned draft is the shop's again: what it is typing is nobody else's business until it is handed in anew. */
const isOpen = (draft: Draft | null): draft is Draft => draft !== null && draft.state !== "returned";

function readSeen({ draft, product, seller }: Seen) {
  const read = isOpen(draft) ? readDraft(draft.content) : null;
  const listing = read?.ok ? read.value : null;
  const changes = listing && product ? changesOf(product, { ...product, ...listedAs(listing, seller) }) : [];
  return { listing, goods: listing ?? (isOpen(draft) ? null : product), changes };
}

const draftView = ({ state, version, submittedAt, returned }: Draft, { t }: Words) => ({
  state,
  version,
  submittedAt,
  returned: returned && { ...returned, by: t(`review:side.${returned.by}`) },
});

function shopView({ seller }: Seen, { words, book }: Reader) {
  const county = book.find(seller.county);
  return {
    name: words.pick(seller.name, seller.nameEn),
    kind: words.t(`common:sellerKind.${seller.kind}`),
    state: seller.state,
    county: county ? words.pick(county.shortName, county.nameEn) : "",
    open: seller.state === "open",
    href: `/vetting/${seller._id}`,
  };
}

async function marketView({ product }: Seen, { t }: Words) {
  if (!product) return null;
  const suspension = product.state === "suspended" ? await lastDeed(product._id, "suspended") : null;
  return {
    state: product.state,
    stateText: t(`common:state.product.${product.state}`),
    version: product.version,
    approvedAt: product.approvedAt,
    href: product.state === "approved" ? `/products/${product.slug}` : null,
    suspension: suspension && { reason: suspension.reason, at: suspension.at },
  };
}

/** Which forms the page offers; the deeds check again. */
function mayDo({ draft, product, seller }: Seen, viewer: Viewer, readable: boolean) {
  const platform = hasRole(viewer, "admin");
  return {
    recommend: !platform && readable && draft?.state === "submitted",
    approve: platform && readable && draft?.state === "recommended" && seller.state === "open",
    waitsForShop: platform && draft?.state === "recommended" && seller.state !== "open",
    waitsForCounty: platform && draft?.state === "submitted",
    return: draft?.state === "submitted" || draft?.state === "recommended",
    suspend: platform && (product?.state === "approved" || product?.state === "resting"),
    lift: platform && product?.state === "suspended",
  };
}
