import { leaf } from "../../motifs/leaves";
import { gleam, plate, turned } from "../../motifs/vessels";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { limb, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, dots, draw, each, n, oval, path, put, stamp, stroke } from "../../pen/svg";

const zhacai = (shadow: string): Art => {
  const pick = between(17);
  const shreds = each(
    46,
    (i) =>
      `M${n(pick(110, 250))} ${n(pick(352, 388) - (i % 7) * 5)}q${n(pick(-14, 14))} ${n(pick(-18, 4))} ${n(pick(14, 42))} ${n(pick(-12, 10))}`,
  );
  const split = (odd: number): string =>
    shreds
      .split("M")
      .filter((_, i) => i > 0 && i % 2 === odd)
      .map((d) => `M${d}`)
      .join("");
  const bulb = shape(
    "196 216, 160 238, 120 226, 108 190, 126 168, 104 142, 122 108, 158 106, 170 78, 208 70, 236 90, 268 82, 296 108, 288 138, 312 158, 304 196, 272 206, 262 232, 226 234",
  );
  const knob = (points: string): Art => path(shape(points), "#b7c878");
  const stalk = (points: string): Art => path(limb(points), "#a3b765");
  return draw(
    path(shape("-20 216, 160 190, 420 204, 420 520!, -20 520!"), shadow),
    oval(222, 236, 124, 20, mix(shadow, tone.ink, 0.18)),
    leaf(176, 84, 110, -126, pair.deepLeaf, 0.36),
    leaf(214, 72, 120, -84, pair.leaf, 0.36),
    leaf(246, 84, 110, -40, pair.deepLeaf, 0.36),
    stalk("168 98 20, 150 60 12, 132 28 5"),
    stalk("206 80 24, 210 40 12, 220 0 5"),
    stalk("246 92 20, 276 56 12, 306 30 5"),
    form(bulb, { base: "#a3b765", shade: "#7d9449" }, -14, -11),
    knob("118 122, 134 114, 150 120, 146 140, 126 144"),
    knob("122 186, 140 178, 156 190, 150 210, 128 208"),
    knob("186 88, 208 82, 222 96, 208 110, 190 106"),
    knob("252 104, 272 98, 280 116, 262 126"),
    knob("190 150, 214 144, 226 164, 208 182, 188 172"),
    knob("252 168, 270 162, 280 178, 264 190"),
    stroke("M166 130q12 24 2 50M238 120q-8 24 8 44M170 204q20 8 40 2", "#7d9449", 4),
    oval(206, 418, 158, 34, mix(shadow, tone.ink, 0.18)),
    plate(194, 398, 160, 62, pair.porcelain),
    path(shape("96 388, 120 352, 170 326, 220 322, 270 350, 296 388, 240 412, 150 412"), "#a98642"),
    stroke(split(0), "#c9a95a", 8),
    stroke(split(1), "#e0c67c", 7),
    stroke(split(0).slice(0, 400), "#b8954a", 5),
    dots(
      [
        [140, 370],
        [182, 346],
        [226, 360],
        [256, 376],
        [200, 388],
        [166, 396],
      ],
      4.5,
      "#c4371d",
    ),
  );
};

const jianggua = (shadow: string): Art => {
  const glass = shape(
    "92 150!, 92 168, 66 192, 60 230, 62 400, 76 432, 120 440, 240 440, 284 432, 298 400, 300 230, 294 192, 268 168, 268 150!",
  );
  const strips = [
    [92, 250, 96, -8],
    [130, 240, 110, 4],
    [166, 250, 104, -3],
    [204, 238, 114, 6],
    [244, 250, 100, -6],
    [276, 262, 90, 4],
    [110, 340, 90, 8],
    [150, 342, 92, -6],
    [190, 346, 90, 3],
    [230, 340, 94, -8],
    [268, 348, 84, 6],
    [84, 344, 84, -3],
  ] as const;
  const gherkin = (x: number, y: number, length: number, turn: number): Art =>
    put(
      x,
      y,
      draw(
        box(-15, -34, 30, length, "#4a4a1e", 13),
        box(-15, -34, 20, length, "#6b6a2c", 10),
        stroke(`M-7-20V${length - 54}`, "#8a8a42", 3),
      ),
      turn,
    );
  const slice = draw(
    box(-34, -10, 68, 24, "#4a4a1e", 10),
    box(-34, -11, 68, 17, "#6b6a2c", 8),
    stroke("M-20-5H16", "#8f8f4a", 3),
  );
  return draw(
    box(0, 352, 400, 148, shadow),
    path(shape("120 420, 300 400, 420 420, 420 462, 120 462"), mix(shadow, tone.ink, 0.16)),
    path(glass, "#c7b98a"),
    within(
      glass,
      draw(
        box(50, 214, 260, 240, "#8a6a30"),
        ...strips.map(([x, y, l, t]) => gherkin(x, y, l + 20, t)),
        box(50, 210, 260, 10, "#a88747"),
      ),
    ),
    stroke(thread("80 212, 74 300, 80 400"), "#ece2c0", 10),
    stroke("M284 230q6 60 2 110", "#d9cc9c", 6),
    box(80, 104, 200, 52, "#963a22", 8),
    box(80, 104, 176, 52, tone.vermilion, 8),
    stroke("M98 120h140M98 138h140", "#96301a", 3),
    box(124, 262, 116, 96, "#f0e2c2", 3),
    put(
      182,
      310,
      draw(path(limb("-34 22 0, -10 8 26, 16 -10 26, 34 -24 0"), "#6b6a2c"), leaf(22, -18, 30, -20, pair.leaf, 0.3)),
    ),
    oval(300, 466, 92, 20, mix(shadow, tone.ink, 0.2)),
    plate(290, 446, 94, 34, pair.porcelain),
    stamp("g", slice, [
      { x: 268, y: 438, turn: -14 },
      { x: 318, y: 440, turn: 20 },
      { x: 290, y: 450, turn: 2 },
      { x: 300, y: 426, turn: -4 },
    ]),
  );
};

const laoxiancai = (shadow: string): Art => {
  const greens = (seed: number, colour: string, width: number, count: number): Art => {
    const pick = between(seed);
    return stroke(
      each(
        count,
        () =>
          `M${n(pick(214, 350))} ${n(pick(396, 456))}q${n(pick(-30, 30))} ${n(pick(-34, 8))} ${n(pick(-40, 44))} ${n(pick(-14, 22))}`,
      ),
      colour,
      width,
    );
  };
  return draw(
    path(shape("-20 356, 160 330, 420 350, 420 520!, -20 520!"), shadow),
    path(shape("120 412, 300 380, 420 390, 420 430, 180 440"), mix(shadow, tone.ink, 0.18)),
    form(shape("44 372!, 60 410, 100 426, 230 426, 270 410, 286 372!"), { base: "#8a5636", shade: "#663b22" }, -22, 0),
    oval(165, 372, 122, 26, "#9c6744"),
    oval(165, 373, 106, 20, "#7fa3a3"),
    turned(
      165,
      "165 72!, 110 72!, 112 92!, 84 118, 56 168, 50 226, 70 286, 106 326, 116 348, 112 374, 165 380",
      pair.clay,
      -26,
      -6,
    ),
    path(shape("110 74, 114 62, 165 56, 216 62, 220 74, 216 92, 165 96, 114 92"), "#b8754e"),
    path(shape("196 60, 216 62, 220 74, 216 92, 190 95, 200 76"), pair.clay.shade),
    stroke("M62 164Q165 194 270 164M54 204Q165 236 276 204", "#c98a5e", 5),
    stroke("M66 186q14 14 26 4t26 8 26 4 26 4 26-4 26-4 26-8 18-4", "#6f3a22", 4),
    gleam(92, 150, 120, "#c98a5e", 10),
    stroke("M112 352Q165 366 218 352", "#6f3a22", 5),
    path(shape("196 452, 214 412, 270 384, 330 392, 376 430, 380 466, 300 484, 220 478"), "#46311f"),
    greens(3, "#5f4428", 11, 15),
    greens(8, "#7a5a34", 8, 14),
    greens(13, "#98774a", 4, 14),
  );
};

export const picklePictures: Pictures = {
  "yuquan-zhacai": { name: "鱼泉榨菜", ground: ground.blush, draw: zhacai },
  "dianjiang-jianggua": { name: "垫江酱瓜", ground: ground.dusk, draw: jianggua },
  "yajiang-laoxiancai": { name: "鸭江老咸菜", ground: ground.celadon, draw: laoxiancai },
};
