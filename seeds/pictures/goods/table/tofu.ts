import { bowl, gleam, plate, turned } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form } from "../../pen/form";
import { facet, limb, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

/** A block with three faces: top, front, side. (x, y) is its lower front corner. */
const block = (x: number, y: number, s: number, height: number, top: string, front: string, side: string): Art =>
  draw(
    path(facet(`${x - s} ${y - s * 0.34}, ${x} ${y}, ${x} ${y - height}, ${x - s} ${y - s * 0.34 - height}`), front),
    path(facet(`${x} ${y}, ${x + s} ${y - s * 0.34}, ${x + s} ${y - s * 0.34 - height}, ${x} ${y - height}`), side),
    path(
      facet(
        `${x - s} ${y - s * 0.34 - height}, ${x} ${y - height}, ${x + s} ${y - s * 0.34 - height}, ${x} ${y - s * 0.68 - height}`,
      ),
      top,
    ),
  );

const yuanyi = (shadow: string): Art => {
  const slab = (x: number, y: number, i: number): Art => {
    const [top, front, side] = i % 2 ? ["#b98252", "#96602f", "#774820"] : ["#c08a58", "#9d6635", "#7c4c23"];
    const t = y - 40;
    const cross = `M${x - 60} ${t - 41}L${x + 60} ${t - 41}M${x} ${t - 64}V${t - 18}M${x - 92} ${t - 40}L${x} ${t - 71}L${x + 92} ${t - 40}L${x} ${t - 9}Z`;
    return draw(block(x, y, 124, 40, top, front, side), stroke(cross, front, 3.5));
  };
  const strip = (x: number, y: number, turn: number): Art =>
    put(
      x,
      y,
      draw(box(-34, -8, 68, 20, "#7c4c23", 3), box(-34, -10, 68, 17, "#d9ab72", 3), box(-34, -10, 68, 5, "#9d6635", 2)),
      turn,
    );
  return draw(
    box(0, 300, 400, 200, shadow),
    path(shape("186 350!, 300 300, 420 320, 420 384, 300 392!"), mix(shadow, tone.ink, 0.16)),
    slab(186, 350, 0),
    slab(202, 306, 1),
    slab(178, 262, 0),
    slab(194, 218, 1),
    slab(184, 172, 0),
    oval(300, 448, 104, 30, mix(shadow, tone.ink, 0.16)),
    plate(288, 432, 104, 38, pair.porcelain),
    strip(256, 424, -8),
    strip(318, 422, 10),
    strip(284, 436, 4),
    strip(302, 410, -16),
  );
};

const yangjiaoDougan = (shadow: string): Art => {
  const piece = draw(
    path(shape("-76 -24!, 76 -24!, 76 30!, -76 30!", { x: 7, y: 9 }), "#7b6a44"),
    path(shape("-78 -28!, 76 -26!, 78 28!, -76 30!"), "#7c4420"),
    path(shape("-78 -28!, 74 -26!, 75 20!, -76 22!"), "#ad6c38"),
    stroke("M-60-12H-10M10 6H56M-56 10H-34", "#8f5527", 4),
    dots(
      [
        [-50, -2],
        [-24, 8],
        [4, -12],
        [28, -2],
        [50, -14],
        [60, 10],
        [-8, 14],
      ],
      4.5,
      "#c4371d",
    ),
    dots(
      [
        [-36, -14],
        [16, 12],
        [40, 12],
        [-62, 6],
      ],
      2.6,
      "#f0dba0",
    ),
  );
  const pouch = "-112 -150!, 96 -156!, 112 150!, -100 156!";
  return draw(
    path(shape(pouch, { x: 160, y: 192, turn: -12 }), shadow),
    form(shape(pouch, { x: 146, y: 176, turn: -12 }), { base: "#a33a22", shade: "#7b2614" }, -9, -8),
    put(
      146,
      176,
      draw(
        box(-104, -140, 196, 26, "#7b2614"),
        path(facet("-106 -152, -60 -128, -30 -154, 10 -130, 40 -156, 96 -152, 96 -170, -106 -168"), ground.butter),
        circle(-4, 20, 60, "#f2e3bf"),
        box(-30, -8, 54, 26, "#ad6c38", 3),
        box(-24, 22, 54, 26, "#8f5527", 3),
        box(-100, 104, 204, 8, "#d9a441"),
      ),
      -12,
    ),
    stamp("p", piece, [
      { x: 270, y: 268, turn: -24 },
      { x: 156, y: 368, turn: 14 },
      { x: 292, y: 360, turn: -4 },
      { x: 224, y: 440, turn: -12 },
    ]),
    form(limb("40 400 0, 60 426 18, 92 450 22, 124 458 12"), { base: tone.vermilion, shade: "#86230f" }, -3, -4),
    path(limb("122 458 13, 136 460 9, 152 452 5"), "#7d8a45"),
    form(limb("352 226 0, 360 196 14, 352 164 16, 336 146 9"), { base: tone.vermilion, shade: "#86230f" }, -3, -4),
    path(limb("337 147 10, 328 136 7, 326 122 4"), "#7d8a45"),
  );
};

const stoneMill = (): Art => {
  const s = pair.stone;
  return draw(
    form(shape("60 232!, 62 268, 100 292, 220 298, 340 292, 378 268, 380 232!"), s, -26, 0),
    oval(220, 232, 160, 38, "#c6beb2"),
    oval(220, 234, 132, 28, "#a39a8d"),
    form(shape("112 150!, 112 214, 150 234, 220 240, 290 234, 328 214, 328 150!"), s, -24, 0),
    oval(220, 150, 108, 28, "#c9c1b5"),
    oval(220, 150, 90, 21, "#b9b0a2"),
    oval(196, 146, 18, 7, "#5d564d"),
    stroke("M132 190l14 34M168 200l10 36M212 204v36M256 202l-4 36M296 192l-10 34", "#857c70", 4),
    stroke("M316 178L392 160", "#7a5636", 13),
    stroke("M382 166V96", "#8a623d", 15),
    path(shape("96 262, 110 246, 150 258, 220 264, 250 262, 246 280, 200 284, 150 282"), "#fbf6ea"),
  );
};

const douhua = (shadow: string): Art => {
  const curd = draw(
    oval(166, 362, 136, 32, "#fdf9ee"),
    path(
      shape("44 358, 70 332, 112 322, 136 330, 170 310, 214 318, 246 332, 282 346, 290 362, 240 384, 166 392, 90 384"),
      "#fffdf5",
    ),
    path(shape("112 344, 136 330, 170 312, 214 320, 200 336, 160 340"), "#ece2cb"),
    path(shape("196 366, 230 340, 276 346, 286 360, 240 376"), "#ece2cb"),
    path(shape("70 356, 96 342, 120 352, 100 370"), "#f0e8d4"),
  );
  return draw(
    box(0, 280, 400, 220, shadow),
    stoneMill(),
    oval(180, 478, 140, 18, mix(shadow, tone.ink, 0.2)),
    bowl(166, 362, 296, 124, curd),
    oval(336, 462, 64, 14, mix(shadow, tone.ink, 0.2)),
    bowl(
      330,
      410,
      118,
      58,
      draw(
        oval(330, 412, 52, 12, "#b3361e"),
        oval(322, 410, 30, 5, "#d05a35"),
        dots(
          [
            [306, 412],
            [340, 416],
            [352, 410],
            [324, 418],
          ],
          3,
          "#f0dba0",
        ),
        dots(
          [
            [314, 416],
            [344, 408],
            [330, 406],
          ],
          3,
          "#6d8a52",
        ),
      ),
      { base: "#8a5636", shade: "#663b22" },
    ),
  );
};

const furu = (shadow: string): Art => {
  const cube = (x: number, y: number, s: number): Art =>
    draw(
      block(x, y, s, s * 0.78, "#e0784a", "#c4512b", "#9c381a"),
      path(
        shape(
          `${x - s * 0.7} ${y - s * 1.1}, ${x - s * 0.1} ${y - s * 1.34}, ${x + s * 0.5} ${y - s * 1.16}, ${x} ${y - s * 0.94}`,
        ),
        "#f0a274",
      ),
      dots(
        [
          [x - s * 0.3, y - s * 0.5],
          [x + s * 0.4, y - s * 0.6],
          [x - s * 0.6, y - s * 0.6],
          [x + s * 0.2, y - s * 1.1],
        ],
        2.6,
        "#8a2a14",
      ),
    );
  return draw(
    path(shape("-20 330, 120 300, 420 320, 420 520!, -20 520!"), shadow),
    path(shape("210 350, 330 330, 420 350, 420 400, 220 410"), mix(shadow, tone.ink, 0.16)),
    turned(
      196,
      "196 92!, 132 92!, 132 112, 118 132, 84 164, 66 224, 72 300, 104 372, 124 388!, 196 388!",
      pair.clay,
      -26,
      -4,
    ),
    stroke("M78 210Q196 236 314 210M76 226Q196 252 316 226", "#c98a5e", 5),
    path(shape("120 132, 196 148, 272 132, 262 160, 196 172, 130 160"), "#6f3a22"),
    path(shape("116 74!, 130 48, 196 38, 262 48, 276 74!, 282 118, 250 128, 196 132, 142 128, 110 118"), "#c8432a"),
    path(shape("232 42, 262 48, 276 74!, 282 118, 250 128, 236 130, 244 90"), "#96301a"),
    stroke("M116 92Q196 110 276 92", "#e6d2a0", 7),
    stroke("M190 100l-14 34M198 102l10 32", "#e6d2a0", 5),
    gleam(98, 214, 96, "#c98a5e", 10),
    box(158, 256, 76, 76, "#f0e2c2", 2),
    put(196, 294, box(-22, -22, 44, 44, tone.vermilion, 2), 45),
    oval(266, 470, 126, 22, mix(shadow, tone.ink, 0.2)),
    plate(254, 440, 128, 46, pair.porcelain),
    oval(254, 440, 92, 28, "#c9532c"),
    oval(244, 436, 70, 18, "#dc7340"),
    cube(214, 446, 38),
    cube(294, 452, 40),
    cube(256, 414, 36),
  );
};

export const tofuPictures: Pictures = {
  "yuanyi-dougan": { name: "袁驿豆干", ground: ground.linen, draw: yuanyi },
  "yangjiao-dougan": { name: "羊角豆干", ground: ground.butter, draw: yangjiaoDougan },
  "dianjiang-shimo-douhua": { name: "垫江石磨豆花", ground: ground.sage, draw: douhua },
  "zhongzhou-furu": { name: "忠州豆腐乳", ground: ground.celadon, draw: furu },
};
