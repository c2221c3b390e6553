import { ball, calyx, cutHalf, fruit, skins } from "../../motifs/citrus";
import { blossom, bud, leaf, twig, veined } from "../../motifs/leaves";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { pebble, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, draw, oval, path, put } from "../../pen/svg";

/** A squat mandarin with its dimple and, if wanted, its stalk and leaf. */
const mandarin = (x: number, y: number, r: number): Art =>
  draw(
    ball(x, y, r, r * 0.82, skins.mandarin),
    oval(x + r * 0.05, y - r * 0.56, r * 0.24, r * 0.09, pair.mandarin.shade),
    calyx(x + r * 0.05, y - r * 0.58, r * 0.15),
  );

/** Peel opened like a flower under the segments. */
const peeled = (x: number, y: number, r: number): Art => {
  const petal = `${-r * 0.42} 0, ${-r * 0.5} ${-r * 0.9}, 0 ${-r * 1.5}!, ${r * 0.5} ${-r * 0.9}, ${r * 0.42} 0`;
  const peel = [-118, -62, 62, 118, 180].map((turn) =>
    form(shape(petal, { x, y, turn }), { base: "#f3c790", shade: skins.mandarin.base }, -6, -5),
  );
  const bare = { ...skins.mandarin, base: "#f4b877", shade: "#e39a4f", pith: "#f7cf98" };
  return draw(...peel, cutHalf(x, y - r * 0.16, r * 0.9, r * 0.8, bare, 9, 8, 0.02));
};

const guhongju = (shadow: string): Art =>
  draw(
    box(0, 372, 400, 128, shadow),
    oval(215, 412, 180, 40, mix(shadow, tone.ink, 0.12)),
    leaf(166, 112, 124, -156, pair.deepLeaf, 0.28),
    leaf(172, 116, 140, -34, pair.leaf, 0.28),
    twig("190 160, 180 124, 156 84", tone.umber, 6),
    mandarin(108, 262, 78),
    mandarin(276, 252, 84),
    mandarin(186, 208, 82),
    mandarin(92, 372, 84),
    peeled(260, 376, 82),
  );

const ningmeng = (shadow: string): Art => {
  const outline =
    "-118 0, -104 -16, -76 -58, 0 -80, 76 -58, 106 -20, 126 -8, 126 10, 106 20, 76 60, 0 82, -76 60, -104 18";
  const one = (x: number, y: number, turn: number): Art => {
    const d = shape(outline, { x, y, turn });
    return draw(cast(d, shadow, 16, 20), fruit(d, x, y, 92, 84, pair.lemon, 22));
  };
  return draw(
    veined(236, 108, 150, -24, pair.leaf, 0.28),
    one(160, 150, 152),
    one(290, 300, -58),
    path(pebble(124, 384, 104), shadow),
    cutHalf(108, 364, 104, 104, skins.lemon, 9, 12, 0.05),
  );
};

const jincheng = (shadow: string): Art => {
  const egg = (x: number, y: number, turn: number): Art => {
    const lean = (turn * Math.PI) / 180;
    return draw(
      fruit(pebble(x, y, 76, 102, 0.012, turn), x, y, 74, 92, pair.orange, 16),
      calyx(x + Math.sin(lean) * 98, y - Math.cos(lean) * 98, 15),
    );
  };
  const slab = (x: number, y: number): string => pebble(x, y, 84, 112, 0.012, 62);
  return draw(
    path(shape("60 430, 190 396, 420 400, 420 480, 200 486"), shadow),
    egg(262, 214, 14),
    veined(252, 114, 130, -160, pair.deepLeaf, 0.3),
    egg(120, 292, -10),
    path(slab(264, 374), shadow),
    form(slab(256, 362), pair.orange, -7, -6),
    put(
      254,
      360,
      cutHalf(0, 0, 77, 104, { ...skins.orange, base: skins.orange.pith, shade: skins.orange.pith }, 10, 0, 0.01),
      62,
    ),
  );
};

const chuncheng = (shadow: string): Art => {
  const white = { base: "#fdf8ec", shade: "#e2dcc8" };
  return draw(
    path(pebble(150, 372, 142, 138), shadow),
    ball(132, 350, 138, 134, pair.orange, 22),
    calyx(150, 226, 22),
    ball(322, 470, 112, 108, pair.orange, 16),
    within(pebble(132, 350, 138, 134, 0.014), path(pebble(318, 316, 88), pair.orange.shade)),
    within(pebble(322, 470, 112, 108, 0.014), path(pebble(318, 316, 88), pair.orange.shade)),
    cutHalf(312, 296, 84, 84, skins.orange, 10, 10),
    twig("-10 60, 90 96, 190 110, 300 84", "#8a9a62", 6),
    leaf(84, 94, 120, -62, pair.paleLeaf, 0.26),
    leaf(150, 108, 110, 58, pair.leaf, 0.26),
    leaf(268, 92, 120, -44, pair.leaf, 0.26),
    leaf(300, 84, 110, 12, pair.paleLeaf, 0.26),
    blossom(196, 96, 44, white, "#e6b64a", 5, 10),
    blossom(250, 142, 36, white, "#e6b64a", 5, 40),
    bud(186, 140, 34, 96, white),
    bud(282, 60, 34, -70, white),
  );
};

export const citrusPictures: Pictures = {
  "wanzhou-guhongju": { name: "万州古红桔", ground: ground.celadon, draw: guhongju },
  "baiyang-ningmeng": { name: "白羊柠檬", ground: ground.dusk, draw: ningmeng },
  "fengdu-jincheng": { name: "丰都锦橙", ground: ground.blush, draw: jincheng },
  "kaixian-chuncheng": { name: "开县春橙", ground: ground.pine, draw: chuncheng },
};
