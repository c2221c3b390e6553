import type { Words } from "../../../shared/words";
import type { DraftContent } from "../content";
import { yuanOf } from "../reading/numbers";
import { pictureAddress, readDraft } from "../reading/read-draft";
import type { Row } from "./shelf-list";

/** One of a shop's goods in its list: what it is, how it stands, and the one thing to do next. */
export function rowView(row: Row, words: Words) {
  const { draft, product, pieces, sold } = row;
  const { t } = words;
  return {
    href: `/shelf/${draft._id}`,
    name: nameOf(draft.content, words),
    picture: thumbOf(row),
    state: product?.state ?? draft.state,
    /** Goods on the market have a second life in the draft. */
    pending: product && draft.state !== "approved" ? draft.state : null,
    priceFen: product?.fromFen ?? typedPrice(draft.content),
    from: draft.content.variants.length > 1,
    onMarket: product !== null,
    pieces,
    sold,
    low: product?.state === "approved" && pieces === 0,
    flags: draft.flags.length,
    next: nextStep(row, t),
  };
}

export const nameOf = ({ name, nameEn }: DraftContent, words: Words): string =>
  words.pick(name.trim(), nameEn.trim()) || words.t("shelf:unnamed");

function thumbOf({ draft, product }: Row) {
  const [picture] = draft.content.pictures;
  const url = picture?.url ?? (picture?.sizes[0] && pictureAddress(picture.sizes[0].file)) ?? product?.images[0]?.url;
  return url ? { url, alt: "", ground: picture?.ground || "straw" } : { url: "", alt: "", ground: "straw" };
}

const typedPrice = ({ variants }: DraftContent): number | null =>
  variants.map(({ price }) => yuanOf(price)).find((price) => price !== null) ?? null;

function nextStep({ draft, product, pieces }: Row, t: Words["t"]): { text: string; href: string } | null {
  const href = `/shelf/${draft._id}`;
  if (draft.state === "returned") return { text: t("shelf:next.returned"), href };
  if (product?.state === "suspended") return { text: t("shelf:next.suspended"), href: `${href}/history` };
  if (draft.state === "draft" && product) return { text: t("shelf:next.changed"), href };
  if (draft.state === "draft") return { text: unfinished(draft.content, t), href };
  if (draft.state !== "approved") return { text: t(`shelf:next.${draft.state}`), href };
  if (product?.state === "resting") return { text: t("shelf:next.resting"), href };
  if (pieces === 0) return { text: t("shelf:next.soldOut"), href: `/shelf/stock?q=${encodeURIComponent(draft._id)}` };
  return null;
}

function unfinished(content: DraftContent, t: Words["t"]): string {
  const read = readDraft(content);
  return read.ok ? t("shelf:next.ready") : t("shelf:next.draft", { count: read.errors.length });
}
