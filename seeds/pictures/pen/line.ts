import { n } from "./svg";

interface Point {
  readonly x: number;
  readonly y: number;
  readonly corner: boolean;
}

/** Reads "120 80, 160 60!, 90 40": points, a mark meaning that the line turns sharply there. */
function points(text: string): Point[] {
  return text.split(",").map((part) => {
    const corner = part.includes("!");
    const [x, y] = part.replace("!", "").trim().split(/\s+/).map(Number);
    if (x === undefined || y === undefined || Number.isNaN(x + y)) throw new Error(`No point: ${part}`);
    return { x, y, corner };
  });
}

/** The handle that leaves `at` towards `next`, the line having come from `before`. */
function handle(before: Point, at: Point, next: Point): [number, number] {
  if (at.corner) return [at.x + (next.x - at.x) / 3, at.y + (next.y - at.y) / 3];
  return [at.x + (next.x - before.x) / 6, at.y + (next.y - before.y) / 6];
}

/** A relative curve from `a` through two handles to `b`, in as few characters as may be. */
function step(a: Point, out: [number, number], into: [number, number], b: Point): string {
  const rounded = { x: Number(n(a.x)), y: Number(n(a.y)) };
  const all = [...out, ...into, Number(n(b.x)), Number(n(b.y))];
  const text = all.map((v, i) => n(v - (i % 2 === 0 ? rounded.x : rounded.y)));
  return `c${text.join(" ").replaceAll(" -", "-")}`;
}

function trace(list: Point[], closed: boolean): string {
  const count = list.length;
  const get = (i: number): Point => {
    const index = closed ? (i + count) % count : Math.min(Math.max(i, 0), count - 1);
    return list[index] as Point;
  };
  const steps = Array.from({ length: closed ? count : count - 1 }, (_, i) => {
    const [a, b] = [get(i), get(i + 1)];
    return step(a, handle(get(i - 1), a, b), handle(get(i + 2), b, a), b);
  });
  return `M${n(get(0).x)} ${n(get(0).y)}${steps.join("")}`;
}

/** How points drawn about the origin are laid on the page, so that light still falls from one side. */
export interface Lay {
  readonly x?: number;
  readonly y?: number;
  readonly turn?: number;
  readonly size?: number;
  /** Mirrors left and right before turning. */
  readonly flip?: boolean;
}

function laid(list: Point[], { x = 0, y = 0, turn = 0, size = 1, flip = false }: Lay): Point[] {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180) * size, Math.sin((turn * Math.PI) / 180) * size];
  return list.map((p) => {
    const px = flip ? -p.x : p.x;
    return { x: x + px * cos - p.y * sin, y: y + px * sin + p.y * cos, corner: p.corner };
  });
}

/** A closed outline running softly through the points. */
export const shape = (text: string, lay: Lay = {}): string => `${trace(laid(points(text), lay), true)}Z`;

/** An open line running softly through the points. */
export const thread = (text: string, lay: Lay = {}): string => trace(laid(points(text), lay), false);

/** A polygon with straight sides. */
export const facet = (text: string, lay: Lay = {}): string =>
  `M${laid(points(text), lay)
    .map((p) => `${n(p.x)} ${n(p.y)}`)
    .join("L")}Z`;

/** The same points mirrored about the upright through `x`, in reverse order: halves of jars and bottles. */
export function mirrored(x: number, text: string): string {
  const half = points(text);
  const other = half.map((p) => ({ ...p, x: 2 * x - p.x })).reverse();
  const unique = other.filter((p) => Math.abs(p.x - x) > 0.5);
  return `${trace([...half, ...unique], true)}Z`;
}

/** A round, slightly uneven outline, as cut from paper by hand. */
export function pebble(x: number, y: number, rx: number, ry = rx, uneven = 0.02, turn = 0): string {
  const list = Array.from({ length: 10 }, (_, i) => {
    const angle = (i / 10) * Math.PI * 2;
    const reach = 1 + uneven * Math.sin(i * 2.4 + x * 0.7 + y);
    return { x: Math.cos(angle) * rx * reach, y: Math.sin(angle) * ry * reach, corner: false };
  });
  return `${trace(laid(list, { x, y, turn }), true)}Z`;
}

/**
 * A limb of changing thickness along a line of "x y width" points: roots, chillies, boughs, horns.
 * Ends of no width come to a sharp point.
 */
export function limb(text: string, lay: Lay = {}): string {
  const list = text.split(",").map((part) => part.trim().split(/\s+/).map(Number));
  const side = (sign: number): Point[] =>
    list.map(([x = 0, y = 0, w = 0], i) => {
      const [ax = 0, ay = 0] = list[Math.max(i - 1, 0)] ?? [];
      const [bx = 0, by = 0] = list[Math.min(i + 1, list.length - 1)] ?? [];
      const length = Math.hypot(bx - ax, by - ay) || 1;
      const reach = (sign * w) / 2 / length;
      return { x: x - (by - ay) * reach, y: y + (bx - ax) * reach, corner: w === 0 };
    });
  const right = side(-1).reverse();
  const sharp = right[0]?.corner ? right.slice(1) : right;
  const open = sharp.at(-1)?.corner ? sharp.slice(0, -1) : sharp;
  return `${trace(laid([...side(1), ...open], lay), true)}Z`;
}
