import { cliff, ridge } from "../../motifs/land";
import { ground, mix } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, dots, draw, oval, path, stroke } from "../../pen/svg";

const squash = { base: "#dd9a4a", shade: "#bd7630" };

const nangua = (shadow: string): Art => {
  const lay = { x: 176, y: 232, turn: 24 };
  const body = shape(
    "-8 -196, 44 -190, 62 -140, 64 -40, 100 40, 122 110, 96 176, 20 200, -60 192, -112 136, -104 60, -70 -20, -62 -120, -50 -180",
    lay,
  );
  const mark = (points: string): Art => stroke(thread(points, lay), "#e9b46c", 12);
  return draw(
    path(shape("40 420, 220 380, 420 400, 420 500, 120 500"), shadow),
    form(body, squash, -18, -12),
    within(
      body,
      draw(
        mark("-30 -160, -36 -60, -70 60"),
        mark("10 -170, 10 -60, 0 80"),
        mark("44 -140, 44 -30, 66 80"),
        mark("-60 120, -50 150"),
        mark("40 130, 34 160"),
      ),
    ),
    path(limb("-4 -190 34, -2 -214 22, -18 -238 20", lay), "#8a8a4c"),
    path(limb("4 -190 14, 6 -214 8, -10 -238 8", lay), "#6c6c38"),
    path(pebble(312, 432, 88, 70), shadow),
    form(pebble(300, 412, 88, 76, 0.012), squash, -4, -4),
    path(pebble(299, 411, 80, 68, 0.012), "#f0b65c"),
    path(pebble(300, 413, 40, 32, 0.05), "#dd9440"),
    path(pebble(303, 416, 32, 25, 0.06), "#c57a30"),
    ...[
      [284, 408, 30],
      [302, 400, 80],
      [320, 412, 140],
      [292, 424, -40],
      [312, 428, 20],
    ].map(([x = 0, y = 0, t = 0]) => oval(x, y, 10, 5.5, "#f6e6bf", t)),
  );
};

const baicai = (): Art => {
  const frill =
    "0 -186, 34 -196, 56 -172, 90 -178, 104 -140, 136 -126, 130 -88, 150 -56, 130 -20, 138 20, 112 60, 100 120, 70 170, 0 180, -70 170, -100 120, -112 60, -138 20, -130 -20, -150 -56, -130 -88, -136 -126, -104 -140, -90 -178, -56 -172, -34 -196";
  const lay = { x: 200, y: 300 };
  const rib = (points: string): Art => path(shape(points, lay), "#f7f3e2");
  return draw(
    ridge("-20 150, 70 70, 130 120, 220 40, 320 130, 420 80", "#a7bdb4"),
    cliff("-20 240, 90 160, 200 210, 310 150, 420 210", "#7f9c80", "#93ad8d"),
    ridge("-20 330, 120 290, 280 310, 420 280", "#6a8664"),
    stroke(
      "M-10 370Q100 330 200 344T410 320M-10 410Q110 366 220 380T410 356M-10 450Q110 404 220 418T410 394M-10 486Q110 446 220 456T410 434",
      "#577253",
      9,
    ),
    oval(216, 476, 130, 18, "#405a43"),
    form(shape(frill, lay), { base: "#9fb76a", shade: "#7b994e" }, -14, -10),
    path(
      shape(
        "-14 -160, 30 -176, 60 -140, 96 -120, 92 -60, 110 -10, 80 60, 70 140, 0 170, -80 150, -88 60, -112 0, -96 -60, -104 -116, -60 -150",
        lay,
      ),
      "#b7ca82",
    ),
    rib("-100 178!, -112 90, -70 20, -50 -80, -40 20, -30 178!"),
    rib("100 178!, 112 90, 70 20, 54 -80, 40 20, 30 178!"),
    path(shape("-52 178!, -62 80, -20 10, 0 -130, 22 10, 62 80, 52 178!", lay), "#fffdf2"),
    path(shape("14 178!, 36 90, 12 0, 0 -130, 22 10, 62 80, 52 178!", lay), "#e6e3c8"),
    stroke(
      thread("0 -110, -34 -140", lay) +
        thread("0 -70, 40 -116", lay) +
        thread("-6 -40, -56 -86", lay) +
        thread("-50 -60, -92 -96", lay) +
        thread("54 -60, 96 -84", lay),
      "#f1efd6",
      5,
    ),
    path(shape("-104 168, 0 186, 104 168, 92 188, 0 200, -92 188", lay), "#d9d5b4"),
  );
};

const luobo = (): Art => {
  const white = { base: "#fbf7ea", shade: "#ddd3bd" };
  const one = (x: number, y: number, turn: number, size: number): Art => {
    const lay = { x, y, turn, size };
    const top = (points: string, fill: string): Art => path(limb(points, lay), fill);
    const frond = (points: string, fill: string): Art => path(shape(points, lay), fill);
    const body = shape(
      "-58 -60, 0 -78, 58 -60, 72 20, 62 120, 34 210, 6 268, 0 312!, -10 268, -38 210, -64 120, -72 20",
      lay,
    );
    return draw(
      frond(
        "0 -70!, -50 -120, -96 -130, -86 -170, -126 -190, -98 -214, -116 -250, -74 -240, -50 -216, -30 -160",
        "#7f9b5a",
      ),
      frond("0 -70!, 50 -120, 90 -136, 84 -176, 118 -200, 92 -220, 100 -256, 62 -240, 44 -210, 26 -150", "#5d7c46"),
      frond(
        "0 -64!, -30 -130, -46 -180, -26 -200, -44 -240, -14 -252, 0 -290, 18 -250, 46 -236, 26 -200, 40 -170, 24 -120",
        "#8fae66",
      ),
      top("0 -60 10, -4 -150 7, 0 -270 2", "#d5dfae"),
      top("0 -66 9, -50 -140 6, -96 -220 2", "#c9d69e"),
      top("0 -66 9, 50 -140 6, 84 -220 2", "#c9d69e"),
      form(body, white, -14, -6),
      path(shape("-58 -60, 0 -78, 58 -60, 62 -34, 30 -46, 0 -36, -34 -46, -64 -34", lay), "#c9d69e"),
      stroke(
        thread("-40 60, -14 64", lay) +
          thread("10 110, 36 106", lay) +
          thread("-34 160, -16 162", lay) +
          thread("2 200, 20 196", lay) +
          thread("20 20, 46 18", lay),
        white.shade,
        4,
      ),
    );
  };
  const dark = mix(ground.rust, "#3a1208", 0.18);
  const under = (x: number, y: number, turn: number, size: number): Art =>
    path(
      shape("-58 -60, 58 -60, 72 20, 62 120, 34 210, 6 268, 0 312!, -10 268, -38 210, -64 120, -72 20", {
        x: x + 16,
        y: y + 16,
        turn,
        size,
      }),
      dark,
    );
  return draw(under(276, 232, -20, 0.82), one(276, 232, -20, 0.82), under(128, 250, 10, 0.86), one(128, 250, 10, 0.86));
};

const jiang = (shadow: string): Art => {
  const skin = { base: "#d6ae6c", shade: "#b28645" };
  const root = shape(
    "36 270, 60 216, 104 214, 96 160, 130 118, 172 128, 190 176, 232 170, 244 110, 290 74, 330 100, 326 152, 296 184, 340 180, 380 214, 368 262, 320 276, 276 268, 262 310, 216 330, 178 306, 150 316, 120 350, 74 344, 70 306",
  );
  const ring = (points: string): string => thread(points);
  const slice = (x: number, y: number, rx: number, ry: number, turn: number): Art =>
    draw(
      path(pebble(x + 10, y + 12, rx, ry, 0.05, turn), shadow),
      path(pebble(x, y, rx, ry, 0.05, turn), skin.shade),
      path(pebble(x - 2, y - 2, rx * 0.92, ry * 0.9, 0.05, turn), "#f0d58d"),
      path(pebble(x - 2, y - 2, rx * 0.64, ry * 0.62, 0.05, turn), "#e6c473"),
      dots(
        [
          [x - rx * 0.3, y],
          [x, y - ry * 0.2],
          [x + rx * 0.25, y + ry * 0.15],
        ],
        2.2,
        "#cfa653",
      ),
    );
  return draw(
    `<g transform="translate(14 18)">${path(root, shadow)}</g>`,
    form(root, skin, -12, -12),
    stroke(
      ring("60 250, 84 262, 100 250") +
        ring("108 174, 140 184, 168 168") +
        ring("112 200, 150 210, 180 196") +
        ring("250 132, 280 150, 310 140") +
        ring("258 108, 290 120, 318 112") +
        ring("318 204, 326 232, 314 256") +
        ring("346 200, 354 230, 344 254") +
        ring("196 276, 220 292, 246 276") +
        ring("84 318, 104 322, 120 306") +
        ring("190 210, 220 224, 250 210"),
      skin.shade,
      3.5,
    ),
    path(shape("120 130, 134 100, 152 96!, 168 108, 168 132, 142 122"), "#d98f78"),
    path(shape("276 82, 284 52, 300 44!, 316 62, 318 92, 296 76"), "#d98f78"),
    path(shape("366 206, 392 204, 398 220!, 392 240, 372 250, 376 226"), "#d98f78"),
    slice(110, 428, 66, 42, -12),
    slice(222, 436, 54, 38, 16),
    slice(320, 396, 60, 40, -20),
  );
};

export const vegetablePictures: Pictures = {
  "dianjiang-miben-nangua": { name: "垫江蜜本南瓜", ground: ground.sky, draw: nangua },
  "wulong-gaoshan-baicai": { name: "武隆高山白菜", ground: "#e9e2cf", draw: baicai },
  "wulong-gaoshan-luobo": { name: "武隆高山萝卜", ground: ground.rust, draw: luobo },
  "pengshui-shengjiang": { name: "彭水生姜", ground: ground.sage, draw: jiang },
};
