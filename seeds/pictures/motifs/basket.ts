import { mix, pair } from "../pen/colour";
import { form, type Tones, within } from "../pen/form";
import { shape } from "../pen/line";
import { type Art, box, draw, each, n, oval, path, stroke } from "../pen/svg";

/** Over-and-under weaving that fills a rectangle; whatever it decorates cuts it to shape. */
export function weave(x: number, y: number, width: number, height: number, cell: number, tones: Tones): Art {
  const rows = Math.ceil(height / cell);
  const columns = Math.ceil(width / (cell * 2)) + 1;
  const light = mix(tones.base, "#fff6de", 0.3);
  const lines = (odd: number): string =>
    Array.from({ length: rows }, (_, row) =>
      row % 2 === odd
        ? Array.from(
            { length: columns },
            (_, c) =>
              `M${Math.round(x + (c * 2 + odd) * cell + cell * 0.25)} ${Math.round(y + (row + 0.5) * cell)}h${Math.round(cell * 1.3)}`,
          ).join("")
        : "",
    ).join("");
  return draw(
    box(x, y, width, height, tones.shade),
    stroke(lines(0), light, cell * 0.62),
    stroke(lines(1), tones.base, cell * 0.62),
  );
}

/** A round-bellied basket standing at (x, y) = middle of its foot, with a plaited rim. */
export function basket(x: number, y: number, width: number, height: number, tones: Tones = pair.bamboo): Art {
  const [top, foot] = [width / 2, width * 0.36];
  const d = shape(
    `${-top} ${-height}!, ${-top * 0.98} ${-height * 0.5}, ${-foot} 0, ${foot} 0, ${top * 0.98} ${-height * 0.5}, ${top} ${-height}!`,
    { x, y },
  );
  const cells = weave(x - top, y - height, width, height + 4, 15, tones);
  const side = shape(
    `${top * 0.5} ${-height}!, ${top * 0.46} ${-height * 0.4}, ${foot * 0.4} 4!, ${top} 4!, ${top + 4} ${-height}!`,
    { x, y },
  );
  const rim = draw(
    box(x - top - 8, y - height - 10, width + 16, 22, tones.shade, 11),
    box(x - top - 8, y - height - 10, width + 10, 16, tones.base, 8),
  );
  const plait = each(Math.round(width / 16), (i) =>
    stroke(`M${n(x - top + i * 16)} ${n(y - height + 4)}l8-12`, tones.shade, 2),
  );
  return draw(within(d, draw(cells, `<g opacity=".35">${path(side, tones.shade)}</g>`)), rim, plait);
}

/** A flat winnowing tray seen from above: rim and weave, ready for what dries on it. */
export function tray(x: number, y: number, rx: number, ry: number, tones: Tones = pair.bamboo): Art {
  const inner = `M${n(x - rx * 0.9)} ${n(y)}a${n(rx * 0.9)} ${n(ry * 0.9)} 0 1 0 ${n(rx * 1.8)} 0a${n(rx * 0.9)} ${n(ry * 0.9)} 0 1 0 ${n(-rx * 1.8)} 0Z`;
  const ring = form(
    `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-rx * 2)} 0Z`,
    tones,
    -5,
    -5,
  );
  return draw(
    ring,
    oval(x, y, rx * 0.93, ry * 0.93, tones.shade),
    within(
      inner,
      weave(x - rx, y - ry, rx * 2, ry * 2, 17, { base: mix(tones.base, "#fff6de", 0.25), shade: tones.base }),
    ),
  );
}
