import { type Product, ProductModel } from "../../catalogue/product";
import type { SellerId } from "../../shared/ids";
import { nameKey } from "../parcels/standing";

export interface Sought {
  /** Words of the orders' index, any of which may match. */
  keys: string[];
  /** Further digits of a phone, when more than the four of the index were typed. */
  phone: string | null;
}

const MOST_PRODUCTS = 20;

/** What somebody typed, as words of the index: every meaning it can have at once. */
export async function soughtBy(seller: SellerId, typed: string): Promise<Sought> {
  const text = typed.normalize("NFKC").trim();
  const code = text.toUpperCase().replaceAll(/\s/g, "");
  const digits = /^\d{4,11}$/.test(code) ? code : null;
  const goods = await productsNamed(seller, text);
  return {
    keys: [
      ...(/^[0-9A-Z-]{4,40}$/.test(code) ? [`n:${code}`, `t:${code}`] : []),
      ...(digits ? [`p:${digits.slice(-4)}`] : []),
      `c:${nameKey(text)}`,
      ...goods.map((id) => `g:${id}`),
    ],
    phone: digits && digits.length > 4 ? digits : null,
  };
}

/** A shop's own goods are few: their names are compared here, in either language. */
async function productsNamed(seller: SellerId, text: string): Promise<string[]> {
  const fields = { name: 1, nameEn: 1, "variants.sku": 1 };
  const products = (await ProductModel.find({ seller }, fields).limit(2000).lean()) as Product[];
  const wanted = text.toLowerCase();
  const named = products.filter(({ name, nameEn, variants }) =>
    [name, nameEn, ...variants.map((variant) => variant.sku)].some((each) => each.toLowerCase().includes(wanted)),
  );
  return named.slice(0, MOST_PRODUCTS).map((product) => product._id);
}
