import { between } from "../../pen/chance";
import { ground, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, dots, draw, each, n, path, put, stroke } from "../../pen/svg";

const hair = (x: number, y: number, rx: number, ry: number, seed: number): Art => {
  const pick = between(seed);
  const lines = Array.from({ length: 34 }, () => {
    const [a, reach] = [pick(0, 6.28), pick(0.15, 0.86)];
    return `M${n(x + Math.cos(a) * rx * reach)} ${n(y + Math.sin(a) * ry * reach)}l3 5`;
  });
  return stroke(lines.join(""), "#6d4f2c", 2);
};

const kiwiFace = (x: number, y: number, rx: number, ry: number): Art => {
  const seeds = Array.from({ length: 26 }, (_, i): [number, number] => {
    const a = (i / 26) * Math.PI * 2;
    const reach = 0.42 + 0.09 * ((i * 7) % 3);
    return [x + Math.cos(a) * rx * reach, y + Math.sin(a) * ry * reach];
  });
  const rays = each(22, (i) => {
    const a = (i / 22) * Math.PI * 2 + 0.1;
    return `M${n(x + Math.cos(a) * rx * 0.3)} ${n(y + Math.sin(a) * ry * 0.3)}L${n(x + Math.cos(a) * rx * 0.84)} ${n(y + Math.sin(a) * ry * 0.84)}`;
  });
  return draw(
    path(pebble(x, y, rx, ry, 0.01), "#8a6a3e"),
    path(pebble(x, y, rx * 0.95, ry * 0.95, 0.01), "#9db34a"),
    stroke(rays, "#b9c96c", 5),
    path(pebble(x, y, rx * 0.3, ry * 0.3, 0.06), "#f1eec6"),
    dots(seeds, 3.6, tone.ink),
  );
};

const mihoutao = (shadow: string): Art => {
  const fur = { base: "#a37d4b", shade: "#7c5a32" };
  const one = (x: number, y: number, rx: number, ry: number, turn: number): Art =>
    draw(
      path(pebble(x + 16, y + 18, rx, ry, 0.01, turn), shadow),
      form(pebble(x, y, rx, ry, 0.012, turn), fur, -13, -11),
      hair(x - 6, y - 4, rx * 0.9, ry * 0.8, x),
    );
  return draw(
    one(132, 110, 84, 108, 60),
    one(292, 214, 82, 104, -14),
    stroke("M294 114l4-10", "#5d4326", 10),
    path(pebble(166, 366, 142, 126), shadow),
    form(pebble(152, 350, 142, 126, 0.01), fur, -4, -4),
    kiwiFace(148, 346, 136, 120),
  );
};

const xigua = (shadow: string): Art => {
  const skin = { base: "#7d9c58", shade: "#577a42" };
  const whole = pebble(168, 176, 190, 172, 0.01);
  const stripe = (points: string): Art => stroke(thread(points), "#3d5a36", 15);
  const wedge = "-150 -64!, 0 -100, 150 -64!, 104 52, 0 96, -104 52";
  return draw(
    path(shape("0 300, 200 330, 420 260, 420 470, 100 480"), shadow),
    form(whole, skin, -18, -14),
    within(
      whole,
      draw(
        stripe("150 0, 60 60, 30 120, 44 180, 10 240, 60 320"),
        stripe("160 0, 128 70, 112 140, 126 200, 104 270, 136 350"),
        stripe("180 0, 204 80, 220 150, 204 220, 222 290, 200 350"),
        stripe("190 0, 290 60, 316 130, 306 200, 320 260, 270 330"),
      ),
    ),
    stroke("M168 10q4-14 22-18", "#6b7a42", 9),
    within(whole, path(shape(wedge, { x: 258, y: 384, turn: -8 }), skin.shade)),
    path(
      shape("-156 -72!, 0 -52, 156 -72!, 128 40, 70 92, 0 106, -70 92, -128 40", { x: 244, y: 384, turn: -8 }),
      skin.shade,
    ),
    path(
      shape("-150 -72!, 0 -52, 150 -72!, 118 30, 64 78, 0 90, -64 78, -118 30", { x: 244, y: 384, turn: -8 }),
      "#f3ead0",
    ),
    path(
      shape("-140 -72!, 0 -53, 140 -72!, 106 22, 58 64, 0 76, -58 64, -106 22", { x: 244, y: 384, turn: -8 }),
      "#cf4a38",
    ),
    path(shape("-140 -72!, 0 -52, 140 -72!, 124 -34, 0 -16, -124 -34", { x: 244, y: 384, turn: -8 }), "#dc6a54"),
    put(
      244,
      384,
      draw(
        ...[
          [-84, -14, 24],
          [-48, 14, 14],
          [-8, 2, 0],
          [38, 18, -10],
          [74, -10, -24],
          [12, 44, 0],
          [-30, 46, 8],
        ].map(([x = 0, y = 0, t = 0]) => put(x, y, path("M0-9Q7 2 0 8Q-7 2 0-9Z", tone.ink), t)),
      ),
      -8,
    ),
  );
};

export const melonPictures: Pictures = {
  "qianjiang-mihoutao": { name: "黔江猕猴桃", ground: ground.apricot, draw: mihoutao },
  "zhongxian-xigua": { name: "忠县西瓜", ground: ground.butter, draw: xigua },
};
