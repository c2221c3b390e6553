import { tray } from "../../motifs/basket";
import { walnut } from "../../motifs/grain";
import { blade, leaf, veined } from "../../motifs/leaves";
import { turned } from "../../motifs/vessels";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { facet, limb, mirrored, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, oval, path, put, stamp, stroke } from "../../pen/svg";

const taopian = (shadow: string): Art => {
  const face = (k: number): Art => draw(path(facet("-64 -46, 64 -46, 64 46, -64 46"), "#fbf5e6"), path(shape("-34 -10, -20 -28, 4 -22, 8 -4, -8 10, -28 8", { turn: k * 40 }), "#b98a54"), path(shape("14 12, 30 0, 44 14, 36 30, 18 28", { turn: k * 16 }), "#a3743f"), path(shape("-50 24, -40 16, -28 26, -36 36", { turn: k * 8 }), "#c79a62"), stroke("M-20-16l14 8M26 14l8 8", "#8a5f30", 3));
  const slice = (k: number): Art => draw(path(facet("-64 -46, 64 -46, 64 46, -64 46"), "#d9cba9"), put(-5, -5, face(k)));
  const pile = each(11, (i) => {
    const [x, y] = [86 + (i % 2) * 4, 330 - i * 15];
    return draw(path(facet(`${x} ${y}, ${x + 170} ${y + 8}, ${x + 170} ${y - 6}, ${x} ${y - 14}`), i % 2 ? "#f1e8d2" : "#e2d5b6"), box(x + 24 + ((i * 37) % 90), y - 8, 22, 10, "#b98a54", 4), box(x + 90 + ((i * 23) % 60), y - 6, 14, 9, "#a3743f", 4));
  });
  return draw(
    path(shape("60 330, 260 320, 420 260, 420 400, 300 420, 100 380"), shadow), pile,
    path(facet("90 166, 260 174, 316 134, 150 126"), "#fbf5e6"), path(facet("260 174, 316 134, 316 290, 258 338"), "#d3c29a"), stroke("M260 190l56-40M259 206l57-42M259 222l57-43M258 238l58-44M258 254l58-46M258 270l58-48M258 286l58-50M258 302l58-52", "#bfab7e", 3), path(shape("150 148, 172 138, 200 144, 190 158, 164 158"), "#b98a54"), path(shape("214 156, 232 146, 252 152, 240 164"), "#a3743f"),
    put(132, 424, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(1)), -18), put(228, 436, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(4)), 8), put(318, 402, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(7)), 30, 0.92),
  );
};

const niurougan = (shadow: string): Art => {
  const bag = shape("70 64!, 96 52, 300 46, 322 60!, 334 384, 318 398, 84 404, 64 388");
  const stick = draw(path(limb("-62 8 24, 0 14 30, 64 8 24"), "#7b6240"), form(limb("-66 0 22, -30 -4 28, 10 3 26, 40 -3 30, 68 2 20"), { base: "#7f3a22", shade: "#532213" }, -3, -5), stroke("M-50-4Q-20-10 6-4M10 6Q34 0 56 4M-30 6H-8", "#a5583a", 3), dots([[-40, 2], [-14, -6], [20, -2], [44, -6]], 2.2, "#f0dba0"));
  return draw(
    path(shape("120 80!, 360 90!, 372 420!, 120 430!"), shadow), form(bag, pair.kraft, -16, -6), path(shape("70 64!, 96 52, 300 46, 322 60!, 324 104, 196 112, 68 106"), "#b98f60"), stroke("M80 84Q196 92 314 80", "#94693b", 3),
    circle(194, 224, 74, "#f6ecd8"), put(194, 226, draw(path(shape("-40 -30!, -58 -46, -36 -50, -24 -40, 0 -44, 24 -40, 36 -50, 58 -46, 40 -30!, 34 10, 20 44, 0 50, -20 44, -34 10"), "#5a2d1c"), path(shape("-20 20, 0 12, 20 20, 20 40, 0 48, -20 40"), "#a5704c"), dots([[-18, -8], [18, -8]], 4.5, "#f6ecd8"), dots([[-8, 30], [8, 30]], 3, "#5a2d1c"))), box(120, 322, 150, 8, "#94693b", 4), box(150, 342, 90, 6, "#94693b", 3),
    stamp("stick", stick, [{ x: 82, y: 416, turn: -20 }, { x: 180, y: 430, turn: 12 }, { x: 288, y: 414, turn: -10 }, { x: 130, y: 458, turn: 6 }, { x: 240, y: 462, turn: -14 }, { x: 336, y: 458, turn: 24 }, { x: 196, y: 396, turn: -34, size: 0.9 }]),
  );
};

const pengshuiHetao = (): Art => {
  const nut = { base: "#c79a62", shade: "#8f6535" };
  const pick = between(12);
  const places = Array.from({ length: 17 }, (_, i) => { const [a, r] = [i * 2.4 + 0.4, 140 * Math.sqrt((i + 0.5) / 17)]; return { x: 200 + Math.cos(a) * r, y: 262 + Math.sin(a) * r, turn: pick(0, 180), size: pick(0.92, 1.06) }; });
  return draw(
    circle(218, 282, 196, mix(ground.rust, "#2a0f04", 0.3)), tray(200, 262, 196, 196), stamp("sh", path(pebble(7, 9, 39, 36), "#9a7a44"), places), stamp("wn", walnut(0, 0, 40, 0, nut), places),
    veined(292, 330, 130, -150, pair.leaf, 0.24), veined(300, 330, 140, -70, pair.deepLeaf, 0.24), veined(302, 336, 130, -14, pair.leaf, 0.24), veined(290, 340, 110, 150, pair.deepLeaf, 0.24), leaf(300, 344, 110, 60, pair.leaf, 0.26), stroke("M300 336Q330 400 360 420", "#8a9a5a", 7),
  );
};

const longzhu = (shadow: string): Art => {
  const pearl = draw(path(pebble(5, 7, 17, 15), mix(ground.sage, "#2a2a10", 0.24)), form(pebble(0, 0, 17, 15, 0.05), { base: "#5d6b42", shade: "#3f4c2e" }, -4, -4), stroke("M-10-2Q-2-10 8-6M-8 6Q2 0 11 4", "#8f9c66", 3));
  const cup = "200 214!, 84 214!, 92 262, 122 318, 150 336, 200 338";
  const saucer = shape("60 350!, 96 372, 150 382, 250 382, 304 372, 340 350!, 260 362, 140 362");
  return draw(
    path(shape("-20 336, 160 312, 420 332, 420 520!, -20 520!"), shadow), oval(224, 384, 150, 18, mix(shadow, tone.ink, 0.18)), form(saucer, pair.porcelain, -10, -4), oval(200, 350, 140, 18, "#fbf6ea"), oval(200, 350, 70, 9, pair.porcelain.shade),
    turned(200, cup, pair.porcelain, -24, -4), oval(200, 214, 116, 26, "#fbf6ea"), oval(200, 216, 106, 21, "#a9b46a"), oval(184, 214, 50, 8, "#c2ca88"), stroke(thread("120 262, 140 282, 170 292") + thread("146 274, 150 262, 162 258") + thread("168 290, 178 278, 194 278"), "#5f7f8c", 5), dots([[128, 250], [154, 246], [202, 274]], 5, "#5f7f8c"),
    put(262, 128, draw(form(mirrored(0, "0 -64!, -26 -64, -26 -50, -20 -44, -64 -30, -106 0!, -104 12, 0 30"), pair.porcelain, -16, -6), stroke(thread("-70 0, -50 -14, -26 -16") + thread("-40 2, -34 -10, -20 -4"), "#5f7f8c", 4)), 24),
    stamp("pearl", pearl, [[72, 452], [106, 462], [90, 432], [136, 452], [122, 478], [60, 478], [158, 476], [150, 434], [286, 464], [322, 446], [346, 474], [206, 462], [120, 436], [92, 482]].map(([x = 0, y = 0], i) => ({ x, y, turn: i * 37, size: 1 + (i % 3) * 0.06 }))), leaf(318, 476, 60, -160, pair.leaf, 0.18),
  );
};

const maojian = (shadow: string): Art => {
  const glass = shape("216 170!, 226 452, 240 462, 348 462, 362 452, 372 170!");
  const sprout = (x: number, y: number, s: number, k: number): Art => draw(blade(x, y, x - 4 * s, y - 66 * s, 12 * s, 2, k ? "#6b8a50" : "#7f9c52"), blade(x, y - 8, x + 15 * s, y - 50 * s, 10 * s, 3, k ? "#4c6a40" : "#94ab6a"));
  const tin = shape("40 150!, 40 430, 64 446, 180 446, 204 430, 204 150!");
  return draw(
    path(shape("-20 396, 160 372, 420 390, 420 520!, -20 520!"), shadow), path(shape("150 450, 300 420, 420 430, 420 476, 180 482"), mix(shadow, tone.ink, 0.16)),
    form(tin, { base: "#4f6a58", shade: "#374d40" }, -30, 0), box(32, 92, 180, 66, "#374d40", 8), box(32, 92, 146, 66, "#5c7a66", 8), oval(122, 92, 90, 15, "#6f8c78"), stroke("M40 178H204", "#c9a65a", 5), box(66, 224, 110, 150, "#f6ecd8", 3), put(120, 316, draw(blade(0, 34, -2, -60, 16, 2, "#6b8a50"), blade(2, 26, 32, -30, 14, 4, "#94ab6a"), blade(-2, 26, -34, -20, 14, -4, "#4c6a40"))), box(110, 350, 20, 20, tone.vermilion, 2),
    path(glass, "#e3ead0"), within(glass, draw(path(shape("200 226!, 290 220, 390 226!, 390 470!, 200 470!"), "#cfd98c"), box(330, 160, 40, 310, "#bccb78"),
      sprout(252, 440, 1, 0), sprout(280, 448, 1.2, 1), sprout(312, 440, 1.05, 0), sprout(336, 450, 1.1, 1), sprout(266, 456, 0.8, 1), sprout(298, 456, 0.9, 0), sprout(258, 300, 0.8, 1), sprout(290, 292, 0.7, 0), sprout(324, 306, 0.85, 1), sprout(304, 372, 0.7, 1))),
    stroke("M234 190L242 440", "#f8faec", 8), stroke("M218 172H370", "#f8faec", 5), stroke(thread("262 140, 250 112, 268 84, 256 50") + thread("310 146, 324 116, 306 90, 320 60"), mix(ground.linen, "#ffffff", 0.6), 9),
  );
};

export const snackPictures: Pictures = {
  "yunyang-taopiangao": { name: "云阳桃片糕", ground: ground.clay, draw: taopian },
  "fengjie-niurougan": { name: "奉节牛肉干", ground: ground.celadon, draw: niurougan },
  "pengshui-hetao": { name: "彭水核桃", ground: ground.rust, draw: pengshuiHetao },
  "longzhu-cha": { name: "龙珠茶", ground: ground.sage, draw: longzhu },
  "xiushan-maojian": { name: "秀山毛尖", ground: ground.linen, draw: maojian },
};
