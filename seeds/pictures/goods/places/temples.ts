import { boat, gateway, hall, RED_HALL, roof, stair, tower, WHITE_HALL, WOOD_HOUSE } from "../../motifs/buildings";
import { cliff, mist, ridge, ripples, tree } from "../../motifs/land";
import { ground, tone } from "../../pen/colour";
import { facet, limb, pebble, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, fade, n, path, stamp, stroke } from "../../pen/svg";

const mingshan = (): Art => {
  const night = { wall: "#a33a26", dark: "#6d2115", tile: "#2b3a45", tileShade: "#1e2a33" };
  return draw(
    circle(292, 100, 58, "#f0dca8"),
    mist(220, 132, 220, "#4a6072"),
    mist(-40, 190, 220, "#4a6072"),
    ridge("-20 300, 60 240, 130 280, 260 220, 420 290", "#2b3f4e"),
    path(
      shape(
        "-20 460, 50 360, 110 320, 130 240, 160 200, 196 150, 236 196, 268 230, 296 310, 350 356, 420 440, 420 520!, -20 520!",
      ),
      "#3f5a4c",
    ),
    path(
      shape("196 150, 236 196, 268 230, 296 310, 350 356, 420 440, 420 520!, 260 520!, 236 330, 214 220"),
      "#2f473d",
    ),
    tower(198, 176, 104, 42, 2, 0.22, night),
    hall(144, 252, 76, 52, night, 2),
    hall(254, 258, 80, 54, night, 2),
    hall(96, 342, 84, 58, night, 2),
    hall(308, 346, 86, 58, night, 2),
    box(188, 150, 8, 16, "#f0c860"),
    box(204, 150, 8, 16, "#f0c860"),
    box(136, 236, 7, 12, "#f0c860"),
    box(262, 242, 7, 12, "#f0c860"),
    box(86, 322, 8, 14, "#f0c860"),
    box(318, 326, 8, 14, "#f0c860"),
    stair(200, 510, 184, 150, 26, "#a89a86", "#7f7362"),
    gateway(200, 440, 220, 176, { wall: "#b8452c", dark: "#86291a", tile: "#374752", tileShade: "#25313a" }),
    tree(40, 470, 80, "#56735a", "#3f5a47", "#2c231c"),
    tree(362, 476, 90, "#56735a", "#3f5a47", "#2c231c"),
    path(shape("-20 486, 60 466, 120 500, 280 500, 350 468, 420 484, 420 520!, -20 520!"), "#22332b"),
  );
};

const shibaozhai = (): Art => {
  const tier = draw(
    box(-60, -31, 120, 31, RED_HALL.wall),
    box(28, -31, 32, 31, RED_HALL.dark),
    stroke("M-36-6v-12M-12-6v-12M12-6v-12", "#f0c860", 9),
    roof(0, -22, 152, 18, RED_HALL.tile, RED_HALL.tileShade),
  );
  let foot = 408;
  const places = Array.from({ length: 12 }, (_, i) => {
    const size = i < 9 ? 1.08 - i * 0.045 : 0.56 - (i - 9) * 0.08;
    const place = { x: 186, y: foot, size };
    foot -= 31 * size;
    return place;
  });
  const crack = [
    "262 130 14, 270 200 10, 260 280 0",
    "310 110 0, 318 200 16, 306 300 0",
    "352 160 0, 346 240 16, 356 330 0",
    "286 240 0, 294 320 14, 284 400 0",
    "336 320 0, 344 370 12, 338 420 0",
    "112 220 0, 120 300 14, 110 380 0",
    "136 150 0, 130 210 12, 138 260 0",
  ]
    .map((l) => limb(l))
    .join("");
  return draw(
    circle(70, 84, 40, "#f9ead2"),
    ridge("-20 300, 70 250, 140 280, 230 220, 320 260, 420 220", "#c9b392"),
    cliff(
      "78 430!, 92 330, 88 250!, 112 170, 128 132!, 200 118, 300 122, 352 138!, 374 210, 366 300!, 396 430!",
      "#8a765b",
      "#a99270",
      -22,
      6,
      440,
      78,
      396,
    ),
    path(crack, "#8f7a5e"),
    path(shape("112 140, 140 108, 200 100, 300 104, 356 124, 370 150, 300 128, 200 124, 140 134"), "#6d8a52"),
    tree(300, 116, 52, "#7f9a5a", "#5d7c46", "#5a4330"),
    tree(344, 132, 40, "#7f9a5a", "#5d7c46", "#5a4330"),
    tree(136, 122, 36, "#7f9a5a", "#5d7c46", "#5a4330"),
    stamp("tier", tier, places),
    path(`M181 ${n(foot + 2)}l5-24 5 24z`, "#d8b45a"),
    path(shape("-20 450, 60 424, 200 410, 420 426, 420 520!, -20 520!"), "#6d8a52"),
    gateway(186, 428, 76, 46, RED_HALL),
    tree(54, 434, 70, "#7f9a5a", "#5d7c46", "#5a4330"),
    tree(320, 432, 54, "#7f9a5a", "#5d7c46", "#5a4330"),
    path(shape("-20 446!, 120 438, 420 448!, 420 520!, -20 520!"), "#7ea6a2"),
    fade(0.45, path(facet("126 444, 246 444, 230 500, 142 500"), "#b8694f")),
    ripples(
      [
        [30, 466, 70],
        [150, 482, 90],
        [290, 464, 80],
        [60, 494, 50],
      ],
      "#cfe2da",
      4,
    ),
  );
};

const baigongci = (): Art =>
  draw(
    ridge("-20 220, 70 170, 160 200, 260 150, 420 206", "#b7c8c2"),
    ridge("-20 258, 120 226, 280 244, 420 220", "#94ab9a"),
    path(shape("-20 300!, 120 284, 420 292!, 420 380!, -20 380!"), "#7f9a68"),
    path(facet("40 280, 40 222, 62 222, 62 206, 96 206, 96 222, 124 222, 124 340, 40 340"), WHITE_HALL.wall),
    box(120, 262, 212, 78, WHITE_HALL.wall),
    box(260, 262, 72, 78, WHITE_HALL.dark),
    path(facet("330 340, 330 236, 352 236, 352 220, 374 220, 374 340"), WHITE_HALL.dark),
    stroke("M36 222h26M58 206h42M96 222h30M328 236h26M350 220h28", WHITE_HALL.tileShade, 8),
    roof(226, 268, 250, 62, WHITE_HALL.tile, WHITE_HALL.tileShade),
    stroke("M150 222v40M176 216v46M202 214v50M228 214v50M254 214v50", WHITE_HALL.tileShade, 2.5),
    roof(226, 214, 130, 40, WHITE_HALL.tile, WHITE_HALL.tileShade),
    box(200, 288, 52, 52, "#8a2d1c"),
    box(224, 288, 4, 52, "#5f1c10"),
    box(194, 278, 64, 10, WHITE_HALL.tileShade),
    circle(160, 302, 13, WHITE_HALL.tileShade),
    circle(294, 302, 13, WHITE_HALL.tileShade),
    stroke("M150 302h20M160 292v20M284 302h20M294 292v20", WHITE_HALL.wall, 2.5),
    box(66, 250, 28, 40, WHITE_HALL.tileShade),
    stroke("M75 250v40M85 250v40", WHITE_HALL.wall, 2.5),
    box(-10, 340, 420, 16, "#b5a78f"),
    box(-10, 356, 420, 26, "#94866f"),
    stroke("M20 356v26M70 356v26M130 356v26M200 356v26M260 356v26M320 356v26M370 356v26", "#7d705b", 3),
    path(limb("316 352 30, 322 290 22, 306 220 18, 330 150 10, 320 120 2"), "#54402f"),
    path(limb("314 240 14, 346 200 10, 372 180 4"), "#54402f"),
    path(limb("312 230 12, 280 190 9, 262 174 3"), "#54402f"),
    path(
      shape(
        "220 150, 236 106, 280 96, 300 60, 350 56, 372 86, 414 100, 420 160, 386 196, 350 182, 320 170, 280 186, 240 184",
      ),
      "#55733f",
    ),
    path(shape("230 148, 244 114, 284 104, 306 70, 346 68, 340 100, 300 124, 270 150, 250 168"), "#7f9a5a"),
    path(shape("350 110, 390 112, 406 144, 380 170, 352 160"), "#6b8a50"),
    path("M-20 382H420V520H-20Z", "#9fc0bd"),
    fade(
      0.55,
      draw(
        box(44, 382, 330, 50, "#f6efe0"),
        path(facet("100 432, 350 432, 320 466, 130 466"), "#6f7a7a"),
        path(shape("240 446, 280 500, 340 510, 400 480, 420 440, 420 382!, 300 382!"), "#6d8a68"),
      ),
    ),
    ripples(
      [
        [20, 400, 90],
        [150, 416, 70],
        [270, 404, 90],
        [40, 444, 60],
        [190, 462, 110],
        [60, 486, 90],
        [300, 490, 70],
      ],
      "#cfe2dc",
      4,
    ),
    boat(96, 462, 0.8, "#5a3a24", "#c9a65a"),
  );

const zhangfei = (): Art =>
  draw(
    circle(110, 110, 50, "#f6d9a0"),
    ridge("-20 210, 70 160, 150 190, 250 140, 420 200", "#c2b08a"),
    ridge("-20 260, 90 220, 200 246, 320 210, 420 240", "#9a9a70"),
    cliff("150 420!, 160 330, 190 310!, 206 270, 240 250!, 420 236!", "#5b5a44", "#77745a", -16, 8, 440, 150, 420),
    stroke("M210 320l60 8M190 370l90 6M300 300l80 10M280 350l100 14M240 400l120 4", "#4d4c3a", 5),
    cliff("-20 280!, 60 284, 84 310!, 92 380, 110 420!", "#5b5a44", "#77745a", -12, 8, 440, -20, 112),
    stroke("M0 320l60 6M0 360l70 6M10 400l70 4", "#4d4c3a", 5),
    path(shape("60 290!, 84 310, 96 420!, 166 420!, 170 340, 206 280!"), "#3f4436"),
    path(limb("134 300 6, 130 340 10, 138 380 14, 130 424 26"), "#cfe0d8"),
    path("M36 292Q130 238 216 284V308Q190 300 178 330Q166 290 132 288Q96 290 86 332Q74 304 36 312Z", "#c9bda6"),
    path("M178 330Q166 290 132 288Q96 290 86 332L92 334Q102 300 132 298Q160 300 172 334Z", "#94866f"),
    stroke("M40 282Q130 232 212 274", "#efe6d2", 7),
    stroke("M60 274v-16M92 260v-16M128 254v-16M164 258v-16M196 268v-16", "#efe6d2", 5),
    stroke("M60 258Q128 226 196 252", "#efe6d2", 4),
    tree(400, 250, 120, "#6d8a52", "#4c6a40", "#4a3626"),
    tree(234, 256, 80, "#6d8a52", "#4c6a40", "#4a3626"),
    tower(300, 252, 128, 50, 2, 0.2, { ...RED_HALL, tile: "#4a6670", tileShade: "#34494f" }),
    path("M295 143l5-24 5 24z", "#d8b45a"),
    hall(364, 262, 84, 58, { ...RED_HALL, tile: "#4a6670", tileShade: "#34494f" }, 2),
    box(220, 250, 190, 10, "#c9bda6"),
    tree(24, 290, 90, "#7f8f4e", "#5d7040", "#4a3626"),
    path(shape("-20 420!, 200 412, 420 424!, 420 520!, -20 520!"), "#8aaaa0"),
    ripples(
      [
        [20, 446, 80],
        [200, 440, 120],
        [110, 476, 90],
        [290, 480, 100],
      ],
      "#d3e0d0",
      5,
    ),
    path(shape("84 420!, 100 404, 150 400, 176 418!"), "#94866f"),
    boat(110, 466, 0.9, "#4a2f1e", "#d8b45a", true),
  );

const jiulicheng = (): Art => {
  const house = draw(
    stroke("M-34 0v22M-10 0v22M12 0v22M34 0v22", "#54361f", 5),
    hall(0, 0, 100, 71, WOOD_HOUSE, 3),
    stroke("M-42-4h84", "#c9a06a", 4),
    box(-6, -24, 12, 14, "#f0c860"),
  );
  const stilt = (x: number, y: number, w: number): Art => stamp("stilt", house, [{ x, y, size: w / 100 }]);
  return draw(
    ridge("-20 150, 70 60, 140 120, 230 40, 320 110, 420 70", "#c7ad88"),
    ridge("-20 220, 90 150, 190 190, 300 130, 420 180", "#a8936b"),
    path(shape("-20 300, 80 210, 190 180, 320 190, 420 240, 420 520!, -20 520!"), "#7a7a4c"),
    path(shape("-20 420, 120 350, 300 340, 420 380, 420 520!, -20 520!"), "#66693f"),
    stilt(92, 226, 92),
    stilt(312, 216, 96),
    tower(200, 222, 96, 40, 3, 0.2, WOOD_HOUSE),
    path("M195 95l5-24 5 24z", "#d8b45a"),
    stilt(44, 294, 100),
    stilt(146, 290, 96),
    stilt(262, 288, 98),
    stilt(364, 298, 104),
    tree(6, 330, 60, "#7f8f4e", "#5d7040", "#4a3626"),
    stilt(86, 366, 106),
    stilt(322, 368, 110),
    stair(204, 510, 330, 110, 40, "#c9bda6", "#9a8d76"),
    gateway(204, 452, 190, 170, { wall: "#7a4a2c", dark: "#54301b", tile: "#45443f", tileShade: "#302f2b" }),
    ...[
      [136, 372],
      [272, 372],
    ].map(([x = 0, y = 0]) =>
      draw(stroke(`M${x} ${y - 14}v8`, "#54301b", 3), path(pebble(x, y + 4, 10, 12, 0), tone.vermilion)),
    ),
    path(shape("-20 470, 80 446, 150 490, 260 490, 330 448, 420 466, 420 520!, -20 520!"), "#4f5433"),
    tree(40, 486, 90, "#8f9a56", "#66753f", "#4a3626"),
    tree(366, 488, 96, "#8f9a56", "#66753f", "#4a3626"),
  );
};

export const templePictures: Pictures = {
  "fengdu-mingshan-menpiao": { name: "丰都名山（鬼城）门票", ground: ground.indigo, draw: mingshan },
  "shibaozhai-menpiao": { name: "石宝寨门票", ground: ground.apricot, draw: shibaozhai },
  "baigongci-menpiao": { name: "白公祠门票", ground: "#e3e9e2", draw: baigongci },
  "zhangfeimiao-menpiao": { name: "张飞庙门票", ground: "#eec58a", draw: zhangfei },
  "jiulicheng-menpiao": { name: "蚩尤九黎城门票", ground: "#ecd6b4", draw: jiulicheng },
};
