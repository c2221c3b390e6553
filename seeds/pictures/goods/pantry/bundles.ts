import { leaf } from "../../motifs/leaves";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, draw, each, path, put, stroke } from "../../pen/svg";

const tukan = (shadow: string): Art => {
  const ribbon = (i: number): Art => {
    const s = i - 6;
    const d = limb(
      `${200 + s * 24} -20 21, ${200 + s * 17} 90 20, ${200 + s * 9} 176 17, ${200 + s * 11} 240 18, ${196 + s * 21} ${330 - Math.abs(s) * 3} 20, ${192 + s * 25} ${392 - (i % 3) * 16} 21`,
    );
    const base = ["#a3917c", "#b5a48e", "#928070"][i % 3] ?? "#a3917c";
    return draw(
      path(d, base),
      stroke(
        thread(`${204 + s * 24} -20, ${203 + s * 17} 90, ${203 + s * 9} 176, ${203 + s * 11} 240, ${200 + s * 21} 326`),
        i % 3 === 1 ? "#cabba6" : "#7b6b5c",
        2.5,
      ),
    );
  };
  const d = shape("60 440, 96 398, 170 384, 250 392, 320 418, 366 456!, 300 486, 200 492, 110 482");
  return draw(
    path(shape("120 -10!, 330 -10!, 300 180, 420 400, 300 420, 120 400, 220 190"), shadow),
    ...[0, 12, 2, 10, 4, 8, 1, 11, 3, 9, 5, 7, 6].map(ribbon),
    path(limb("128 182 22, 200 196 26, 276 182 22"), "#dcb869"),
    path(limb("128 192 8, 200 207 9, 276 192 8"), "#b98a3c"),
    path(limb("132 204 16, 200 220 18, 270 204 16"), "#cda457"),
    stroke("M214 200q46 12 56 46M206 204q30 30 26 60", "#cda457", 8),
    cast(d, mix(shadow, tone.ink, 0.2), 12, 10),
    form(d, { base: "#a04a52", shade: "#763340" }, -10, -12),
    stroke(
      "M110 420q12 6 18 18M180 402q10 6 14 16M250 410q8 8 10 18M140 462q12 2 22-4M220 456q14 4 24-2M300 438q8 6 10 14",
      "#763340",
      4,
    ),
    stroke("M60 440q-24-4-36-20M366 456q18 4 30-6", "#763340", 4),
  );
};

const huangjing = (shadow: string): Art => {
  const noodle = (i: number): string => `M${104 + i * 11} ${40 + ((i * 7) % 5) * 5}V${392 - ((i * 5) % 4) * 5}`;
  const bundle = shape("98 44!, 300 36!, 302 390!, 98 396!");
  const knob =
    "0 0, 24 -34, 62 -30, 74 -6, 96 -34, 134 -28, 148 0, 170 -22, 206 -14, 214 18, 186 40, 150 30, 128 46, 92 40, 70 24, 50 40, 14 34";
  const root = (x: number, y: number, turn: number, size: number): Art => {
    const lay = { x, y, turn, size };
    const d = shape(knob, lay);
    return draw(
      cast(d, mix(shadow, tone.ink, 0.12), 10, 12),
      form(d, { base: "#d0ab68", shade: "#a67f40" }, -8, -8),
      stroke(
        thread("30 -10, 44 0, 36 14", lay) +
          thread("104 -12, 118 0, 110 16", lay) +
          thread("176 2, 190 10, 184 24", lay),
        "#a67f40",
        4,
      ),
      path(
        pebble(
          x + 46 * size * Math.cos((turn * Math.PI) / 180),
          y + 46 * size * Math.sin((turn * Math.PI) / 180) - 6,
          10,
          7,
          0.1,
        ),
        "#e6cd94",
      ),
      stroke(
        thread("20 34, 14 54, 20 66", lay) +
          thread("96 42, 100 60, 92 72", lay) +
          thread("160 34, 170 52, 166 62", lay),
        "#a67f40",
        2.6,
      ),
    );
  };
  return draw(
    path(shape("120 60!, 330 60!, 330 416!, 120 416!"), shadow),
    path(bundle, "#c9a452"),
    stroke(
      each(18, (i) => noodle(i)),
      "#e6c878",
      7.5,
    ),
    stroke(
      each(9, (i) => noodle(i * 2 + 1)),
      "#f2dca0",
      3,
    ),
    path(shape("86 148!, 312 142!, 314 290!, 86 296!"), "#f7f0e0"),
    path(shape("270 143!, 312 142!, 314 290!, 270 291!"), "#dfd3b8"),
    path(shape("86 148!, 312 142!, 312 160!, 86 166!"), pair.leaf.shade),
    path(shape("86 278!, 314 272!, 314 290!, 86 296!"), pair.leaf.shade),
    put(
      196,
      220,
      draw(
        leaf(-4, 30, 64, -90, pair.leaf, 0.2),
        leaf(-4, 30, 58, -140, pair.deepLeaf, 0.2),
        leaf(-4, 30, 58, -40, pair.leaf, 0.2),
        circle(-4, 34, 6, tone.vermilion),
      ),
    ),
    root(30, 430, -10, 0.9),
    root(196, 440, 6, 0.92),
  );
};

export const bundlePictures: Pictures = {
  "tukan-shaofen": { name: "土坎苕粉", ground: ground.butter, draw: tukan },
  "zhongyi-huangjingmian": { name: "中益黄精面", ground: ground.sage, draw: huangjing },
};
