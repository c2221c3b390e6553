import { walnut } from "../../motifs/grain";
import { leaf, twig, veined } from "../../motifs/leaves";
import { gleam, label, turned } from "../../motifs/vessels";
import { ground, mix, pair, tone } from "../../pen/colour";
import { cast, form, within } from "../../pen/form";
import { limb, mirrored, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, oval, path, put, stamp, stroke } from "../../pen/svg";

const ganlanyou = (shadow: string): Art => {
  const olive = (x: number, y: number, turn: number, dark: boolean): Art => {
    const d = pebble(x, y, 27, 20, 0.02, turn);
    return draw(
      form(d, dark ? { base: "#6b5a4a", shade: "#4a3c34" } : { base: "#98a04a", shade: "#737c34" }, -6, -5),
      oval(x - 8, y - 7, 6, 3.5, dark ? "#8f7d6c" : "#c0c67c", turn),
    );
  };
  const sprig = { base: "#8a9a72", shade: "#6a7a58" };
  return draw(
    path(shape("-20 400, 160 376, 420 394, 420 520!, -20 520!"), shadow),
    path(shape("150 446, 320 400, 420 410, 420 452, 200 468"), mix(shadow, tone.ink, 0.16)),
    turned(
      142,
      "142 120!, 118 120!, 118 186, 104 214, 76 250, 72 300, 74 440, 86 456, 142 458",
      { base: "#b3a136", shade: "#8a7a22" },
      -22,
      0,
    ),
    within(
      mirrored(142, "142 120!, 118 120!, 118 186, 104 214, 76 250, 72 300, 74 440, 86 456, 142 458"),
      draw(box(60, 100, 170, 96, "#dcd8b0"), box(150, 100, 60, 96, "#c4c096"), box(60, 192, 170, 6, "#d0be52")),
    ),
    box(116, 60, 52, 66, "#6a4729", 4),
    box(116, 60, 36, 66, "#8a623d", 4),
    box(110, 112, 64, 16, "#3d4d33", 4),
    label(88, 292, 108, 124, "#f6ecd8", pair.leaf.shade),
    gleam(88, 262, 160, "#d6c862", 8),
    twig("420 40, 340 110, 282 220, 270 330, 292 440", "#7a6a4a", 7),
    leaf(368, 88, 110, 170, sprig, 0.13),
    leaf(346, 108, 110, 40, sprig, 0.13),
    leaf(318, 150, 120, 190, sprig, 0.13),
    leaf(300, 184, 110, 20, sprig, 0.13),
    leaf(282, 232, 100, 200, sprig, 0.13),
    leaf(276, 270, 112, 34, sprig, 0.13),
    leaf(270, 330, 104, 160, sprig, 0.13),
    leaf(276, 370, 104, 20, sprig, 0.13),
    leaf(292, 440, 90, 76, sprig, 0.13),
    olive(292, 138, 100, false),
    olive(334, 204, 70, false),
    olive(248, 262, 100, true),
    olive(312, 322, 80, false),
    olive(252, 396, 110, false),
    olive(322, 412, 70, true),
  );
};

const camellia = (x: number, y: number, r: number): Art => {
  const petal = shape(
    `0 0!, ${r * 0.5} ${-r * 0.44}, ${r * 0.42} ${-r * 0.94}, ${r * 0.08} ${-r * 0.88}, ${-r * 0.12} ${-r}, ${-r * 0.46} ${-r * 0.86}, ${-r * 0.5} ${-r * 0.4}`,
  );
  const places = [0, 62, 118, 178, 240, 300].map((turn, i) => ({ x, y, turn, size: 1 + (i % 2) * 0.06 }));
  const stamens = Array.from({ length: 22 }, (_, i): [number, number] => [
    x + Math.cos(i * 2.4) * r * 0.07 * Math.sqrt(i),
    y + Math.sin(i * 2.4) * r * 0.07 * Math.sqrt(i),
  ]);
  return draw(
    stamp(
      "petal",
      draw(
        form(petal, { base: "#fffaf0", shade: "#e6dac4" }, -r * 0.07, -r * 0.05),
        stroke(`M0 ${-r * 0.4}V${-r * 0.7}`, "#e6dac4", 3),
      ),
      places,
    ),
    circle(x, y, r * 0.3, "#e6b83e"),
    dots(stamens, r * 0.045, "#b9802a"),
  );
};

const chayou = (shadow: string): Art => {
  const outline = "262 74!, 234 74!, 234 118, 220 140, 176 170, 160 214, 160 400, 176 430, 262 434";
  const pod = (x: number, y: number, r: number): Art =>
    draw(
      cast(pebble(x, y, r), mix(shadow, tone.ink, 0.2), 10, 10),
      form(pebble(x, y, r, r, 0.03), { base: "#9a7a3e", shade: "#70552a" }, -r * 0.18, -r * 0.16),
      stroke(
        `M${x} ${y - r * 0.9}q${r * 0.3} ${r * 0.8} 0 ${r * 1.7}M${x} ${y - r * 0.9}q${-r * 0.8} ${r * 0.7} ${-r * 0.7} ${r * 1.3}`,
        "#70552a",
        4,
      ),
    );
  return draw(
    path(shape("-20 380, 160 356, 420 376, 420 520!, -20 520!"), shadow),
    path(shape("270 424, 420 380, 420 440, 280 448"), mix(shadow, tone.ink, 0.18)),
    turned(262, outline, { base: "#e0a832", shade: "#b87f1e" }, -24, 0),
    within(mirrored(262, outline), draw(box(150, 60, 230, 80, "#f0deb0"), box(276, 60, 60, 80, "#d9c48c"))),
    path(shape("198 160, 262 146, 324 160, 262 172"), "#f0c45c"),
    box(232, 30, 60, 54, "#86230f", 5),
    box(232, 30, 42, 54, tone.vermilion, 5),
    gleam(178, 214, 170, "#f2cf74", 9),
    label(202, 232, 120, 150, "#f9f1dd", tone.vermilion),
    veined(120, 168, 150, -74, pair.deepLeaf, 0.26),
    veined(110, 190, 140, 160, pair.leaf, 0.26),
    veined(130, 200, 150, 112, pair.deepLeaf, 0.26),
    veined(150, 160, 120, -20, pair.leaf, 0.26),
    camellia(118, 190, 92),
    pod(92, 398, 50),
    form(shape("150 470, 160 420, 204 404, 244 424, 252 470, 204 486"), { base: "#8a6a36", shade: "#634a24" }, -8, -6),
    path(shape("164 462, 172 428, 204 418, 234 432, 240 462, 204 474"), "#e6d2a0"),
    path(shape("176 456, 184 432, 204 428, 206 466, 188 468"), "#3a2418"),
    path(shape("212 430, 228 438, 230 458, 214 466"), "#54361f"),
    ...[
      [300, 462, 20],
      [330, 444, -30],
      [352, 470, 60],
    ].map(([x = 0, y = 0, t = 0]) =>
      put(x, y, draw(path(shape("-17 8, -12 -10, 4 -15, 17 0, 10 12"), "#3a2418"), oval(-4, -5, 5, 3, "#7a543a")), t),
    ),
  );
};

const fengmi = (): Art => {
  const jar = "176 136!, 108 136!, 108 152, 82 178, 74 216, 74 410, 92 440, 176 446";
  const bee = (x: number, y: number, turn: number): Art =>
    put(
      x,
      y,
      draw(
        path(limb("-6 -10 10, -26 -44 24, -12 -62 10"), "#efe6d2"),
        path(limb("8 -10 10, 4 -48 24, 22 -60 10"), "#d9cdb4"),
        path(limb("-34 0 10, -14 0 36, 14 0 38, 38 4 14, 48 6 0"), "#e2a52c"),
        stroke("M-2-17V17M16-17V18M32-11V14", "#33261a", 7),
        circle(-32, 0, 13, "#33261a"),
        stroke("M-40-8q-10-10-18-8M-42-2q-12-4-18 2", "#33261a", 3),
      ),
      turn,
    );
  const drop = { base: "#e0942a", shade: "#b86a16" };
  return draw(
    path(shape("-20 396, 160 372, 420 390, 420 520!, -20 520!"), mix(ground.cocoa, "#000000", 0.25)),
    turned(176, jar, drop, -26, 0),
    within(
      mirrored(176, jar),
      draw(
        box(60, 120, 240, 70, "#efdcae"),
        path(shape("60 204!, 60 190, 120 184, 200 194, 300 186, 300 204!"), "#f4bd58"),
        path(shape("96 220, 150 206, 150 420, 100 430"), "#eba83e"),
      ),
    ),
    gleam(98, 210, 190, "#f8d68a", 10),
    box(92, 88, 168, 56, "#b0875a", 6),
    path(shape("84 96, 100 70, 176 60, 252 70, 268 96, 276 134, 230 126, 176 140, 120 126, 76 136"), "#efe4cc"),
    path(shape("220 64, 252 70, 268 96, 276 134, 234 126, 240 96"), "#d6c6a6"),
    stroke("M86 112Q176 128 266 112", tone.vermilion, 7),
    ...[
      [176, 290],
      [146, 308],
      [206, 308],
      [146, 342],
      [206, 342],
      [176, 360],
      [176, 325],
    ].map(([x = 0, y = 0], _i) => path(`M${x} ${y - 18}l15 9v18l-15 9l-15-9v-18z`, "#f6ecd8")),
    path(limb("420 262 17, 360 318 15, 318 360 13"), "#b98a58"),
    path(limb("420 270 6, 362 324 5, 322 364 5"), "#94693b"),
    put(
      296,
      384,
      draw(
        ...[-34, -17, 0, 17, 34].map((at, i) =>
          box(at - 7, Math.abs(at) * 0.32 - 31, 14, 62 - Math.abs(at) * 0.64, i % 2 ? "#94693b" : "#b98a58", 6),
        ),
      ),
      -45,
    ),
    path(shape("262 396, 300 404, 322 420, 316 450, 326 474, 300 484, 250 480, 244 456, 256 430"), drop.base),
    path(shape("300 410, 322 420, 316 450, 326 474, 300 484, 280 482, 304 450"), drop.shade),
    path(limb("262 420 5, 258 446 7, 266 466 4"), "#f8d68a"),
    bee(322, 150, -14),
    stroke("M392 120q-20 14-30 20", "#8a7460", 3),
    stroke("M400 60q-6 30-14 44", "#8a7460", 3),
  );
};

const nut = { base: "#c79a62", shade: "#98703f" };

const hetao = (shadow: string): Art => {
  const half = (x: number, y: number): Art =>
    draw(
      cast(pebble(x, y, 92, 80), shadow, 16, 18),
      form(pebble(x, y, 92, 80, 0.02), nut, -5, -5),
      path(pebble(x, y, 80, 68, 0.02), "#7a5630"),
      path(
        shape("-2 -58!, -28 -62, -56 -44, -68 -12, -50 -2, -66 20, -48 46, -20 58, -4 50!, -8 20, -14 0, -8 -28", {
          x,
          y,
        }),
        "#e6c48c",
      ),
      path(
        shape("4 -58!, 30 -60, 58 -40, 66 -8, 52 2, 64 24, 44 48, 20 58, 6 50!, 10 20, 16 0, 10 -28", { x, y }),
        "#d6ae70",
      ),
      stroke(
        thread("-50 -30, -36 -20, -44 -6", { x, y }) +
          thread("-26 -48, -24 -30, -34 -14", { x, y }) +
          thread("-50 24, -36 18, -30 34", { x, y }) +
          thread("-22 6, -26 24, -16 42", { x, y }) +
          thread("28 -46, 26 -28, 40 -18", { x, y }) +
          thread("54 16, 38 18, 36 34", { x, y }) +
          thread("24 4, 26 24, 18 40", { x, y }),
        "#a87c42",
        4,
      ),
    );
  const whole = (x: number, y: number, r: number, turn: number): Art =>
    draw(path(pebble(x + 14, y + 16, r, r * 0.92), shadow), walnut(x, y, r, turn, nut));
  return draw(
    whole(106, 110, 84, -24),
    whole(292, 134, 78, 40),
    whole(88, 290, 72, 80),
    half(252, 330),
    path(shape("96 440, 116 410, 156 414, 164 444, 140 470, 108 466", { x: 10, y: 12 }), shadow),
    path(shape("96 440, 116 410, 156 414, 164 444, 140 470, 108 466"), "#98703f"),
    path(shape("104 440, 120 420, 148 422, 154 442, 136 460, 112 456"), "#6a4a28"),
    path(shape("40 432, 60 414, 78 430, 66 452, 46 452"), "#e6c48c"),
    stroke("M52 430l12 10", "#a87c42", 3),
  );
};

export const jarPictures: Pictures = {
  "fengjie-ganlanyou": { name: "奉节橄榄油", ground: ground.celadon, draw: ganlanyou },
  "youyang-chayou": { name: "酉阳茶油", ground: ground.dusk, draw: chayou },
  "youyang-fengmi": { name: "酉阳蜂蜜", ground: ground.cocoa, draw: fengmi },
  "chengkou-hetao": { name: "城口核桃", ground: ground.sky, draw: hetao },
};
