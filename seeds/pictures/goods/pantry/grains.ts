import { grains, riceEar } from "../../motifs/grain";
import { ridge, ripples } from "../../motifs/land";
import { blade, twig } from "../../motifs/leaves";
import { bowl, sack } from "../../motifs/vessels";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { within } from "../../pen/form";
import { facet, limb, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, oval, path, stamp, stroke } from "../../pen/svg";

const GOLD = ["#dcb452", "#b98a34"] as const;

/** Cut stubble from which the second crop has shot up. */
const stubble = (x: number, y: number, s: number): Art =>
  draw(
    ...[-34, -20, -7, 7, 20, 34].map((dx, i) =>
      path(
        limb(`${x + dx * s} ${y} ${15 * s}, ${x + dx * 1.25 * s} ${y - (62 + (i % 3) * 12) * s} ${13 * s}`),
        i % 2 ? "#d9b866" : "#b08d45",
      ),
    ),
    blade(x - 14 * s, y - 50 * s, x - 62 * s, y - 190 * s, 15 * s, 14 * s, "#7d9a55"),
    blade(x + 14 * s, y - 50 * s, x + 52 * s, y - 210 * s, 15 * s, -14 * s, "#94ab6a"),
    blade(x - 2 * s, y - 50 * s, x - 12 * s, y - 236 * s, 15 * s, 8 * s, "#6b8a50"),
  );

const zaishengdao = (): Art =>
  draw(
    circle(330, 84, 46, "#f8e8c4"),
    ridge("-20 180, 80 130, 170 166, 280 104, 420 150", "#b5bd8e"),
    ridge("-20 220, 100 190, 220 210, 420 180", "#94a86e"),
    path(shape("-20 246!, 160 226, 420 240!, 420 520!, -20 520!"), "#d6bf74"),
    stroke("M-10 280H410M-10 320H410M-10 366H410", "#bfa45a", 6),
    sack(206, 412, 226, 296, { base: "#fbf4e4", shade: "#dccdab" }),
    path(shape("120 128, 146 106, 204 116, 262 104, 292 124, 260 138, 204 132, 150 140"), "#dccdab"),
    stroke("M142 148q64 16 124 0", tone.vermilion, 10),
    path(shape("-20 410!, 180 388, 420 402!, 420 520!, -20 520!"), "#a58a48"),
    stubble(330, 470, 0.9),
    stubble(70, 500, 1.1),
    stubble(216, 520, 0.9),
    riceEar(60, 262, 0, 0.86, "#b3bd5c", "#7d9044"),
    riceEar(326, 268, 6, 0.8, "#b3bd5c", "#7d9044", true),
    riceEar(212, 326, 0, 0.7, "#b3bd5c", "#7d9044"),
  );

const gongmi = (): Art => {
  const pick = between(5);
  const front = facet("92 318, 308 318, 284 462, 116 462");
  return draw(
    ridge("-20 150, 70 84, 150 132, 250 70, 340 120, 420 90", "#9fb8ad"),
    ridge("-20 190, 90 150, 200 176, 320 140, 420 176", "#7f9c80"),
    path(shape("-20 196!, 120 186, 420 192!, 420 330!, -20 330!"), "#a9c8c6"),
    path(shape("120 196, 260 214, 200 240, 300 270, 420 262!, 420 220!"), "#c9dedb"),
    ripples(
      [
        [30, 226, 70],
        [60, 270, 50],
        [310, 290, 70],
      ],
      "#dcebe6",
      4,
    ),
    path(shape("-20 330!, 100 306, 420 322!, 420 520!, -20 520!"), "#d9c193"),
    oval(216, 464, 132, 18, "#b5985f"),
    path(shape("86 312, 120 262, 170 232, 210 224, 256 240, 292 274, 314 312"), "#fffdf3"),
    path(shape("214 224, 256 240, 292 274, 314 312, 250 312, 262 270"), "#e9dfc6"),
    stroke(grains(46, pick, 194, 284, 84, 34, 7), "#d9caa6", 4.5),
    stroke(grains(8, pick, 340, 470, 30, 10, 8), "#fffdf3", 6),
    stroke(grains(7, pick, 60, 476, 34, 10, 8), "#fffdf3", 6),
    path(facet("78 306, 322 306, 316 328, 84 328"), "#a27c48"),
    path(front, "#c39a63"),
    within(
      front,
      draw(
        path(facet("240 310, 320 310, 290 470, 232 470"), "#a27c48"),
        stroke("M110 350Q160 342 220 352M118 384Q170 376 230 388M124 424Q180 416 224 424", "#a27c48", 3),
      ),
    ),
    path(facet("78 300, 322 300, 320 318, 80 318"), "#d6b47c"),
    box(180, 366, 48, 48, "#86230f", 3),
    box(186, 372, 36, 36, tone.vermilion, 2),
    stroke("M340 520Q380 380 330 250", "#b98a34", 5),
    stroke("M376 520Q400 420 372 330", "#b98a34", 5),
    riceEar(330, 250, 4, 0.98, GOLD[0], GOLD[1], true),
    riceEar(372, 332, -10, 0.7, GOLD[0], GOLD[1], true),
    blade(360, 520, 300, 400, 14, 14, "#94ab6a"),
  );
};

const gaoshanDami = (): Art => {
  const step = (y: number, light: string, water: string, bend: number): Art =>
    draw(
      path(
        shape(`-20 ${y + bend}!, 90 ${y - 16}, 210 ${y + 10}, 320 ${y - 14}, 420 ${y + 8 - bend}!, 420 520!, -20 520!`),
        light,
      ),
      stroke(thread(`-20 ${y + bend + 8}, 90 ${y - 8}, 210 ${y + 18}, 320 ${y - 6}, 420 ${y + 16 - bend}`), water, 6),
    );
  return draw(
    ridge("-20 110, 70 40, 150 84, 240 20, 330 80, 420 44", "#b5c6b4"),
    ridge("-20 150, 100 96, 220 130, 330 84, 420 120", "#94ab8a"),
    step(164, "#a3b572", "#d6e3cf", 6),
    step(204, "#8da35c", "#c9dcc6", -8),
    step(246, "#b3b765", "#e6e4b4", 10),
    step(292, "#94a552", "#d4dda8", -6),
    step(340, "#c4b25a", "#eadf9e", 8),
    step(392, "#a9983e", "#dccb78", -4),
    path(shape("-20 440, 200 424, 420 440, 420 520!, -20 520!"), "#8a7a34"),
    oval(168, 470, 130, 16, "#6d6029"),
    sack(160, 470, 214, 300, { base: "#f3ead6", shade: "#d3c4a2" }),
    path(shape("80 184, 108 160, 160 170, 214 158, 242 182, 206 198, 160 192, 114 200"), "#d3c4a2"),
    stroke("M98 206q62 16 124 0", "#8a6a3a", 8),
    stroke("M160 212q-14 20-30 30M164 212q10 20 26 26", "#8a6a3a", 5),
    within(
      shape("60 260!, 270 260!, 270 440!, 60 440!"),
      draw(
        path(shape("56 380!, 92 320, 124 350, 160 290, 200 346, 226 316, 264 380!"), "#6b8a50"),
        box(40, 370, 240, 10, "#f3ead6"),
        box(52, 384, 216, 9, "#94ab6a"),
        box(52, 400, 216, 9, "#b98a34"),
      ),
    ),
    stroke("M300 520Q300 380 284 300M340 520Q340 400 352 292M372 520Q366 420 330 350", "#b98a34", 5),
    riceEar(284, 300, -58, 0.9, "#e6c25c", "#b98a34"),
    riceEar(352, 292, -40, 0.8, "#e6c25c", "#b98a34", true),
    riceEar(330, 352, -20, 0.7, "#e6c25c", "#b98a34"),
  );
};

const kuqiao = (shadow: string): Art => {
  const pick = between(31);
  const petals = [0, 72, 144, 216, 288]
    .map((turn) => shape("0 0!, 8 -9, 7 -19, 0 -18, -7 -19, -8 -9", { turn }))
    .join("");
  const floret = draw(
    circle(0, 1, 17, "#e6c5be"),
    path(petals, "#fdf3ec"),
    dots(
      [
        [0, -6],
        [6, -2],
        [4, 6],
        [-4, 6],
        [-6, -2],
      ],
      2,
      "#c46a5a",
    ),
  );
  const head = (x: number, y: number): Art =>
    [
      [0, 0, 20],
      [-26, 12, 17],
      [24, 14, 18],
      [-6, 28, 16],
      [10, -24, 17],
      [-22, -18, 15],
    ]
      .map(([dx = 0, dy = 0, r = 0], i) => stamp("fl", floret, [{ x: x + dx, y: y + dy, turn: i * 23, size: r / 17 }]))
      .join("");
  const heart = (x: number, y: number, size: number, turn: number): Art =>
    draw(
      path(shape("0 0!, -30 -22, -34 -60, 0 -110!, 34 -60, 30 -22", { x, y, turn, size }), pair.leaf.base),
      path(shape("0 0!, 0 -60, 0 -110!, 34 -60, 30 -22", { x, y, turn, size }), pair.leaf.shade),
    );
  return draw(
    path(shape("-20 372, 150 346, 420 366, 420 520!, -20 520!"), shadow),
    twig("352 520, 340 400, 300 260, 310 130, 280 40", "#b5604a", 8),
    twig("304 240, 240 170, 196 130", "#b5604a", 5),
    twig("308 180, 356 130", "#b5604a", 5),
    heart(330, 350, 1, 60),
    heart(304, 270, 1.05, -70),
    heart(310, 160, 0.9, 70),
    heart(240, 172, 0.8, -120),
    heart(346, 420, 0.8, -50),
    head(280, 54),
    head(192, 122),
    head(362, 124),
    oval(176, 464, 140, 18, mix(shadow, tone.ink, 0.2)),
    bowl(
      164,
      352,
      268,
      118,
      draw(
        path(shape("40 352, 90 318, 164 302, 240 318, 288 352, 230 378, 164 384, 96 378"), "#7a5c34"),
        stroke(grains(60, pick, 164, 346, 104, 30, 3), "#a98750", 8),
        stroke(grains(46, pick, 160, 342, 100, 28, 2), "#c9ab70", 7),
        stroke(grains(26, pick, 166, 348, 104, 28, 2), "#54401f", 6),
      ),
      { base: "#56676a", shade: "#3d4b4e" },
    ),
    stroke("M42 384Q164 430 286 384", "#8fa6a3", 4),
    stroke(grains(9, pick, 330, 476, 40, 10, 2), "#7a5c34", 8),
  );
};

export const grainPictures: Pictures = {
  "kaizhou-zaishengdao-mi": { name: "开州再生稻米", ground: "#ecc98a", draw: zaishengdao },
  "malahu-gongmi": { name: "马喇湖贡米", ground: "#e7ead9", draw: gongmi },
  "tushi-gaoshan-dami": { name: "涂市高山大米", ground: ground.sky, draw: gaoshanDami },
  "youyang-kuqiao": { name: "酉阳苦荞", ground: ground.butter, draw: kuqiao },
};
