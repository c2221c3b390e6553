import { weave } from "../../motifs/basket";
import { bambooLeaves } from "../../motifs/leaves";
import { bowl, gleam, turned } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, fade, oval, path, put, stroke } from "../../pen/svg";

const liangxi = (shadow: string): Art => {
  const mat = facet("62 -20, 352 -20, 352 372, 62 372");
  const diamonds = each(3, (r) =>
    each(2, (c) => {
      const [x, y] = [134 + c * 145, 66 + r * 124];
      return `M${x} ${y - 54}l54 54l-54 54l-54-54z`;
    }),
  );
  return draw(
    path(facet("78 -20, 372 -20, 372 410, 78 410"), shadow),
    path(mat, "#c9b277"),
    within(
      mat,
      draw(
        weave(60, -24, 300, 400, 14, { base: "#cfb878", shade: "#ad9455" }),
        `<g opacity=".55">${path(diamonds, "#7d8f4e")}</g>`,
        path(
          each(3, (r) => each(2, (c) => `M${134 + c * 145} ${66 + r * 124 - 24}l24 24l-24 24l-24-24z`)),
          "#e6d49a",
        ),
      ),
    ),
    box(62, -20, 14, 392, "#8a7a3e"),
    box(338, -20, 14, 392, "#8a7a3e"),
    box(62, 334, 290, 40, "#7a6636"),
    path(pebble(222, 444, 180, 34, 0), mix(shadow, tone.ink, 0.16)),
    box(40, 352, 334, 96, "#a88f52", 46),
    box(40, 352, 334, 74, "#d6c084", 37),
    within(
      "M40 398a46 46 0 0 1 46-46h242a46 46 0 0 1 0 96h-242a46 46 0 0 1-46-50z",
      stroke("M40 372H380M40 388H380M40 404H380M40 420H380", "#b39a5c", 2.5),
    ),
    path(pebble(352, 400, 24, 47, 0), "#8a7a3e"),
    stroke("M352 366a16 34 0 1 0 2 68a12 28 0 1 0-4-56a8 20 0 1 0 4 42", "#d6c084", 5),
    box(96, 350, 13, 99, tone.vermilion),
    box(276, 350, 13, 99, tone.vermilion),
    stroke(thread("420 60, 366 100, 330 170, 316 210"), "#6b8a50", 6),
    bambooLeaves(330, 172, 150, [150, 112, 178], pair.deepLeaf),
    bambooLeaves(366, 102, 150, [170, 130, 96], pair.leaf),
    bambooLeaves(316, 208, 110, [120, 80], pair.leaf),
  );
};

const zhulian = (shadow: string): Art => {
  const lines = each(44, (i) => `M78 ${60 + i * 8}H322`);
  const ink = "#2d332c";
  const leafAt = (x: number, y: number, turns: number[], size: number, grey = ink): Art =>
    bambooLeaves(x, y, size, turns, { base: grey, shade: grey });
  return draw(
    path(facet("110 60, 360 60, 360 446, 110 446"), shadow),
    stroke("M120 44V-10M280 44V-10", "#8a6a3a", 4),
    box(78, 54, 244, 362, "#e9dcb4"),
    stroke(lines, "#d2bf8a", 3),
    fade(0.14, box(250, 54, 72, 362, "#8a6a2a")),
    path(
      limb(
        "176 418 13, 180 330 12, 178 326 15, 180 322 12, 188 232 11, 186 228 14, 188 224 11, 200 130 9, 199 126 12, 201 122 9, 214 54 8",
      ),
      ink,
    ),
    path(limb("256 418 8, 252 340 7, 251 336 10, 253 332 7, 250 250 6, 250 246 9, 251 242 6, 246 170 4"), "#6f7568"),
    stroke(
      "M188 228Q150 200 130 190M200 126Q240 120 262 100M180 324Q216 306 236 306M250 246Q276 236 290 240",
      ink,
      2.6,
    ),
    leafAt(132, 190, [150, 110, 186, 70], 84),
    leafAt(262, 102, [40, 80, 120, 4], 84),
    leafAt(234, 306, [30, 66, 100], 78),
    leafAt(290, 240, [60, 100], 60, "#6f7568"),
    leafAt(202, 122, [190, 150], 70),
    leafAt(246, 172, [60, 110], 60, "#6f7568"),
    box(264, 366, 26, 26, tone.vermilion, 2),
    stroke("M78 54V416M322 54V416M140 54V416M260 54V416", "#b39a5c", 2.5),
    box(62, 38, 276, 20, "#6a4729", 9),
    box(62, 38, 276, 12, "#8a623d", 6),
    box(66, 412, 268, 16, "#6a4729", 8),
    box(66, 412, 268, 9, "#8a623d", 5),
    ...[92, 308].map((x) =>
      draw(
        stroke(`M${x} 428V448`, tone.vermilion, 4),
        circle(x, 450, 7, tone.vermilion),
        path(shape(`${x - 4} 456!, ${x + 4} 456!, ${x + 10} 494!, ${x - 10} 494!`), tone.vermilion),
      ),
    ),
  );
};

const taoci = (shadow: string): Art => {
  const glaze = [
    { base: "#f7f1e2", shade: "#d9ccb2" },
    { base: "#a9bda8", shade: "#849b86" },
    { base: "#7d6a5a", shade: "#5c4b3e" },
  ];
  const one = (y: number, width: number, i: number): Art => bowl(164, y, width, 104, "", glaze[i] ?? glaze[0]);
  const cup = "314 300!, 258 300!, 260 340, 270 384, 284 398, 314 400";
  return draw(
    path(shape("-20 350, 160 326, 420 346, 420 520!, -20 520!"), shadow),
    path(shape("150 410, 300 372, 420 378, 420 440, 190 452"), mix(shadow, tone.ink, 0.16)),
    one(330, 252, 2),
    one(250, 252, 1),
    one(168, 252, 0),
    oval(164, 171, 117, 28, "#e3d7c1"),
    path(shape("56 166, 100 148, 164 142, 230 148, 276 168, 220 158, 164 154, 106 158"), "#cbbd9f"),
    stroke("M42 200Q164 256 286 200", "#7f5a44", 4),
    gleam(78, 206, 24, "#fffdf6", 8),
    gleam(78, 296, 22, "#c6d4c4", 7),
    gleam(80, 378, 20, "#9a8675", 7),
    turned(314, cup, { base: "#f7f1e2", shade: "#d9ccb2" }, -16, 0),
    oval(314, 300, 56, 14, "#fffaf0"),
    oval(314, 302, 50, 10, "#cbbd9f"),
    dots(
      [
        [276, 356],
        [300, 372],
        [322, 350],
        [344, 366],
        [312, 388],
        [288, 336],
      ],
      2.4,
      "#a48b70",
    ),
    stroke("M258 312Q314 336 370 312", "#7f5a44", 3.5),
  );
};

const shiyan = (shadow: string): Art => {
  const stone = "-98 -128, -70 -146, 70 -146, 98 -128, 108 0, 98 128, 70 146, -70 146, -98 128, -108 0";
  const lay = { x: 150, y: 222, turn: -6 };
  return draw(
    path(shape(stone, { x: 166, y: 244, turn: -6 }), shadow),
    form(shape(stone, lay), { base: "#4d5554", shade: "#343b3b" }, -9, -9),
    put(
      150,
      222,
      draw(
        path(shape("-78 -100, -54 -120, 54 -120, 78 -100, 86 0, 78 104, 54 122, -54 122, -78 104, -86 0"), "#3c4443"),
        path(shape("-76 -90, -54 -112, 54 -112, 76 -90, 72 -50, 30 -36, -30 -36, -72 -50"), "#1f2424"),
        path(shape("-64 -92, -40 -104, 10 -104, -20 -92, -50 -78"), "#3d4646"),
        path(shape("-76 -20, 0 -2, 76 -20, 72 100, 50 114, -50 114, -72 100"), "#465050"),
        dots(
          [
            [-40, 30],
            [-12, 62],
            [24, 40],
            [46, 84],
            [-52, 88],
            [10, 96],
            [52, 20],
            [-26, 8],
          ],
          3,
          "#d8b45a",
        ),
        dots(
          [
            [-4, 30],
            [34, 66],
            [-36, 60],
            [-14, 100],
            [60, 56],
            [-60, 40],
          ],
          1.8,
          "#d8b45a",
        ),
        stroke("M-96 132Q0 142 96 132", "#6b7473", 3),
      ),
      -6,
    ),
    path(shape("-26 -76!, 26 -76!, 26 76!, -26 76!", { x: 320, y: 146, turn: 14 }), shadow),
    form(
      shape("-24 -78!, 24 -78!, 24 78!, -24 78!", { x: 308, y: 132, turn: 14 }),
      { base: "#332c29", shade: "#1c1816" },
      -7,
      -4,
    ),
    put(
      308,
      132,
      draw(
        stroke("M-16-68H12V40H-16Z", "#c9a652", 3),
        path(shape("-2 -50!, 8 -30, -2 -10, -12 -30"), "#c9a652"),
        circle(-2, 14, 9, "#c9a652"),
        box(-24, 58, 40, 20, "#4c433f"),
      ),
      14,
    ),
    path(limb("76 486 12, 220 430 16, 330 386 20, 388 362 4"), shadow),
    path(limb("40 478 12, 200 416 14, 292 380 15"), "#a3743f"),
    path(limb("40 474 4, 200 411 5, 292 375 5"), "#c79a62"),
    path(limb("286 383 20, 312 372 20"), "#efe4cc"),
    path(limb("310 373 20, 336 364 22, 366 350 10, 392 334 0"), "#efe6d4"),
    path(limb("340 362 20, 366 350 11, 392 334 0"), tone.ink),
    stroke("M40 478q-18 4-22 18", tone.vermilion, 4),
  );
};

export const bambooPictures: Pictures = {
  "shuizhu-liangxi": { name: "水竹凉席", ground: ground.celadon, draw: liangxi },
  "liangping-zhulian": { name: "梁平竹帘", ground: ground.clay, draw: zhulian },
  "tiange-taoci-wan": { name: "日用陶瓷碗", ground: ground.rust, draw: taoci },
  "jinyin-shiyan": { name: "金音石砚", ground: "#dfe3d8", draw: shiyan },
};
