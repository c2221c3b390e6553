import { placeOf } from "./outlines";

/** A helper's line to its county: a bow, the heavier the more it carried. */
export interface Arc {
  path: string;
  /** 1 to 4. */
  weight: number;
}

const BOW = 0.16;

/** Drawn from the helper's point to the county's; null where one of them is on no map. */
export function arcOf(from: string, to: string, share: number): Arc | null {
  const [a, b] = [placeOf(from), placeOf(to)];
  if (!a || !b) return null;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  // Bowed to the north, so that lines which run side by side part and come together again.
  const side = dx >= 0 ? 1 : -1;
  const [x, y] = [a.x + dx / 2 + dy * BOW * side, a.y + dy / 2 - dx * BOW * side];
  return { path: `M${a.x} ${a.y}Q${Math.round(x)} ${Math.round(y)} ${b.x} ${b.y}`, weight: weightOf(share) };
}

const weightOf = (share: number): number => (share <= 0 ? 1 : Math.min(4, 1 + Math.ceil(Math.sqrt(share) * 3)));
