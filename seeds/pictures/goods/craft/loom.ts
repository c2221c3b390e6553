import { nested, octagram, teeth } from "../../motifs/weaving";
import { ground, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { facet, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, each, path, put, stroke } from "../../pen/svg";

const zhijin = (shadow: string): Art => {
  const [black, red, gold, white, blue] = ["#2c2624", tone.vermilion, "#dcae48", "#f3e9d2", "#5f8a94"];
  const rows = [132, 228, 324];
  return draw(
    path(facet("124 60, 330 60, 330 440, 124 440"), shadow),
    box(64, 40, 272, 16, "#6a4729", 8),
    box(64, 40, 272, 9, "#8a623d", 5),
    stroke("M90 42L200 -14L310 42", "#8a6a3a", 4),
    box(96, 54, 208, 366, black),
    box(96, 54, 208, 12, red),
    box(96, 70, 208, 5, gold),
    box(96, 408, 208, 12, red),
    box(96, 399, 208, 5, gold),
    within(
      "M96 76H304V398H96Z",
      draw(
        ...rows.map((y, i) =>
          draw(
            nested(
              200,
              y,
              8,
              [
                [6, i % 2 ? blue : red],
                [5, black],
                [4, gold],
                [3, i % 2 ? red : blue],
                [1, white],
              ],
              0.94,
            ),
            ...[96, 304].map((x) =>
              nested(
                x,
                y,
                8,
                [
                  [6, i % 2 ? red : blue],
                  [5, black],
                  [4, white],
                  [2, red],
                ],
                0.94,
              ),
            ),
          ),
        ),
        ...[84, 180, 276, 372].flatMap((y) =>
          [148, 252].map((x) =>
            nested(
              x,
              y,
              8,
              [
                [3, gold],
                [2, black],
                [0, white],
              ],
              0.94,
            ),
          ),
        ),
      ),
    ),
    teeth(96, 76, 208, 6.5, gold),
    teeth(96, 398, 208, 6.5, gold, false),
    stroke(
      each(14, (i) => `M${104 + i * 14.8} 420v${44 + (i % 3) * 5}`),
      red,
      5,
    ),
    stroke(
      each(14, (i) => `M${104 + i * 14.8} 428h0`),
      gold,
      9,
    ),
  );
};

const kaodian = (shadow: string): Art => {
  const cushion = shape(
    "-160 -168, -80 -152, 0 -150, 80 -152, 162 -166, 152 -80, 150 0, 154 84, 164 168, 80 154, 0 152, -80 156, -166 166, -154 80, -152 0, -156 -84",
    { x: 200, y: 254, turn: -8 },
  );
  const [red, cream, teal, dark] = [tone.vermilion, "#f3e6c8", "#3f6b73", "#2c2624"];
  const star = draw(
    path("M-112-112H112V112H-112Z", dark),
    stroke("M-126-126H126V126H-126Z", cream, 5),
    stroke("M-104-104H104V104H-104Z", "#dcae48", 4),
    octagram(0, 0, 11.4, cream, "#dcae48", red),
    ...[
      [-82, -82],
      [82, -82],
      [82, 82],
      [-82, 82],
    ].map(([x = 0, y = 0]) =>
      nested(x, y, 5, [
        [3, teal],
        [1, cream],
      ]),
    ),
    ...[
      [0, -138],
      [0, 138],
      [-138, 0],
      [138, 0],
    ].map(([x = 0, y = 0]) => nested(x, y, 4, [[2, "#dcae48"]])),
  );
  return draw(
    cast(cushion, shadow, 18, 26),
    form(cushion, { base: red, shade: "#86230f" }, -14, -14),
    put(194, 248, star, -8),
    within(
      cushion,
      stroke(
        thread("60 80, 90 120, 100 160") + thread("330 410, 310 380, 306 350") + thread("44 420, 80 390, 96 360"),
        "#86230f",
        6,
      ),
    ),
    ...[
      [22, 112, 222],
      [336, 70, -48],
      [382, 394, 42],
      [62, 438, 132],
    ].map(([x = 0, y = 0, t = 0]) =>
      put(
        x,
        y,
        draw(
          circle(4, 0, 7, "#dcae48"),
          path(facet("8 -6, 40 -12, 40 12, 8 6"), "#dcae48"),
          stroke("M14-3L38-6M14 3L38 6", "#b1862e", 2),
        ),
        t,
      ),
    ),
  );
};

export const loomPictures: Pictures = {
  "shizhu-tujia-zhijin": { name: "石柱土家织锦", ground: ground.sand, draw: zhijin },
  "xiushan-tujia-zhijin": { name: "秀山土家织锦靠垫", ground: ground.dusk, draw: kaodian },
};
