import { sha256 } from "../../../credits/statements/figures";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Piece } from "../../../shared/papers/docx";
import { wordsIn } from "../../../shared/words";
import { bulletinView, type Draft, piecesOf } from "../bulletin";
import type { BulletinFigures } from "../figures";

/** What a bulletin says, as it is proposed, read by a second person and sealed: in Chinese, whoever reads it. */
export interface Content {
  title: string;
  /** The letter between its title and its end. */
  pieces: Piece[];
  /** What its sentences were made of. */
  figures: Omit<BulletinFigures, "at" | "recount"> & { differences: number | null };
}

export function contentOf(draft: Draft, gazetteer: Gazetteer): Content {
  const words = wordsIn("zh-CN");
  const view = bulletinView(draft, { gazetteer, words });
  const { at: _, recount, ...figures } = draft.figures;
  return {
    title: view.title,
    // Without the title, and without the instant it was read at: both have places of their own.
    pieces: piecesOf(view, words).slice(1, -1),
    figures: { ...figures, differences: recount?.differences ?? null },
  };
}

/** The same content always has the same hash, at whatever instant it was read. */
export const hashContent = (content: Content): string => sha256(JSON.stringify(content));
