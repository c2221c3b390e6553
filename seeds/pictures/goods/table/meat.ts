import { ridge } from "../../motifs/land";
import { leaf } from "../../motifs/leaves";
import { board } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

const scallion = (points: string, tip: string): Art => draw(path(limb(points), "#7f9c52"), path(limb(tip), "#f6f1dc"));

const fengduNiurou = (shadow: string): Art => {
  const chunk = shape("90 250, 104 176, 170 140, 250 142, 316 180, 336 246, 310 318, 236 350, 150 340, 104 304");
  const vein = (points: string): string => thread(points);
  return draw(
    board(206, 258, 350, 400, -7, pair.wood, shadow),
    circle(66, 96, 12, ground.celadon),
    cast(chunk, "#8f6c40", 12, 16),
    form(chunk, { base: "#b23f33", shade: "#842920" }, -10, -24),
    within(
      chunk,
      draw(
        path(shape("84 250, 98 170, 170 130, 240 136, 222 158, 170 160, 126 192, 112 250, 120 300, 96 300"), "#f1dcc0"),
        stroke(
          vein("150 200, 190 214, 210 190, 250 206, 290 196") +
            vein("140 250, 176 244, 206 262, 250 246, 310 258") +
            vein("160 296, 200 284, 232 304, 270 290") +
            vein("206 190, 200 216, 206 262, 196 284") +
            vein("252 206, 246 246, 262 290"),
          "#eec8ae",
          6,
        ),
      ),
    ),
    scallion("316 44 5, 324 160 9, 336 300 14, 340 420 18", "336 320 15, 340 400 20, 342 446 22, 344 458 4"),
    scallion("372 40 5, 366 160 9, 366 300 13, 358 430 17", "366 330 14, 362 400 18, 358 444 20, 358 456 4"),
    stroke("M342 454l-4 22M344 454l4 24M346 454l12 18M356 454l-2 22M360 454l8 20", "#e6dcc0", 3),
  );
};

const dianjiangNiurou = (shadow: string): Art => {
  const slice = draw(
    path(shape("-10 -30!, 30 -64, 80 -70, 138 -52, 164 -10, 150 34, 96 58, 34 50, 0 26", { x: 5, y: 8 }), "#2f3a3a"),
    form(
      shape("-10 -30!, 30 -64, 80 -70, 138 -52, 164 -10, 150 34, 96 58, 34 50, 0 26"),
      { base: "#bb4a3c", shade: "#8f3026" },
      -5,
      -5,
    ),
    stroke(
      thread("10 -10, 50 -28, 90 -22, 130 -34") +
        thread("20 14, 60 6, 100 18, 140 4") +
        thread("70 -52, 84 -22, 78 8, 90 38"),
      "#f0cdb2",
      5,
    ),
  );
  const pepper = (x: number, y: number, turn: number): Art =>
    put(
      x,
      y,
      draw(
        form(limb("-26 4 30, 0 -4 34, 26 4 28"), { base: "#6f9148", shade: "#4b6d35" }, -4, -4),
        oval(26, 4, 8, 14, "#c6d69a"),
        oval(26, 4, 4, 8, "#f0ead0"),
      ),
      turn,
    );
  const fan = [-196, -168, -140, -112, -84, -56, -28, 0, 24].map((turn) => ({
    x: 196,
    y: 300,
    turn: turn + 4,
    size: 0.94,
  }));
  return draw(
    circle(214, 276, 190, shadow),
    form(pebble(200, 258, 190, 190, 0), { base: "#56676a", shade: "#3d4b4e" }, -7, -7),
    circle(200, 258, 158, "#47565a"),
    stamp("slice", slice, fan),
    circle(200, 300, 38, "#e3d7c1"),
    circle(197, 297, 36, "#fbf6ea"),
    circle(198, 298, 27, "#a33420"),
    oval(190, 290, 9, 5, "#cf6a48", -30),
    pepper(116, 386, 24),
    pepper(196, 404, -14),
    pepper(282, 382, 40),
  );
};

const pig = shape(
  "60 214, 40 196, 24 198!, 22 178, 36 164, 52 138, 48 112!, 76 124, 96 116, 150 94, 220 90, 280 104, 306 140, 312 186, 300 214, 304 262!, 282 262!, 274 226, 240 222, 236 240, 238 264!, 214 264!, 208 226, 150 226, 146 264!, 124 264!, 120 230, 110 226, 108 262!, 86 262!, 84 222",
);

const xiaoheizhu = (shadow: string): Art => {
  const slab = shape("36 330!, 60 312, 330 302, 366 322!, 372 440, 356 462, 52 470, 34 450");
  const layers = [
    [338, 22, "#f6e3cc"],
    [362, 26, "#c2574a"],
    [390, 22, "#f8ead6"],
    [414, 24, "#b54a40"],
    [438, 20, "#f6e3cc"],
  ] as const;
  return draw(
    ridge("-20 270, 100 240, 240 262, 420 226", "#b4be8a"),
    put(
      70,
      -10,
      draw(
        path(pig, "#33302e"),
        stroke("M308 130q24-14 18 10t14 12", "#33302e", 5),
        path(shape("56 126, 48 112!, 76 124, 78 148"), "#4f4946"),
        circle(56, 158, 4, "#e9dcc3"),
        stroke("M26 186q6 4 4 8", "#6d625c", 4),
      ),
      0,
      0.96,
    ),
    stroke("M20 282q4-14 2-20M34 284q4-10 8-18M360 262q2-12 0-20M374 262q4-10 8-16", "#6d8a52", 4),
    box(0, 296, 400, 210, shadow),
    cast(slab, mix(shadow, tone.ink, 0.2), 10, 14),
    form(slab, { base: "#c2574a", shade: "#96372e" }, -6, 0),
    within(
      slab,
      draw(
        box(20, 296, 370, 34, "#d79a6a"),
        box(20, 296, 370, 12, "#e6b283"),
        ...layers.map(([y, w, c], i) =>
          stroke(
            thread(`10 ${y + 8}, 110 ${y + (i % 2 ? -4 : 4)}, 220 ${y + (i % 2 ? 6 : -4)}, 330 ${y - 2}, 400 ${y + 4}`),
            c,
            w,
          ),
        ),
        box(10, 452, 380, 30, "#96372e"),
      ),
    ),
    leaf(60, 482, 70, -14, pair.leaf, 0.2),
  );
};

export const meatPictures: Pictures = {
  "fengdu-niurou": { name: "丰都牛肉", ground: ground.celadon, draw: fengduNiurou },
  "dianjiang-niurou": { name: "垫江牛肉", ground: ground.apricot, draw: dianjiangNiurou },
  "xiushan-xiaoheizhu": { name: "秀山小黑猪肉", ground: "#e8d9b4", draw: xiaoheizhu },
};
