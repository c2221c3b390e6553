import type { FileId, SellerId } from "../../../shared/ids";
import { dropFile } from "../../../shared/uploads/files";
import { ProductModel } from "../../product";
import type { DraftContent } from "../content";
import { DraftModel } from "../draft";
import { pictureAddress } from "../reading/read-draft";

/** Every picture file a draft names. */
export const filesIn = ({ pictures }: Pick<DraftContent, "pictures">): FileId[] =>
  pictures.flatMap(({ sizes }) => sizes.map(({ file }) => file));

/**
 * Drops picture files that nothing of the shop shows any more. A copied product shares its pictures with the one it was
 * copied from, and goods on sale keep theirs until the next publication.
 */
export async function dropUnused(seller: SellerId, files: readonly FileId[]): Promise<void> {
  for (const file of files) {
    const used =
      (await DraftModel.exists({ seller, "content.pictures.sizes.file": file } as never)) ??
      (await ProductModel.exists({ seller, "images.sizes.url": pictureAddress(file) }));
    if (!used) await dropFile(file);
  }
}
