import { ground } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, draw, path, stamp, stroke } from "../../pen/svg";

const straw = (x: number, top: number, foot: number): Art =>
  draw(
    stroke(
      `M${x - 5} ${top}Q${x - 12} ${(top + foot) / 2} ${x} ${foot}M${x + 5} ${top}Q${x + 12} ${(top + foot) / 2} ${x} ${foot}`,
      "#cfae66",
      6,
    ),
    stroke(`M${x - 16} ${top - 10}q16-16 32 0q-2 26-16 26t-16-26`, "#b8934a", 6),
  );

/** Smoked belly: lean and fat run down its cut face. */
const belly = (x: number, y: number, width: number, height: number, seed: number): Art => {
  const r = width / 2;
  const d = shape(
    `${-r * 0.5} 0, 0 -14, ${r * 0.6} 0, ${r} ${height * 0.12}, ${r * 0.92} ${height * 0.5}, ${r} ${height * 0.84}, ${r * 0.6} ${height}, ${-r * 0.5} ${height * 0.98}, ${-r * 0.96} ${height * 0.86}, ${-r * 0.9} ${height * 0.5}, ${-r} ${height * 0.12}`,
    { x, y },
  );
  const layers = [
    ["#8e3d28", 0.66, 0.26],
    ["#e8c590", 0.34, 0.16],
    ["#9c4730", 0.04, 0.3],
    ["#efd3a2", -0.3, 0.2],
    ["#8e3d28", -0.56, 0.16],
  ] as const;
  const wave = (at: number, k: number): string =>
    thread(
      `${r * at} -30, ${r * at + 6 * Math.sin(seed + k)} ${height * 0.3}, ${r * at - 8} ${height * 0.6}, ${r * at + 5} ${height + 20}`,
      { x, y },
    );
  return draw(
    form(d, { base: "#b5733c", shade: "#54291b" }, 10, 0),
    within(
      d,
      draw(
        ...layers.map(([c, at, w], k) => stroke(wave(at, k), c, r * w * 2)),
        stroke(wave(0.93, 2), "#5c2d1d", r * 0.26),
      ),
    ),
  );
};

const laolarou = (shadow: string): Art =>
  draw(
    path(shape("150 60, 420 60, 420 430, 360 470, 290 380, 220 440, 160 300"), shadow),
    box(-10, 40, 420, 26, "#6a4729"),
    box(-10, 40, 420, 14, "#8a623d"),
    straw(92, 44, 112),
    straw(212, 44, 104),
    straw(328, 44, 116),
    belly(92, 106, 96, 300, 1),
    belly(328, 112, 84, 236, 5),
    belly(212, 98, 116, 370, 3),
  );

const lapaigu = (shadow: string): Art => {
  const lay = { x: 200, y: 252, turn: -24 };
  const slab = shape(
    "-176 -60, -150 -104, -60 -112, 60 -110, 150 -100, 178 -50, 172 40, 150 92, 40 108, -80 104, -158 92, -180 20",
    lay,
  );
  const rib = (i: number): Art => {
    const x = -138 + i * 46;
    const d = limb(`${x + 14} -96 22, ${x + 4} -20 30, ${x - 8} 60 28, ${x - 6} 112 24`, lay);
    const end = limb(`${x - 8} 84 24, ${x - 6} 120 22, ${x - 6} 142 20`, lay);
    return draw(
      form(end, { base: "#f3e6c8", shade: "#cbb58a" }, -4, -2),
      form(d, { base: "#8f4a2c", shade: "#5a2a1a" }, -8, -4),
    );
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
  const cut = draw(
    path(pebble(9, 11, 46, 38, 0.03), shadow),
    path(pebble(0, 0, 46, 38, 0.03), "#651f14"),
    path(pebble(-1, -1, 41, 33, 0.03), "#b5503a"),
    ...[
      [-20, -10, 9],
      [8, -16, 7],
      [22, 4, 9],
      [-4, 6, 8],
      [-24, 12, 6],
      [10, 20, 7],
      [-8, -22, 5],
    ].map(([x = 0, y = 0, r = 0]) => path(pebble(x, y, r, r * 0.7, 0.16), "#f0d3b0")),
  );
  return draw(
    path(shape("100 20, 360 20, 370 250, 320 380, 250 390, 190 260, 150 330, 110 320"), shadow),
    stroke("M98-10V42M252-10V42", "#c9a763", 7),
    link("70 40 26, 44 90 46, 50 190 52, 86 276 44, 104 300 14"),
    link("104 300 14, 140 262 44, 160 170 50, 146 80 46, 130 40 26"),
    link("222 40 26, 200 100 46, 204 210 52, 240 320 46, 262 346 14"),
    link("262 346 14, 298 300 44, 318 200 50, 306 90 46, 290 40 26"),
    stroke("M100 298q4 10 8 0M258 344q4 10 8 0M72 40Q98 20 128 40M224 40Q252 20 288 40", "#e8d3a4", 6),
    stroke("M60 120q-6 40 2 80M216 130q-4 50 6 100M330 130q4 40-4 80", "#b55a42", 6),
    stamp("cut", cut, [
      { x: 92, y: 420, turn: -12 },
      { x: 180, y: 446, turn: 30 },
      { x: 264, y: 424, turn: -40 },
      { x: 346, y: 448, turn: 80, size: 0.94 },
    ]),
  );
};

export const smokedPictures: Pictures = {
  "chengkou-laolarou": { name: "城口老腊肉", ground: ground.blush, draw: laolarou },
  "chengkou-lapaigu": { name: "城口腊排骨", ground: ground.sage, draw: lapaigu },
  "chengkou-xiangchang": { name: "城口香肠", ground: ground.mustard, draw: xiangchang },
};
