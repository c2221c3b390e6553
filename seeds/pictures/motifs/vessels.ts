import { mix, pair } from "../pen/colour";
import { form, type Tones } from "../pen/form";
import { mirrored, pebble, shape } from "../pen/line";
import { type Art, box, draw, n, oval, put, stroke } from "../pen/svg";

/** A bowl from the side, its mouth a flat ellipse; (x, y) is the middle of the mouth. */
export function bowl(
  x: number,
  y: number,
  width: number,
  height: number,
  inside: Art,
  tones: Tones = pair.porcelain,
): Art {
  const r = width / 2;
  const side = shape(
    `${-r} 0!, ${-r * 0.93} ${height * 0.36}, ${-r * 0.62} ${height * 0.78}, ${-r * 0.34} ${height * 0.92}, ${r * 0.34} ${height * 0.92}, ${r * 0.62} ${height * 0.78}, ${r * 0.93} ${height * 0.36}, ${r} 0!`,
    { x, y },
  );
  const foot = shape(
    `${-r * 0.36} ${height * 0.88}!, ${r * 0.36} ${height * 0.88}!, ${r * 0.32} ${height}, ${-r * 0.32} ${height}`,
    { x, y },
  );
  const mouth = draw(
    oval(x, y, r, r * 0.27, tones.base),
    oval(x, y + 3, r * 0.93, r * 0.225, mix(tones.shade, "#5a4630", 0.12)),
  );
  return draw(form(foot, tones, -8, 0), form(side, tones, -r * 0.16, -5), mouth, inside);
}

/** A plate from above, slightly tilted; what lies on it is drawn by the caller. */
export const plate = (x: number, y: number, rx: number, ry: number, tones: Tones = pair.porcelain): Art =>
  draw(
    form(pebble(x, y, rx, ry, 0), tones, -6, -6),
    oval(x, y, rx * 0.8, ry * 0.8, tones.shade),
    oval(x - rx * 0.02, y - ry * 0.03, rx * 0.77, ry * 0.77, mix(tones.base, tones.shade, 0.35)),
  );

/** Anything turned on a wheel or blown: half its outline from top to foot, mirrored about x. */
export const turned = (x: number, half: string, tones: Tones, dx = -14, dy = 0): Art =>
  form(mirrored(x, half), tones, dx, dy);

/** A cloth sack standing full, with its neck folded or tied. (x, y) is the middle of its foot. */
export function sack(x: number, y: number, width: number, height: number, tones: Tones = pair.linen): Art {
  const r = width / 2;
  const d = shape(
    `${-r * 0.62} ${-height}!, ${-r * 0.66} ${-height * 0.84}, ${-r * 0.98} ${-height * 0.6}, ${-r} ${-height * 0.2}, ${-r * 0.92} -4, ${-r * 0.5} 0, ${r * 0.5} 0, ${r * 0.92} -4, ${r} ${-height * 0.2}, ${r * 0.98} ${-height * 0.6}, ${r * 0.66} ${-height * 0.84}, ${r * 0.62} ${-height}!, 0 ${-height * 0.97}`,
    { x, y },
  );
  const fold = `M${n(x - r * 0.4)} ${n(y - height * 0.9)}q-6 20-24 34M${n(x + r * 0.36)} ${n(y - height * 0.9)}q6 22 26 36M${n(x - r * 0.8)} ${n(y - 22)}q14 10 34 12M${n(x + r * 0.4)} ${n(y - 14)}q18-2 30-14`;
  return draw(form(d, tones, -r * 0.2, -6), stroke(fold, tones.shade, 3.5));
}

/** A wooden board seen from above, with grain. */
export function board(
  x: number,
  y: number,
  width: number,
  height: number,
  turn: number,
  tones: Tones,
  shadow: string,
): Art {
  const [w, h] = [width / 2, height / 2];
  const d = shape(
    `${-w} ${12 - h}!, ${12 - w} ${-h}!, ${w - 12} ${-h}!, ${w} ${12 - h}!, ${w} ${h - 12}!, ${w - 12} ${h}!, ${12 - w} ${h}!, ${-w} ${h - 12}!`,
    { x, y, turn },
  );
  const grain = [-0.3, -0.12, 0.1, 0.3]
    .map(
      (at, i) =>
        `M${n(-width * 0.44)} ${n(height * at)}q${n(width * 0.3)} ${i % 2 ? 10 : -10} ${n(width * (0.5 + (i % 3) * 0.14))} 0`,
    )
    .join("");
  return draw(
    `<path d="${d}" fill="${shadow}" transform="translate(12 16)"/>`,
    form(d, tones, -7, -8),
    put(x, y, stroke(grain, tones.shade, 3), turn),
  );
}

/** A lying stroke of light on glass or glaze. */
export const gleam = (x: number, y: number, height: number, colour: string, width = 8): Art =>
  stroke(`M${n(x)} ${n(y)}q${n(-width * 0.6)} ${n(height / 2)} 0 ${n(height)}`, colour, width);

/** A plain paper label with a seal, without any words. */
export const label = (x: number, y: number, width: number, height: number, paper: string, seal: string): Art =>
  draw(
    box(x, y, width, height, paper, 3),
    box(x + width * 0.5 - width * 0.14, y + height * 0.2, width * 0.28, width * 0.28, seal, 2),
    stroke(
      `M${n(x + width * 0.26)} ${n(y + height * 0.68)}h${n(width * 0.48)}M${n(x + width * 0.34)} ${n(y + height * 0.8)}h${n(width * 0.32)}`,
      mix(paper, "#3a2a18", 0.35),
      3,
    ),
  );
