import { Refusal } from "../../../shared/errors";
import type { Viewer } from "../../../shared/viewer";
import type { DraftContent } from "../content";
import { changeDraft, type Draft, followingFrom } from "../draft";

/** While the officials have it, it stands still: whoever wants to change it withdraws it first. */
export const isEditable = ({ state }: Pick<Draft, "state">): boolean =>
  state !== "submitted" && state !== "recommended";

/**
 * Keeps what was typed, right or wrong. Goods on sale are not touched: their draft merely begins to differ. Refuses with
 * PRODUCT_MOVED_ON while the officials have it, with DRAFT_CHANGED when somebody else has saved meanwhile.
 */
export async function saveDraft(
  draft: Draft,
  content: DraftContent,
  { by, at, variantsMade = draft.variantsMade }: { by: Pick<Viewer, "id">; at: Date; variantsMade?: number },
): Promise<Draft> {
  if (!isEditable(draft)) throw new Refusal("PRODUCT_MOVED_ON");
  if (JSON.stringify(content) === JSON.stringify(draft.content)) return draft;
  return changeDraft(draft, {
    content,
    ...followingFrom(content, draft.warned),
    state: draft.state === "approved" ? "draft" : draft.state,
    variantsMade,
    updatedAt: at,
    updatedBy: by.id,
  });
}
