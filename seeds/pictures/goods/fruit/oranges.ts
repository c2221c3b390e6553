import { basket } from "../../motifs/basket";
import { ball, calyx, cutHalf, fruit, skins } from "../../motifs/citrus";
import { ridge, ripples } from "../../motifs/land";
import { leaf, twig, veined } from "../../motifs/leaves";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { pebble, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, draw, oval, path, stroke } from "../../pen/svg";

const ganju = (shadow: string): Art => {
  const heap = [
    [112, 318, 46],
    [200, 300, 52],
    [290, 318, 46],
    [156, 280, 46],
    [246, 280, 48],
    [202, 250, 44],
  ] as const;
  return draw(
    ridge("-20 190, 60 130, 130 168, 200 120, 300 172, 420 110", "#a9c0b4"),
    ridge("-20 230, 80 184, 190 226, 280 196, 420 240", "#86a592"),
    path(shape("420 218!, 300 226, 210 244, 250 268, 420 300!"), "#e3ece8"),
    path(shape("420 226!, 310 234, 250 246, 300 262, 420 284!"), "#b9d2d1"),
    path(shape("-20 300!, 140 262, 420 290!, 420 520!, -20 520!"), "#c9b98b"),
    path(shape("-20 370, 200 344, 420 366, 420 520!, -20 520!"), mix(shadow, "#8a6d3c", 0.45)),
    oval(222, 462, 160, 22, "#8b7042"),
    ...heap.map(([x, y, r], i) =>
      draw(
        ball(x, y, r, r * 0.96, i % 2 ? pair.gold : pair.orange, 0),
        i % 3 === 1 ? calyx(x - 6, y - r * 0.6, 10) : "",
      ),
    ),
    leaf(214, 214, 84, -30, pair.deepLeaf, 0.28),
    leaf(206, 214, 70, -150, pair.leaf, 0.28),
    basket(200, 462, 270, 140),
    ball(346, 440, 42, 40, pair.orange, 8),
    calyx(340, 416, 11),
  );
};

const hongcheng = (shadow: string): Art =>
  draw(
    path(pebble(300, 156, 98, 96), shadow),
    ball(280, 132, 98, 96, skins.blood, 18),
    calyx(268, 58, 18),
    veined(262, 54, 124, 166, pair.deepLeaf, 0.28),
    path(pebble(182, 352, 204), shadow),
    within(pebble(280, 132, 98, 96, 0.014), path(pebble(172, 336, 204), skins.blood.shade)),
    cutHalf(158, 328, 200, 200, skins.blood, 11, 6, 0.055),
  );

const penggan = (shadow: string): Art => {
  const outline =
    "0 -128, 34 -124, 44 -100, 84 -80, 116 -24, 108 50, 64 98, 0 106, -64 98, -108 50, -116 -24, -84 -80, -44 -100, -34 -124";
  const whole = shape(outline, { x: 156, y: 216, size: 1.18 });
  const flap = (points: string): Art =>
    form(shape(points, { x: 280, y: 400 }), { base: "#f6cd94", shade: pair.orange.shade }, -6, -5);
  const meat = pebble(280, 368, 86, 76);
  const bowl = "-98 -14!, -70 16, -36 4, 0 24, 40 6, 70 18, 98 -16!, 88 48, 40 84, -40 84, -88 50";
  return draw(
    path(shape("20 330, 220 300, 420 360, 420 500, 160 500, 40 430"), shadow),
    fruit(whole, 156, 240, 134, 116, pair.orange, 24),
    stroke("M128 96q-4 26-20 42M156 92v42M186 96q4 26 22 42", pair.orange.shade, 4.5),
    calyx(156, 72, 20),
    leaf(162, 68, 140, -16, pair.deepLeaf, 0.28),
    form(meat, { base: "#f2a24a", shade: "#dd8330" }, -12, -8),
    within(
      meat,
      stroke("M280 290q-80 60-22 160M280 290q-36 80-6 160M280 290q24 80 14 160M280 290q84 70 34 160", "#fbdcae", 5),
    ),
    flap("-88 14, -128 2, -150 -34!, -110 -40, -84 -18"),
    flap("88 14, 126 -6, 138 -48!, 100 -44, 84 -20"),
    form(shape(bowl, { x: 280, y: 400 }), pair.orange, -10, -8),
    flap("-30 10, -44 44, -14 78!, 24 52, 34 10"),
  );
};

const qicheng = (): Art => {
  const navel = (x: number, y: number): Art =>
    draw(
      circle(x, y, 25, pair.orange.shade),
      circle(x - 2, y - 2, 20, "#f2ab52"),
      stroke(`M${x - 2} ${y - 14}v24M${x - 12} ${y - 8}l20 12M${x - 12} ${y + 6}l20-14`, pair.orange.shade, 4),
    );
  return draw(
    path(shape("-20 60, 60 20, 96 96!, 150 130!, 168 260!, 190 300, 190 520!, -20 520!"), "#7f9a8c"),
    path(shape("420 10!, 340 40, 308 120!, 262 150!, 244 280!, 220 300, 220 520!, 420 520!"), "#6c8a80"),
    path(shape("-20 130!, 46 120!, 70 190!, 112 214!, 130 320!, 160 340, 150 520!, -20 520!"), "#4f7066"),
    path(shape("420 90!, 372 104!, 350 180!, 300 214!, 282 320!, 250 340, 260 520!, 420 520!"), "#3f5f57"),
    path(shape("196 296!, 214 296!, 300 352!, 420 380!, 420 520!, -20 520!, -20 380!, 130 352!"), "#9dbdb8"),
    ripples(
      [
        [188, 322, 40],
        [150, 344, 50],
        [250, 352, 70],
        [20, 372, 60],
      ],
      "#dce8e2",
      4,
    ),
    path(pebble(160, 440, 134, 40), "#7da19d"),
    path(pebble(330, 462, 100, 26), "#7da19d"),
    ball(144, 350, 116, 112, pair.orange, 20),
    navel(118, 366),
    cutHalf(294, 392, 86, 84, skins.orange, 10, 14),
    leaf(168, 242, 118, -28, pair.deepLeaf, 0.28),
  );
};

const liancheng = (shadow: string): Art =>
  draw(
    path(
      shape("230 30, 330 90, 360 220, 300 330, 330 420, 380 470, 420 480, 420 -20!, 240 -20!"),
      mix(shadow, "#ffffff", 0.35),
    ),
    twig("420 20, 300 52, 190 96, 110 104, 40 90", tone.umber, 9),
    twig("190 96, 164 140, 142 168", tone.umber, 6),
    twig("300 52, 300 120, 288 166", tone.umber, 6),
    twig("110 104, 96 220, 190 318", tone.umber, 0),
    veined(96, 104, 130, 152, pair.leaf, 0.28),
    veined(228, 80, 124, -118, pair.deepLeaf, 0.28),
    leaf(350, 40, 110, 70, pair.deepLeaf, 0.28),
    ball(290, 246, 88, 86, pair.gold, 14),
    calyx(290, 168, 16),
    veined(280, 168, 120, -8, pair.leaf, 0.28),
    ball(126, 256, 92, 90, pair.orange, 16),
    calyx(134, 172, 16),
    twig("208 90, 222 200, 214 290", tone.umber, 6),
    ball(214, 378, 96, 94, pair.orange, 18),
    calyx(216, 292, 17),
    veined(212, 292, 124, 20, pair.deepLeaf, 0.28),
    veined(208, 286, 110, 158, pair.leaf, 0.28),
  );

export const orangePictures: Pictures = {
  "zhongxian-ganju": { name: "忠县柑橘", ground: ground.apricot, draw: ganju },
  "yunyang-hongcheng": { name: "云阳红橙", ground: ground.sage, draw: hongcheng },
  "guling-penggan": { name: "故陵椪柑", ground: ground.sand, draw: penggan },
  "fengjie-qicheng": { name: "奉节脐橙", ground: "#f4dcc0", draw: qicheng },
  "wushan-liancheng": { name: "巫山恋橙", ground: ground.sky, draw: liancheng },
};
