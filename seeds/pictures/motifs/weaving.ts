import { type Art, draw, n, path } from "../pen/svg";

/** A diamond with stepped sides, as a loom draws it. `cell` is one thread's width. */
export function stepped(x: number, y: number, steps: number, cell: number, tall = 1): string {
  const [w, h] = [cell, cell * tall];
  const walk = (dx: number, dy: number, first: "h" | "v"): string =>
    Array.from({ length: steps }, () =>
      first === "h" ? `h${n(dx * w)}v${n(dy * h)}` : `v${n(dy * h)}h${n(dx * w)}`,
    ).join("");
  return `M${n(x - w / 2)} ${n(y - h * (steps + 0.5))}h${n(w)}v${n(h)}${walk(1, 1, "h")}${walk(-1, 1, "h")}${walk(-1, -1, "h")}${walk(1, -1, "h")}Z`;
}

/** Diamonds one within the other, outermost first. */
export const nested = (x: number, y: number, cell: number, layers: [number, string][], tall = 1): Art =>
  draw(...layers.map(([steps, fill]) => path(stepped(x, y, steps, cell, tall), fill)));

/** A row of stepped teeth along a border. */
export function teeth(x: number, y: number, width: number, cell: number, fill: string, down = true): Art {
  const count = Math.floor(width / (cell * 4));
  const s = down ? cell : -cell;
  const one = `h${n(cell * 4)}v${n(s)}h${n(-cell)}v${n(s)}h${n(-cell)}v${n(s)}h${n(-cell * 0.01)}v${n(-s)}h${n(-cell)}v${n(-s)}h${n(-cell * 0.99)}z`;
  return path(Array.from({ length: count }, (_, i) => `M${n(x + i * cell * 4)} ${n(y)}${one}`).join(""), fill);
}

/** The eight-pointed flower of the region's looms: four arms and four corners about a square. */
export function octagram(x: number, y: number, u: number, outer: string, inner: string, heart: string): Art {
  const arm = `M${n(-2 * u)} ${n(-3 * u)}L${n(-4 * u)} ${n(-8 * u)}L0 ${n(-5.4 * u)}L${n(4 * u)} ${n(-8 * u)}L${n(2 * u)} ${n(-3 * u)}Z`;
  const four = (d: string, fill: string): Art =>
    [0, 90, 180, 270].map((turn) => `<path d="${d}" fill="${fill}" transform="rotate(${turn})"/>`).join("");
  const corner = `M${n(2.6 * u)} ${n(-2.6 * u)}L${n(4.6 * u)} ${n(-6 * u)}L${n(6.6 * u)} ${n(-6.6 * u)}L${n(6 * u)} ${n(-4.6 * u)}Z`;
  const square = (r: number, fill: string): Art =>
    path(`M0 ${n(-r * u)}L${n(r * u)} 0L0 ${n(r * u)}L${n(-r * u)} 0Z`, fill);
  return `<g transform="translate(${n(x)} ${n(y)})">${four(arm, outer)}${four(corner, inner)}${square(3.6, outer)}${square(2.4, inner)}${square(1.2, heart)}</g>`;
}
