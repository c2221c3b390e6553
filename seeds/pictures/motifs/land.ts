import { within } from "../pen/form";
import { facet, shape } from "../pen/line";
import { type Art, draw, n, path, stroke } from "../pen/svg";

/** Land from a skyline down to the foot of the page; write "x y!" where rock breaks sharply. */
export const ridge = (skyline: string, fill: string, foot = 520, left = -20, right = 420): Art =>
  path(shape(`${left} ${foot}!, ${skyline}, ${right} ${foot}!`), fill);

/** Land with a lit face: the same skyline, the light tone moved left and down over the dark one. */
export const cliff = (
  skyline: string,
  dark: string,
  lit: string,
  dx = -26,
  dy = 14,
  foot = 520,
  left = -20,
  right = 420,
): Art => {
  const d = shape(`${left} ${foot}!, ${skyline}, ${right} ${foot}!`);
  return draw(path(d, dark), within(d, `<path d="${d}" fill="${lit}" transform="translate(${n(dx)} ${n(dy)})"/>`));
};

/** Strokes of light on water: pairs of x, y, length. */
export const ripples = (places: [number, number, number][], colour: string, width = 4): Art =>
  stroke(places.map(([x, y, length]) => `M${n(x)} ${n(y)}h${n(length)}`).join(""), colour, width);

/** A conifer: stacked boughs on a trunk. */
export const fir = (x: number, y: number, height: number, fill: string, shade: string): Art => {
  const w = height * 0.3;
  const at = (dx: number, dy: number): string => `${dx * w} ${-dy * height}`;
  const half = `${at(0, 1)}, ${at(0.5, 0.66)}, ${at(0.3, 0.68)}, ${at(0.78, 0.38)}, ${at(0.5, 0.41)}, ${at(1, 0.08)}`;
  const right = facet(`${half}, ${at(0, 0.08)}`, { x, y });
  const left = facet(`${half}, ${at(0, 0.08)}`, { x, y, flip: true });
  return draw(
    stroke(`M${n(x)} ${n(y)}v${n(-height * 0.12)}`, shade, height * 0.05),
    path(left, fill),
    path(right, shade),
  );
};

/** A broad tree: crown in two tones on a trunk. */
export const tree = (x: number, y: number, height: number, crown: string, shade: string, trunk: string): Art => {
  const w = height * 0.42;
  const d = shape(
    `${-w} ${-height * 0.5}, ${-w * 0.8} ${-height * 0.82}, ${-w * 0.1} ${-height}, ${w * 0.7} ${-height * 0.86}, ${w} ${-height * 0.52}, ${w * 0.5} ${-height * 0.32}, ${-w * 0.5} ${-height * 0.3}`,
    { x, y },
  );
  const bough = stroke(
    `M${n(x)} ${n(y)}V${n(y - height * 0.5)}M${n(x)} ${n(y - height * 0.3)}l${n(w * 0.4)} ${n(-height * 0.2)}`,
    trunk,
    height * 0.06,
  );
  return draw(
    bough,
    path(d, shade),
    within(d, `<path d="${d}" fill="${crown}" transform="translate(${n(-w * 0.25)} ${n(-height * 0.08)})"/>`),
    stroke(`M${n(x)} ${n(y)}V${n(y - height * 0.42)}`, trunk, height * 0.05),
  );
};

/** A cloud or bank of mist: a long lens with humps. */
export const mist = (x: number, y: number, width: number, fill: string): Art =>
  path(
    shape(
      `0 0!, ${width * 0.12} -8, ${width * 0.26} -12, ${width * 0.36} ${-width * 0.09 - 10}, ${width * 0.5} ${-width * 0.05 - 10}, ${width * 0.62} ${-width * 0.1 - 8}, ${width * 0.76} -12, ${width * 0.9} -8, ${width} 0!`,
      { x, y },
    ),
    fill,
  );
