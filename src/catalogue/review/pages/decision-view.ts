import type { FieldError } from "../../../shared/errors";
import { dayOf } from "../../../shared/time";
import { hasDuty, hasRole, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { Product } from "../../product";
import { listedAs } from "../../shelf/as-product";
import type { ListingContent } from "../../shelf/content";
import { contentOf } from "../../shelf/content-of";
import type { Draft } from "../../shelf/draft";
import { readDraft } from "../../shelf/reading/read-draft";
import { soldInYear } from "../../yearly/sold-in-year";
import { flagsOf } from "../flags";
import { historyOf, lastDeed } from "../history";
import { compare } from "../references";
import { changesOf } from "../rules/changes";
import { countyOf, type Seen } from "../seen";
import { changeInWords, type Reader } from "./change-words";
import { flagInWords } from "./flag-words";
import { type Goods, goodsView, nameOf, papersView } from "./goods-view";
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
    title: nameOf(seen, words),
    id,
    crumbs: [{ href: "/review", text: words.t("review:title") }],
    refused,
    typed,
    shop: shopView(seen, viewer, reader),
    draft: draft && draftView(draft, words),
    unreadable: isOpen(draft) && read.listing === null,
    goods: goods && goodsView(goods, { seller, compared, sold: product && (await soldInYear(product, at)) }, reader),
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
  return { listing, goods: listing ? withoutCounted(listing, product) : isOpen(draft) ? null : product, changes };
}

/** A first stock is asked for new sizes alone: what is on the market is counted elsewhere. */
function withoutCounted(listing: ListingContent, product: Product | null): Goods {
  const known = new Set(product?.variants.map(({ sku }) => sku));
  const variants = listing.variants.map(({ stock, ...variant }) =>
    known.has(variant.sku) ? variant : { ...variant, stock },
  );
  return { ...listing, variants };
}

const draftView = ({ state, version, submittedAt, returned }: Draft, { t }: Words) => ({
  state,
  version,
  submittedAt,
  returned: returned && { ...returned, by: t(`review:side.${returned.by}`) },
});

/** Its documents are for its own county and the platform; the county goods come from need not be that one. */
function shopView({ seller }: Seen, viewer: Viewer, { words, book }: Reader) {
  const vets = [null, seller.county].includes(countyOf(viewer) as typeof seller.county);
  const county = book.find(seller.county);
  return {
    name: words.pick(seller.name, seller.nameEn),
    kind: words.t(`common:sellerKind.${seller.kind}`),
    state: seller.state,
    county: county ? words.pick(county.shortName, county.nameEn) : "",
    open: seller.state === "open",
    href: vets ? `/desk/sellers/${seller._id}` : null,
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
  const may = deedsOf({ draft, product, seller }, platform, readable);
  const looksOnly = !hasDuty(viewer.organisation?.role ?? "member", "goods");
  return looksOnly ? { waitsForCounty: may.waitsForCounty, waitsForShop: may.waitsForShop } : may;
}

const deedsOf = (
  { draft, product, seller }: Pick<Seen, "draft" | "product" | "seller">,
  platform: boolean,
  readable: boolean,
) => ({
  recommend: !platform && readable && draft?.state === "submitted",
  approve: platform && readable && draft?.state === "recommended" && seller.state === "open",
  waitsForShop: platform && draft?.state === "recommended" && seller.state !== "open",
  waitsForCounty: platform && draft?.state === "submitted",
  return: draft?.state === "submitted" || draft?.state === "recommended",
  suspend: platform && (product?.state === "approved" || product?.state === "resting"),
  lift: platform && product?.state === "suspended",
});
