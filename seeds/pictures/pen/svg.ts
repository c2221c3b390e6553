/** A piece of drawing: SVG markup, ready to be joined with others. */
export type Art = string;

/** One decimal is finer than any screen shows at this size, and keeps the files small. */
export const n = (value: number): string => String(Math.round(value * 10) / 10 || 0).replace(/^(-?)0\./, "$1.");

const attributes = (given: Record<string, string | number | undefined>): string =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? n(value) : value}"`)
    .join("");

export const draw = (...parts: Art[]): Art => parts.join("");

export const path = (d: string, fill: string): Art => `<path d="${d}"${attributes({ fill })}/>`;

export const circle = (cx: number, cy: number, r: number, fill: string): Art =>
  `<circle${attributes({ cx, cy, r, fill })}/>`;

/** An ellipse, turned by `turn` degrees about its own centre. */
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, turn = 0): Art => {
  const transform = turn === 0 ? undefined : `rotate(${n(turn)} ${n(x)} ${n(y)})`;
  return `<ellipse${attributes({ cx: x, cy: y, rx, ry, fill, transform })}/>`;
};

export const box = (x: number, y: number, width: number, height: number, fill: string, rx = 0): Art =>
  `<rect${attributes({ x, y, width, height, rx: rx || undefined, fill })}/>`;

/** A stroke with round ends (the page's own way): stems, strings, grain, noodles. */
export const stroke = (d: string, colour: string, width: number): Art =>
  `<path d="${d}" fill="none"${attributes({ stroke: colour, "stroke-width": width })}/>`;

/** A stroke with cut ends: straps, straws, seams. */
export const band = (d: string, colour: string, width: number): Art =>
  `<path d="${d}" fill="none"${attributes({ stroke: colour, "stroke-width": width })} stroke-linecap="butt"/>`;

/** Moves, turns and sizes a drawing made about the origin. */
export const put = (x: number, y: number, art: Art, turn = 0, sx = 1, sy = sx): Art => {
  const rotate = turn === 0 ? "" : ` rotate(${n(turn)})`;
  const scale = sx === 1 && sy === 1 ? "" : ` scale(${Number(sx.toFixed(3))} ${Number(sy.toFixed(3))})`;
  return `<g transform="translate(${n(x)} ${n(y)})${rotate}${scale}">${art}</g>`;
};

/** Many round dots of one size in one path: pores, seeds, grains. */
export const dots = (places: [number, number][], r: number, colour: string): Art =>
  stroke(places.map(([x, y]) => `M${n(x)} ${n(y)}h0`).join(""), colour, r * 2);

export const fade = (opacity: number, art: Art): Art => `<g opacity="${opacity}">${art}</g>`;

/** Draws `count` pieces, each told its number and its share of the way from 0 to 1. */
export const each = (count: number, piece: (index: number, share: number) => Art): Art =>
  Array.from({ length: count }, (_, i) => piece(i, count > 1 ? i / (count - 1) : 0)).join("");

/** Where one impression of a stamp goes. */
export interface Place {
  readonly x?: number;
  readonly y?: number;
  readonly turn?: number;
  readonly size?: number;
  readonly flip?: boolean;
}

/**
 * Draws a piece at each place; the page keeps the first impression and repeats it by reference, so a heap
 * of a hundred grains costs little. A stamp is known by its id: one id, one piece. Stamps hold no stamps.
 */
export const stamp = (id: string, art: Art, places: Place[]): Art =>
  places
    .map(({ x = 0, y = 0, turn = 0, size = 1, flip = false }) => {
      const s = Number(size.toFixed(2));
      const scale = flip ? ` scale(${-s} ${s})` : s === 1 ? "" : ` scale(${s})`;
      const rotate = turn === 0 ? "" : ` rotate(${Math.round(turn)})`;
      return `<g transform="translate(${n(x)} ${n(y)})${rotate}${scale}"><!--${id}-->${art}<!--/--></g>`;
    })
    .join("");
