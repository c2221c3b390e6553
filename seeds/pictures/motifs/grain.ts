import { form, type Tones } from "../pen/form";
import { limb, thread } from "../pen/line";
import { type Art, draw, n, path, put, stamp, stroke } from "../pen/svg";

/** A grain in its husk: a lens from (x, y) along an angle. */
function kernel(x: number, y: number, degrees: number): string {
  const a = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(a), Math.sin(a)];
  const at = (u: number, v: number): string => `${n(u * c - v * s)} ${n(u * s + v * c)}`;
  return `M${n(x)} ${n(y)}q${at(9, -9)} ${at(24, 0)}q${at(-13, 9)} ${at(-24, 0)}`.replaceAll(" -", "-");
}

/** An ear of rice bowing under its own weight, from its stalk's top; `size` 1 is about 130 long. */
export function riceEar(
  x: number,
  y: number,
  turn: number,
  size: number,
  base: string,
  shade: string,
  flip = false,
): Art {
  const arc = Array.from({ length: 9 }, (_, i) => {
    const t = i / 8;
    return { x: 118 * Math.sin(t * 1.35), y: -34 * Math.sin(t * 3.0) + t * t * 62, lean: -20 + t * 84 };
  });
  const row = (tilt: number): string => arc.map((p) => kernel(p.x, p.y, p.lean + tilt)).join("");
  const stem = stroke(thread(arc.map((p) => `${p.x} ${p.y}`).join(",")), shade, 3);
  return stamp(`ear${base.slice(1)}`, draw(stem, path(row(-38), shade), path(row(34) + row(-4), base)), [
    { x, y, turn, size, flip },
  ]);
}

/** A little heap of grains: short strokes scattered over a mound. */
export const grains = (
  count: number,
  pick: (low: number, high: number) => number,
  x: number,
  y: number,
  rx: number,
  ry: number,
  length: number,
): string =>
  Array.from({ length: count }, () => {
    const [a, r] = [pick(0, 6.283), Math.sqrt(pick(0, 1))];
    const b = pick(0, 3.14);
    return `M${Math.round(x + Math.cos(a) * rx * r)} ${Math.round(y + Math.sin(a) * ry * r)}l${Math.round(Math.cos(b) * length)} ${Math.round(Math.sin(b) * length)}`;
  }).join("");

/** A walnut in its shell: two halves, a seam, wandering furrows. */
export const walnut = (x: number, y: number, r: number, turn: number, tones: Tones): Art =>
  put(x, y, shell(r, tones), turn);

function shell(r: number, tones: Tones): Art {
  const s = r / 50;
  const p = (text: string): string => text.replace(/-?\d+/g, (v) => String(Math.round(Number(v) * s)));
  const outline = limb(p("-46 0 0, -36 0 62, -8 0 92, 22 0 84, 42 0 46, 52 0 0"));
  const furrows =
    thread(p("-34 -14, -20 -22, -12 -12, 2 -22, 14 -14, 28 -20")) +
    thread(p("-30 18, -16 12, -6 22, 8 14, 20 24, 32 14")) +
    thread(p("-14 -34, 0 -30, 12 -36")) +
    thread(p("-10 34, 4 30, 16 34"));
  return draw(
    form(outline, tones, -r * 0.14, -r * 0.12),
    stroke(furrows, tones.shade, Math.max(2, r * 0.06)),
    stroke(thread(p("-44 0, -20 -4, 10 3, 48 0")), tones.shade, Math.max(2.5, r * 0.08)),
  );
}
