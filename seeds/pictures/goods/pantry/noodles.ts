import { bowl } from "../../motifs/vessels";
import { leaf } from "../../motifs/leaves";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, each, n, oval, path, put, stroke } from "../../pen/svg";

const xiaomian = (): Art => {
  const rim = pebble(196, 290, 176, 176, 0);
  const soup = pebble(196, 290, 146, 146, 0);
  const swirl = (r: number, from: number, sweep: number): string => {
    const at = (a: number, k: number): string => `${n(186 + Math.cos(a) * r * k)} ${n(296 + Math.sin(a) * r * k * 0.9)}`;
    return thread([0, 0.25, 0.5, 0.75, 1].map((t) => at(from + sweep * t, 1 + 0.06 * Math.sin(t * 9 + r))).join(","));
  };
  const strands = (k: number): string => Array.from({ length: 13 }, (_, i) => swirl(24 + ((i * 17 + k * 9) % 96), i * 1.3 + k, 2.3 + (i % 3) * 0.4)).join("");
  return draw(
    circle(218, 314, 178, mix(ground.indigo, "#000000", 0.25)), form(rim, pair.porcelain, -7, -7), stroke("M36 290a160 160 0 0 1 320 0a160 160 0 0 1-320 0", "#7fa3a3", 5), path(soup, "#b23a1a"),
    within(soup, draw(path(shape("60 250, 120 190, 196 176, 180 200, 110 230, 80 290"), "#cf5a2a"), circle(300, 380, 20, "#cf5a2a"), circle(270, 404, 9, "#d9703a"), circle(96, 378, 12, "#cf5a2a"), circle(318, 344, 8, "#d9703a"),
      stroke(strands(0), "#b98a3c", 11), stroke(strands(1), "#e6c06a", 9), stroke(strands(2).slice(0, 900), "#f2d68c", 7))),
    leaf(272, 196, 96, 60, pair.leaf, 0.32), leaf(296, 214, 84, 100, pair.deepLeaf, 0.32), leaf(250, 190, 80, 110, pair.paleLeaf, 0.3), path(limb("252 176 16, 270 210 14, 290 232 8"), "#e9edcf"),
    ...[[150, 232, 20], [172, 244, -30], [140, 256, 70], [166, 222, 0], [184, 262, 40], [154, 272, -10], [128, 238, 50]].map(([x = 0, y = 0, t = 0]) => put(x, y, draw(oval(0, 0, 12, 8, "#b5793c"), oval(-1, -1, 10, 6, "#e0b070")), t)),
    dots([[210, 330], [190, 352], [236, 340], [160, 330], [216, 366], [244, 372], [186, 318]], 5, "#8fae66"), dots([[200, 342], [226, 352], [170, 346], [232, 322]], 3, "#5d7c46"),
    path(limb("420 60 15, 300 160 13, 120 322 7"), "#5f2f1c"), path(limb("420 100 15, 320 190 13, 150 346 7"), "#7a4127"), path(limb("420 54 5, 300 154 4, 130 308 2"), "#8a5236"), path(limb("420 94 5, 320 184 4, 160 332 2"), "#a3653f"),
  );
};

const tukan = (shadow: string): Art => {
  const ribbon = (i: number): Art => {
    const s = i - 6;
    const d = limb(`${200 + s * 24} -20 21, ${200 + s * 17} 90 20, ${200 + s * 9} 176 17, ${200 + s * 11} 240 18, ${196 + s * 21} ${330 - Math.abs(s) * 3} 20, ${192 + s * 25} ${392 - (i % 3) * 16} 21`);
    const base = ["#a3917c", "#b5a48e", "#928070"][i % 3] ?? "#a3917c";
    return draw(path(d, base), stroke(thread(`${204 + s * 24} -20, ${203 + s * 17} 90, ${203 + s * 9} 176, ${203 + s * 11} 240, ${200 + s * 21} 326`), i % 3 === 1 ? "#cabba6" : "#7b6b5c", 2.5));
  };
  const d = shape("60 440, 96 398, 170 384, 250 392, 320 418, 366 456!, 300 486, 200 492, 110 482");
  return draw(
    path(shape("120 -10!, 330 -10!, 300 180, 420 400, 300 420, 120 400, 220 190"), shadow), ...[0, 12, 2, 10, 4, 8, 1, 11, 3, 9, 5, 7, 6].map(ribbon),
    path(limb("128 182 22, 200 196 26, 276 182 22"), "#dcb869"), path(limb("128 192 8, 200 207 9, 276 192 8"), "#b98a3c"), path(limb("132 204 16, 200 220 18, 270 204 16"), "#cda457"), stroke("M214 200q46 12 56 46M206 204q30 30 26 60", "#cda457", 8),
    cast(d, mix(shadow, tone.ink, 0.2), 12, 10), form(d, { base: "#a04a52", shade: "#763340" }, -10, -12), stroke("M110 420q12 6 18 18M180 402q10 6 14 16M250 410q8 8 10 18M140 462q12 2 22-4M220 456q14 4 24-2M300 438q8 6 10 14", "#763340", 4), stroke("M60 440q-24-4-36-20M366 456q18 4 30-6", "#763340", 4),
  );
};

const huangjing = (shadow: string): Art => {
  const noodle = (i: number): string => `M${104 + i * 11} ${40 + ((i * 7) % 5) * 5}V${392 - ((i * 5) % 4) * 5}`;
  const bundle = shape("98 44!, 300 36!, 302 390!, 98 396!");
  const knob = "0 0, 24 -34, 62 -30, 74 -6, 96 -34, 134 -28, 148 0, 170 -22, 206 -14, 214 18, 186 40, 150 30, 128 46, 92 40, 70 24, 50 40, 14 34";
  const root = (x: number, y: number, turn: number, size: number): Art => {
    const lay = { x, y, turn, size };
    const d = shape(knob, lay);
    return draw(cast(d, mix(shadow, tone.ink, 0.12), 10, 12), form(d, { base: "#d0ab68", shade: "#a67f40" }, -8, -8), stroke(thread("30 -10, 44 0, 36 14", lay) + thread("104 -12, 118 0, 110 16", lay) + thread("176 2, 190 10, 184 24", lay), "#a67f40", 4), path(pebble(x + 46 * size * Math.cos((turn * Math.PI) / 180), y + 46 * size * Math.sin((turn * Math.PI) / 180) - 6, 10, 7, 0.1), "#e6cd94"),
      stroke(thread("20 34, 14 54, 20 66", lay) + thread("96 42, 100 60, 92 72", lay) + thread("160 34, 170 52, 166 62", lay), "#a67f40", 2.6));
  };
  return draw(
    path(shape("120 60!, 330 60!, 330 416!, 120 416!"), shadow), path(bundle, "#c9a452"), stroke(each(18, (i) => noodle(i)), "#e6c878", 7.5), stroke(each(9, (i) => noodle(i * 2 + 1)), "#f2dca0", 3),
    path(shape("86 148!, 312 142!, 314 290!, 86 296!"), "#f7f0e0"), path(shape("270 143!, 312 142!, 314 290!, 270 291!"), "#dfd3b8"), path(shape("86 148!, 312 142!, 312 160!, 86 166!"), pair.leaf.shade), path(shape("86 278!, 314 272!, 314 290!, 86 296!"), pair.leaf.shade),
    put(196, 220, draw(leaf(-4, 30, 64, -90, pair.leaf, 0.2), leaf(-4, 30, 58, -140, pair.deepLeaf, 0.2), leaf(-4, 30, 58, -40, pair.leaf, 0.2), circle(-4, 34, 6, tone.vermilion))),
    root(30, 430, -10, 0.9), root(196, 440, 6, 0.92),
  );
};

const jingsi = (shadow: string): Art => {
  const skein = (i: number): string => thread(`${-20} ${70 + i * 9}, 90 ${52 + i * 8.4}, 190 ${74 + i * 4 + (i % 3) * 2}, 250 ${78 + i * 3.6}, 330 ${58 + i * 8.2}, 420 ${40 + i * 9.6}`);
  const pick = (from: number, count: number): string => Array.from({ length: count }, (_, i) => skein((i * 2 + from) % 17)).join("");
  const loops = (k: number): string => Array.from({ length: 7 }, (_, i) => `M${96 + i * 26 + k * 9} ${360 + (i % 2) * 10}q${10 + k * 4} ${-36 - k * 6} ${38 - k * 6} ${-6}t${26 + k * 2} 14`).join("");
  return draw(
    path(shape("-20 110!, 100 90, 200 130, 260 130, 420 90!, 420 250!, 300 190, 220 170, 100 230, -20 250!"), shadow),
    stroke(pick(0, 9), "#bcb3a0", 8), stroke(pick(1, 8), "#e9e3d3", 6), stroke(pick(0, 9), "#f8f4e8", 2.6),
    path(limb("210 52 26, 222 104 30, 212 160 26"), tone.vermilion), path(limb("220 54 9, 232 104 10, 222 160 9"), "#86230f"),
    path(shape("-20 350, 160 326, 420 346, 420 520!, -20 520!"), mix(shadow, tone.ink, 0.06)), oval(214, 478, 150, 18, mix(shadow, tone.ink, 0.22)),
    bowl(200, 366, 312, 118, draw(oval(200, 369, 144, 34, "#b23a1a"), oval(160, 362, 60, 12, "#cf5a2a"), stroke(loops(0), "#c9b9a0", 8), stroke(loops(1), "#efe6d2", 6), leaf(268, 360, 60, -150, pair.leaf, 0.3), leaf(286, 372, 50, -170, pair.deepLeaf, 0.3), dots([[130, 372], [226, 384], [176, 388], [250, 366], [146, 386]], 5.5, "#e0b070"), dots([[206, 346], [160, 380], [238, 378], [112, 366]], 4.5, "#6d8a52")), { base: "#4a5f66", shade: "#34464d" }),
    path(limb("420 250 13, 330 300 11, 206 372 6"), "#7a4127"), path(limb("420 284 13, 340 326 11, 226 384 6"), "#5f2f1c"),
    dots([[90, 420], [140, 440], [200, 446], [260, 440], [310, 420]], 5, "#8fa6a3"),
  );
};

export const noodlePictures: Pictures = {
  "zhongxian-xiaomian": { name: "重庆小面", ground: ground.indigo, draw: xiaomian },
  "tukan-shaofen": { name: "土坎苕粉", ground: ground.butter, draw: tukan },
  "zhongyi-huangjingmian": { name: "中益黄精面", ground: ground.sage, draw: huangjing },
  "pengshui-jingsi-shaofen": { name: "彭水晶丝苕粉", ground: ground.clay, draw: jingsi },
};
