import { facet, shape } from "../pen/line";
import { type Art, box, draw, n, path, stroke } from "../pen/svg";

/** A tiled roof with flying eaves over the middle (x, y) of its lower edge. */
export function roof(x: number, y: number, width: number, height: number, tile: string, shade: string): Art {
  const r = width / 2;
  const d = shape(
    `${-r} ${-height * 0.5}!, ${-r * 0.82} ${-height * 0.24}, ${-r * 0.5} ${-height * 0.62}, ${-r * 0.4} ${-height}!, ${r * 0.4} ${-height}!, ${r * 0.5} ${-height * 0.62}, ${r * 0.82} ${-height * 0.24}, ${r} ${-height * 0.5}!, ${r * 0.86} 0, 0 ${height * 0.04}, ${-r * 0.86} 0`,
    { x, y },
  );
  const right = shape(
    `${r * 0.12} ${-height}!, ${r * 0.4} ${-height}!, ${r * 0.5} ${-height * 0.62}, ${r * 0.82} ${-height * 0.24}, ${r} ${-height * 0.5}!, ${r * 0.86} 0, ${r * 0.16} ${height * 0.04}!`,
    { x, y },
  );
  return draw(
    path(d, tile),
    path(right, shade),
    stroke(`M${n(x - r * 0.43)} ${n(y - height)}H${n(x + r * 0.43)}`, shade, Math.max(2.5, height * 0.14)),
  );
}

export interface House {
  readonly wall: string;
  readonly dark: string;
  readonly tile: string;
  readonly tileShade: string;
}

export const RED_HALL: House = { wall: "#b8452c", dark: "#86291a", tile: "#4f5a58", tileShade: "#384240" };
export const WHITE_HALL: House = { wall: "#f6efe0", dark: "#d6cab2", tile: "#5a6162", tileShade: "#40484a" };
export const WOOD_HOUSE: House = { wall: "#9a6a42", dark: "#6b452a", tile: "#5b5a56", tileShade: "#43433f" };

/** A hall of one storey: wall, openings, roof. (x, y) is the middle of its foot. */
export function hall(x: number, y: number, width: number, height: number, house: House, bays = 3): Art {
  const w = width * 0.78;
  const wall = height * 0.5;
  const opening = w / (bays * 1.6);
  const doors = Array.from({ length: bays }, (_, i) =>
    box(x - w / 2 + (w / bays) * (i + 0.5) - opening / 2, y - wall * 0.72, opening, wall * 0.72, house.dark),
  ).join("");
  return draw(
    box(x - w / 2, y - wall, w, wall, house.wall),
    box(x + w * 0.28, y - wall, w * 0.22, wall, house.dark),
    doors,
    roof(x, y - wall + 2, width, height * 0.54, house.tile, house.tileShade),
  );
}

/** Halls one upon the other, each smaller than the one below. */
export function tower(
  x: number,
  y: number,
  width: number,
  storey: number,
  count: number,
  shrink: number,
  house: House,
): Art {
  const floors = Array.from({ length: count }, (_, i) => {
    const w = width * (1 - shrink * i);
    const foot = y - storey * i;
    return draw(
      box(x - w * 0.36, foot - storey, w * 0.72, storey, house.wall),
      box(x + w * 0.16, foot - storey, w * 0.2, storey, house.dark),
      stroke(
        `M${n(x - w * 0.2)} ${n(foot - storey * 0.2)}v${n(-storey * 0.4)}M${n(x)} ${n(foot - storey * 0.2)}v${n(-storey * 0.4)}`,
        house.dark,
        Math.max(3, w * 0.05),
      ),
      roof(x, foot - storey * 0.72, w, storey * 0.5, house.tile, house.tileShade),
    );
  });
  return floors.join("");
}

/** A ceremonial gateway: posts, two beams, three roofs. */
export function gateway(x: number, y: number, width: number, height: number, house: House): Art {
  const r = width / 2;
  const post = (dx: number, top: number): Art => box(x + dx - width * 0.025, y - top, width * 0.05, top, house.wall);
  return draw(
    post(-r * 0.86, height * 0.62),
    post(-r * 0.36, height * 0.84),
    post(r * 0.36, height * 0.84),
    post(r * 0.86, height * 0.62),
    box(x - r * 0.92, y - height * 0.58, width * 0.92, height * 0.08, house.dark),
    box(x - r * 0.4, y - height * 0.78, width * 0.4, height * 0.1, house.dark),
    box(x - r * 0.24, y - height * 0.75, width * 0.24, height * 0.13, "#d8b45a"),
    roof(x - r * 0.62, y - height * 0.58, width * 0.42, height * 0.16, house.tile, house.tileShade),
    roof(x + r * 0.62, y - height * 0.58, width * 0.42, height * 0.16, house.tile, house.tileShade),
    roof(x, y - height * 0.78, width * 0.6, height * 0.22, house.tile, house.tileShade),
    box(x - width * 0.5, y - 6, width, 10, house.tileShade),
  );
}

/** A stairway that narrows as it climbs. */
export function stair(
  x: number,
  foot: number,
  top: number,
  widthFoot: number,
  widthTop: number,
  stone: string,
  line: string,
): Art {
  const body = facet(
    `${x - widthFoot / 2} ${foot}, ${x - widthTop / 2} ${top}, ${x + widthTop / 2} ${top}, ${x + widthFoot / 2} ${foot}`,
  );
  const count = Math.round((foot - top) / 9);
  const steps = Array.from({ length: count }, (_, i) => {
    const t = (i / count) ** 1.25;
    const y = foot + (top - foot) * t;
    const w = widthFoot + (widthTop - widthFoot) * t;
    return `M${n(x - w / 2 + 2)} ${n(y)}h${n(w - 4)}`;
  });
  return draw(path(body, stone), stroke(steps.join(""), line, 2.4));
}

/** A river boat with a covered deck, its bow to the left unless flipped. */
export function boat(x: number, y: number, size: number, hull: string, cover: string, flip = false): Art {
  const art = draw(
    path(shape("-62 -10!, -40 10, 40 12, 64 -14!, 30 -6, -30 -4"), hull),
    path(shape("-62 -10!, -46 4, 40 6, 62 -12!, 30 -6, -30 -4"), hull),
    box(-22, -34, 4, 30, hull),
    box(28, -34, 4, 30, hull),
    path(shape("-36 -30!, -24 -46, 0 -50, 28 -46, 42 -30!, 4 -34"), cover),
  );
  const s = flip ? `${-size} ${size}` : `${size}`;
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${s})">${art}</g>`;
}
