import { openStock } from "../../stocks/stock";
import { type ProductVersion, ProductVersionModel } from "../history";

/**
 * Opens the stock a published draft asked for, outside any transaction (stock is single documents, and each may be opened
 * again without harm), and ticks it off.
 */
export async function openFirstStock({ _id, product, opening, at }: ProductVersion): Promise<void> {
  if (!opening) return;
  for (const { sku, pieces } of opening) await openStock({ sku, product, available: pieces, at });
  await ProductVersionModel.updateOne({ _id }, { $set: { opening: null } });
}

const MOST_AT_ONCE = 200;

/** For the chores: what a process that died between publishing and opening left behind. */
export async function openForgottenStock(): Promise<void> {
  const lines = await ProductVersionModel.find({ opening: { $type: "object" } })
    .limit(MOST_AT_ONCE)
    .lean();
  for (const line of lines as ProductVersion[]) await openFirstStock(line);
}
