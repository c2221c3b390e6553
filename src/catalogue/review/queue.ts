import type { QueryFilter } from "mongoose";
import { type Seller, SellerModel } from "../../sellers/seller";
import type { ProductId } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { hasRole, type Viewer } from "../../shared/viewer";
import { type Product, ProductModel } from "../product";
import { type Draft, DraftModel } from "../shelf/draft";
import { countyOf, REVIEWERS } from "./seen";

/** What officials list: drafts by where they are on their way, then goods on the market and those taken off it. */
export const TABS = ["submitted", "recommended", "returned", "approved", "suspended"] as const;
export type Tab = (typeof TABS)[number];

export interface Listed {
  id: ProductId;
  draft: Draft | null;
  product: Product | null;
  seller: Seller | undefined;
  /** Since when it waits, or has been where it is. */
  since: Date;
}

export interface Wanted {
  tab: Tab;
  limit: number;
  cursor?: string | undefined;
  /** Part of the name, the shop's name or a SKU. */
  q?: string | undefined;
  /** For the platform: one county's alone. A county's officials see their own in any case. */
  county?: string | undefined;
}

type Key = readonly [since: number, id: string];

/** One page of the goods this official answers for; those waiting longest come first, those decided last come first. */
export async function reviewList(viewer: Viewer, wanted: Wanted): Promise<Page<Listed>> {
  const county = countyOf(viewer) ?? wanted.county ?? null;
  const key = fromCursor(wanted.cursor, 2) as Key | null;
  const rows = isDraftTab(wanted.tab)
    ? await draftRows(wanted.tab, { ...wanted, county, key })
    : await productRows(wanted.tab, { ...wanted, county, key });
  const cut = page(rows, wanted.limit, ({ since, id }) => [since.getTime(), id]);
  return { ...cut, items: await withSellers(cut.items) };
}

interface Asked extends Omit<Wanted, "county"> {
  county: string | null;
  key: Key | null;
}
type Row = Omit<Listed, "seller">;

const isDraftTab = (tab: Tab): tab is "submitted" | "recommended" | "returned" =>
  tab !== "approved" && tab !== "suspended";

async function draftRows(state: "submitted" | "recommended" | "returned", asked: Asked): Promise<Row[]> {
  const way = state === "returned" ? -1 : 1;
  const drafts = (await DraftModel.find({
    ...draftsOf(asked.county),
    state,
    ...(asked.q && { sought: partOf(asked.q.toLowerCase()) }),
    ...after("submittedAt", asked.key, way),
  } as QueryFilter<Draft>)
    .sort({ submittedAt: way, _id: way })
    .limit(asked.limit + 1)
    .lean()) as Draft[];
  const onSale = (await ProductModel.find(
    { _id: { $in: drafts.map(({ _id }) => _id) } },
    { tokens: 0 },
  ).lean()) as unknown as Product[];
  return drafts.map((draft) => ({
    id: draft._id,
    draft,
    product: onSale.find(({ _id }) => _id === draft._id) ?? null,
    since: draft.submittedAt ?? draft.updatedAt,
  }));
}

async function productRows(tab: "approved" | "suspended", asked: Asked): Promise<Row[]> {
  const named = asked.q && {
    $or: ["name", "nameEn", "sellerName"].map((field) => ({ [field]: partOf(asked.q as string) })),
  };
  const products = (await ProductModel.find(
    {
      $and: [
        { ...productsOf(asked.county), state: { $in: tab === "approved" ? ["approved", "resting"] : ["suspended"] } },
        named || {},
        after("approvedAt", asked.key, -1),
      ],
    } as QueryFilter<Product>,
    { tokens: 0, description: 0, descriptionEn: 0 },
  )
    .sort({ approvedAt: -1, _id: -1 })
    .limit(asked.limit + 1)
    .lean()) as unknown as Product[];
  return products.map((product) => ({
    id: product._id,
    draft: null,
    product,
    since: product.approvedAt ?? product.createdAt,
  }));
}

const draftsOf = (county: string | null) => (county === null ? {} : { "content.originCounty": county });
const productsOf = (county: string | null) => (county === null ? {} : { originCounty: county });

/** Typed words, taken literally. */
const partOf = (text: string) => ({
  $regex: text.normalize("NFKC").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  $options: "i",
});

function after(field: string, key: Key | null, way: 1 | -1) {
  if (!key || typeof key[0] !== "number") return {};
  const [beyond, at] = [way === 1 ? "$gt" : "$lt", new Date(key[0])];
  return { $or: [{ [field]: { [beyond]: at } }, { [field]: at, _id: { [beyond]: String(key[1]) } }] };
}

async function withSellers(rows: Row[]): Promise<Listed[]> {
  const ids = rows.flatMap(({ draft, product }) => draft?.seller ?? product?.seller ?? []);
  const sellers = (await SellerModel.find({ _id: { $in: [...new Set(ids)] } }).lean()) as Seller[];
  return rows.map((row) => ({
    ...row,
    seller: sellers.find(({ _id }) => _id === (row.draft?.seller ?? row.product?.seller)),
  }));
}

/** How many stand behind each tab. */
export async function reviewCounts(viewer: Viewer, only?: string): Promise<Record<Tab, number>> {
  const county = countyOf(viewer) ?? only ?? null;
  const [submitted, recommended, returned, approved, suspended] = (await Promise.all([
    ...(["submitted", "recommended", "returned"] as const).map((state) =>
      DraftModel.countDocuments({ ...draftsOf(county), state } as QueryFilter<Draft>),
    ),
    ProductModel.countDocuments({
      ...productsOf(county),
      state: { $in: ["approved", "resting"] },
    } as QueryFilter<Product>),
    ProductModel.countDocuments({ ...productsOf(county), state: "suspended" } as QueryFilter<Product>),
  ])) as [number, number, number, number, number];
  return { submitted, recommended, returned, approved, suspended };
}

/** What the desk says of goods to those who review them: how many wait for them, and with the other office; null for others. */
export async function reviewWork(viewer: Viewer): Promise<{ waiting: number; elsewhere: number } | null> {
  if (!hasRole(viewer, ...REVIEWERS)) return null;
  const county = countyOf(viewer);
  const [submitted, recommended] = await Promise.all(
    (["submitted", "recommended"] as const).map((state) =>
      DraftModel.countDocuments({ ...draftsOf(county), state } as QueryFilter<Draft>),
    ),
  );
  const [own, other] = county === null ? [recommended, submitted] : [submitted, recommended];
  return { waiting: own ?? 0, elsewhere: other ?? 0 };
}
