import { leaf, twig, veined } from "../../motifs/leaves";
import { ground, pair, tone } from "../../pen/colour";
import { form, type Tones, within } from "../../pen/form";
import { pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

const longyan = (): Art => {
  const husk = { base: "#bd9257", shade: "#94693b" };
  const one = draw(
    form(pebble(0, 0, 38, 37), husk, -7, -6),
    dots(
      [
        [-14, -8],
        [-4, 4],
        [10, -14],
        [8, 12],
        [-18, 10],
        [20, 2],
      ],
      1.8,
      husk.shade,
    ),
  );
  const places = [
    [118, 176],
    [196, 156],
    [268, 184],
    [84, 246],
    [156, 232],
    [232, 236],
    [306, 252],
    [120, 306],
    [196, 304],
    [270, 316],
    [168, 372],
  ] as const;
  return draw(
    twig("206 -10, 200 80, 192 160, 200 300", tone.umber, 9),
    twig("198 84, 150 120, 112 170, 84 240", tone.umber, 5),
    twig("198 96, 244 130, 276 190, 300 240", tone.umber, 5),
    veined(204, 40, 160, -8, pair.deepLeaf, 0.24),
    veined(200, 52, 150, 172, pair.leaf, 0.24),
    leaf(202, 20, 120, 34, pair.leaf, 0.24),
    stamp(
      "ly",
      one,
      places.map(([x, y], i) => ({ x, y, turn: 0, size: 1 + 0.06 * Math.sin(i * 3) })),
    ),
    form(pebble(296, 404, 52, 50), { base: "#f4eddb", shade: "#d9ccb0" }, -8, -7),
    oval(302, 408, 24, 22, "#4a3326"),
    oval(294, 400, 6, 5, "#8a6a52"),
    form(shape("-58 0!, -30 18, 0 10, 30 20, 58 2!, 44 44, 0 60, -44 46", { x: 296, y: 410 }), husk, -7, -6),
    path(shape("252 388, 268 364, 290 356, 276 372"), "#fffdf6"),
  );
};

const peach = (x: number, y: number, r: number, turn: number): Art => {
  const d = shape("0 -84, 40 -96, 88 -66, 100 0, 76 62, 12 100, 0 108!, -14 100, -78 60, -100 0, -88 -66, -40 -96", {
    x,
    y,
    turn,
    size: r / 100,
  });
  const cheek = shape("10 -80, 60 -84, 92 -40, 90 30, 50 80, 8 104!, 40 40, 44 -20", { x, y, turn, size: r / 100 });
  return draw(
    form(d, { base: "#efb24c", shade: "#cf7a32" }, -8, -8),
    within(d, path(cheek, "#dd8440")),
    stroke(thread("0 -82, 22 -30, 24 30, 2 104", { x, y, turn, size: r / 100 }), "#c4662a", 4),
  );
};

const huangtao = (shadow: string): Art => {
  const half = shape("0 -92, 50 -92, 96 -40, 92 40, 40 92, 0 106, -40 92, -92 40, -96 -40, -50 -92", {
    x: 262,
    y: 362,
  });
  const stone = shape("0 -50!, 30 -20, 34 16, 0 52!, -34 16, -30 -20", { x: 262, y: 364 });
  return draw(
    path(shape("-20 430, 140 380, 420 410, 420 520!, -20 520!"), shadow),
    peach(284, 178, 104, 8),
    veined(282, 92, 150, -150, pair.leaf, 0.2),
    twig("284 100, 288 76, 304 56", tone.umber, 7),
    peach(122, 290, 116, -10),
    form(half, { base: "#e9a03f", shade: "#c96f2c" }, -6, -6),
    put(
      262,
      362,
      path(shape("0 -84, 46 -84, 86 -36, 82 36, 36 82, 0 94, -36 82, -82 36, -86 -36, -46 -84"), "#f6cf74"),
    ),
    put(262, 364, path(shape("0 -66, 40 -34, 46 18, 0 66, -46 18, -40 -34"), "#e58a4a")),
    form(stone, { base: "#8a4a2a", shade: "#66321c" }, -6, -4),
    stroke("M250 336q-10 24 0 50M266 330q8 30 0 62M278 346q6 18 0 34", "#66321c", 3.5),
  );
};

/** A plum with the powdery bloom that wipes off under a thumb. */
const plum = (x: number, y: number, r: number, turn: number, tones: Tones, bloom: string): Art => {
  const lay = { x, y, turn, size: r / 100 };
  const d = shape("0 -92, 40 -100, 86 -64, 102 0, 80 70, 0 102, -80 70, -102 0, -86 -64, -40 -100", lay);
  const powder = shape("-80 -20, -60 -66, -16 -86, 40 -84, 70 -50, 30 -44, -20 -50, -44 -10, -40 40, -70 26", lay);
  return draw(
    form(d, tones, -r * 0.13, -r * 0.12),
    within(d, path(powder, bloom)),
    stroke(thread("4 -92, 26 -40, 22 10", lay), tones.shade, r * 0.045),
  );
};

const cuili = (shadow: string): Art => {
  const green = { base: "#b3bd55", shade: "#8c9c3c" };
  const one = (x: number, y: number, r: number, turn: number): Art =>
    draw(path(pebble(x + r * 0.18, y + r * 0.22, r), shadow), plum(x, y, r, turn, green, "#d3d9a6"));
  const rest = shape(
    "230 318, 270 306, 306 312!, 300 336, 314 352, 300 372, 312 396, 296 414, 306 440, 300 466!, 262 484, 210 466, 176 396, 190 342",
  );
  const inside = shape(
    "306 312!, 334 336, 344 386, 330 440, 300 466!, 306 440, 296 414, 312 396, 300 372, 314 352, 300 336",
  );
  return draw(
    one(118, 112, 74, -12),
    one(292, 150, 80, 20),
    one(96, 290, 78, 8),
    one(224, 256, 62, -30),
    twig("292 76, 288 50, 300 30", tone.umber, 6),
    leaf(294, 56, 130, 176, pair.leaf, 0.2),
    leaf(298, 44, 96, 24, pair.deepLeaf, 0.2),
    path(pebble(276, 410, 86), shadow),
    form(rest, green, -10, -9),
    path(shape("196 374, 206 340, 238 322, 276 318, 286 342, 246 342, 222 362, 214 400"), "#d3d9a6"),
    path(inside, "#ecdf93"),
    path(shape("310 350, 328 366, 330 410, 312 434, 320 404, 306 378"), "#d9c465"),
    oval(322, 390, 12, 24, "#a9793d", 4),
    leaf(142, 440, 130, 150, pair.deepLeaf, 0.2),
    twig("142 440, 176 428, 190 412", tone.umber, 5),
  );
};

const wanli = (shadow: string): Art => {
  const wine = { base: "#8c3a4a", shade: "#672636" };
  const dark = { base: "#74304a", shade: "#552036" };
  return draw(
    circle(216, 282, 186, shadow),
    circle(200, 264, 186, "#f7efe0"),
    circle(200, 264, 168, "#e2d5bd"),
    within(
      pebble(200, 264, 168, 168, 0),
      draw(
        circle(190, 252, 168, "#efe4cf"),
        plum(110, 200, 66, -20, wine, "#b77484"),
        plum(226, 150, 70, 16, dark, "#a06a86"),
        plum(324, 236, 68, 60, wine, "#b77484"),
        plum(116, 332, 70, 200, dark, "#a06a86"),
        plum(248, 372, 74, 130, wine, "#b77484"),
      ),
    ),
    plum(216, 262, 76, 6, wine, "#b77484"),
    twig("220 190, 224 164, 244 146", tone.umber, 6),
    veined(236, 152, 150, -32, pair.leaf, 0.22),
  );
};

export const orchardPictures: Pictures = {
  "fengdu-longyan": { name: "丰都龙眼", ground: ground.celadon, draw: longyan },
  "fengjie-huangtao": { name: "奉节黄桃", ground: ground.dusk, draw: huangtao },
  "wushan-cuili": { name: "巫山脆李", ground: ground.blush, draw: cuili },
  "wuxi-wanli": { name: "巫溪晚李", ground: ground.mustard, draw: wanli },
};
