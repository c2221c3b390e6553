import { cliff, ridge, ripples } from "../../motifs/land";
import { blade } from "../../motifs/leaves";
import { board } from "../../motifs/vessels";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, each, n, oval, path, put, stamp, stroke } from "../../pen/svg";

const shandiji = (): Art => {
  const tail = (points: string, base: string): Art => path(limb(points), base);
  const body = shape(
    "132 170, 150 128, 178 112, 204 128, 210 180, 250 214, 300 216, 322 240, 306 300, 250 346, 190 346, 146 312, 128 256, 130 214",
  );
  return draw(
    circle(300, 120, 62, "#f4ead2"),
    ridge("-20 220, 60 150, 120 190, 200 120, 290 210, 420 150", "#b7a68c"),
    cliff("-20 300, 90 240, 220 280, 420 210", "#7f8c64", "#94a077"),
    ridge("-20 430, 120 396, 260 406, 420 360", "#5b6f48"),
    tail("270 240 30, 330 180 40, 372 120 30, 384 60 6", "#262f2f"),
    tail("270 250 30, 350 220 40, 392 170 26, 400 120 4", "#3a4a47"),
    tail("280 262 28, 350 250 36, 396 230 24, 412 200 4", "#20201f"),
    tail("270 226 28, 310 150 34, 330 90 22, 328 50 4", "#34403e"),
    stroke(
      "M190 336l-6 60M184 396l-24 10M184 396l6 14M184 396l20 8M238 340l8 52M246 392l-22 12M246 392l8 14M246 392l22 6",
      "#c8932f",
      8,
    ),
    form(body, { base: "#3b3a38", shade: "#232221" }, -14, -12),
    path(shape("196 236, 236 226, 290 236, 316 250, 280 300, 226 308, 196 280"), "#2a3734"),
    stroke("M212 262q30 6 60-4M218 282q24 6 48-2", "#4f6660", 5),
    path(
      shape("150 150, 178 130, 204 150, 212 196, 236 226, 200 240, 190 226, 176 246, 164 226, 146 240, 138 200"),
      "#a8652a",
    ),
    path(shape("178 136, 202 150, 210 196, 234 226, 206 234, 194 200"), "#7f4419"),
    form(
      shape("136 132, 144 104, 172 92, 196 108, 200 140, 180 164, 150 160"),
      { base: "#45403d", shade: "#2a2725" },
      -6,
      -5,
    ),
    path(shape("140 108!, 132 76, 148 86, 152 58, 168 78, 182 54, 188 82, 208 72, 200 116!, 170 96"), "#c23a22"),
    path(shape("140 148, 128 160, 132 190, 146 192, 154 166"), "#c23a22"),
    path(shape("138 122!, 106 134, 138 142!"), "#e0a93c"),
    path(shape("138 134!, 106 134, 138 142!"), "#b98226"),
    circle(158, 122, 7, "#f0d9a0"),
    circle(158, 122, 3.6, tone.ink),
    blade(40, 430, 30, 380, 10, 8, "#8aa05e"),
    blade(54, 430, 66, 388, 10, -6, "#7a9152"),
    blade(340, 410, 330, 370, 10, 6, "#7a9152"),
    blade(352, 408, 370, 366, 10, -6, "#8aa05e"),
  );
};

const lukaoya = (shadow: string): Art => {
  const skin = { base: "#b1592a", shade: "#7f3618" };
  const body = shape(
    "74 304, 92 232, 160 186, 240 182, 310 214, 352 256, 372 262!, 354 292, 336 330, 270 366, 170 370, 104 350",
  );
  return put(
    0,
    -34,
    draw(
      board(204, 300, 376, 300, -3, pair.wood, shadow),
      cast(body, "#8f6c40", 10, 16),
      form(limb("120 286 52, 78 262 42, 62 222 36, 76 190 32, 106 180 32"), skin, -6, -6),
      form(shape("84 176, 96 156, 124 150, 146 164, 146 184, 120 198, 92 194"), skin, -5, -5),
      path(shape("140 160!, 182 170, 190 180, 146 186!"), "#d8973e"),
      path(shape("144 176!, 190 180, 146 186!"), "#a96a24"),
      stroke("M112 170q8 7 17 1", "#5e2810", 3.5),
      form(body, skin, -18, -18),
      path(shape("112 262, 150 216, 226 204, 280 218, 230 222, 168 238, 130 280"), "#d08245"),
      form(
        shape("180 268, 230 246, 284 262, 300 296, 270 326, 210 324, 178 300"),
        { base: "#a24c22", shade: "#74300f" },
        -6,
        -8,
      ),
      form(limb("248 300 54, 300 330 40, 344 352 22, 376 364 16"), skin, -6, -7),
      path(pebble(380, 366, 14, 12), "#f1e0bd"),
      form(limb("150 320 44, 200 352 34, 240 372 18"), skin, -6, -6),
      stroke("M206 276q30-6 60 8M204 294q28-4 52 6", "#d08245", 4),
      dots(
        [
          [136, 300],
          [152, 252],
          [300, 240],
          [322, 270],
          [240, 214],
          [190, 220],
        ],
        2.6,
        "#d99a5c",
      ),
      stamp("anise", anise(), [
        { x: 64, y: 414, turn: 10 },
        { x: 120, y: 440, turn: 40, size: 0.8 },
      ]),
    ),
  );
};

/** A star anise: eight boat-shaped arms. */
const anise = (): Art =>
  draw(
    ...[0, 45, 90, 135, 180, 225, 270, 315].map((a) =>
      put(0, 0, draw(path("M0 0Q7-12 0-26Q-7-12 0 0Z", "#6b3a1c"), stroke("M0-8V-18", "#c98a4a", 3)), a),
    ),
  );

const straws = (
  count: number,
  seed: number,
  x: number,
  y: number,
  rx: number,
  ry: number,
  inner: number,
  colour: string,
): Art => {
  const pick = between(seed);
  const d = Array.from({ length: count }, () => {
    const a = pick(0, 6.283);
    const r = pick(inner, 1);
    const [sx, sy] = [x + Math.cos(a) * rx * r, y + Math.sin(a) * ry * r];
    const b = a + Math.PI / 2 + pick(-0.4, 0.4);
    const length = pick(50, 100);
    return `M${Math.round(sx - (Math.cos(b) * length) / 2)} ${Math.round(sy - (Math.sin(b) * length) / 2)}q${Math.round((Math.cos(b) * length) / 2 + Math.cos(a) * 14)} ${Math.round((Math.sin(b) * length) / 2 + Math.sin(a) * 12)} ${Math.round(Math.cos(b) * length)} ${Math.round(Math.sin(b) * length)}`;
  });
  return stroke(d.join(""), colour, 5);
};

const tujidan = (shadow: string): Art => {
  const egg = (x: number, y: number, turn: number, i: number): Art => {
    const d = shape("0 -72, 30 -58, 50 -14, 50 24, 30 56, 0 64, -30 56, -50 24, -50 -14, -30 -58", { x, y, turn });
    const tones = [
      { base: "#e2b68a", shade: "#bd8a5c" },
      { base: "#edcba4", shade: "#c99c70" },
      { base: "#d6a273", shade: "#b07a4c" },
    ][i % 3] ?? { base: "#e2b68a", shade: "#bd8a5c" };
    return draw(
      path(shape("0 -72, 50 -14, 50 24, 0 64, -50 24, -50 -14", { x: x + 8, y: y + 12, turn }), "#6d4f2e"),
      form(d, tones, -10, -9),
      oval(x - 16, y - 24, 8, 16, mix(tones.base, "#ffffff", 0.4), 24),
      dots(
        [
          [x + 14, y + 10],
          [x + 20, y - 12],
          [x + 4, y + 28],
        ],
        2,
        tones.shade,
      ),
    );
  };
  return draw(
    path(pebble(214, 286, 196, 176, 0.03), shadow),
    path(pebble(200, 264, 182, 166, 0.03), "#a5803f"),
    straws(60, 3, 200, 264, 176, 160, 0.7, "#8a6a34"),
    straws(64, 9, 200, 262, 180, 164, 0.66, "#c9a257"),
    straws(46, 21, 200, 260, 174, 158, 0.66, "#e0c078"),
    path(pebble(200, 262, 124, 110, 0.04), "#7a5a30"),
    straws(26, 5, 200, 262, 104, 92, 0.1, "#9a763c"),
    egg(150, 216, -30, 0),
    egg(246, 206, 24, 1),
    egg(128, 298, 70, 2),
    egg(276, 292, -60, 0),
    egg(206, 318, 10, 1),
    egg(204, 254, -8, 2),
    straws(16, 33, 200, 264, 140, 126, 0.84, "#e9cd8c"),
  );
};

const mawangYa = (): Art => {
  const body = shape(
    "96 270, 130 226, 190 216, 260 230, 318 226, 366 190!, 362 244, 336 296, 270 330, 170 332, 108 310",
  );
  const wing = shape("170 252, 230 236, 300 252, 344 246!, 318 288, 250 308, 190 296");
  const feather = each(9, (i) => `M${186 + (i % 5) * 28} ${256 + Math.floor(i / 5) * 22}q14 14 26 2`);
  const reed = (x: number, tip: number, y: number): Art =>
    draw(
      stroke(`M${x} 520Q${x - 4} ${(y + 520) / 2} ${tip} ${y}`, "#6d8a52", 6),
      stroke(`M${tip} ${y}l${n((tip - x) * 0.08)} -44`, "#7a5636", 14),
    );
  return draw(
    path(shape("-20 150!, 80 118, 220 140, 420 104!, 420 200!, -20 200!"), "#9db184"),
    path(shape("-20 172!, 140 160, 420 176!, 420 520!, -20 520!"), "#a9c6c1"),
    path(shape("-20 380, 120 350, 420 372, 420 520!, -20 520!"), "#8fb3ae"),
    ripples(
      [
        [40, 200, 60],
        [290, 190, 80],
        [20, 430, 70],
        [300, 440, 60],
        [180, 470, 80],
        [140, 400, 40],
      ],
      "#d7e6e0",
      5,
    ),
    path(shape("70 318!, 200 306, 350 312!, 330 350, 220 372, 110 354"), "#7b9f9b"),
    form(
      shape("112 290, 92 250, 96 196, 90 150, 104 112, 142 106, 166 132, 160 176, 172 222, 170 280"),
      { base: "#8a6540", shade: "#644527" },
      -10,
      -6,
    ),
    path(shape("88 150, 104 112, 142 106, 166 132, 160 160, 124 172, 96 168"), "#5f4a36"),
    path(shape("94 170, 126 176, 162 166, 164 178, 128 190, 95 184"), "#f1e6cf"),
    path(shape("96 128!, 60 140, 40 154, 52 164, 96 162!"), "#d9a441"),
    path(shape("96 148!, 46 158, 56 165, 96 162!"), "#b07d28"),
    circle(122, 134, 6, "#f1e6cf"),
    circle(122, 134, 3.4, tone.ink),
    form(body, { base: "#b08a5c", shade: "#7f5d38" }, -10, -16),
    stroke("M120 290q10 12 24 6M140 310q12 10 26 4M118 262q10 10 22 4M146 276q10 12 24 6", "#7f5d38", 4),
    form(wing, { base: "#8a6540", shade: "#5f4429" }, -6, -8),
    stroke(feather, "#c9a676", 4),
    path(shape("262 274, 300 266, 336 258!, 314 284, 280 294"), "#3f6b73"),
    stroke(thread("96 330, 200 344, 340 322"), "#d7e6e0", 5),
    reed(372, 352, 60),
    reed(392, 386, 110),
    reed(340, 322, 420),
    blade(380, 520, 410, 300, 14, 0, "#55733f"),
    blade(360, 520, 330, 330, 14, 10, "#6b8a50"),
  );
};

export const poultryPictures: Pictures = {
  "chengkou-shandiji": { name: "城口山地鸡", ground: ground.apricot, draw: shandiji },
  "liangping-lukaoya": { name: "梁平卤烤鸭", ground: ground.dusk, draw: lukaoya },
  "xiushan-tujidan": { name: "秀山土鸡蛋", ground: ground.celadon, draw: tujidan },
  "mawang-ya": { name: "麻旺鸭", ground: "#e6ead9", draw: mawangYa },
};
