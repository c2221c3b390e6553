import Handlebars from "handlebars";
import { formatYuan } from "../../shared/money";
import type { Words } from "../../shared/words";
import type { Shown } from "../shown";

/**
 * The product as search engines read it (schema.org), for a data block of the page. Everything that could end the block or
 * begin markup is written as an escape that JSON reads back, so no name or description can leave it.
 */
export function structuredData(
  { product, seller, pieces }: Shown,
  { address, site }: { address: string; site: string },
  words: Words,
): Handlebars.SafeString {
  const offers = product.variants.map((variant) => ({
    "@type": "Offer",
    sku: variant.sku,
    name: words.pick(variant.name, variant.nameEn),
    price: formatYuan(variant.priceFen).replaceAll(",", ""),
    priceCurrency: "CNY",
    availability: `https://schema.org/${(pieces.get(variant.sku) ?? 0) > 0 ? "InStock" : "OutOfStock"}`,
    url: address,
    seller: { "@type": "Organization", name: words.pick(seller.name, seller.nameEn) },
  }));
  return block({
    "@context": "https://schema.org",
    "@type": "Product",
    name: words.pick(product.name, product.nameEn),
    description: words.pick(product.summary, product.summaryEn),
    image: product.images.map((image) => `${site}${image.url}`),
    url: address,
    category: words.t(`common:category.${product.category}`),
    offers,
  });
}

const block = (data: unknown): Handlebars.SafeString =>
  new Handlebars.SafeString(
    JSON.stringify(data).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
