import { pair } from "../pen/colour";
import { form, type Tones } from "../pen/form";
import { shape, thread } from "../pen/line";
import { type Art, circle, dots, draw, each, n, path, put, stamp, stroke } from "../pen/svg";

/** A leaf from its stalk at (x, y), pointing along `turn`; the half under its midrib is shaded. */
export function leaf(
  x: number,
  y: number,
  length: number,
  turn: number,
  tones: Tones = pair.leaf,
  fat = 0.24,
  bend = 0.1,
): Art {
  const w = length * fat;
  const b = length * bend;
  const at = (share: number, side: number): string => `${n(length * share)} ${n(b * share * share + side * w)}`;
  const upper = `${at(0.2, -0.72)}, ${at(0.48, -1)}, ${at(0.78, -0.62)}`;
  const lower = `${at(0.78, 0.5)}, ${at(0.48, 0.9)}, ${at(0.2, 0.7)}`;
  const whole = shape(`0 0!, ${upper}, ${n(length)} ${n(b)}!, ${lower}`);
  const half = shape(`0 0!, ${at(0.5, -0.04)}, ${n(length)} ${n(b)}!, ${lower}`);
  return put(x, y, draw(path(whole, tones.base), path(half, tones.shade)), turn);
}

/** A leaf with side veins, for leaves that stand large. */
export function veined(x: number, y: number, length: number, turn: number, tones: Tones = pair.leaf, fat = 0.3): Art {
  const w = length * fat;
  const veins = each(4, (i) => {
    const from = length * (0.18 + i * 0.16);
    const up = [0.55, 0.66, 0.6, 0.42][i] ?? 0;
    return stroke(`M${n(from)} 0l${n(w * up * 0.9)} ${n(-w * up)}`, tones.shade, 2.2);
  });
  return draw(leaf(x, y, length, turn, tones, fat, 0), put(x, y, veins, turn));
}

/** Slender leaves that hang like those of bamboo, from one knot. */
export const bambooLeaves = (x: number, y: number, length: number, turns: number[], tones: Tones = pair.leaf): Art =>
  turns.map((turn, i) => leaf(x, y, length * (1 - 0.12 * (i % 3)), turn, tones, 0.1, 0.06)).join("");

/** A five-petalled blossom, seen from the front. */
export function blossom(x: number, y: number, r: number, tones: Tones, heart: string, petals = 5, turn = 0): Art {
  const petal = shape(
    `0 0!, ${n(r * 0.42)} ${n(-r * 0.5)}, ${n(r * 0.3)} ${n(-r)}, 0 ${n(-r * 0.94)}, ${n(-r * 0.3)} ${n(-r)}, ${n(-r * 0.42)} ${n(-r * 0.5)}`,
  );
  const places = Array.from({ length: petals }, (_, i) => ({ turn: (360 / petals) * i }));
  const round = stamp(`b${n(x)}${n(y)}`.replace(/\W/g, "_"), form(petal, tones, -r * 0.1, -r * 0.06), places);
  const stamens = places.map((_, i): [number, number] => {
    const a = ((i + 0.5) / petals) * Math.PI * 2;
    return [Math.cos(a) * r * 0.26, Math.sin(a) * r * 0.26];
  });
  return put(x, y, draw(round, circle(0, 0, r * 0.16, heart), dots(stamens, r * 0.08, heart)), turn);
}

/** A closed bud on a short stalk. */
export const bud = (x: number, y: number, length: number, turn: number, tones: Tones): Art => {
  const w = length * 0.36;
  const d = shape(`0 0, ${n(length * 0.4)} ${n(-w)}, ${n(length)} 0!, ${n(length * 0.4)} ${n(w)}`);
  return put(x, y, form(d, tones, 0, -w * 0.5), turn);
};

/** A grass blade or stalk of uneven width between two points, bent sideways. */
export function blade(
  x: number,
  y: number,
  tipX: number,
  tipY: number,
  width: number,
  bend: number,
  fill: string,
): Art {
  const mx = (x + tipX) / 2 + bend;
  const my = (y + tipY) / 2;
  const d = `M${n(x - width / 2)} ${n(y)}Q${n(mx - width / 2)} ${n(my)} ${n(tipX)} ${n(tipY)}Q${n(mx + width / 2)} ${n(my)} ${n(x + width / 2)} ${n(y)}Z`;
  return path(d, fill);
}

/** A twig: a soft line of even width. */
export const twig = (points: string, colour: string, width: number): Art => stroke(thread(points), colour, width);
