import { leaf } from "../../motifs/leaves";
import { nested, octagram, stepped, teeth } from "../../motifs/weaving";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, each, n, oval, path, put, stamp, stroke } from "../../pen/svg";

const zhijin = (shadow: string): Art => {
  const [black, red, gold, white, blue] = ["#2c2624", tone.vermilion, "#dcae48", "#f3e9d2", "#5f8a94"];
  const rows = [132, 228, 324];
  return draw(
    path(facet("124 60, 330 60, 330 440, 124 440"), shadow), box(64, 40, 272, 16, "#6a4729", 8), box(64, 40, 272, 9, "#8a623d", 5), stroke("M90 42L200 -14L310 42", "#8a6a3a", 4),
    box(96, 54, 208, 366, black), box(96, 54, 208, 12, red), box(96, 70, 208, 5, gold), box(96, 408, 208, 12, red), box(96, 399, 208, 5, gold),
    within("M96 76H304V398H96Z", draw(...rows.map((y, i) => draw(nested(200, y, 8, [[6, i % 2 ? blue : red], [5, black], [4, gold], [3, i % 2 ? red : blue], [1, white]], 0.94), ...[96, 304].map((x) => nested(x, y, 8, [[6, i % 2 ? red : blue], [5, black], [4, white], [2, red]], 0.94)))), ...[84, 180, 276, 372].flatMap((y) => [148, 252].map((x) => nested(x, y, 8, [[3, gold], [2, black], [0, white]], 0.94))))),
    teeth(96, 76, 208, 6.5, gold), teeth(96, 398, 208, 6.5, gold, false),
    stroke(each(14, (i) => `M${104 + i * 14.8} 420v${44 + (i % 3) * 5}`), red, 5), stroke(each(14, (i) => `M${104 + i * 14.8} 428h0`), gold, 9),
  );
};

const kaodian = (shadow: string): Art => {
  const cushion = shape("-160 -168, -80 -152, 0 -150, 80 -152, 162 -166, 152 -80, 150 0, 154 84, 164 168, 80 154, 0 152, -80 156, -166 166, -154 80, -152 0, -156 -84", { x: 200, y: 254, turn: -8 });
  const [red, cream, teal, dark] = [tone.vermilion, "#f3e6c8", "#3f6b73", "#2c2624"];
  const star = draw(path("M-112-112H112V112H-112Z", dark), stroke("M-126-126H126V126H-126Z", cream, 5), stroke("M-104-104H104V104H-104Z", "#dcae48", 4), octagram(0, 0, 11.4, cream, "#dcae48", red), ...[[-82, -82], [82, -82], [82, 82], [-82, 82]].map(([x = 0, y = 0]) => nested(x, y, 5, [[3, teal], [1, cream]])), ...[[0, -138], [0, 138], [-138, 0], [138, 0]].map(([x = 0, y = 0]) => nested(x, y, 4, [[2, "#dcae48"]])));
  return draw(
    cast(cushion, shadow, 18, 26), form(cushion, { base: red, shade: "#86230f" }, -14, -14), put(194, 248, star, -8),
    within(cushion, stroke(thread("60 80, 90 120, 100 160") + thread("330 410, 310 380, 306 350") + thread("44 420, 80 390, 96 360"), "#86230f", 6)), ...[[34, 106, 200], [352, 58, -30], [388, 396, 40], [72, 448, 130]].map(([x = 0, y = 0, t = 0]) => put(x, y, draw(circle(4, 0, 7, "#dcae48"), path(facet("8 -6, 40 -12, 40 12, 8 6"), "#dcae48"), stroke("M14-3L38-6M14 3L38 6", "#b1862e", 2)), t)),
  );
};

const sijin = (shadow: string): Art => {
  const fold = (points: string, base: string, shade: string, dx = -10): Art => form(shape(points), { base, shade }, dx, -6);
  const silk = ["#c8553a", "#9c3a24", "#f3e3c8", "#dcc6a2", "#5d8588", "#42686c"] as const;
  return draw(
    path(shape("90 60, 330 40, 380 120, 300 200, 330 330, 390 480, 250 500, 220 330, 140 480, 60 440, 160 220, 90 150"), shadow),
    fold("176 224!, 150 300, 96 380, 44 446!, 90 452, 130 470!, 180 400, 214 310, 214 236!", silk[0], silk[1]), fold("60 426, 44 446!, 90 452, 130 470!, 144 452, 100 436", silk[2], silk[3], -4), fold("150 300, 120 350, 96 384, 140 400, 166 420, 196 360, 206 300", silk[4], silk[5], -6), fold("106 370, 96 384, 140 400, 166 420, 176 404, 140 386", silk[2], silk[3], -3),
    fold("216 232!, 236 310, 276 390, 300 470!, 340 456, 388 462!, 356 380, 316 310, 262 222!", silk[4], silk[5], -14), fold("292 446, 300 470!, 340 456, 388 462!, 380 440, 336 434", silk[2], silk[3], -4), fold("232 290, 250 340, 272 384, 316 370, 350 366, 326 322, 296 278", silk[0], silk[1], -8),
    fold("196 176!, 120 190, 50 150, 56 84, 110 56, 166 88, 206 150", silk[2], silk[3], -12), fold("190 168, 130 160, 92 124, 116 96, 150 108, 186 140", silk[3], "#bfa67c", 6), path(shape("70 96, 110 62, 160 88, 196 138, 204 156, 176 124, 130 84, 92 92"), silk[0]),
    fold("220 160!, 240 90, 300 46, 356 74, 360 136, 300 178, 230 190", silk[0], silk[1], -12), fold("236 160, 262 110, 306 88, 326 112, 300 146, 250 170", silk[1], "#77281a", 6), path(shape("244 96, 300 50, 350 72, 358 110, 336 84, 300 74, 262 98, 240 136"), silk[2]),
    fold("166 168, 176 140, 214 130, 254 146, 262 184, 248 222, 210 236, 174 220", silk[4], silk[5], -12), stroke(thread("182 154, 206 184, 206 228") + thread("232 144, 226 186, 234 226"), silk[5], 5), path(shape("170 176, 196 166, 232 172, 260 166, 262 182, 230 190, 196 184, 168 192"), silk[2]),
    within(shape("44 84!, 360 46!, 388 462!, 44 446!"), stroke(thread("70 120, 96 150, 140 172") + thread("340 90, 330 130, 296 160") + thread("180 300, 160 340, 130 380"), "#fff6e6", 0)),
  );
};

const cansibei = (shadow: string): Art => {
  const fold = (y: number, h: number, k: number): Art => draw(form(shape(`40 ${y}, 26 ${y + h * 0.3}, 26 ${y + h * 0.72}, 44 ${y + h}, 330 ${y + h + 4}, 366 ${y + h * 0.9}, 376 ${y + h * 0.5}, 364 ${y + h * 0.1}, 330 ${y - 4}`), { base: k ? "#fdf9f0" : "#f4ecdd", shade: "#d6c9b0" }, -14, -9), stroke(`M60 ${y + h * 0.5}Q200 ${y + h * 0.62} 346 ${y + h * 0.5}`, "#dfd3bc", 3));
  const top = shape("40 222!, 92 166, 330 160, 372 214!, 330 226, 200 232, 60 232");
  const cocoon = (x: number, y: number, turn: number): Art => { const d = shape("-46 0, -38 -22, -14 -27, 0 -23, 14 -27, 38 -22, 46 0, 38 22, 14 27, 0 23, -14 27, -38 22", { x, y, turn }); return draw(path(shape("-46 0, -38 -22, 14 -27, 46 0, 38 22, -14 27", { x: x + 9, y: y + 11, turn }), "#d6c9b0"), form(d, { base: "#fffdf5", shade: "#dccdae" }, -6, -7), stroke(thread("-26 -12, -10 -16, 6 -12", { x, y, turn }) + thread("-22 2, 4 -3, 26 2", { x, y, turn }) + thread("-12 14, 8 12, 22 14", { x, y, turn }), "#e9dec6", 3)); };
  return draw(
    box(0, 388, 400, 112, shadow), path(shape("40 438, 200 450, 380 430, 420 452, 420 476, 200 484, 60 466"), mix(shadow, tone.ink, 0.18)),
    fold(360, 84, 0), fold(290, 82, 1), fold(222, 80, 0), form(top, { base: "#fffdf7", shade: "#e6dcc8" }, -8, -4), stroke("M120 172L100 226M190 168L182 230M260 166L264 228", "#ece3d0", 3),
    path(facet("232 162, 262 161, 272 230, 262 446, 232 447, 238 232"), "#8fae94"), path(facet("252 161, 262 161, 272 230, 262 446, 252 446, 258 232"), "#6f9078"), stroke("M247 250q-60-40-66 0q6 24 66 4q60 26 66-6q-8-36-66 2l-26 60M250 252l30 62", "#6f9078", 8), stroke("M247 250q-60-40-66 0q6 24 66 4q60 26 66-6q-8-36-66 2", "#a9c3ac", 3),
    leaf(76, 176, 120, -66, pair.leaf, 0.34), leaf(70, 182, 110, -120, pair.deepLeaf, 0.34), cocoon(132, 160, -12), cocoon(206, 128, 18),
  );
};

const fur = (seed: number, x: number, y: number, rx: number, ry: number, count: number, length: number): string => {
  const pick = between(seed);
  return each(count, () => { const [a, r] = [pick(0, 6.283), Math.sqrt(pick(0.1, 1))]; return `M${n(x + Math.cos(a) * rx * r)} ${n(y + Math.sin(a) * ry * r)}q${n(pick(-6, 6))} ${n(length * 0.5)} ${n(pick(-4, 10))} ${n(length)}`; });
};

const tumao = (): Art => {
  const white = { base: "#fbf6ec", shade: "#d8cfc0" };
  const rabbit = shape("60 300!, 70 270, 58 250!, 78 226, 76 204!, 106 190, 120 166, 156 154, 190 160, 210 186!, 214 206, 232 216!, 252 250, 276 262!, 290 300, 302 310!, 306 350, 316 368!, 296 396, 260 404!, 200 410, 120 410!, 70 398, 60 370!, 48 340, 62 326!");
  const scarf = shape("-20 430, 70 396, 160 408, 260 440, 340 428, 420 396, 420 520!, -20 520!");
  return draw(
    path(shape("40 400, 200 380, 360 390, 420 440, 200 450, 20 440"), mix(ground.pine, "#000000", 0.2)),
    form(limb("118 176 30, 92 110 44, 82 60 34, 92 22 8"), white, -8, -4), path(limb("116 160 10, 96 106 18, 90 60 12, 94 40 2"), "#e6b9a8"), form(rabbit, white, -22, -14), form(limb("164 168 32, 168 100 46, 182 48 36, 200 16 8"), white, -8, -4), path(limb("166 150 10, 174 96 18, 184 52 12, 194 34 2"), "#e6b9a8"),
    form(pebble(130, 226, 66, 60, 0.05), white, -10, -8), circle(112, 216, 8, tone.ink), circle(109, 213, 2.6, "#fbf6ec"), path(shape("68 238!, 76 230, 88 234!, 78 246"), "#d98a73"), stroke("M78 246q2 10 14 10M60 246l-22-4M62 252l-24 8", "#b8ab98", 3),
    stroke(fur(4, 210, 310, 76, 74, 60, 26), "#e2d9ca", 4), stroke(fur(9, 120, 330, 50, 54, 26, 22), "#e2d9ca", 4), form(pebble(310, 356, 34, 32, 0.08), white, -6, -5),
    form(limb("-20 436 84, 80 420 88, 190 450 86, 300 460 82, 420 420 80"), { base: "#e9d9ba", shade: "#c4b08a" }, 0, -12), stroke(fur(17, 200, 430, 230, 26, 90, 20), "#f6ecd6", 4), stroke(fur(23, 200, 452, 230, 26, 70, 18), "#d3c09a", 4),
    stroke(each(12, (i) => `M${290 + i * 9} ${452 - i * 2}q-4 30 ${4 - (i % 3) * 4} 50`), "#e9d9ba", 6),
  );
};

export const loomPictures: Pictures = {
  "shizhu-tujia-zhijin": { name: "石柱土家织锦", ground: ground.sand, draw: zhijin },
  "xiushan-tujia-zhijin": { name: "秀山土家织锦靠垫", ground: ground.dusk, draw: kaodian },
  "qianjiang-sijin": { name: "黔江桑蚕丝巾", ground: ground.butter, draw: sijin },
  "qianjiang-cansibei": { name: "黔江蚕丝被", ground: ground.blush, draw: cansibei },
  "shizhu-tumao-weijin": { name: "石柱长毛兔毛围巾", ground: ground.pine, draw: tumao },
};
export const unused = [stepped, oval, stamp];
