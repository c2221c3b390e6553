import { leaf, twig } from "../../motifs/leaves";
import { between } from "../../pen/chance";
import { ground, mix, pair } from "../../pen/colour";
import { form } from "../../pen/form";
import { limb, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, dots, draw, oval, path, stamp, stroke } from "../../pen/svg";

const petals = (base: string, shade: string): Art =>
  draw(
    form(limb("0 0 7, 30 -4 12, 62 -2 18, 84 0 26"), { base, shade }, -2, -3),
    form(shape("78 -12!, 100 -40, 132 -52, 150 -30, 140 -10, 118 -4, 86 6"), { base, shade }, -3, -4),
    form(limb("82 6 16, 104 20 16, 112 42 12, 100 58 2"), { base, shade }, -3, -2),
    stroke(thread("84 0, 116 4, 146 16") + thread("84 2, 112 14, 134 34") + thread("84 -2, 120 -4, 156 0"), shade, 2.4),
    dots(
      [
        [146, 16],
        [134, 34],
        [156, 0],
      ],
      3.6,
      "#c98a2a",
    ),
  );
const WHITE = petals("#fdf8ea", "#ddd3b4");
const GOLD = petals("#e6b83e", "#c4922a");

/** A honeysuckle flower: slim tube, one lip thrown back, long stamens; white, and gold when older. */
const trumpet = (x: number, y: number, turn: number, gold: boolean): Art =>
  stamp(gold ? "gold" : "white", gold ? GOLD : WHITE, [{ x, y, turn }]);

const jinyinhua = (): Art => {
  const pick = between(7);
  const buds = Array.from({ length: 34 }, (_, i) => {
    const place = { x: 282 + pick(-78, 78), y: 424 + pick(-16, 20), turn: pick(0, 360) };
    return stamp(`k${i % 2}`, path(limb("-16 0 3, 0 -1 5, 14 0 9, 20 1 4"), i % 2 ? "#d9c184" : "#eadcae"), [place]);
  }).join("");
  return draw(
    twig("60 520, 84 400, 150 270, 190 140, 170 20, 190 -20", "#8a6a4a", 7),
    leaf(88, 386, 116, -14, pair.leaf, 0.27),
    leaf(86, 392, 96, 196, pair.deepLeaf, 0.27),
    leaf(146, 278, 120, 186, pair.leaf, 0.27),
    leaf(150, 270, 130, 16, pair.deepLeaf, 0.27),
    leaf(190, 140, 120, 170, pair.deepLeaf, 0.27),
    leaf(190, 140, 110, 40, pair.leaf, 0.27),
    leaf(170, 24, 90, 190, pair.leaf, 0.27),
    leaf(172, 30, 100, 10, pair.deepLeaf, 0.27),
    trumpet(150, 268, -42, false),
    trumpet(148, 268, -140, true),
    trumpet(192, 138, -30, true),
    trumpet(188, 136, -78, false),
    trumpet(188, 140, -150, false),
    trumpet(88, 386, -110, false),
    trumpet(90, 386, -58, true),
    path(limb("172 26 5, 210 4 8, 236 -10 12"), "#fdf8ea"),
    path(limb("170 26 5, 140 -4 9, 126 -20 12"), "#e6b83e"),
    oval(296, 452, 112, 30, mix(ground.pine, "#000000", 0.24)),
    form(shape("166 420!, 184 452, 236 468, 326 468, 380 452, 398 420!, 340 440, 224 440"), pair.porcelain, -12, -4),
    oval(282, 420, 116, 32, "#fbf6ea"),
    oval(282, 423, 104, 26, "#cfc2a4"),
    buds,
  );
};

export const flowerPictures: Pictures = {
  "xiushan-jinyinhua": { name: "秀山金银花", ground: ground.pine, draw: jinyinhua },
};
