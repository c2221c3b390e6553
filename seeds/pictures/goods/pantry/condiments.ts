import { leaf } from "../../motifs/leaves";
import { bowl, gleam, label, turned } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, oval, path, put, stroke } from "../../pen/svg";

const dried = (x: number, y: number, turn: number): Art =>
  draw(
    form(
      limb("-46 6 0, -20 -4 16, 10 -4 19, 34 4 11", { x, y, turn }),
      { base: tone.vermilion, shade: "#86230f" },
      -3,
      -4,
    ),
    path(limb("32 4 12, 44 8 8, 58 4 4", { x, y, turn }), "#7d8a45"),
  );

const kaoyu = (shadow: string): Art => {
  const lay = { x: 196, y: 196, turn: -24 };
  const fish = shape(
    "-172 2, -140 -40, -70 -66, 10 -62, 80 -34, 116 -12, 168 -50!, 158 2, 170 54!, 116 20, 70 42, 0 64, -80 60, -140 36",
    lay,
  );
  const tray = (grow: number): string =>
    shape(
      `${-198 - grow} ${-112 - grow}!, ${198 + grow} ${-112 - grow}!, ${198 + grow} ${112 + grow}!, ${-198 - grow} ${112 + grow}!`,
      lay,
    );
  const cut = (x: number): string => thread(`${x} -46, ${x + 14} 0, ${x + 4} 46`, lay);
  return draw(
    cast(tray(12), shadow, 14, 18),
    form(tray(12), { base: "#5b5f5e", shade: "#3d4141" }, -6, -6),
    path(tray(-2), "#42302a"),
    within(
      tray(-2),
      draw(
        path(shape("-190 -60, -90 -100, 60 -96, 180 -70, 190 60, 80 100, -90 96, -186 70", lay), "#a8401f"),
        path(shape("-150 60, -60 84, 60 80, 160 70, 120 96, -100 96", lay), "#c65a2c"),
      ),
    ),
    form(fish, { base: "#b87838", shade: "#7c4218" }, -7, -10),
    stroke([-60, -28, 4, 36, 68].map(cut).join(""), "#6b3412", 6),
    stroke(thread("-104 -46, -92 0, -106 46", lay), "#6b3412", 4),
    circle(58, 246, 7, "#f3e3bd"),
    circle(58, 246, 3.4, tone.ink),
    ...[
      [120, 150, 20],
      [250, 120, -60],
      [310, 180, 80],
      [150, 300, 10],
      [270, 240, 30],
      [90, 300, 70],
    ].map(([x = 0, y = 0, t = 0]) => put(x, y, box(-16, -5, 32, 10, "#86a05a", 5), t)),
    dots(
      [
        [140, 190],
        [206, 170],
        [236, 214],
        [180, 236],
        [120, 250],
        [290, 150],
        [224, 280],
        [110, 210],
      ],
      3.4,
      "#f0dba0",
    ),
    dots(
      [
        [164, 160],
        [256, 190],
        [196, 270],
        [290, 220],
        [96, 270],
      ],
      5.5,
      "#c4371d",
    ),
    path(shape("-62 -84!, 62 -84!, 62 84!, -62 84!", { x: 314, y: 408, turn: 10 }), shadow),
    form(
      shape("-62 -84!, 62 -84!, 62 84!, -62 84!", { x: 302, y: 394, turn: 10 }),
      { base: tone.vermilion, shade: "#86230f" },
      -7,
      -6,
    ),
    put(
      302,
      394,
      draw(
        box(-56, -78, 110, 14, "#86230f"),
        stroke("M-48-71h94", "#d9a441", 3),
        path(shape("-42 6, -10 -22, 26 -12, 44 -28!, 42 2, 46 26!, 26 14, -8 30"), "#f2d9a4"),
        stroke("M-30 56h60", "#f2d9a4", 4),
      ),
      10,
    ),
    dried(84, 424, -16),
    dried(158, 452, 24),
    dried(74, 470, 8),
  );
};

const hongtang = (shadow: string): Art => {
  const brick = (x: number, y: number, w: number, h: number, d: number, k: number): Art =>
    draw(
      path(facet(`${x} ${y}, ${x + w} ${y}, ${x + w} ${y - h}, ${x} ${y - h}`), k ? "#74401f" : "#80481f"),
      path(
        facet(`${x} ${y - h}, ${x + d} ${y - h - d * 0.62}, ${x + w + d} ${y - h - d * 0.62}, ${x + w} ${y - h}`),
        k ? "#a0622f" : "#aa6a34",
      ),
      path(
        facet(`${x + w} ${y}, ${x + w + d} ${y - d * 0.62}, ${x + w + d} ${y - h - d * 0.62}, ${x + w} ${y - h}`),
        "#54290f",
      ),
      stroke(`M${x + 12} ${y - h * 0.6}h${w * 0.3}M${x + w * 0.5} ${y - h * 0.34}h${w * 0.3}`, "#95582a", 3),
    );
  const cane = (points: string, joints: [number, number, number][]): Art => {
    const d = limb(points);
    return draw(
      cast(d, shadow, 16, 6),
      form(d, { base: "#7d4a55", shade: "#55303c" }, -9, 0),
      within(d, stroke(joints.map(([x, y, w]) => `M${x - w} ${y}q${w} 12 ${w * 2} 0`).join(""), "#c9a98f", 7)),
      within(d, stroke(joints.map(([x, y, w]) => `M${x - w} ${y + 9}q${w} 12 ${w * 2} 0`).join(""), "#3f222c", 3)),
    );
  };
  return draw(
    box(0, 360, 400, 140, shadow),
    leaf(280, 60, 190, -118, pair.leaf, 0.08, 0.3),
    leaf(286, 50, 180, -40, pair.deepLeaf, 0.08, 0.3),
    cane("286 30 44, 280 200 46, 268 420 48", [
      [284, 90, 23],
      [281, 176, 23],
      [276, 262, 24],
      [272, 346, 24],
    ]),
    cane("356 -20 42, 352 180 44, 346 430 46", [
      [356, 60, 22],
      [354, 146, 22],
      [351, 236, 23],
      [348, 326, 23],
    ]),
    path(pebble(268, 420, 24, 10, 0), "#e6d3a4"),
    path(pebble(346, 430, 23, 10, 0), "#e6d3a4"),
    dots(
      [
        [262, 419],
        [272, 422],
        [342, 429],
        [352, 432],
      ],
      1.8,
      "#b79a66",
    ),
    path(shape("60 410!, 250 460, 330 420, 340 462, 250 474, 120 466"), mix(shadow, tone.ink, 0.18)),
    brick(60, 410, 130, 52, 54, 0),
    brick(34, 356, 128, 50, 54, 1),
    brick(76, 304, 124, 50, 52, 0),
    brick(58, 252, 122, 48, 52, 1),
    brick(120, 460, 132, 50, 54, 1),
    path(facet("292 470, 316 456, 344 462, 340 480, 312 486"), "#80481f"),
    path(facet("292 470, 316 456, 344 462, 322 474"), "#aa6a34"),
    path(facet("356 476, 370 470, 382 478, 370 486"), "#95582a"),
  );
};

const laocu = (shadow: string): Art =>
  draw(
    path(shape("-20 376, 160 352, 420 372, 420 520!, -20 520!"), shadow),
    path(shape("150 420, 320 380, 420 390, 420 440, 200 450"), mix(shadow, tone.ink, 0.18)),
    turned(
      160,
      "160 40!, 128 40!, 128 116, 116 140, 84 168, 74 210, 76 420, 92 436, 160 438",
      { base: "#4a2a20", shade: "#2f1813" },
      -24,
      0,
    ),
    box(120, 22, 80, 48, "#86230f", 5),
    box(120, 22, 58, 48, tone.vermilion, 5),
    stroke("M124 84h72", "#d9a441", 6),
    label(94, 228, 132, 150, "#f0e2c2", tone.vermilion),
    gleam(94, 188, 210, "#7a4c3a", 8),
    gleam(140, 92, 40, "#7a4c3a", 7),
    oval(310, 446, 92, 18, mix(shadow, tone.ink, 0.22)),
    bowl(
      302,
      400,
      168,
      58,
      draw(oval(302, 403, 76, 17, "#3a1c14"), path(shape("240 402, 270 392, 320 390, 300 396, 268 400"), "#7a3c28")),
      pair.porcelain,
    ),
    circle(262, 300, 10, "#3a1c14"),
    path(shape("262 274!, 272 296, 262 310, 252 296"), "#3a1c14"),
  );

export const condimentPictures: Pictures = {
  "wanzhou-kaoyu-liaoli": { name: "万州烤鱼料理包", ground: ground.apricot, draw: kaoyu },
  "nanmen-hongtang": { name: "南门红糖", ground: ground.sky, draw: hongtang },
  "yangjiao-laocu": { name: "羊角老醋", ground: ground.mustard, draw: laocu },
};
