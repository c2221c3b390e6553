import type { Seller } from "../../../sellers/seller";
import { Refusal } from "../../../shared/errors";
import type { Viewer } from "../../../shared/viewer";
import { type Product, ProductModel } from "../../product";
import { contentOf } from "../content-of";
import { changeDraft, type Draft, DraftModel, draftOf, followingFrom } from "../draft";
import { dropUnused, filesIn } from "../pictures/unused";

/** Deletes what nobody but the shop has ever seen. Refuses with PRODUCT_MOVED_ON once it was handed in. */
export async function removeDraft(shop: Seller, id: string): Promise<void> {
  const draft = await draftOf(shop._id, id);
  const { deletedCount } = await DraftModel.deleteOne({ _id: draft._id, state: "draft", submittedAt: null });
  if (deletedCount === 0) throw new Refusal("PRODUCT_MOVED_ON");
  await dropUnused(draft.seller, filesIn(draft.content));
}

/** Gives up what was changed on goods that are on the market: the draft is again what is published. */
export async function discardChanges(shop: Seller, id: string, by: Pick<Viewer, "id">, at: Date): Promise<Draft> {
  const draft = await draftOf(shop._id, id);
  const product = (await ProductModel.findById(draft._id, { tokens: 0 }).lean()) as Product | null;
  if (!product || (draft.state !== "draft" && draft.state !== "returned")) throw new Refusal("PRODUCT_MOVED_ON");
  const published = contentOf(product);
  const { certificates, batches } = draft.content;
  const content = { ...published, certificates: withPapers(published.certificates, certificates), batches };
  const changed = await changeDraft(draft, {
    content,
    ...followingFrom(content, draft.warned),
    state: "approved",
    returned: null,
    updatedAt: at,
    updatedBy: by.id,
  });
  await dropUnused(draft.seller, filesIn(draft.content));
  return changed;
}

type Certificates = Draft["content"]["certificates"];

/** What is published of a certificate leaves its paper out; the draft still has it. */
const withPapers = (published: Certificates, kept: Certificates): Certificates =>
  published.map(
    (each) =>
      kept.find(
        ({ kind, name, number }) => [kind, name, number].join() === [each.kind, each.name, each.number].join(),
      ) ?? each,
  );
