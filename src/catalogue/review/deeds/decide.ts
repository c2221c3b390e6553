import { type Telling, tell } from "../../../accounts/notices/tell";
import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import { inTransaction, isDuplicate } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { ProductId } from "../../../shared/ids";
import type { Viewer } from "../../../shared/viewer";
import { mustBeEligible } from "../../eligible";
import type { ListingContent } from "../../shelf/content";
import { changeDraft, type Draft, DraftModel, type DraftState } from "../../shelf/draft";
import { readDraft } from "../../shelf/reading/read-draft";
import { slugFor } from "../../shelf/slug";
import { actorOf, lastDeed, type ProductVersion, recordVersion } from "../history";
import { mustBeJudge, mustBeSeen, type Seen, seenBy } from "../seen";
import { auditGoods } from "./audit-goods";
import { openFirstStock } from "./open-first-stock";
import { publish } from "./publish";

/** One decision asked for: which product, by whom, and the version of the draft that was looked at, where it was said. */
export interface Asked {
  id: string;
  by: Viewer;
  version?: number | undefined;
}

/**
 * The county says the goods are what they are said to be (县级推荐). Refuses NOT_FOUND for another county's, PRODUCT_MOVED_ON
 * for what is not waiting for it, PRODUCT_CHANGED, OWN_ORGANISATION and PRODUCT_NOT_ELIGIBLE. Asked again, it was done.
 */
export async function recommend(asked: Asked, at: Date): Promise<Draft> {
  const book = await gazetteer();
  return inTransaction(async () => {
    const seen = await seenBy(asked.by, asked.id);
    if (seen.draft?.state === "recommended") return seen.draft;
    const draft = await mayDecide(seen, asked, ["submitted"]);
    const listing = listingOf(draft, book);
    const moved = await changeDraft(draft, { state: "recommended" });
    const line = await recordVersion({ ...head(seen, asked, at), deed: "recommended", draftVersion: moved.version });
    await tell({ ...notice(line, listing.name), to: { platform: true }, kind: "goods_recommended" }, at);
    await tellShop(seen, line, "goods_recommended_shop", listing.name, at);
    await auditGoods(seen, { what: "product.recommended", by: asked.by, ...states(draft, moved) }, at);
    return moved;
  });
}

/**
 * The platform lets the goods on the market (平台审核). Refuses as `recommend` does, and SHOP_NOT_OPEN. Asked again, it was done;
 * the first stock is opened after the transaction, here or by the next round of the chores.
 */
export async function approve(asked: Asked, at: Date): Promise<Draft> {
  const [book, slug] = [await gazetteer(), await spelled(asked.id)];
  const { draft, line } = await inTransaction(async () => {
    const before = await approvedBefore(asked);
    if (before) return before;
    const seen = await seenBy(asked.by, asked.id);
    const draft = await mayDecide(seen, asked, ["recommended"]);
    if (seen.seller.state !== "open") throw new Refusal("SHOP_NOT_OPEN");
    const published = await publish({ ...seen, draft, listing: listingOf(draft, book), slug }, actorOf(asked.by), at);
    await tellShop(seen, published.line, "goods_approved", published.product.name, at);
    await auditGoods(seen, { what: "product.approved", by: asked.by, ...states(draft, published.draft) }, at);
    return published;
  }).catch((error: unknown) => {
    // Another product took the address meanwhile; asked again, this one gets the next.
    throw isDuplicate(error) ? new Refusal("BUSY", { retryAfterSeconds: 1, cause: error }) : error;
  });
  if (line) await openFirstStock(line);
  return draft;
}

/** The county or the platform gives the draft back with a reason; what is on the market stays there as it is. */
export async function returnDraft(asked: Asked & { reason: string }, at: Date): Promise<Draft> {
  return inTransaction(async () => {
    const seen = await seenBy(asked.by, asked.id);
    if (seen.draft?.state === "returned") return seen.draft;
    const draft = await mayDecide(seen, asked, ["submitted", "recommended"]);
    const by = actorOf(asked.by);
    const side = by.side === "platform" ? "platform" : "county";
    const returned = { reason: asked.reason, by: side, at } as const;
    const moved = await changeDraft(draft, { state: "returned", returned });
    const line = await recordVersion({
      ...head(seen, asked, at),
      deed: "returned",
      draftVersion: moved.version,
      reason: asked.reason,
    });
    await tellShop(seen, line, "goods_returned", draft.content.name, at);
    const note = asked.reason;
    await auditGoods(seen, { what: "product.returned", by: asked.by, ...states(draft, moved), note }, at);
    return moved;
  });
}

const states = (before: Draft, after: Draft) => ({ before: { state: before.state }, after: { state: after.state } });

/** The address the goods will have when they are new. */
async function spelled(id: string): Promise<string> {
  const draft = (await DraftModel.findById(String(id), { "content.name": 1 }).lean()) as Draft | null;
  return draft ? slugFor(draft.content.name, draft._id) : "";
}

/** Published and not touched since. */
async function approvedBefore({ id }: Asked): Promise<{ draft: Draft; line: ProductVersion | null } | null> {
  const draft = (await DraftModel.findOne({ _id: String(id) as ProductId, state: "approved" }).lean()) as Draft | null;
  return draft && { draft, line: await lastDeed(draft._id, "published") };
}

async function mayDecide({ draft, seller }: Seen, asked: Asked, from: readonly DraftState[]): Promise<Draft> {
  if (!draft || !from.includes(draft.state)) throw new Refusal("PRODUCT_MOVED_ON");
  mustBeSeen(draft, asked.version);
  await mustBeJudge(asked.by, seller);
  return draft;
}

/** What was handed in, read as strictly as then. Refuses INVALID where today's rules are stricter, and what cannot count. */
function listingOf(draft: Draft, book: Gazetteer): ListingContent {
  const read = readDraft(draft.content);
  if (!read.ok) throw new Refusal("INVALID", { fields: read.errors });
  mustBeEligible(read.value, book);
  return read.value;
}

const head = ({ id, seller }: Seen, { by }: Asked, at: Date) => ({
  product: id,
  seller: seller._id,
  at,
  by: actorOf(by),
});

const notice = (line: ProductVersion, goods: string): Pick<Telling, "key" | "params" | "href"> => ({
  key: `${line.deed}:${line._id}`,
  params: { goods, reason: line.reason ?? "" },
  href: `/review/${line.product}`,
});

const tellShop = ({ seller }: Seen, line: ProductVersion, kind: string, goods: string, at: Date): Promise<void> =>
  tell(
    {
      ...notice(line, goods),
      to: { organisation: seller.organisation, duty: "goods" },
      kind,
      href: `/shelf/${line.product}/history`,
    },
    at,
  );
