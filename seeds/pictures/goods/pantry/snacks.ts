import { tray } from "../../motifs/basket";
import { walnut } from "../../motifs/grain";
import { leaf, veined } from "../../motifs/leaves";
import { between } from "../../pen/chance";
import { ground, mix, pair } from "../../pen/colour";
import { form } from "../../pen/form";
import { facet, limb, pebble, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, path, put, stamp, stroke } from "../../pen/svg";

const taopian = (shadow: string): Art => {
  const face = (k: number): Art =>
    draw(
      path(facet("-64 -46, 64 -46, 64 46, -64 46"), "#fbf5e6"),
      path(shape("-34 -10, -20 -28, 4 -22, 8 -4, -8 10, -28 8", { turn: k * 40 }), "#b98a54"),
      path(shape("14 12, 30 0, 44 14, 36 30, 18 28", { turn: k * 16 }), "#a3743f"),
      path(shape("-50 24, -40 16, -28 26, -36 36", { turn: k * 8 }), "#c79a62"),
      stroke("M-20-16l14 8M26 14l8 8", "#8a5f30", 3),
    );
  const slice = (k: number): Art =>
    draw(path(facet("-64 -46, 64 -46, 64 46, -64 46"), "#d9cba9"), put(-5, -5, face(k)));
  const pile = each(11, (i) => {
    const [x, y] = [86 + (i % 2) * 4, 330 - i * 15];
    return draw(
      path(facet(`${x} ${y}, ${x + 170} ${y + 8}, ${x + 170} ${y - 6}, ${x} ${y - 14}`), i % 2 ? "#f1e8d2" : "#e2d5b6"),
      box(x + 24 + ((i * 37) % 90), y - 8, 22, 10, "#b98a54", 4),
      box(x + 90 + ((i * 23) % 60), y - 6, 14, 9, "#a3743f", 4),
    );
  });
  return draw(
    path(shape("60 330, 260 320, 420 260, 420 400, 300 420, 100 380"), shadow),
    pile,
    path(facet("90 166, 260 174, 316 134, 150 126"), "#fbf5e6"),
    path(facet("260 174, 316 134, 316 290, 258 338"), "#d3c29a"),
    stroke(
      "M260 190l56-40M259 206l57-42M259 222l57-43M258 238l58-44M258 254l58-46M258 270l58-48M258 286l58-50M258 302l58-52",
      "#bfab7e",
      3,
    ),
    path(shape("150 148, 172 138, 200 144, 190 158, 164 158"), "#b98a54"),
    path(shape("214 156, 232 146, 252 152, 240 164"), "#a3743f"),
    put(132, 424, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(1)), -18),
    put(228, 436, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(4)), 8),
    put(318, 402, draw(path(facet("-58 -40, 72 -36, 72 58, -58 54"), shadow), slice(7)), 30, 0.92),
  );
};

const niurougan = (shadow: string): Art => {
  const bag = shape("70 64!, 96 52, 300 46, 322 60!, 334 384, 318 398, 84 404, 64 388");
  const stick = draw(
    path(limb("-62 8 24, 0 14 30, 64 8 24"), "#7b6240"),
    form(limb("-66 0 22, -30 -4 28, 10 3 26, 40 -3 30, 68 2 20"), { base: "#7f3a22", shade: "#532213" }, -3, -5),
    stroke("M-50-4Q-20-10 6-4M10 6Q34 0 56 4M-30 6H-8", "#a5583a", 3),
    dots(
      [
        [-40, 2],
        [-14, -6],
        [20, -2],
        [44, -6],
      ],
      2.2,
      "#f0dba0",
    ),
  );
  return draw(
    path(shape("120 80!, 360 90!, 372 420!, 120 430!"), shadow),
    form(bag, pair.kraft, -16, -6),
    path(shape("70 64!, 96 52, 300 46, 322 60!, 324 104, 196 112, 68 106"), "#b98f60"),
    stroke("M80 84Q196 92 314 80", "#94693b", 3),
    circle(194, 224, 74, "#f6ecd8"),
    put(
      194,
      226,
      draw(
        path(
          shape(
            "-40 -30!, -58 -46, -36 -50, -24 -40, 0 -44, 24 -40, 36 -50, 58 -46, 40 -30!, 34 10, 20 44, 0 50, -20 44, -34 10",
          ),
          "#5a2d1c",
        ),
        path(shape("-20 20, 0 12, 20 20, 20 40, 0 48, -20 40"), "#a5704c"),
        dots(
          [
            [-18, -8],
            [18, -8],
          ],
          4.5,
          "#f6ecd8",
        ),
        dots(
          [
            [-8, 30],
            [8, 30],
          ],
          3,
          "#5a2d1c",
        ),
      ),
    ),
    box(120, 322, 150, 8, "#94693b", 4),
    box(150, 342, 90, 6, "#94693b", 3),
    stamp("stick", stick, [
      { x: 82, y: 416, turn: -20 },
      { x: 180, y: 430, turn: 12 },
      { x: 288, y: 414, turn: -10 },
      { x: 130, y: 458, turn: 6 },
      { x: 240, y: 462, turn: -14 },
      { x: 336, y: 458, turn: 24 },
      { x: 196, y: 396, turn: -34, size: 0.9 },
    ]),
  );
};

const pengshuiHetao = (): Art => {
  const nut = { base: "#c79a62", shade: "#8f6535" };
  const pick = between(12);
  const places = Array.from({ length: 17 }, (_, i) => {
    const [a, r] = [i * 2.4 + 0.4, 140 * Math.sqrt((i + 0.5) / 17)];
    return { x: 200 + Math.cos(a) * r, y: 262 + Math.sin(a) * r, turn: pick(0, 180), size: pick(0.92, 1.06) };
  });
  return draw(
    circle(218, 282, 196, mix(ground.rust, "#2a0f04", 0.3)),
    tray(200, 262, 196, 196),
    stamp("sh", path(pebble(7, 9, 39, 36), "#9a7a44"), places),
    stamp("wn", walnut(0, 0, 40, 0, nut), places),
    veined(292, 330, 130, -150, pair.leaf, 0.24),
    veined(300, 330, 140, -70, pair.deepLeaf, 0.24),
    veined(302, 336, 130, -14, pair.leaf, 0.24),
    veined(290, 340, 110, 150, pair.deepLeaf, 0.24),
    leaf(300, 344, 110, 60, pair.leaf, 0.26),
    stroke("M300 336Q330 400 360 420", "#8a9a5a", 7),
  );
};

export const snackPictures: Pictures = {
  "yunyang-taopiangao": { name: "云阳桃片糕", ground: ground.clay, draw: taopian },
  "fengjie-niurougan": { name: "奉节牛肉干", ground: ground.celadon, draw: niurougan },
  "pengshui-hetao": { name: "彭水核桃", ground: ground.rust, draw: pengshuiHetao },
};
