import { tray } from "../../motifs/basket";
import { ripples } from "../../motifs/land";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, fade, oval, path, stamp, stroke } from "../../pen/svg";

const zhusun = (shadow: string): Art => {
  const husk = { base: "#a67c4e", shade: "#7d5a36" };
  const lay = { x: 250, y: 230 };
  const layer = (points: string, base: string, shade: string): Art => form(shape(points, lay), { base, shade }, -14, 0);
  const strip = (i: number): Art => {
    const y = 372 + (i % 4) * 21 + (i > 3 ? 10 : 0);
    const x = -30 + ((i * 37) % 40);
    const d = limb(
      `${x} ${y + 6} 16, 90 ${y - 6} 24, 190 ${y - 2} 20, 300 ${y + 8} 26, ${370 + ((i * 23) % 26)} ${y - 2} 14`,
    );
    return draw(
      path(d, i % 2 ? "#e6d29c" : "#d8bf82"),
      stroke(thread(`${x + 20} ${y + 2}, 90 ${y - 8}, 190 ${y - 4}, 340 ${y + 2}`), "#b99a5c", 2),
    );
  };
  return draw(
    box(0, 350, 400, 150, shadow),
    oval(270, 380, 110, 20, mix(shadow, tone.ink, 0.15)),
    layer("-96 150!, -92 60, -50 -60, 0 -200!, 50 -60, 92 60, 96 150!, 0 166", husk.base, husk.shade),
    layer("0 -200!, 40 -90, 60 20, 20 80!, -30 20, -36 -80", "#c09a66", "#9a744a"),
    layer("-94 60!, -60 0, 0 60, 30 160!, -96 160!, -98 110", "#b58a58", "#8d663d"),
    layer("94 50!, 60 10, 10 70, -6 160!, 96 160!, 98 110", "#9a7044", "#74502f"),
    layer("-50 160!, -20 110, 20 112, 52 160!", "#d9c48c", "#bfa668"),
    stroke(
      thread("-10 -130, -20 -40, -14 30", lay) +
        thread("12 -130, 22 -40, 24 40", lay) +
        thread("-70 60, -50 110, -54 150", lay) +
        thread("66 60, 56 100, 58 150", lay),
      "#6d4d2e",
      3,
    ),
    path(shape("0 -200!, -22 -226, -14 -206, -20 -190", lay), pair.leaf.base),
    path(shape("0 -204!, 20 -232, 16 -206, 14 -180", lay), pair.leaf.shade),
    ...[7, 6, 5, 4, 3, 2, 1, 0].map(strip),
    path(limb("120 352 22, 134 410 26, 124 472 22"), tone.vermilion),
    path(limb("128 352 8, 142 410 10, 132 472 8"), tone.oxblood),
    stroke("M128 410q34-26 44-4q-10 20-40 8M132 414q20 24 44 34", tone.vermilion, 5),
  );
};

const spud = (x: number, y: number, rx: number, ry: number, turn: number): Art => {
  const d = pebble(x, y, rx, ry, 0.06, turn);
  return draw(
    form(d, { base: "#d9b46c", shade: "#b58a45" }, -9, -8),
    dots(
      [
        [x - rx * 0.4, y - ry * 0.3],
        [x + rx * 0.2, y - ry * 0.1],
        [x - rx * 0.1, y + ry * 0.4],
        [x + rx * 0.5, y + ry * 0.2],
      ],
      2.6,
      "#a67a38",
    ),
  );
};

const yangyu = (shadow: string): Art => {
  const bag = shape(
    "176 96!, 164 140, 96 190, 56 280, 70 370, 130 404, 250 404, 310 370, 324 280, 284 190, 214 140, 204 96!",
  );
  const mesh = each(13, (i) => `M${-20 + i * 32} 130q70 140 10 290M${400 - i * 32} 130q-70 140-10 290`);
  return draw(
    box(0, 372, 400, 128, shadow),
    oval(206, 402, 150, 20, mix(shadow, tone.ink, 0.18)),
    within(
      bag,
      draw(
        path(bag, "#a3512f"),
        spud(120, 244, 52, 42, 20),
        spud(206, 206, 50, 40, -10),
        spud(276, 260, 54, 44, 60),
        spud(190, 296, 56, 44, -20),
        spud(104, 338, 54, 42, 10),
        spud(270, 350, 60, 44, -14),
        spud(184, 384, 54, 40, 6),
      ),
    ),
    within(bag, stroke(mesh, tone.vermilion, 3)),
    path(shape("150 60, 170 40, 190 52, 210 36, 232 58, 208 100!, 172 100!"), "#c4492c"),
    path(shape("196 60, 210 36, 232 58, 208 100!, 192 100!"), tone.oxblood),
    path(limb("164 104 14, 190 110 16, 218 102 14"), "#e9d6a6"),
    spud(60, 430, 56, 40, -8),
    path(pebble(214, 458, 64, 34), mix(shadow, tone.ink, 0.18)),
    spud(204, 440, 60, 40, 8),
    spud(322, 424, 62, 50, -14),
    path(pebble(316, 420, 54, 43, 0.05, -14), "#f2d884"),
    path(pebble(312, 418, 38, 28, 0.06, -14), "#ecca68"),
  );
};

const yangyupian = (): Art => {
  const pick = between(29);
  const places = Array.from({ length: 32 }, (_, i) => {
    const [a, reach] = [i * 2.4, 178 * Math.sqrt((i + 0.5) / 32)];
    return { x: 206 + Math.cos(a) * reach, y: 262 + Math.sin(a) * reach, turn: pick(0, 180), size: pick(0.9, 1.12) };
  });
  const chip = (name: string, outer: string, inner: string, odd: number): Art =>
    stamp(
      name,
      draw(
        path(pebble(5, 6, 35, 29, 0.09), "#a98a52"),
        path(pebble(0, 0, 35, 28, 0.09), outer),
        path(pebble(-2, -2, 21, 15, 0.1), inner),
      ),
      places.filter((_, i) => i % 3 === odd),
    );
  return draw(
    circle(218, 276, 236, "#36281f"),
    tray(206, 262, 236, 236),
    fade(
      0.95,
      draw(
        chip("c0", "#f4e9c6", "#eadba9", 0),
        chip("c1", "#e9d8a8", "#f6ecd0", 1),
        chip("c2", "#f7eed2", "#ecdcae", 2),
      ),
    ),
  );
};

const chuncai = (): Art => {
  const pad = (x: number, y: number, rx: number, ry: number, turn: number): Art =>
    draw(
      form(pebble(x, y, rx, ry, 0.015, turn), { base: "#8aa565", shade: "#6b8a50" }, -5, -4),
      stroke(
        thread(`${x - rx * 0.7} ${y + 4}, ${x} ${y}, ${x + rx * 0.7} ${y - 6}`) +
          thread(`${x} ${y - ry * 0.6}, ${x} ${y}, ${x + 6} ${y + ry * 0.6}`),
        "#a9bf84",
        3,
      ),
    );
  const glass = shape(
    "176 216!, 176 236, 150 262, 146 300, 148 440, 162 470, 250 476, 338 470, 352 440, 354 300, 350 262, 324 236, 324 216!",
  );
  const budding = (x: number, y: number, turn: number): Art =>
    draw(
      path(limb("-28 6 12, -6 -6 20, 18 -2 16, 34 10 4", { x, y, turn }), "#7d9a55"),
      path(limb("-24 8 6, -4 0 8, 20 4 5", { x, y, turn }), "#5a7a42"),
      stroke(thread("30 8, 44 20, 40 34", { x, y, turn }), "#a8603f", 4),
    );
  return draw(
    box(0, 0, 400, 90, "#dfe7da"),
    path(shape("-20 100!, -20 60, 80 40, 200 76, 300 30, 420 70, 420 100!"), "#a9bfae"),
    ripples(
      [
        [30, 124, 70],
        [250, 116, 110],
        [150, 156, 60],
        [20, 214, 40],
        [330, 190, 60],
      ],
      "#b9d0cb",
      5,
    ),
    pad(116, 172, 92, 34, -6),
    pad(310, 142, 60, 22, 4),
    pad(62, 268, 66, 25, 3),
    path(limb("112 172 6, 100 120 5, 112 96 5"), "#8a5a46"),
    path(shape("112 100, 96 86, 100 66!, 112 78, 124 64!, 128 86"), "#8c3f4a"),
    path(shape("-20 420, 120 392, 420 404, 420 520!, -20 520!"), "#e5d9bf"),
    oval(276, 472, 120, 16, "#bfae8c"),
    path(glass, "#c9dcc6"),
    within(
      glass,
      draw(
        path(shape("100 286, 250 276, 400 288, 400 500!, 100 500!"), "#b4cda6"),
        budding(196, 322, -20),
        budding(278, 312, 24),
        budding(236, 360, 70),
        budding(312, 370, -40),
        budding(190, 392, 30),
        budding(262, 416, -10),
        budding(318, 430, 60),
        budding(206, 448, -50),
      ),
    ),
    path(limb("170 276 10, 166 360 12, 172 430 8"), "#eef4ea"),
    box(164, 176, 172, 46, "#b98a4a", 8),
    box(164, 176, 150, 46, "#d0a561", 8),
    stroke("M176 190h148M176 206h148", "#b98a4a", 3),
  );
};

const chilli = (base: string, shade: string): Art =>
  draw(
    form(limb("0 0 20, 4 26 32, 2 66 26, -8 104 14, -18 128 0"), { base, shade }, -5, -3),
    path(limb("0 4 22, 0 -4 14, -2 -20 6"), "#8a7a45"),
  );

const lajiao = (shadow: string): Art => {
  const pick = between(11);
  const rows = [
    [84, 3],
    [124, 4],
    [168, 5],
    [214, 5],
    [260, 5],
    [306, 4],
    [350, 3],
  ] as const;
  const heap = rows.flatMap(([y, count]) =>
    Array.from({ length: count }, (_, i) => {
      const side = i / (count - 1) - 0.5;
      return { x: 200 + side * count * 34, y: y + pick(-8, 8), turn: -side * 74 + pick(-8, 8), size: pick(0.92, 1.14) };
    }),
  );
  const tones = [
    ["#b3361e", "#86230f"],
    ["#962817", "#6b180c"],
    ["#c64c2c", "#98301a"],
  ];
  const art = heap.map((place, i) =>
    stamp(`l${i % 3}`, chilli(tones[i % 3]?.[0] ?? "", tones[i % 3]?.[1] ?? ""), [place]),
  );
  return draw(
    path(shape("250 80, 330 160, 340 380, 280 500, 200 480, 250 300"), shadow),
    stroke("M196-10Q204 40 200 360", "#c9a763", 8),
    stroke("M190 4l16 10M190 30l16 10M191 56l16 10", "#a5823f", 4),
    ...art,
  );
};

export const hillPictures: Pictures = {
  "zhongxian-zhusun": { name: "忠县竹笋", ground: ground.celadon, draw: zhusun },
  "wuxi-yangyu": { name: "巫溪洋芋", ground: ground.dusk, draw: yangyu },
  "wuxi-yangyupian": { name: "巫溪干洋芋片", ground: ground.cocoa, draw: yangyupian },
  "shizhu-chuncai": { name: "石柱莼菜", ground: "#8fb3ae", draw: chuncai },
  "shizhu-honglajiao": { name: "石柱红辣椒", ground: ground.linen, draw: lajiao },
};
