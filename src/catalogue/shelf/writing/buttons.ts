import type { DraftContent } from "../content";
import type { Draft } from "../draft";
import { addVariant, type Change, movePicture, removePicture, removeVariant } from "./rows";

/** What a button of the editor changes besides the typed texts, by its value: "variant-remove:ABC-2". */
export function applyButton(draft: Draft, content: DraftContent, button: string): Change {
  const [deed = "", of = ""] = button.split(":");
  if (deed === "variant-add") return addVariant(draft, content);
  return { content: changed(content, deed, of), variantsMade: draft.variantsMade };
}

function changed(content: DraftContent, deed: string, of: string): DraftContent {
  switch (deed) {
    case "variant-remove":
      return removeVariant(content, of);
    case "picture-remove":
      return removePicture(content, of);
    case "picture-forward":
      return movePicture(content, of, -1);
    case "picture-back":
      return movePicture(content, of, 1);
    default:
      return content;
  }
}

/** Where the page is opened again: at the rows that changed, or on the page that was asked for. */
export function landingOf(id: string, button: string): string {
  if (button === "preview" || button === "certificates") return `/shelf/${id}/${button}`;
  if (button.startsWith("variant")) return `/shelf/${id}#variants`;
  return button.startsWith("picture") || button === "upload" ? `/shelf/${id}#pictures` : `/shelf/${id}`;
}
