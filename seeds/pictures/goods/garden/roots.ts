import { ground, mix, tone } from "../../pen/colour";
import { cast, form, type Tones, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, draw, each, path, put, stamp, stroke } from "../../pen/svg";

/** A slice cut across a root, with its shadow. */
const coin = (
  x: number,
  y: number,
  rx: number,
  ry: number,
  turn: number,
  tones: Tones,
  face: string,
  heart: string,
  shadow: string,
): Art =>
  put(
    x,
    y,
    draw(
      path(pebble(9, 11, rx, ry, 0.05), shadow),
      form(pebble(0, 0, rx, ry, 0.05), tones, -3, -3),
      path(pebble(-1, -1, rx * 0.86, ry * 0.84, 0.05), face),
      path(pebble(0, 0, rx * 0.4, ry * 0.38, 0.1), heart),
    ),
    turn,
  );

const tianma = (shadow: string): Art => {
  const skin = { base: "#d3b07a", shade: "#ab8450" };
  const tuber = (x: number, y: number, turn: number, size: number): Art => {
    const lay = { x, y, turn, size };
    const d = shape(
      "0 -150, 34 -138, 58 -80, 62 0, 54 80, 30 134, 0 150, -30 134, -56 80, -62 0, -58 -80, -34 -138",
      lay,
    );
    const ring = (at: number): string => {
      const w = 60 * Math.sqrt(Math.max(0, 1 - (at / 152) ** 2)) + 2;
      return thread(`${-w} ${at - 6}, 0 ${at + 8}, ${w} ${at - 6}`, lay);
    };
    return draw(
      cast(d, shadow, 14, 14),
      form(d, skin, -13, -8),
      within(d, stroke([-116, -86, -54, -20, 16, 52, 86, 116].map(ring).join(""), skin.shade, 3.4)),
      path(shape("-12 -144, 0 -182!, 16 -144, 2 -134", lay), "#a85a3c"),
      path(shape("2 -144, 0 -182!, 16 -144, 4 -136", lay), "#843f28"),
    );
  };
  return draw(
    tuber(104, 206, -12, 0.98),
    tuber(300, 196, 14, 0.94),
    tuber(204, 222, 2, 1.08),
    ...[
      [66, 440, -10],
      [152, 448, 14],
      [240, 438, -6],
      [332, 446, 20],
    ].map(([x = 0, y = 0, t = 0]) => coin(x, y, 50, 34, t, skin, "#f4e6c4", "#e6d2a4", shadow)),
  );
};

const DRIED = { base: "#cfa972", shade: "#a37c48" };

const miaodang = (shadow: string): Art => {
  const lines = [
    "-150 -200 10, -40 -60 26, 10 40 22, 60 160 14, 40 250 0",
    "-100 -216 12, -10 -70 28, 0 60 24, 10 180 14, 70 260 0",
    "-40 -226 14, -30 -70 26, -24 60 24, -30 180 14, -76 262 0",
    "30 -230 12, 14 -70 26, 22 60 22, 70 150 12, 120 230 0",
    "90 -214 12, 20 -60 28, -10 50 26, -60 160 14, -40 240 0",
    "140 -190 10, 40 -60 24, -34 50 22, -90 150 12, -130 210 0",
  ];
  const tones = [
    { base: "#cfa972", shade: "#a37c48" },
    { base: "#dcbb88", shade: "#b38d58" },
    { base: "#c39a62", shade: "#97703d" },
  ];
  const lay = { x: 200, y: 240, turn: 24 };
  const root = (line: string, i: number): Art => {
    const d = limb(line, lay);
    return draw(
      form(d, tones[i % 3] ?? DRIED, -6, -3),
      within(
        d,
        stroke(
          each(7, (k) =>
            thread(
              `${-70 + ((i * 29) % 40)} ${-180 + k * 52}, 0 ${-172 + k * 52 + (i % 3) * 8}, 80 ${-180 + k * 52}`,
              lay,
            ),
          ),
          (tones[i % 3] ?? DRIED).shade,
          2,
        ),
      ),
    );
  };
  return draw(
    `<g transform="translate(18 20)">${lines.map((line) => path(limb(line, lay), shadow)).join("")}</g>`,
    ...lines.map(root),
    path(limb("-60 -34 26, 0 -22 30, 64 -34 26", lay), tone.vermilion),
    path(limb("-60 -22 9, 0 -10 10, 64 -22 9", lay), tone.oxblood),
    stroke(
      thread("10 -26, 60 -70, 84 -40, 20 -22", lay) +
        thread("0 -26, -36 -78, -70 -50, 0 -22", lay) +
        thread("10 -20, 60 30, 50 80", lay) +
        thread("0 -20, -10 40, 16 86", lay),
      tone.vermilion,
      7,
    ),
  );
};
const niuxi = (shadow: string): Art => {
  const skin = { base: "#b08a5c", shade: "#83613a" };
  const rod = (x: number, length: number, w: number, lean: number): Art => {
    const d = limb(
      `${x} -20 ${w}, ${x + lean} ${length * 0.4} ${w * 1.06}, ${x + lean * 0.4} ${length * 0.8} ${w * 0.8}, ${x + lean} ${length} ${w * 0.4}, ${x + lean * 1.6} ${length + 26} 0`,
    );
    return draw(
      cast(d, shadow, 14, 12),
      form(d, skin, -9, 0),
      within(
        d,
        stroke(
          each(6, (i) => `M${x - w * 0.3 + (i % 3) * w * 0.3} ${20 + i * length * 0.15}v${length * 0.09}`),
          skin.shade,
          3,
        ),
      ),
    );
  };
  const slice = draw(
    coin(0, 0, 47, 34, 0, skin, "#efdcb4", "#dcc08c", mix(shadow, tone.ink, 0.1)),
    stroke("M-28 0q4-18 28-20", "#cfae78", 3),
  );
  const places = [
    [92, 438, -8],
    [176, 462, 10],
    [262, 438, -4],
    [338, 466, 16],
    [136, 402, 8],
    [222, 400, -12],
    [300, 396, 6],
  ].map(([x = 0, y = 0, turn = 0]) => ({ x, y, turn, size: 1 + (turn % 5) * 0.02 }));
  return draw(
    rod(64, 250, 46, 8),
    rod(132, 318, 54, -8),
    rod(206, 280, 48, 10),
    rod(274, 330, 52, 4),
    rod(342, 236, 44, -6),
    stamp("coin", slice, places),
  );
};

const duhuo = (shadow: string): Art => {
  const skin = { base: "#94704a", shade: "#6c4c2e" };
  const lay = { x: 190, y: 176, turn: -8 };
  const limbs = [
    "10 10 60, 70 110 46, 120 150 26, 140 190 0",
    "-10 30 70, -30 130 54, -20 210 26, -50 286 0",
    "-30 0 60, -100 80 36, -130 170 16, -170 210 0",
    "30 50 50, 40 140 34, 70 220 14, 60 270 0",
  ];
  const head = shape("-64 -90, -30 -110, 0 -104, 36 -112, 66 -84, 80 -20, 70 50, 30 90, -30 96, -72 50, -84 -20", lay);
  return draw(
    `<g transform="translate(16 18)">${limbs.map((l) => path(limb(l, lay), shadow)).join("")}${path(head, shadow)}</g>`,
    ...limbs.map((l) => form(limb(l, lay), skin, -8, -5)),
    form(head, skin, -14, -8),
    stroke(
      thread("-70 -60, 0 -44, 68 -58", lay) +
        thread("-78 -28, 0 -10, 76 -26", lay) +
        thread("-78 8, -10 26, 74 8", lay) +
        thread("-60 48, -10 60, 40 52", lay) +
        thread("-40 140, -26 146, -8 140", lay) +
        thread("56 120, 74 116, 88 104", lay),
      skin.shade,
      4,
    ),
    path(limb("-30 -96 20, -40 -130 14, -34 -150 16", lay), "#a3a05e"),
    path(limb("14 -98 22, 20 -136 15, 30 -158 18", lay), "#8a8a4c"),
    coin(286, 420, 66, 50, -10, skin, "#ead3a4", "#c79a5c", shadow),
    coin(356, 330, 46, 36, 24, skin, "#ead3a4", "#c79a5c", shadow),
    coin(178, 456, 46, 32, 6, skin, "#ead3a4", "#c79a5c", shadow),
  );
};

const huanglian = (shadow: string): Art => {
  const bark = { base: "#a07a3e", shade: "#745326" };
  const claw = (points: string, lay: object, cut?: [number, number, number, number, number]): Art => {
    const d = limb(points, lay);
    return draw(
      form(d, bark, -7, -5),
      cut
        ? draw(
            path(pebble(cut[0], cut[1], cut[2], cut[3], 0.04, cut[4]), "#8a6630"),
            path(pebble(cut[0], cut[1], cut[2] * 0.8, cut[3] * 0.8, 0.04, cut[4]), "#eebb2c"),
            path(pebble(cut[0], cut[1], cut[2] * 0.36, cut[3] * 0.36, 0.1, cut[4]), "#d0921c"),
          )
        : "",
    );
  };
  const knots = (d: string): Art => stroke(d, bark.shade, 4);
  const a = { x: 0, y: 0 };
  const all = [
    "96 92 40, 130 150 52, 112 210 44, 150 270 50, 140 330 38, 176 392 26",
    "156 70 40, 196 130 54, 186 190 46, 214 250 50, 204 310 40, 222 380 28",
    "236 70 38, 262 130 50, 244 190 46, 262 250 44, 240 310 36, 236 390 26",
    "320 110 36, 322 170 46, 290 220 44, 296 280 38, 262 330 32, 246 396 22",
  ];
  return draw(
    `<g transform="translate(18 18)">${all.map((l) => path(limb(l), shadow)).join("")}</g>`,
    claw(all[0] ?? "", a, [94, 90, 25, 18, -30]),
    claw(all[3] ?? "", a, [320, 108, 23, 16, 4]),
    claw(all[1] ?? "", a, [154, 68, 25, 18, -20]),
    claw(all[2] ?? "", a, [235, 68, 24, 18, 14]),
    knots(
      "M112 150q14 12 34 4M96 208q16 12 32 2M132 268q14 12 34 4M176 130q20 12 40 0M168 190q18 12 36 2M194 250q18 12 38 2M244 128q18 12 36 4M226 190q18 12 36 2M244 248q16 12 34 2M306 166q16 12 32 6M272 220q18 10 34 4M282 280q12 10 26 4",
    ),
    stroke(
      "M176 392q-20 40-60 60M190 400q-6 40-16 70M222 384q8 50-6 90M236 392q20 40 24 76M246 396q40 20 74 56M230 396q40 50 60 84M184 396q-40 20-90 30M110 210q-30 6-50 30M300 280q40 10 56 40M150 300q-40 20-56 50",
      "#8a6630",
      3.5,
    ),
  );
};

export const rootPictures: Pictures = {
  "yunyang-wutianma": { name: "云阳乌天麻", ground: ground.dusk, draw: tianma },
  "wushan-miaodang": { name: "巫山庙党", ground: ground.celadon, draw: miaodang },
  "wushan-chuanniuxi": { name: "巫山川牛膝", ground: ground.butter, draw: niuxi },
  "wuxi-duhuo": { name: "巫溪独活", ground: ground.blush, draw: duhuo },
  "shizhu-huanglian": { name: "石柱黄连", ground: ground.sky, draw: huanglian },
};
