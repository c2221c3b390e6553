import { between } from "../pen/chance";
import { mix, pair } from "../pen/colour";
import { form, type Tones } from "../pen/form";
import { pebble, shape } from "../pen/line";
import { type Art, circle, dots, draw, each, n, path, put, stamp } from "../pen/svg";

export interface Skin extends Tones {
  readonly pith: string;
  readonly flesh: string;
  readonly juice: string;
}

const skin = (tones: Tones, pith: string, flesh: string, juice: string): Skin => ({ ...tones, pith, flesh, juice });

export const skins = {
  mandarin: skin(pair.mandarin, "#f7dfbd", "#ee8a34", "#f5a957"),
  orange: skin(pair.orange, "#fbe9c8", "#f2a33c", "#f8c06a"),
  gold: skin(pair.gold, "#fdf0cf", "#f6b749", "#fbd07d"),
  blood: skin({ base: "#dd7328", shade: "#bb5318" }, "#f6dcb8", "#a32a1e", "#c84a32"),
  lemon: skin(pair.lemon, "#fbf3d3", "#f1d873", "#f8e9a4"),
  pomelo: skin(pair.pomelo, "#fbf5dc", "#f3e7b0", "#fbf4d2"),
  pink: skin(pair.pomelo, "#fbeee0", "#dd7a72", "#ec9f92"),
} as const;

/** Pores in the peel, denser on the shaded side. */
function pores(x: number, y: number, rx: number, ry: number, colour: string, count: number): Art {
  const pick = between(Math.round(x * 3 + y));
  const places = Array.from({ length: count }, (): [number, number] => {
    const a = pick(-0.7, 2.3);
    const reach = pick(0.35, 0.88);
    return [x + Math.cos(a) * rx * reach, y + Math.sin(a) * ry * reach];
  });
  return dots(places, 1.7, colour);
}

/** A small green calyx where the fruit hung. */
export const calyx = (x: number, y: number, r: number, tones: Tones = pair.deepLeaf): Art => {
  const points = Array.from({ length: 10 }, (_, i) => {
    const [a, reach] = [(i * 36 + 14) * (Math.PI / 180), i % 2 === 0 ? r : r * 0.5];
    return `${n(Math.cos(a) * reach)} ${n(Math.sin(a) * reach * 0.75)}${i % 2 === 0 ? "!" : ""}`;
  });
  return draw(path(shape(points.join(","), { x, y }), tones.base), circle(x, y, r * 0.3, tones.shade));
};

/** A whole fruit in any outline, with a patch of light and its pores. */
export function fruit(d: string, x: number, y: number, rx: number, ry: number, tones: Tones, dotted = 12): Art {
  const light = mix(tones.base, "#fff3d6", 0.28);
  const glow = shape(
    `${n(x - rx * 0.68)} ${n(y - ry * 0.05)}, ${n(x - rx * 0.56)} ${n(y - ry * 0.5)}, ${n(x - rx * 0.16)} ${n(y - ry * 0.74)}, ${n(x - rx * 0.34)} ${n(y - ry * 0.48)}, ${n(x - rx * 0.52)} ${n(y - ry * 0.2)}`,
  );
  return draw(form(d, tones, -rx * 0.17, -ry * 0.14), path(glow, light), pores(x, y, rx, ry, tones.shade, dotted));
}

/** A round or squat fruit. */
export const ball = (x: number, y: number, rx: number, ry: number, tones: Tones, dotted = 12): Art =>
  fruit(pebble(x, y, rx, ry, 0.014), x, y, rx, ry, tones, dotted);

function segment(r: number, inner: number, half: number): string {
  const at = (reach: number, angle: number): string => `${n(Math.sin(angle) * reach)} ${n(-Math.cos(angle) * reach)}`;
  return shape(
    `${at(inner, 0)}, ${at(r * 0.55, half * 0.82)}, ${at(r * 0.94, half * 0.86)}, ${at(r, 0)}, ${at(r * 0.94, -half * 0.86)}, ${at(r * 0.55, -half * 0.82)}`,
  );
}

/** The juice sacs of a segment, lighter drops that point to the heart. */
function sacs(r: number, half: number, colour: string): Art {
  const drop = (reach: number, angle: number, size: number): Art =>
    put(
      Math.sin(angle) * reach,
      -Math.cos(angle) * reach,
      path(`M0 ${n(size)}Q${n(-size * 0.5)} ${n(-size)} 0 ${n(-size)}T0 ${n(size)}`, colour),
      (angle * 180) / Math.PI,
    );
  return draw(
    drop(r * 0.8, half * 0.35, r * 0.11),
    drop(r * 0.62, -half * 0.3, r * 0.1),
    drop(r * 0.83, -half * 0.42, r * 0.08),
  );
}

/** A fruit cut across: peel, pith and a wheel of segments. */
export function cutHalf(x: number, y: number, rx: number, ry: number, s: Skin, count = 10, turn = 0, rind = 0.07): Art {
  const half = Math.PI / count;
  const r = rx * (1 - rind - 0.06);
  const piece = draw(path(segment(r, r * 0.12, half), s.flesh), sacs(r, half, s.juice));
  const places = Array.from({ length: count }, (_, i) => ({
    turn: (360 / count) * i + 4 * Math.sin(i * 1.9),
    size: 0.97 + 0.03 * Math.sin(i * 2.3 + x),
  }));
  const wheel = stamp(`w${n(x)}${n(y)}`.replace(/\W/g, "_"), piece, places);
  const face = draw(
    form(pebble(0, 0, rx, rx, 0.01), s, -rx * 0.05, -rx * 0.05),
    path(pebble(0, 0, rx * (1 - rind), rx * (1 - rind), 0.01), s.pith),
    wheel,
    circle(0, 0, r * 0.07, s.pith),
  );
  return put(x, y, face, turn, 1, ry / rx);
}

/** A loose, peeled segment lying on its back. */
export const loose = (x: number, y: number, length: number, turn: number, s: Skin): Art => {
  const d = shape(
    `${n(-length / 2)} 0!, ${n(-length * 0.28)} ${n(length * 0.26)}, ${n(length * 0.05)} ${n(length * 0.34)}, ${n(length * 0.32)} ${n(length * 0.22)}, ${n(length / 2)} 0!, ${n(length * 0.1)} ${n(-length * 0.06)}, ${n(-length * 0.2)} ${n(-length * 0.04)}`,
  );
  const lines = each(4, (i) =>
    path(
      `M${n(-length * 0.22 + i * length * 0.13)} ${n(length * 0.06)}q${n(length * 0.07)} ${n(length * 0.08)} ${n(length * 0.02)} ${n(length * 0.18)}q${n(-length * 0.07)} ${n(-length * 0.08)} ${n(-length * 0.02)} ${n(-length * 0.18)}`,
      s.juice,
    ),
  );
  return put(
    x,
    y,
    draw(form(d, { base: s.flesh, shade: mix(s.flesh, s.shade, 0.45) }, 0, -length * 0.05), lines),
    turn,
  );
};
