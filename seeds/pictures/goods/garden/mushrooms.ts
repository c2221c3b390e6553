import { leaf, twig } from "../../motifs/leaves";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, dots, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

const EAR_ART = draw(
  path(shape("0 28!, -36 22, -60 -2, -54 -36, -24 -50, 4 -42, 34 -52, 60 -26, 54 8, 28 24"), "#2d2421"),
  path(shape("-54 -8, -46 -32, -22 -42, 4 -34, 32 -44, 52 -24, 44 -20, 28 -32, 4 -22, -22 -32, -40 -22"), "#7a5e51"),
  path(shape("0 18!, -26 12, -42 -6, -36 -22, -20 -26, 4 -16, 28 -26, 42 -14, 36 4, 20 14"), "#4a3931"),
  stroke(thread("-24 4, -16 -10, 2 -6, 6 8") + thread("18 4, 26 -8"), "#8a6c5d", 3),
);

/** A wood ear: a dark ruffled lobe with its paler inner fold. */
const ear = (x: number, y: number, turn: number, size: number): Art => stamp("ear", EAR_ART, [{ x, y, turn, size }]);

const heimuer = (shadow: string): Art => {
  const log = shape("-20 120!, 120 92, 330 60, 366 90, 380 150, 356 196, 150 240, -20 268!");
  return draw(
    path(shape("-20 300, 180 250, 420 210, 420 260, 200 300, -20 350"), shadow),
    form(log, { base: "#8c6a4a", shade: "#66492f" }, 0, -26),
    within(
      log,
      stroke(
        "M-10 150Q120 118 330 84M-10 184Q140 150 340 112M-10 226Q150 188 350 150M40 160l30-8M180 132l40-8M120 190l50-12M240 170l40-8",
        "#543a25",
        4,
      ),
    ),
    form(pebble(356, 128, 34, 64, 0.02, -10), { base: "#d8b680", shade: "#b98f58" }, -3, -4),
    stroke("M342 128a14 30 -10 1 0 26-6a14 30-10 1 0-26 6M350 128a6 14-10 1 0 11-3", "#a67c46", 3),
    ear(84, 128, -24, 1.25),
    ear(158, 98, -4, 1.15),
    ear(262, 84, 10, 1.3),
    ear(52, 196, -40, 1),
    ear(196, 168, 6, 1.35),
    ear(300, 156, 24, 1.05),
    ear(122, 226, 150, 1),
    ear(244, 222, 170, 0.86),
    path(shape("60 450, 140 404, 280 400, 400 450, 360 492, 110 494"), shadow),
    ear(226, 404, 10, 0.86),
    ear(156, 436, -50, 0.9),
    ear(296, 430, 50, 0.94),
    ear(118, 470, -80, 0.8),
    ear(348, 464, 80, 0.84),
    ear(232, 452, 0, 1.1),
    ear(182, 478, 200, 0.86),
    ear(286, 480, 160, 0.8),
  );
};

const morel = (x: number, y: number, size: number, turn: number, seed: number): Art => {
  const lay = { x, y, turn, size };
  const cap = shape("0 -150!, 40 -124, 66 -70, 74 -10, 50 40, 0 52, -50 40, -74 -10, -66 -70, -40 -124", lay);
  const pick = between(seed);
  const pits = Array.from({ length: 40 }, (_, i): [number, string] => {
    const [row, column] = [Math.floor(i / 5), i % 5];
    const [px, py] = [(column - 2) * 30 + (row % 2 ? 15 : 0), -128 + row * 23];
    const s = (1 - Math.abs(px) / 190) * pick(0.9, 1.1);
    const hex = [
      [11, 6],
      [-2, 12],
      [-9, 3],
      [-9, -4],
      [-1, -12],
    ]
      .map(([a = 0, b = 0]) => `${Math.round(a * s)} ${Math.round(b * s)}`)
      .join(" ");
    return [px, `M${Math.round(px)} ${Math.round(py - 11 * s)}l${hex.replaceAll(" -", "-")}z`];
  });
  const pit = (dark: boolean): Art =>
    path(
      pits
        .filter(([px]) => px > 26 === dark)
        .map(([, d]) => d)
        .join(""),
      dark ? "#4c3626" : "#5f4530",
    );
  return draw(
    form(
      shape("-36 30!, -32 90, -40 150, -30 176, 0 182, 32 176, 40 150, 30 90, 36 30!", lay),
      { base: "#f1e3c4", shade: "#cdb68c" },
      -12,
      -4,
    ),
    stroke(thread("-10 80, -14 120, -8 150", lay) + thread("12 90, 12 130", lay), "#cdb68c", 4),
    form(cap, { base: "#c29a66", shade: "#96703f" }, -14, -8),
    within(cap, put(x, y, draw(pit(false), pit(true)), turn, size)),
  );
};

const yangdujun = (): Art =>
  draw(
    path(shape("-20 424, 110 400, 250 420, 420 396, 420 520!, -20 520!"), "#26384a"),
    morel(104, 262, 0.98, -8, 3),
    morel(306, 286, 0.86, 10, 8),
    morel(206, 222, 1.28, 2, 5),
    ...[
      [40, 470, -70],
      [52, 474, -100],
      [340, 462, -80],
      [352, 466, -60],
      [330, 466, -110],
      [150, 484, -80],
    ].map(([x = 0, y = 0, t = 0]) => leaf(x, y, 44, t, pair.leaf, 0.12)),
  );

const mulberryLeaf = (x: number, y: number, size: number, turn: number): Art => {
  const lay = { x, y, size, turn };
  const whole = shape(
    "0 0!, 26 -34, 60 -40, 64 -60, 100 -44, 130 -46, 170 0!, 132 34, 100 36, 66 54, 60 36, 26 30",
    lay,
  );
  return draw(
    path(whole, pair.leaf.base),
    path(shape("0 0!, 60 -2, 170 0!, 132 34, 100 36, 66 54, 60 36, 26 30", lay), pair.leaf.shade),
    stroke(
      thread("0 0, 160 0", lay) +
        thread("40 0, 66 -34", lay) +
        thread("76 0, 104 -28", lay) +
        thread("50 2, 70 34", lay),
      "#a9bf84",
      2.6,
    ),
  );
};

const sangzhi = (shadow: string): Art => {
  const bowl = shape("40 300!, 56 370, 110 430, 160 446, 240 446, 290 430, 344 370, 360 300!");
  return draw(
    box(0, 384, 400, 116, shadow),
    twig("-20 150, 110 116, 230 70, 420 24", tone.umber, 11),
    dots(
      [
        [60, 132],
        [160, 98],
        [330, 46],
      ],
      8,
      tone.umber,
    ),
    mulberryLeaf(120, 112, 1.05, -74),
    mulberryLeaf(208, 82, 1, 34),
    mulberryLeaf(300, 52, 0.86, 66),
    mulberryLeaf(60, 130, 0.8, 70),
    oval(216, 446, 140, 18, mix(shadow, tone.ink, 0.16)),
    oval(200, 300, 160, 46, "#e3d7c1"),
    ear(200, 244, 4, 1.3),
    ear(140, 266, -24, 1.25),
    ear(260, 262, 24, 1.3),
    ear(90, 296, -40, 1.1),
    ear(312, 296, 40, 1.1),
    ear(206, 284, 0, 1.3),
    ear(148, 304, -16, 1.1),
    ear(262, 306, 16, 1.1),
    leaf(170, 262, 56, -40, pair.leaf, 0.34),
    leaf(168, 264, 44, 200, pair.paleLeaf, 0.34),
    path(limb("226 240 0, 244 228 9, 262 232 9, 276 246 0"), tone.vermilion),
    path(limb("244 290 0, 256 280 9, 272 284 8, 284 292 0"), tone.vermilion),
    path(limb("108 280 0, 120 272 9, 136 276 8, 146 286 0"), tone.vermilion),
    dots(
      [
        [196, 226],
        [222, 268],
        [176, 284],
        [286, 270],
        [122, 258],
      ],
      4,
      "#f0dba0",
    ),
    form(bowl, pair.porcelain, -22, -6),
    within(bowl, stroke("M30 326Q200 384 370 326", "#8fa6a3", 7)),
    within(bowl, stroke("M30 344Q200 402 370 344", "#8fa6a3", 3)),
    form(shape("150 440!, 250 440!, 240 462, 160 462"), pair.porcelain, -10, 0),
  );
};

export const mushroomPictures: Pictures = {
  "nixi-heimuer": { name: "泥溪黑木耳", ground: ground.celadon, draw: heimuer },
  "qianjiang-yangdujun": { name: "黔江羊肚菌", ground: ground.indigo, draw: yangdujun },
  "qianjiang-sangzhi-muer": { name: "黔江桑枝木耳", ground: ground.apricot, draw: sangzhi },
};
