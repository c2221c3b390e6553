import type { FieldError } from "../../../shared/errors";
import type { FormResult } from "../../../shared/form";
import type { Sku } from "../../../shared/ids";
import type { Fen } from "../../../shared/money";
import type { Words } from "../../../shared/words";
import type { Product } from "../../product";
import { MOST_TIERS } from "../../shelf/content";
import { yuanText } from "../../shelf/content-of";
import { countOf, yuanOf } from "../../shelf/reading/numbers";
import type { Tier, Variant } from "../../variant";
import type { PriceChange } from "../deeds/change-prices";
import { corridorAt, type PriceBase } from "../rules/bounds";
import { yuan } from "./change-words";

const DEAREST_FEN = 100_000_00;

interface Drawn {
  product: Product;
  bases: ReadonlyMap<Sku, PriceBase>;
  words: Words;
  /** What was typed in a refused form, and what is wrong with it. */
  body?: Readonly<Record<string, unknown>>;
  errors?: FieldError[];
}

/** What the partial review/price-form is drawn from: every size with its prices and the bounds they may move in at once. */
export function priceForm({ product, bases, words, body, errors = [] }: Drawn) {
  const value = (field: string, now: string): string => {
    const typed = body?.[field];
    return typeof typed === "string" ? typed.slice(0, 30) : now;
  };
  return {
    action: `/shelf/${product._id}/prices`,
    version: product.version,
    errors,
    variants: product.variants.map((variant) => {
      const at = `variants.${variant.sku}`;
      const { lowFen, highFen } = corridorAt(bases.get(variant.sku) as PriceBase, 1);
      return {
        at,
        name: words.pick(variant.name, variant.nameEn),
        unit: words.pick(variant.unit, variant.unitEn),
        price: value(`${at}.priceFen`, yuanText(variant.priceFen)),
        limit: value(`${at}.limitPerBuyer`, variant.limitPerBuyer === null ? "" : String(variant.limitPerBuyer)),
        help: words.t("review:prices.corridor", { low: yuan(lowFen), high: yuan(highFen) }),
        tiers: Array.from({ length: rowsOf(variant, body) }, (_, index) => {
          const [row, tier] = [`${at}.tiers.${index}`, variant.tiers[index]];
          return {
            minQuantityName: `${row}.minQuantity`,
            priceName: `${row}.priceFen`,
            minQuantity: value(`${row}.minQuantity`, tier ? String(tier.minQuantity) : ""),
            price: value(`${row}.priceFen`, tier ? yuanText(tier.priceFen) : ""),
          };
        }),
      };
    }),
  };
}

/** The steps there are, and one more to fill in; all of them where a form is drawn again. */
const rowsOf = ({ tiers }: Variant, body: unknown): number =>
  body ? MOST_TIERS : Math.min(MOST_TIERS, tiers.length + 1);

/** The form's texts as changes, or what is wrong beside each field. Sizes the form does not name stay as they are. */
export function readPriceForm(product: Product, body: Readonly<Record<string, unknown>>): FormResult<PriceChange[]> {
  const errors: FieldError[] = [];
  const changes = product.variants
    .filter(({ sku }) => typeof body[`variants.${sku}.priceFen`] === "string")
    .map((variant) => readVariant(variant, textsOf(body), errors));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: changes };
}

type Texts = (field: string) => string;
const textsOf =
  (body: Readonly<Record<string, unknown>>): Texts =>
  (field) => {
    const typed = body[field];
    return typeof typed === "string" ? typed.trim() : "";
  };

function readVariant({ sku }: Variant, text: Texts, errors: FieldError[]): PriceChange {
  const at = `variants.${sku}`;
  const priceFen = readPrice(`${at}.priceFen`, text, errors);
  const tiers = Array.from({ length: MOST_TIERS }, (_, index) => `${at}.tiers.${index}`)
    .filter((row) => text(`${row}.minQuantity`) !== "" || text(`${row}.priceFen`) !== "")
    .map(
      (row): Tier => ({
        minQuantity: readCount(`${row}.minQuantity`, 2, text, errors),
        priceFen: readPrice(`${row}.priceFen`, text, errors),
      }),
    );
  const limit = `${at}.limitPerBuyer`;
  return { sku, priceFen, tiers, limitPerBuyer: text(limit) === "" ? null : readCount(limit, 1, text, errors) };
}

function readPrice(field: string, text: Texts, errors: FieldError[]): Fen {
  const amount = yuanOf(text(field));
  if (amount !== null && amount >= 1 && amount <= DEAREST_FEN) return amount;
  errors.push({ field, code: text(field) === "" ? "required" : amount === null ? "amount" : "price_bounds" });
  return 0 as Fen;
}

function readCount(field: string, minimum: number, text: Texts, errors: FieldError[]): number {
  const count = countOf(text(field));
  if (count === null) errors.push({ field, code: text(field) === "" ? "required" : "not_a_whole_number" });
  else if (count < minimum) errors.push({ field, code: "too_small", params: { minimum } });
  else if (count > 9999) errors.push({ field, code: "too_big", params: { maximum: 9999 } });
  else return count;
  return 0;
}
