import { calyx, cutHalf, fruit, skins } from "../../motifs/citrus";
import { leaf, veined } from "../../motifs/leaves";
import { ground, mix, pair } from "../../pen/colour";
import { cast, form, type Tones } from "../../pen/form";
import { pebble, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, draw, path } from "../../pen/svg";

const PEAR =
  "0 -150, 40 -146, 62 -112, 104 -60, 142 20, 130 98, 74 142, 0 150, -74 142, -130 98, -142 20, -104 -60, -62 -112, -40 -146";

/** A pomelo segment out of its skin: thick crescent, its long sacs lying one way. */
const slice = (x: number, y: number, turn: number, size: number, flesh: Tones, sac: string): Art => {
  const lay = { x, y, turn, size };
  const body = shape("-92 8!, -60 58, 0 78, 62 56, 92 4!, 50 14, 0 18, -50 14", lay);
  const film = shape("-92 8!, -54 -4, 0 -4, 54 -6, 92 4!, 50 18, 0 24, -50 18", lay);
  const sacs = [-56, -32, -8, 16, 40, 60].map((dx, i) =>
    path(
      shape(
        `${dx} 26, ${dx * 1.02 + 4} 40, ${dx * 0.9} ${56 - Math.abs(dx) * 0.16 + (i % 2) * 4}, ${dx * 0.95 - 4} 40`,
        lay,
      ),
      sac,
    ),
  );
  return draw(form(body, flesh, -3, -7), ...sacs, path(film, "#fffaf0"));
};

const liangpingYou = (shadow: string): Art => {
  const d = shape(PEAR, { x: 224, y: 226, size: 1.16 });
  return draw(
    path(shape("70 380, 300 350, 430 392, 430 452, 200 476, 60 440"), shadow),
    fruit(d, 224, 246, 160, 158, pair.pomelo, 34),
    calyx(224, 58, 20),
    veined(226, 54, 140, -22, pair.leaf, 0.3),
    leaf(222, 54, 110, 196, pair.deepLeaf, 0.3),
    slice(112, 392, -14, 1.12, { base: "#f5ecc9", shade: "#dccb94" }, "#fffbe9"),
    slice(270, 424, 10, 0.96, { base: "#f5ecc9", shade: "#dccb94" }, "#fffbe9"),
  );
};

const hongxinYou = (shadow: string): Art => {
  const d = shape(PEAR, { x: 276, y: 150, turn: 16, size: 0.92 });
  return draw(
    cast(d, shadow, 18, 18),
    fruit(d, 270, 168, 126, 120, pair.pomelo, 22),
    calyx(312, 24, 16),
    path(pebble(164, 352, 176, 164), shadow),
    cutHalf(146, 334, 172, 160, skins.pink, 13, 4, 0.13),
  );
};

const baiyou = (): Art => {
  const pale = { base: "#ece3a4", shade: "#cdbf74" };
  const d = shape(PEAR, { x: 190, y: 196, size: 1.1, turn: -5 });
  return draw(
    path(shape("-20 404!, 420 372!, 420 520!, -20 520!"), mix(ground.pine, "#000000", 0.16)),
    fruit(d, 190, 216, 152, 148, pale, 30),
    calyx(176, 36, 19),
    veined(172, 34, 128, 176, pair.paleLeaf, 0.3),
    leaf(180, 32, 150, -14, pair.leaf, 0.3),
    path(pebble(304, 410, 118, 70), mix(ground.pine, "#000000", 0.3)),
    cutHalf(
      288,
      376,
      112,
      108,
      { ...skins.pomelo, ...pale, flesh: "#f7f0d2", juice: "#e6dba6", pith: "#fffdf3" },
      12,
      9,
      0.11,
    ),
  );
};

export const pomeloPictures: Pictures = {
  "liangping-you": { name: "梁平柚", ground: ground.clay, draw: liangpingYou },
  "fengdu-hongxinyou": { name: "丰都红心柚", ground: ground.celadon, draw: hongxinYou },
  "dianjiang-baiyou": { name: "垫江白柚", ground: ground.pine, draw: baiyou },
};
