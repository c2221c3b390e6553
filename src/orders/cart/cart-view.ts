import { z } from "zod";
import type { Sku } from "../../shared/ids";
import { sum } from "../../shared/money";
import type { Words } from "../../shared/words";
import { FRESH_CLAIM_HOURS } from "../requests/window";
import type { BuyerLimit } from "./buyer-limits";
import type { Basket, PricedCart, PricedItem } from "./price-cart";

export const CartAnswer = z.object({
  version: z.int(),
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      priceFen: z.int(),
      lineFen: z.int(),
      available: z.boolean(),
      seller: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  goodsFen: z.int(),
  freightFen: z.int(),
  totalFen: z.int(),
  campaign: z.string().nullable(),
});

/** The cart as the JSON contract shows it. Goods no longer sold stand in it as unavailable and cost nothing. */
export function cartAnswer(cart: PricedCart, words: Words): z.infer<typeof CartAnswer> {
  const items = cart.baskets.flatMap(({ seller, items }) =>
    items.map((item) => ({
      sku: item.sku,
      name: nameOf(item, words),
      quantity: item.quantity,
      priceFen: item.unitFen,
      lineFen: item.lineFen,
      available: item.inStock >= item.quantity,
      seller: { id: seller._id, name: words.pick(seller.name, seller.nameEn) },
    })),
  );
  const gone = cart.gone.map(({ sku, quantity }) => ({
    sku,
    name: sku,
    quantity,
    priceFen: 0,
    lineFen: 0,
    available: false,
    seller: null,
  }));
  return {
    version: cart.version,
    items: [...items, ...gone],
    goodsFen: cart.goodsFen,
    freightFen: cart.freightFen,
    totalFen: cart.totalFen,
    campaign: cart.campaign,
  };
}

export const nameOf = ({ product, variant }: PricedItem, words: Words): string =>
  `${words.pick(product.name, product.nameEn)} ${words.pick(variant.name, variant.nameEn)}`;

/** The cart as its page and the checkout page draw it. */
export const basketViews = (cart: PricedCart, words: Words, limits: Limits = new Map()) =>
  cart.baskets.map((basket) => basketView(basket, words, limits));

/** What each limited variant's buyer may still have. */
type Limits = ReadonlyMap<Sku, BuyerLimit>;

const basketView = (
  { seller, way, pickup, items, goodsFen, freightFen, totalFen, rule, served }: Basket,
  words: Words,
  limits: Limits,
) => ({
  // A shop's tickets and its goods are two baskets, so its slug alone would name two headings.
  id: `${seller.slug}-${way}`,
  seller: { slug: seller.slug, name: words.pick(seller.name, seller.nameEn), href: `/sellers/${seller.slug}` },
  way,
  pickup: pickup?.name ?? null,
  items: items.map((item) => itemView(item, words, limits.get(item.sku))),
  /** Said before anything is paid: what is fresh can be complained about for a short time only. */
  fresh: items.some((item) => item.product.perishable) ? { hours: FRESH_CLAIM_HOURS } : null,
  goodsFen,
  freightFen,
  totalFen,
  freeOver:
    rule && rule.freeOverFen !== null && freightFen > 0
      ? { overFen: rule.freeOverFen, missingFen: rule.freeOverFen - sum(items.map((item) => item.lineFen)) }
      : null,
  served,
});

function itemView(item: PricedItem, words: Words, limit: BuyerLimit | undefined) {
  const image = item.product.images[0];
  return {
    sku: item.sku,
    name: words.pick(item.product.name, item.product.nameEn),
    variant: words.pick(item.variant.name, item.variant.nameEn),
    href: `/products/${item.product.slug}`,
    image: image ? { url: image.url, alt: words.pick(image.alt, image.altEn) } : null,
    quantity: item.quantity,
    unitFen: item.unitFen,
    singleFen: item.unitFen < item.variant.priceFen ? item.variant.priceFen : null,
    lineFen: item.lineFen,
    short: item.inStock < item.quantity,
    inStock: item.inStock,
    limit: limit ? { ...limit, over: item.quantity > limit.left } : null,
  };
}
