import { fir, mist, ridge, tree } from "../../motifs/land";
import { blade } from "../../motifs/leaves";
import { ground } from "../../pen/colour";
import { form } from "../../pen/form";
import { limb, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, circle, dots, draw, oval, path, stamp, stroke } from "../../pen/svg";

const sheep = (): Art =>
  draw(
    stroke("M-14 14v16M-4 16v16M12 16v16M22 12v16", "#3d342e", 5),
    form(
      shape("-34 0, -30 -18, -12 -24, 6 -28, 26 -22, 36 -4, 28 14, 6 20, -18 18"),
      { base: "#fdf9ee", shade: "#ddd2bd" },
      -4,
      -5,
    ),
    path(shape("-30 -16, -44 -14, -52 0, -44 8, -32 2"), "#3d342e"),
    path(limb("-34 -14 8, -30 -6 9, -26 0 4"), "#54483f"),
  );

const hongchiba = (): Art => {
  const flock = [
    [92, 372, 1],
    [168, 398, 1.1],
    [300, 356, 0.8],
    [60, 440, 1.3],
    [244, 442, 1.35],
  ] as const;
  return draw(
    mist(30, 120, 190, "#f2f5ee"),
    mist(210, 84, 220, "#f2f5ee"),
    ridge("-20 220, 80 180, 180 206, 280 166, 420 200", "#9db7b4"),
    ridge("-20 262, 100 226, 240 250, 420 220", "#7f9f94"),
    ...each10().map(([x, h]) => fir(x, 282 + Math.sin(x * 0.03) * 8, h, "#4c6a53", "#37503f")),
    path(shape("-20 290!, 100 270, 240 290, 420 262!, 420 520!, -20 520!"), "#a9bb6c"),
    path(shape("-20 330!, 60 310, 180 330, 300 380, 420 400!, 420 520!, -20 520!"), "#94ab5a"),
    path(shape("-20 470!, 120 420, 260 410, 420 340!, 420 520!, -20 520!"), "#7f9a4e"),
    path(shape("-20 500!, 150 470, 420 480!, 420 520!, -20 520!"), "#6d8a45"),
    ...flock.map(([x, y, s]) =>
      draw(
        oval(x + 4, y + 32 * s, 42 * s, 6 * s, "#6d8a45"),
        stamp("sheep", sheep(), [{ x, y, size: s, flip: x > 200 }]),
      ),
    ),
    path(limb("352 466 14, 350 430 18, 352 410 10"), "#7d2415"),
    circle(352, 398, 11, "#e6c8a6"),
    path(shape("330 398, 352 380, 374 398!, 352 394"), "#dcb869"),
    stroke("M366 400L372 470", "#7a5636", 4),
    dots(
      [
        [40, 492],
        [90, 480],
        [150, 496],
        [210, 484],
        [300, 496],
        [380, 490],
        [120, 500],
      ],
      4,
      "#f2d98a",
    ),
    dots(
      [
        [66, 500],
        [180, 490],
        [260, 500],
        [330, 486],
      ],
      4,
      "#d98a73",
    ),
  );
};

const each10 = (): [number, number][] => [
  [14, 92],
  [48, 116],
  [82, 84],
  [120, 122],
  [156, 96],
  [280, 110],
  [312, 86],
  [346, 126],
  [380, 98],
  [404, 116],
];

const xiannvshan = (): Art => {
  const gold = ["#c98a35", "#a56a22"] as const;
  const lone = (x: number, y: number, h: number, crown: string, shade: string): Art =>
    draw(
      path(
        limb(
          `${x} ${y} ${h * 0.12}, ${x + h * 0.7} ${y + h * 0.1} ${h * 0.26}, ${x + h * 1.1} ${y + h * 0.16} ${h * 0.02}`,
        ),
        "#b08a34",
      ),
      tree(x, y, h, crown, shade, "#54361f"),
    );
  return draw(
    path(shape("60 190!, 70 150, 110 140, 126 100, 190 84, 226 116, 276 112, 300 146, 350 156, 360 190!"), "#f6f1e4"),
    path(shape("200 190!, 230 150, 276 136, 300 146, 350 156, 360 190!"), "#dfe0d6"),
    path(shape("-20 96!, -20 60, 30 44, 70 66, 96 96!"), "#f6f1e4"),
    ridge("-20 250, 90 216, 200 240, 330 206, 420 236", "#8da39a"),
    path(shape("-20 276!, 140 250, 300 268, 420 252!, 420 520!, -20 520!"), "#e0b95c"),
    path(shape("-20 330!, 120 300, 260 330, 420 306!, 420 520!, -20 520!"), "#d3a747"),
    path(shape("-20 420!, 140 380, 280 400, 420 370!, 420 520!, -20 520!"), "#c4953a"),
    stroke(thread("-10 470, 80 440, 150 450, 190 410, 170 366, 210 326, 200 290"), "#efdca0", 7),
    lone(120, 326, 130, gold[0], gold[1]),
    lone(296, 300, 70, "#a9883a", "#86682a"),
    lone(346, 312, 54, "#b5602e", "#8f4720"),
    lone(36, 296, 46, "#a9883a", "#86682a"),
    lone(262, 432, 190, "#b5602e", "#8a4420"),
    ...[20, 60, 110, 150, 330, 360, 392, 84].map((x, i) =>
      blade(x, 510, x + (i % 2 ? 14 : -10), 440 + (i % 3) * 10, 9, 4, i % 2 ? "#e6c878" : "#a97a28"),
    ),
  );
};

export const meadowPictures: Pictures = {
  "hongchiba-menpiao": { name: "红池坝门票", ground: ground.sky, draw: hongchiba },
  "xiannvshan-menpiao": { name: "仙女山门票", ground: "#9fbcc0", draw: xiannvshan },
};
