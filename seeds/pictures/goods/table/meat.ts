import { board } from "../../motifs/vessels";
import { leaf } from "../../motifs/leaves";
import { ridge } from "../../motifs/land";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

const straw = (x: number, top: number, foot: number): Art =>
  draw(stroke(`M${x - 5} ${top}Q${x - 12} ${(top + foot) / 2} ${x} ${foot}M${x + 5} ${top}Q${x + 12} ${(top + foot) / 2} ${x} ${foot}`, "#cfae66", 6), stroke(`M${x - 16} ${top - 10}q16-16 32 0q-2 26-16 26t-16-26`, "#b8934a", 6));

/** Smoked belly: lean and fat run down its cut face. */
const belly = (x: number, y: number, width: number, height: number, seed: number): Art => {
  const r = width / 2;
  const d = shape(`${-r * 0.5} 0, 0 -14, ${r * 0.6} 0, ${r} ${height * 0.12}, ${r * 0.92} ${height * 0.5}, ${r} ${height * 0.84}, ${r * 0.6} ${height}, ${-r * 0.5} ${height * 0.98}, ${-r * 0.96} ${height * 0.86}, ${-r * 0.9} ${height * 0.5}, ${-r} ${height * 0.12}`, { x, y });
  const layers = [["#8e3d28", 0.66, 0.26], ["#e8c590", 0.34, 0.16], ["#9c4730", 0.04, 0.3], ["#efd3a2", -0.3, 0.2], ["#8e3d28", -0.56, 0.16]] as const;
  const wave = (at: number, k: number): string => thread(`${r * at} -30, ${r * at + 6 * Math.sin(seed + k)} ${height * 0.3}, ${r * at - 8} ${height * 0.6}, ${r * at + 5} ${height + 20}`, { x, y });
  return draw(form(d, { base: "#b5733c", shade: "#54291b" }, 10, 0), within(d, draw(...layers.map(([c, at, w], k) => stroke(wave(at, k), c, r * w * 2)), stroke(wave(0.93, 2), "#5c2d1d", r * 0.26))));
};

const laolarou = (shadow: string): Art =>
  draw(
    path(shape("150 60, 420 60, 420 430, 360 470, 290 380, 220 440, 160 300"), shadow),
    box(-10, 40, 420, 26, "#6a4729"), box(-10, 40, 420, 14, "#8a623d"),
    straw(92, 44, 112), straw(212, 44, 104), straw(328, 44, 116),
    belly(92, 106, 96, 300, 1), belly(328, 112, 84, 236, 5), belly(212, 98, 116, 370, 3),
  );

const lapaigu = (shadow: string): Art => {
  const lay = { x: 200, y: 252, turn: -24 };
  const slab = shape("-176 -60, -150 -104, -60 -112, 60 -110, 150 -100, 178 -50, 172 40, 150 92, 40 108, -80 104, -158 92, -180 20", lay);
  const rib = (i: number): Art => {
    const x = -138 + i * 46;
    const d = limb(`${x + 14} -96 22, ${x + 4} -20 30, ${x - 8} 60 28, ${x - 6} 112 24`, lay);
    const end = limb(`${x - 8} 84 24, ${x - 6} 120 22, ${x - 6} 142 20`, lay);
    return draw(form(end, { base: "#f3e6c8", shade: "#cbb58a" }, -4, -2), form(d, { base: "#8f4a2c", shade: "#5a2a1a" }, -8, -4));
  };
  return draw(
    path(facet("30 60, 340 -10, 430 360, 120 520, -20 480", { x: 12, y: 14 }), shadow),
    path(facet("30 60, 340 -10, 420 360, 110 510, -30 470"), "#d6b98c"),
    path(facet("30 60, 340 -10, 350 36, 40 108"), "#c6a674"),
    cast(slab, "#b4905e", 12, 20),
    form(slab, { base: "#74371f", shade: "#4c2115" }, -6, -6),
    ...[0, 1, 2, 3, 4, 5, 6].map(rib),
    stroke(thread("-150 -84, -60 -92, 40 -90, 140 -80", lay), "#b98347", 6),
  );
};

const xiangchang = (shadow: string): Art => {
  const link = (points: string): Art => form(limb(points), { base: "#8f3524", shade: "#651f14" }, -8, -4);
  const cut = draw(path(pebble(9, 11, 46, 38, 0.03), shadow), path(pebble(0, 0, 46, 38, 0.03), "#651f14"), path(pebble(-1, -1, 41, 33, 0.03), "#b5503a"),
    ...[[-20, -10, 9], [8, -16, 7], [22, 4, 9], [-4, 6, 8], [-24, 12, 6], [10, 20, 7], [-8, -22, 5]].map(([x = 0, y = 0, r = 0]) => path(pebble(x, y, r, r * 0.7, 0.16), "#f0d3b0")));
  return draw(
    path(shape("100 20, 360 20, 370 250, 320 380, 250 390, 190 260, 150 330, 110 320"), shadow),
    stroke("M98-10V42M252-10V42", "#c9a763", 7),
    link("70 40 26, 44 90 46, 50 190 52, 86 276 44, 104 300 14"), link("104 300 14, 140 262 44, 160 170 50, 146 80 46, 130 40 26"),
    link("222 40 26, 200 100 46, 204 210 52, 240 320 46, 262 346 14"), link("262 346 14, 298 300 44, 318 200 50, 306 90 46, 290 40 26"),
    stroke("M100 298q4 10 8 0M258 344q4 10 8 0M72 40Q98 20 128 40M224 40Q252 20 288 40", "#e8d3a4", 6),
    stroke("M60 120q-6 40 2 80M216 130q-4 50 6 100M330 130q4 40-4 80", "#b55a42", 6),
    stamp("cut", cut, [{ x: 92, y: 420, turn: -12 }, { x: 180, y: 446, turn: 30 }, { x: 264, y: 424, turn: -40 }, { x: 346, y: 448, turn: 80, size: 0.94 }]),
  );
};

const scallion = (points: string, tip: string): Art => draw(path(limb(points), "#7f9c52"), path(limb(tip), "#f6f1dc"));

const fengduNiurou = (shadow: string): Art => {
  const chunk = shape("90 250, 104 176, 170 140, 250 142, 316 180, 336 246, 310 318, 236 350, 150 340, 104 304");
  const vein = (points: string): string => thread(points);
  return draw(
    board(206, 258, 350, 400, -7, pair.wood, shadow),
    circle(66, 96, 12, ground.celadon),
    cast(chunk, "#8f6c40", 12, 16),
    form(chunk, { base: "#b23f33", shade: "#842920" }, -10, -24),
    within(chunk, draw(
      path(shape("84 250, 98 170, 170 130, 240 136, 222 158, 170 160, 126 192, 112 250, 120 300, 96 300"), "#f1dcc0"),
      stroke(vein("150 200, 190 214, 210 190, 250 206, 290 196") + vein("140 250, 176 244, 206 262, 250 246, 310 258") + vein("160 296, 200 284, 232 304, 270 290") + vein("206 190, 200 216, 206 262, 196 284") + vein("252 206, 246 246, 262 290"), "#eec8ae", 6))),
    scallion("316 44 5, 324 160 9, 336 300 14, 340 420 18", "336 320 15, 340 400 20, 342 446 22, 344 458 4"),
    scallion("372 40 5, 366 160 9, 366 300 13, 358 430 17", "366 330 14, 362 400 18, 358 444 20, 358 456 4"),
    stroke("M342 454l-4 22M344 454l4 24M346 454l12 18M356 454l-2 22M360 454l8 20", "#e6dcc0", 3),
  );
};

const dianjiangNiurou = (shadow: string): Art => {
  const slice = draw(
    path(shape("-10 -30!, 30 -64, 80 -70, 138 -52, 164 -10, 150 34, 96 58, 34 50, 0 26", { x: 5, y: 8 }), "#2f3a3a"),
    form(shape("-10 -30!, 30 -64, 80 -70, 138 -52, 164 -10, 150 34, 96 58, 34 50, 0 26"), { base: "#bb4a3c", shade: "#8f3026" }, -5, -5),
    stroke(thread("10 -10, 50 -28, 90 -22, 130 -34") + thread("20 14, 60 6, 100 18, 140 4") + thread("70 -52, 84 -22, 78 8, 90 38"), "#f0cdb2", 5),
  );
  const pepper = (x: number, y: number, turn: number): Art => put(x, y, draw(form(limb("-26 4 30, 0 -4 34, 26 4 28"), { base: "#6f9148", shade: "#4b6d35" }, -4, -4), oval(26, 4, 8, 14, "#c6d69a"), oval(26, 4, 4, 8, "#f0ead0")), turn);
  const fan = [-196, -168, -140, -112, -84, -56, -28, 0, 24].map((turn) => ({ x: 196, y: 300, turn: turn + 4, size: 0.94 }));
  return draw(
    circle(214, 276, 190, shadow), form(pebble(200, 258, 190, 190, 0), { base: "#56676a", shade: "#3d4b4e" }, -7, -7), circle(200, 258, 158, "#47565a"),
    stamp("slice", slice, fan),
    circle(200, 300, 38, "#e3d7c1"), circle(197, 297, 36, "#fbf6ea"), circle(198, 298, 27, "#a33420"), oval(190, 290, 9, 5, "#cf6a48", -30),
    pepper(116, 386, 24), pepper(196, 404, -14), pepper(282, 382, 40),
  );
};

const pig = shape("60 214, 40 196, 24 198!, 22 178, 36 164, 52 138, 48 112!, 76 124, 96 116, 150 94, 220 90, 280 104, 306 140, 312 186, 300 214, 304 262!, 282 262!, 274 226, 240 222, 236 240, 238 264!, 214 264!, 208 226, 150 226, 146 264!, 124 264!, 120 230, 110 226, 108 262!, 86 262!, 84 222");

const xiaoheizhu = (shadow: string): Art => {
  const slab = shape("36 330!, 60 312, 330 302, 366 322!, 372 440, 356 462, 52 470, 34 450");
  const layers = [[338, 22, "#f6e3cc"], [362, 26, "#c2574a"], [390, 22, "#f8ead6"], [414, 24, "#b54a40"], [438, 20, "#f6e3cc"]] as const;
  return draw(
    ridge("-20 270, 100 240, 240 262, 420 226", "#b4be8a"),
    put(70, -10, draw(path(pig, "#33302e"), stroke("M308 130q24-14 18 10t14 12", "#33302e", 5), path(shape("56 126, 48 112!, 76 124, 78 148"), "#4f4946"), circle(56, 158, 4, "#e9dcc3"), stroke("M26 186q6 4 4 8", "#6d625c", 4)), 0, 0.96),
    stroke("M20 282q4-14 2-20M34 284q4-10 8-18M360 262q2-12 0-20M374 262q4-10 8-16", "#6d8a52", 4),
    box(0, 296, 400, 210, shadow),
    cast(slab, mix(shadow, tone.ink, 0.2), 10, 14),
    form(slab, { base: "#c2574a", shade: "#96372e" }, -6, 0),
    within(slab, draw(box(20, 296, 370, 34, "#d79a6a"), box(20, 296, 370, 12, "#e6b283"), ...layers.map(([y, w, c], i) => stroke(thread(`10 ${y + 8}, 110 ${y + (i % 2 ? -4 : 4)}, 220 ${y + (i % 2 ? 6 : -4)}, 330 ${y - 2}, 400 ${y + 4}`), c, w)), box(10, 452, 380, 30, "#96372e"))),
    leaf(60, 482, 70, -14, pair.leaf, 0.2),
  );
};

export const meatPictures: Pictures = {
  "chengkou-laolarou": { name: "城口老腊肉", ground: ground.blush, draw: laolarou },
  "chengkou-lapaigu": { name: "城口腊排骨", ground: ground.sage, draw: lapaigu },
  "chengkou-xiangchang": { name: "城口香肠", ground: ground.mustard, draw: xiangchang },
  "fengdu-niurou": { name: "丰都牛肉", ground: ground.celadon, draw: fengduNiurou },
  "dianjiang-niurou": { name: "垫江牛肉", ground: ground.apricot, draw: dianjiangNiurou },
  "xiushan-xiaoheizhu": { name: "秀山小黑猪肉", ground: "#e8d9b4", draw: xiaoheizhu },
};
