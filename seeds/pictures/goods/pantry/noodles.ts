import { leaf } from "../../motifs/leaves";
import { bowl } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, n, oval, path, put, stroke } from "../../pen/svg";

const xiaomian = (): Art => {
  const rim = pebble(196, 290, 176, 176, 0);
  const soup = pebble(196, 290, 146, 146, 0);
  const swirl = (r: number, from: number, sweep: number): string => {
    const at = (a: number, k: number): string =>
      `${n(186 + Math.cos(a) * r * k)} ${n(296 + Math.sin(a) * r * k * 0.9)}`;
    return thread([0, 0.25, 0.5, 0.75, 1].map((t) => at(from + sweep * t, 1 + 0.06 * Math.sin(t * 9 + r))).join(","));
  };
  const strands = (k: number): string =>
    Array.from({ length: 13 }, (_, i) => swirl(24 + ((i * 17 + k * 9) % 96), i * 1.3 + k, 2.3 + (i % 3) * 0.4)).join(
      "",
    );
  return draw(
    circle(218, 314, 178, mix(ground.indigo, "#000000", 0.25)),
    form(rim, pair.porcelain, -7, -7),
    stroke("M36 290a160 160 0 0 1 320 0a160 160 0 0 1-320 0", "#7fa3a3", 5),
    path(soup, "#b23a1a"),
    within(
      soup,
      draw(
        path(shape("60 250, 120 190, 196 176, 180 200, 110 230, 80 290"), "#cf5a2a"),
        circle(300, 380, 20, "#cf5a2a"),
        circle(270, 404, 9, "#d9703a"),
        circle(96, 378, 12, "#cf5a2a"),
        circle(318, 344, 8, "#d9703a"),
        stroke(strands(0), "#b98a3c", 11),
        stroke(strands(1), "#e6c06a", 9),
        stroke(strands(2).slice(0, 900), "#f2d68c", 7),
      ),
    ),
    leaf(272, 196, 96, 60, pair.leaf, 0.32),
    leaf(296, 214, 84, 100, pair.deepLeaf, 0.32),
    leaf(250, 190, 80, 110, pair.paleLeaf, 0.3),
    path(limb("252 176 16, 270 210 14, 290 232 8"), "#e9edcf"),
    ...[
      [150, 232, 20],
      [172, 244, -30],
      [140, 256, 70],
      [166, 222, 0],
      [184, 262, 40],
      [154, 272, -10],
      [128, 238, 50],
    ].map(([x = 0, y = 0, t = 0]) => put(x, y, draw(oval(0, 0, 12, 8, "#b5793c"), oval(-1, -1, 10, 6, "#e0b070")), t)),
    dots(
      [
        [210, 330],
        [190, 352],
        [236, 340],
        [160, 330],
        [216, 366],
        [244, 372],
        [186, 318],
      ],
      5,
      "#8fae66",
    ),
    dots(
      [
        [200, 342],
        [226, 352],
        [170, 346],
        [232, 322],
      ],
      3,
      "#5d7c46",
    ),
    path(limb("420 60 15, 300 160 13, 120 322 7"), "#5f2f1c"),
    path(limb("420 100 15, 320 190 13, 150 346 7"), "#7a4127"),
    path(limb("420 54 5, 300 154 4, 130 308 2"), "#8a5236"),
    path(limb("420 94 5, 320 184 4, 160 332 2"), "#a3653f"),
  );
};

const jingsi = (shadow: string): Art => {
  const skein = (i: number): string =>
    thread(
      `${-20} ${70 + i * 9}, 90 ${52 + i * 8.4}, 190 ${74 + i * 4 + (i % 3) * 2}, 250 ${78 + i * 3.6}, 330 ${58 + i * 8.2}, 420 ${40 + i * 9.6}`,
    );
  const pick = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => skein((i * 2 + from) % 17)).join("");
  const loops = (k: number): string =>
    Array.from(
      { length: 7 },
      (_, i) =>
        `M${96 + i * 26 + k * 9} ${360 + (i % 2) * 10}q${10 + k * 4} ${-36 - k * 6} ${38 - k * 6} ${-6}t${26 + k * 2} 14`,
    ).join("");
  return draw(
    path(shape("-20 110!, 100 90, 200 130, 260 130, 420 90!, 420 250!, 300 190, 220 170, 100 230, -20 250!"), shadow),
    stroke(pick(0, 9), "#bcb3a0", 8),
    stroke(pick(1, 8), "#e9e3d3", 6),
    stroke(pick(0, 9), "#f8f4e8", 2.6),
    path(limb("210 52 26, 222 104 30, 212 160 26"), tone.vermilion),
    path(limb("220 54 9, 232 104 10, 222 160 9"), "#86230f"),
    path(shape("-20 350, 160 326, 420 346, 420 520!, -20 520!"), mix(shadow, tone.ink, 0.06)),
    oval(214, 478, 150, 18, mix(shadow, tone.ink, 0.22)),
    bowl(
      200,
      366,
      312,
      118,
      draw(
        oval(200, 369, 144, 34, "#b23a1a"),
        oval(160, 362, 60, 12, "#cf5a2a"),
        stroke(loops(0), "#c9b9a0", 8),
        stroke(loops(1), "#efe6d2", 6),
        leaf(268, 360, 60, -150, pair.leaf, 0.3),
        leaf(286, 372, 50, -170, pair.deepLeaf, 0.3),
        dots(
          [
            [130, 372],
            [226, 384],
            [176, 388],
            [250, 366],
            [146, 386],
          ],
          5.5,
          "#e0b070",
        ),
        dots(
          [
            [206, 346],
            [160, 380],
            [238, 378],
            [112, 366],
          ],
          4.5,
          "#6d8a52",
        ),
      ),
      { base: "#4a5f66", shade: "#34464d" },
    ),
    path(limb("420 250 13, 330 300 11, 206 372 6"), "#7a4127"),
    path(limb("420 284 13, 340 326 11, 226 384 6"), "#5f2f1c"),
    dots(
      [
        [90, 420],
        [140, 440],
        [200, 446],
        [260, 440],
        [310, 420],
      ],
      5,
      "#8fa6a3",
    ),
  );
};

export const noodlePictures: Pictures = {
  "zhongxian-xiaomian": { name: "重庆小面", ground: ground.indigo, draw: xiaomian },
  "pengshui-jingsi-shaofen": { name: "彭水晶丝苕粉", ground: ground.clay, draw: jingsi },
};
