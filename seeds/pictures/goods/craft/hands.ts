import { dye, ground } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, each, n, path, put, stroke } from "../../pen/svg";

const { red: RED, green: GREEN, yellow: YELLOW, pink: PINK, ink: INK } = dye;

const butterflyHalf = (): Art =>
  draw(
    path(shape("6 -14!, 40 -84, 92 -104, 124 -78, 116 -34, 74 -2, 10 0!"), RED),
    path(shape("16 -16!, 46 -70, 88 -86, 108 -66, 98 -36, 66 -12"), YELLOW),
    path(shape("30 -22!, 54 -58, 84 -68, 92 -52, 78 -32"), "#5f8a94"),
    circle(74, -52, 9, "#f6ecd8"),
    circle(74, -52, 4, RED),
    path(shape("8 6!, 60 4, 102 26, 98 66, 64 84, 44 112, 24 88, 10 40!"), PINK),
    path(shape("16 14!, 58 14, 86 32, 80 58, 52 68, 36 86, 20 50"), GREEN),
    path(shape("24 22, 54 24, 66 40, 46 52, 30 48"), YELLOW),
    dots(
      [
        [90, 78],
        [104, 62],
        [70, 96],
        [52, 116],
      ],
      5,
      YELLOW,
    ),
    dots(
      [
        [132, -84],
        [130, -56],
        [118, -26],
        [104, -106],
      ],
      4.5,
      "#f6ecd8",
    ),
    stroke("M4-40Q20-90 44-112q14-6 12 8", YELLOW, 3.5),
    stroke("M52-72L66-58M68-80L78-66M34-46L46-36", "#9b6f1e", 2.5),
    stroke("M40 22L46 32M56 26L58 36", "#3a5c40", 2.5),
  );

const miaoxiu = (shadow: string): Art => {
  const half = butterflyHalf();
  return draw(
    circle(216, 254, 176, shadow),
    path(shape("10 90, 60 40, 200 22, 340 40, 390 110, 384 380, 330 450, 196 462, 70 452, 18 380"), "#2f4354"),
    stroke("M30 120q-6 100 6 220M370 130q6 100-4 230M90 448q100 12 200 0", "#4a6074", 4),
    circle(200, 238, 172, "#a27c48"),
    circle(197, 235, 170, "#c39a63"),
    circle(200, 238, 156, "#8a6436"),
    circle(200, 238, 152, "#33495a"),
    path("M186 60h28v26h-28z", "#a27c48"),
    circle(200, 62, 9, "#d8b45a"),
    ...[0, 60, 120, 180, 240, 300].map((a) =>
      put(
        200 + Math.sin((a * Math.PI) / 180) * 126,
        238 - Math.cos((a * Math.PI) / 180) * 126,
        draw(
          path("M0-14L10 0L0 14L-10 0Z", RED),
          path("M0-6L5 0L0 6L-5 0Z", YELLOW),
          dots(
            [
              [-19, 2],
              [19, 2],
            ],
            3,
            "#f6ecd8",
          ),
        ),
        a,
      ),
    ),
    put(
      200,
      244,
      draw(
        half,
        `<g transform="scale(-1 1)">${half}</g>`,
        path(shape("-7 -40, 0 -50, 7 -40, 8 20, 0 70!, -8 20"), INK),
        stroke("M-6-20H6M-6-4H6M-6 12H6M-4 28H4", YELLOW, 4),
        circle(0, -50, 9, INK),
      ),
      0,
      0.92,
    ),
    path(limb("262 372 3, 330 424 7, 386 468 0"), "#e9e4d8"),
    stroke(thread("322 416, 350 380, 378 404, 360 452, 300 470, 230 452, 160 476"), RED, 4),
  );
};

const silver = { base: "#dfe3e2", shade: "#9fa9ac" };

const yinshi = (): Art => {
  const ring = shape("206 76, 300 98, 356 168, 346 250, 286 308, 196 322, 108 298, 56 230, 62 150, 120 94");
  const hole = pebble(206, 186, 104, 76, 0.01);
  const petals = (x: number, y: number, r: number): Art =>
    draw(
      each(8, (i) =>
        put(
          x,
          y,
          path(`M0 0Q${n(r * 0.34)} ${n(-r * 0.6)} 0 ${n(-r)}Q${n(-r * 0.34)} ${n(-r * 0.6)} 0 0Z`, silver.shade),
          i * 45,
        ),
      ),
      circle(x, y, r * 0.22, "#eef1f0"),
    );
  const earring = (x: number): Art =>
    draw(
      stroke(`M${x} 376q-12-22 0-32q14 6 6 24`, silver.base, 4),
      form(pebble(x, 396, 26, 24, 0), silver, -5, -4),
      petals(x, 396, 18),
      path(facet(`${x - 22} 420, ${x + 22} 420, ${x + 12} 440, ${x - 12} 440`), silver.shade),
      ...[-18, -6, 6, 18].map((dx, i) =>
        draw(
          stroke(`M${x + dx} 436v${14 + (i % 2) * 8}`, silver.base, 3),
          path(`M${x + dx} ${448 + (i % 2) * 8}q7 16 0 24q-7-8 0-24z`, silver.base),
        ),
      ),
    );
  return draw(
    `<g opacity=".5">${stroke("M0 60L400 460M0 160L340 500M60 0L400 340M160 0L400 240M0 260L240 500", "#2b3d4c", 10)}</g>`,
    path(shape("120 120, 330 120, 390 200, 370 290, 290 350, 190 356, 100 320, 76 250"), "#243644"),
    path(ring, silver.shade),
    within(ring, `<path d="${ring}" fill="${silver.base}" transform="translate(-10 -12)"/>`),
    path(hole, "#243644"),
    path(shape("110 160, 150 118, 220 108, 290 128, 310 172, 280 140, 220 124, 156 132"), "#7d888c"),
    path(
      shape(
        "102 186, 108 220, 150 254, 206 262, 262 252, 304 218, 310 190, 330 210, 300 256, 206 282, 112 256, 84 214",
      ),
      "#c3cacb",
    ),
    petals(206, 300, 20),
    petals(128, 276, 17),
    petals(286, 280, 17),
    petals(78, 222, 14),
    petals(336, 226, 14),
    stroke("M154 294q12-14 26 4M232 302q12-16 28-6M96 248q6-8 14 12M312 262q8-14 14-14", "#7d888c", 3.5),
    dots(
      [
        [206, 90],
        [170, 92],
        [242, 94],
        [140, 102],
        [274, 106],
      ],
      4.5,
      silver.shade,
    ),
    stroke("M70 150Q82 120 116 102", "#ffffff", 6),
    earring(118),
    earring(288),
  );
};

export const handPictures: Pictures = {
  "pengshui-miaoxiu": { name: "彭水苗绣", ground: ground.apricot, draw: miaoxiu },
  "pengshui-yinshi": { name: "彭水苗族银饰", ground: ground.indigo, draw: yinshi },
};
