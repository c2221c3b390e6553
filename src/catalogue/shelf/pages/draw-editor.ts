import type { Request, Response } from "express";
import { gazetteer } from "../../../regions/gazetteer";
import type { Seller } from "../../../sellers/seller";
import type { FieldError } from "../../../shared/errors";
import { now } from "../../../shared/time";
import { hasDuty, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { type Product, ProductModel } from "../../product";
import { flagsOf } from "../../review/flags";
import { flagInWords } from "../../review/pages/flag-words";
import { soldInYear } from "../../yearly/sold-in-year";
import { soldText } from "../../yearly/yearly-words";
import type { DraftContent } from "../content";
import type { Draft } from "../draft";
import { readDraft } from "../reading/read-draft";
import { isEditable } from "../writing/save-draft";
import { fieldsView, labelsOf } from "./editor-view";
import { nameOf } from "./list-view";

interface Drawing {
  shop: Seller;
  draft: Draft;
  /** What was typed and could not be saved or handed in; else the draft's own. */
  content?: DraftContent;
  errors?: readonly FieldError[];
  /** Somebody else saved meanwhile; saving again overwrites. */
  stale?: boolean;
}

const OF_PRODUCT = { state: 1, slug: 1, season: 1, variants: 1, yearly: 1 } as const;
type OnMarket = Pick<Product, "_id" | "state" | "slug" | "season" | "variants" | "yearly">;

/** The pictures stand first on the page, so what is wrong with them is said first. */
const inPageOrder = (errors: readonly FieldError[]): FieldError[] => {
  const ofPictures = ({ field }: FieldError) => field.startsWith("pictures");
  return [...errors.filter(ofPictures), ...errors.filter((error) => !ofPictures(error))];
};

/** The one page on which a product is written: 422 where it was refused, 409 where somebody else was faster. */
export async function drawEditor(req: Request, res: Response, drawing: Drawing): Promise<void> {
  const { shop, draft, content = draft.content, errors = [], stale = false } = drawing;
  const { words } = req;
  const at = now();
  const product = (await ProductModel.findById(draft._id, OF_PRODUCT).lean()) as OnMarket | null;
  const sold = product && (await soldInYear(product, at));
  const mayWrite = hasDuty(viewerOf(req).organisation?.role ?? "member", "goods");
  const name = nameOf(content, words);
  res.status(errors.length > 0 ? 422 : stale ? 409 : 200).render("shelf/editor", {
    title: name,
    crumbs: [{ href: "/shelf", text: words.t("shelf:title") }],
    id: draft._id,
    version: draft.version,
    savedAt: draft.version > 1 ? draft.updatedAt : null,
    standing: standingOf({ shop, draft, product, mayWrite }, words),
    flags: await flagsInWords({ shop, draft, content }, words, at),
    locked: !mayWrite || !isEditable(draft),
    sold: sold && soldText(sold, words),
    submitWords: words.t(product ? "shelf:button.submitChange" : "shelf:button.submit"),
    stale,
    errors: inPageOrder(errors),
    labels: labelsOf(errors, { content }, words),
    ...fieldsView({ content, errors, book: await gazetteer(), words, at }),
  });
}

/** What the officials will be told to look at twice, as soon as the draft can be read at all. */
async function flagsInWords(
  { shop, draft, content }: { shop: Seller; draft: Draft; content: DraftContent },
  words: Words,
  at: Date,
) {
  const listing = readDraft(content);
  if (draft.state === "approved" || !listing.ok) return [];
  const flags = await flagsOf({ listing: listing.value, content, seller: shop }, at);
  return flags.map((flag) => flagInWords(flag, words));
}

interface Standing {
  shop: Seller;
  draft: Draft;
  product: Pick<Product, "state" | "slug"> | null;
  mayWrite: boolean;
}

/** Where the product stands, in one sentence, and what can be done with it as a whole. */
function standingOf({ shop, draft, product, mayWrite }: Standing, { t }: Words) {
  const market = product?.state ?? null;
  const waiting = draft.state === "submitted" || draft.state === "recommended";
  const fresh = !product && draft.state === "draft" && draft.version === 1;
  const key =
    draft.state === "approved" && market ? market : market && draft.state === "draft" ? "changed" : draft.state;
  return {
    state: market ?? draft.state,
    pending: market && draft.state !== "approved" ? draft.state : null,
    sentence: fresh ? "" : t(`shelf:standing.${key}`),
    returned: draft.state === "returned" ? draft.returned : null,
    shopClosed: shop.state === "open" ? null : shop.state,
    publicHref: market === "approved" && product ? `/products/${product.slug}` : null,
    historyHref: draft.submittedAt ? `/shelf/${draft._id}/history` : null,
    pricesHref: product && market !== "draft" && market !== "submitted" ? `/shelf/${draft._id}/prices` : null,
    may: {
      withdraw: mayWrite && waiting,
      rest: mayWrite && market === "approved",
      wake: mayWrite && market === "resting",
      discard: mayWrite && market !== null && (draft.state === "draft" || draft.state === "returned"),
      copy: mayWrite,
      remove: mayWrite && !market && draft.state === "draft" && draft.submittedAt === null,
    },
  };
}
