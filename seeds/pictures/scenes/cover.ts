import { basket } from "../motifs/basket";
import { boat, hall, RED_HALL, stair, tower, WOOD_HOUSE } from "../motifs/buildings";
import { ball, calyx, skins } from "../motifs/citrus";
import { riceEar } from "../motifs/grain";
import { cliff, mist, ridge, ripples, tree } from "../motifs/land";
import { leaf } from "../motifs/leaves";
import { pair, tone } from "../pen/colour";
import { form } from "../pen/form";
import { limb, shape, thread } from "../pen/line";
import { type Art, circle, draw, path, put, stamp, stroke } from "../pen/svg";

const far = (): Art =>
  draw(
    circle(628, 112, 58, "#f7e8c9"),
    ridge(
      "-20 180, 120 110, 230 160, 360 70, 470 150, 560 110, 660 160, 760 84, 900 150, 1020 70, 1130 130, 1220 90",
      "#c3c3ac",
      540,
      -20,
      1220,
    ),
    mist(430, 196, 300, "#eddcbd"),
    ridge(
      "-20 240, 140 170, 300 220, 430 150, 560 236, 690 226, 800 150, 960 200, 1090 140, 1220 190",
      "#a3b3a0",
      540,
      -20,
      1220,
    ),
  );

const gorge = (): Art =>
  draw(
    cliff(
      "330 330!, 380 240, 420 150!, 470 110, 506 132!, 520 190!, 552 220!, 560 290!, 580 330!",
      "#4f7068",
      "#638479",
      -16,
      8,
      360,
      330,
      580,
    ),
    cliff(
      "640 330!, 650 270!, 676 250!, 684 170!, 724 140!, 740 84, 800 66!, 880 120, 960 330!",
      "#3f5f57",
      "#527268",
      -14,
      10,
      360,
      640,
      960,
    ),
    path(
      [
        "440 140 12, 450 200 16, 436 300 0",
        "490 150 12, 496 220 12, 488 310 0",
        "536 230 8, 540 280 8, 536 320 0",
        "720 160 14, 712 230 14, 722 320 0",
        "770 90 14, 764 190 18, 776 310 0",
        "830 110 12, 826 200 16, 838 310 0",
      ]
        .map((l) => limb(l))
        .join(""),
      "#44645c",
    ),
    path(shape("560 322!, 660 322!, 800 360, 900 540!, 300 540!, 420 380"), "#7ba5a2"),
    path(
      shape("584 324!, 636 324!, 660 350, 640 380, 700 430, 690 540!, 440 540!, 500 440, 566 390, 560 350"),
      "#a5c8c2",
    ),
    ripples(
      [
        [566, 346, 40],
        [600, 372, 50],
        [540, 410, 60],
        [640, 432, 44],
        [500, 470, 70],
        [600, 496, 80],
        [700, 400, 50],
        [452, 430, 40],
      ],
      "#d3e5dc",
      4,
    ),
  );

/** Rice terraces down the left side, each with its bank of water. */
const terraces = (): Art => {
  const fills = ["#93a868", "#a9b66a", "#87a058", "#bdb75f", "#94a552", "#cfb458", "#a9983e"];
  const bands = fills.map((fill, i) => {
    const y = 196 + i * 44;
    const reach = 330 + i * 24 + (i % 2) * 22;
    const edge = `-20 ${y - 26}, 90 ${y - 6}, 190 ${y - 22}, ${reach - 90} ${y + 10}, ${reach - 20} ${y + 34}, ${reach} ${y + 62}!`;
    const bank = `-20 ${y - 14}, 90 ${y + 6}, 190 ${y - 10}, ${reach - 92} ${y + 22}, ${reach - 30} ${y + 44}`;
    return draw(
      path(shape(`-20 540!, -20 ${y - 26}!, ${edge.slice(edge.indexOf(",") + 2)}, ${reach - 20} 540!`), fill),
      stroke(thread(bank), i % 2 ? "#e6e0b0" : "#d3e2cc", 6),
    );
  });
  return draw(
    path(shape("-20 540!, -20 150, 60 130, 160 150, 260 170, 340 230, 400 320!, 420 540!"), "#7d9a66"),
    ...bands,
    stamp("house", hall(0, 0, 84, 60, WOOD_HOUSE, 3), [
      { x: 150, y: 206 },
      { x: 218, y: 216, size: 0.78 },
    ]),
    stamp("tree", tree(0, 0, 62, "#6b8a50", "#4c6a40", "#4a3626"), [
      { x: 92, y: 206 },
      { x: 266, y: 228, size: 0.8 },
      { x: 30, y: 190, size: 1.14 },
    ]),
    path(limb("318 300 9, 320 282 14, 318 268 8"), "#33495a"),
    circle(318, 262, 7, "#e6c8a6"),
    path(shape("302 262, 318 248, 334 262!, 318 259"), "#e6cf96"),
    stroke("M300 276q18-8 40 2", "#6a4a30", 3.5),
    stroke("M302 277v16M338 278v16", "#6a4a30", 2),
    path(shape("294 292!, 310 292!, 308 302, 296 302"), tone.vermilion),
    path(shape("330 294!, 346 294!, 344 304, 332 304"), tone.vermilion),
  );
};

/** Orchards and a red tower on the right bank. */
const orchard = (): Art => {
  const crown = draw(
    path(shape("-20 4, -22 -14, -6 -26, 12 -22, 22 -6, 14 8"), "#4c6a40"),
    path(shape("-20 2, -20 -14, -6 -25, 8 -20, 6 -4, -6 6"), "#6b8a50"),
    circle(-8, -10, 4, "#e98a30"),
    circle(4, -2, 4, "#e98a30"),
    circle(8, -14, 4, "#d9761e"),
  );
  const rows = Array.from({ length: 26 }, (_, i) => ({
    x: 880 + (i % 7) * 50 + Math.floor(i / 7) * 26,
    y: 262 + Math.floor(i / 7) * 44 - (i % 7) * 9,
    size: 1 + Math.floor(i / 7) * 0.12,
  }));
  return draw(
    path(shape("780 540!, 800 380, 850 270, 930 214, 1040 190, 1130 150, 1220 160!, 1220 540!"), "#8a9f62"),
    path(shape("800 540!, 850 380, 950 300, 1080 270, 1220 230!, 1220 540!"), "#7a9054"),
    path(shape("820 540!, 900 420, 1040 360, 1220 320!, 1220 540!"), "#6a8149"),
    stamp("floor", tower(0, 0, 92, 34, 1, 0, RED_HALL), [
      { x: 1060, y: 200 },
      { x: 1060, y: 166, size: 0.8 },
      { x: 1060, y: 139, size: 0.64 },
      { x: 1002, y: 218, size: 0.84 },
    ]),
    stair(1030, 300, 214, 34, 16, "#d6c8a8", "#a3977c"),
    stamp("crown", crown, rows),
  );
};

const ORANGE = ball(0, 0, 36, 35, skins.orange, 5);
const MANDARIN = ball(0, 0, 36, 33, skins.mandarin, 5);
const orange = (x: number, y: number, r: number): Art => stamp("orange", ORANGE, [{ x, y, size: r / 36 }]);
const mandarin = (x: number, y: number, r: number): Art => stamp("mandarin", MANDARIN, [{ x, y, size: r / 36 }]);

/** The market basket on its ledge, near enough to touch. */
const market = (): Art => {
  const chilli = draw(
    form(limb("0 0 12, 16 6 17, 38 4 13, 60 -8 0"), { base: tone.vermilion, shade: "#86230f" }, -2, -3),
    path(limb("2 0 12, -8 -3 7, -16 -8 3"), "#7d8a45"),
  );
  return draw(
    path(shape("560 540!, 610 494, 720 470, 880 462, 1060 472, 1300 420!, 1300 540!"), "#5b4a36"),
    path(shape("560 540!, 640 510, 760 490, 900 484, 1080 498, 1300 450!, 1300 540!"), "#6f5a40"),
    path(shape("700 500, 800 482, 940 484, 990 500, 900 516, 760 516"), "#46382a"),
    path(shape("716 330, 708 290, 740 262, 776 258, 800 284, 808 340, 760 360"), "#9fb76a"),
    path(shape("736 340, 744 290, 764 270, 786 300, 780 350"), "#f1f1d8"),
    stroke("M764 284V340M764 310L744 296M764 310L784 298", "#d6dcae", 4),
    pomelo(),
    orange(790, 338, 36),
    mandarin(850, 350, 36),
    orange(738, 354, 34),
    orange(820, 312, 32),
    calyx(818, 286, 8),
    leaf(820, 286, 56, -28, pair.deepLeaf, 0.28),
    leaf(816, 288, 46, -150, pair.leaf, 0.28),
    stamp("chilli", chilli, [
      { x: 880, y: 356, turn: -30 },
      { x: 896, y: 364, turn: 0 },
      { x: 884, y: 372, turn: 26 },
    ]),
    basket(820, 504, 222, 130),
    mandarin(672, 490, 34),
    calyx(668, 462, 8),
    leaf(668, 462, 48, -160, pair.leaf, 0.28),
    orange(976, 496, 28),
  );
};

const pomelo = (): Art =>
  form(
    shape("890 276, 904 280, 928 308, 936 340, 916 366, 884 370, 852 360, 846 332, 866 300, 876 280"),
    pair.pomelo,
    -9,
    -8,
  );

const nearRice = (): Art => {
  const [gold, dark] = ["#e6c25c", "#a97e2c"];
  return draw(
    path(shape("-20 540!, -20 480, 120 470, 280 490, 420 520, 460 540!"), "#6d6029"),
    stroke(
      "M330 540Q320 450 350 404M390 540Q390 470 420 436M270 540Q262 470 250 430M200 540Q190 450 214 396M120 540Q124 470 96 430",
      dark,
      4.5,
    ),
    riceEar(350, 404, 0, 0.86, gold, dark),
    riceEar(420, 436, 6, 0.7, gold, dark),
    riceEar(250, 430, -4, 0.78, gold, dark, true),
    riceEar(214, 396, 0, 0.9, gold, dark),
    riceEar(96, 430, 0, 0.9, gold, dark, true),
  );
};

/** The front page: terraces above the gorge, a boat, a basket. Its middle third stands alone on a phone. */
export const cover = (): Art =>
  draw(
    far(),
    orchard(),
    gorge(),
    boat(524, 408, 1.05, "#5a3a24", tone.vermilion),
    boat(588, 346, 0.38, "#5a3a24", "#d8b45a", true),
    terraces(),
    nearRice(),
    put(-82, 0, market()),
  );
