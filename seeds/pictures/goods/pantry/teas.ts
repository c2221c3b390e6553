import { blade, leaf } from "../../motifs/leaves";
import { turned } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { mirrored, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, draw, each, oval, path, put, stamp, stroke } from "../../pen/svg";

const longzhu = (shadow: string): Art => {
  const pearl = draw(
    path(pebble(5, 7, 17, 15), mix(ground.sage, "#2a2a10", 0.24)),
    form(pebble(0, 0, 17, 15, 0.05), { base: "#5d6b42", shade: "#3f4c2e" }, -4, -4),
    stroke("M-10-2Q-2-10 8-6M-8 6Q2 0 11 4", "#8f9c66", 3),
  );
  const cup = "200 214!, 84 214!, 92 262, 122 318, 150 336, 200 338";
  const saucer = shape("60 350!, 96 372, 150 382, 250 382, 304 372, 340 350!, 260 362, 140 362");
  return draw(
    path(shape("-20 336, 160 312, 420 332, 420 520!, -20 520!"), shadow),
    oval(224, 384, 150, 18, mix(shadow, tone.ink, 0.18)),
    form(saucer, pair.porcelain, -10, -4),
    oval(200, 350, 140, 18, "#fbf6ea"),
    oval(200, 350, 70, 9, pair.porcelain.shade),
    turned(200, cup, pair.porcelain, -24, -4),
    oval(200, 214, 116, 26, "#fbf6ea"),
    oval(200, 216, 106, 21, "#a9b46a"),
    oval(184, 214, 50, 8, "#c2ca88"),
    stroke(thread("90 246, 140 262, 200 266, 260 262, 310 246"), "#5f7f8c", 4),
    stroke(thread("112 296, 150 312, 200 316, 250 312, 288 296"), "#5f7f8c", 4),
    each(5, (i) =>
      put(132 + i * 34, 289 - Math.abs(i - 2) * -1.5 - (i % 4 === 0 ? 8 : 0), path("M0-11L9 0L0 11L-9 0Z", "#5f7f8c")),
    ),
    put(
      262,
      128,
      draw(
        form(
          mirrored(0, "0 -64!, -26 -64, -26 -50, -20 -44, -64 -30, -106 0!, -104 12, 0 30"),
          pair.porcelain,
          -16,
          -6,
        ),
        stroke(thread("-92 -2, -50 -24, 0 -30, 50 -24, 92 -2"), "#5f7f8c", 4),
      ),
      24,
    ),
    stamp(
      "pearl",
      pearl,
      [
        [72, 452],
        [106, 462],
        [90, 432],
        [136, 452],
        [122, 478],
        [60, 478],
        [158, 476],
        [150, 434],
        [286, 464],
        [322, 446],
        [346, 474],
        [206, 462],
        [120, 436],
        [92, 482],
      ].map(([x = 0, y = 0], i) => ({ x, y, turn: i * 37, size: 1 + (i % 3) * 0.06 })),
    ),
    leaf(318, 476, 60, -160, pair.leaf, 0.18),
  );
};

const maojian = (shadow: string): Art => {
  const glass = shape("216 170!, 226 450!, 240 462!, 348 462!, 362 450!, 372 170!");
  const sprout = (x: number, y: number, s: number, k: number): Art =>
    draw(
      blade(x, y, x - 4 * s, y - 66 * s, 12 * s, 2, k ? "#6b8a50" : "#7f9c52"),
      blade(x, y - 8, x + 15 * s, y - 50 * s, 10 * s, 3, k ? "#4c6a40" : "#94ab6a"),
    );
  const tin = shape("40 150!, 40 432!, 60 446!, 184 446!, 204 432!, 204 150!");
  return draw(
    path(shape("-20 396, 160 372, 420 390, 420 520!, -20 520!"), shadow),
    path(shape("150 450, 300 420, 420 430, 420 476, 180 482"), mix(shadow, tone.ink, 0.16)),
    form(tin, { base: "#4f6a58", shade: "#374d40" }, -30, 0),
    box(32, 92, 180, 66, "#374d40", 8),
    box(32, 92, 146, 66, "#5c7a66", 8),
    oval(122, 92, 90, 15, "#6f8c78"),
    stroke("M40 178H204", "#c9a65a", 5),
    box(66, 224, 110, 150, "#f6ecd8", 3),
    put(
      120,
      316,
      draw(
        blade(0, 34, -2, -60, 16, 2, "#6b8a50"),
        blade(2, 26, 32, -30, 14, 4, "#94ab6a"),
        blade(-2, 26, -34, -20, 14, -4, "#4c6a40"),
      ),
    ),
    box(110, 350, 20, 20, tone.vermilion, 2),
    path(glass, "#e3ead0"),
    within(
      glass,
      draw(
        path(shape("200 226!, 290 220, 390 226!, 390 470!, 200 470!"), "#cfd98c"),
        box(330, 160, 40, 310, "#bccb78"),
        sprout(252, 440, 1, 0),
        sprout(280, 448, 1.2, 1),
        sprout(312, 440, 1.05, 0),
        sprout(336, 450, 1.1, 1),
        sprout(266, 456, 0.8, 1),
        sprout(298, 456, 0.9, 0),
        sprout(258, 300, 0.8, 1),
        sprout(290, 292, 0.7, 0),
        sprout(324, 306, 0.85, 1),
        sprout(304, 372, 0.7, 1),
      ),
    ),
    stroke("M234 190L242 440", "#f8faec", 8),
    stroke("M218 172H370", "#f8faec", 5),
    stroke(
      thread("262 140, 250 112, 268 84, 256 50") + thread("310 146, 324 116, 306 90, 320 60"),
      mix(ground.linen, "#ffffff", 0.6),
      9,
    ),
  );
};

export const teaPictures: Pictures = {
  "longzhu-cha": { name: "龙珠茶", ground: ground.sage, draw: longzhu },
  "xiushan-maojian": { name: "秀山毛尖", ground: ground.linen, draw: maojian },
};
