import { nested } from "../../motifs/weaving";
import { blossom, leaf } from "../../motifs/leaves";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, n, oval, path, put, stroke } from "../../pen/svg";

const [RED, GREEN, YELLOW, PINK, INK] = ["#c23a24", "#4f7a55", "#e3b23c", "#e79a86", "#2a2521"];

/** A guardian in the manner of the old prints, built of circles and triangles; no print is copied. */
const guardian = (): Art => {
  const both = (art: Art): Art => draw(art, `<g transform="scale(-1 1)">${art}</g>`);
  const scales = each(4, (r) => each(5, (c) => `M${-30 + c * 15 + (r % 2) * 7 - 4} ${10 + r * 14}a8 8 0 0 0 15 0`));
  return draw(
    both(draw(path(facet("20 -60, 96 -128, 84 -52"), GREEN), path(facet("30 -54, 108 -86, 84 -28"), YELLOW), path(facet("24 -62, 66 -142, 56 -58"), RED), circle(92, -122, 6, INK), circle(104, -84, 6, INK), circle(66, -138, 6, INK))),
    both(path(shape("0 -16!, 40 -18, 82 4, 96 60, 84 116!, 60 106, 44 40, 0 20"), GREEN)), both(path(shape("84 64, 98 60, 84 116!, 60 106, 66 96"), YELLOW)), both(stroke("M52 8q20 30 22 76", "#35583b", 4)),
    path(shape("-46 0!, 46 0!, 56 70, 74 156!, 30 170, 0 164, -30 170, -74 156!, -56 70"), RED), path(shape("-40 4!, 40 4!, 44 66!, -44 66!"), YELLOW), stroke(scales, INK, 2.5), box(-54, 66, 108, 18, INK), circle(0, 75, 13, YELLOW), circle(0, 75, 6, RED), both(path(facet("6 90, 40 90, 52 150, 12 158"), GREEN)), both(stroke("M14 104h26M16 120h30M16 138h32", YELLOW, 4)), path(facet("-9 86, 9 86, 0 160"), PINK),
    path(shape("-64 160!, -20 168!, -18 192, -70 192"), INK), path(shape("64 160!, 20 168!, 18 192, 70 192"), INK),
    circle(0, -44, 40, PINK), path(shape("-40 -44!, -42 -84, -20 -104, 0 -126!, 20 -104, 42 -84, 40 -44!, 0 -62"), YELLOW), stroke("M-40-62Q0-82 40-62", RED, 7), circle(0, -96, 9, RED), both(circle(44, -52, 9, GREEN)),
    both(stroke("M8-52q10-8 22-2", INK, 5)), both(circle(17, -40, 5, INK)), stroke("M0-40v12M-8-26h16", INK, 3.5), path(shape("-34 -30!, -16 -18, 0 -20, 16 -18, 34 -30!, 26 8, 0 34!, -26 8"), INK), stroke("M-8-14q8 5 16 0", RED, 4),
    stroke("M-92-60V176", INK, 6), path(shape("-92 -64!, -118 -78, -124 -112, -108 -140!, -104 -110, -90 -92"), YELLOW), stroke("M-92-60h-8", RED, 8), circle(-90, 60, 12, PINK), circle(88, 62, 12, PINK), path(shape("88 40!, 104 30, 96 10, 84 26, 72 12, 74 34"), RED),
  );
};

const nianhua = (shadow: string): Art =>
  draw(
    path(facet("36 40, 270 28, 286 424, 52 436"), shadow), put(146, 228, draw(box(-118, -198, 236, 396, "#f3e0ae"), box(-106, -186, 212, 372, "#f9ecc8"), stroke("M-106-186H106V186H-106Z", RED, 5), put(0, 4, guardian(), 0, 0.86)), -3),
    path(shape("-64 -150!, 64 -150!, 64 150!, -64 150!", { x: 338, y: 330, turn: 9 }), shadow), form(shape("-64 -150!, 64 -150!, 64 150!, -64 150!", { x: 326, y: 314, turn: 9 }), { base: "#6f4a2f", shade: "#4a2f1c" }, -9, -7),
    put(322, 311, draw(path(facet("-52 -136, 52 -136, 52 136, -52 136"), "#5a3a24"), stroke("M-46-130H46V130H-46Z", "#a3764c", 5), circle(0, -62, 26, "#a3764c"), circle(0, -62, 17, "#5a3a24"), dots([[-8, -66], [8, -66]], 3.5, "#a3764c"), path(facet("0 -116, 18 -92, -18 -92"), "#a3764c"), path(facet("-30 -94, -42 -118, -20 -100"), "#a3764c"), path(facet("30 -94, 42 -118, 20 -100"), "#a3764c"), path(shape("-26 -30!, 26 -30!, 36 30, 42 104!, 0 112, -42 104!, -36 30"), "#a3764c"), stroke("M-18-14H18M-22 4H22M-24 22H24M-28 48H28M-30 70H30M-32 90H32", "#5a3a24", 4), stroke("M-40-20V100M40-20V100", "#a3764c", 4)), 9),
  );

const butterflyHalf = (): Art =>
  draw(
    path(shape("6 -14!, 40 -84, 92 -104, 124 -78, 116 -34, 74 -2, 10 0!"), RED), path(shape("16 -16!, 46 -70, 88 -86, 108 -66, 98 -36, 66 -12"), YELLOW), path(shape("30 -22!, 54 -58, 84 -68, 92 -52, 78 -32"), "#5f8a94"), circle(74, -52, 9, "#f6ecd8"), circle(74, -52, 4, RED),
    path(shape("8 6!, 60 4, 102 26, 98 66, 64 84, 44 112, 24 88, 10 40!"), PINK), path(shape("16 14!, 58 14, 86 32, 80 58, 52 68, 36 86, 20 50"), GREEN), path(shape("24 22, 54 24, 66 40, 46 52, 30 48"), YELLOW), dots([[90, 78], [104, 62], [70, 96], [52, 116]], 5, YELLOW), dots([[132, -84], [130, -56], [118, -26], [104, -106]], 4.5, "#f6ecd8"), stroke("M4-40Q20-90 44-112q14-6 12 8", YELLOW, 3.5),
    stroke("M52-72L66-58M68-80L78-66M34-46L46-36", "#9b6f1e", 2.5), stroke("M40 22L46 32M56 26L58 36", "#3a5c40", 2.5),
  );

const miaoxiu = (shadow: string): Art => {
  const half = butterflyHalf();
  return draw(
    circle(216, 254, 176, shadow), path(shape("10 90, 60 40, 200 22, 340 40, 390 110, 384 380, 330 450, 196 462, 70 452, 18 380"), "#2f4354"), stroke("M30 120q-6 100 6 220M370 130q6 100-4 230M90 448q100 12 200 0", "#4a6074", 4),
    circle(200, 238, 172, "#a27c48"), circle(197, 235, 170, "#c39a63"), circle(200, 238, 156, "#8a6436"), circle(200, 238, 152, "#33495a"), path("M186 60h28v26h-28z", "#a27c48"), circle(200, 62, 9, "#d8b45a"),
    ...[0, 60, 120, 180, 240, 300].map((a) => put(200 + Math.sin((a * Math.PI) / 180) * 126, 238 - Math.cos((a * Math.PI) / 180) * 126, draw(path("M0-14L10 0L0 14L-10 0Z", RED), path("M0-6L5 0L0 6L-5 0Z", YELLOW), dots([[-19, 2], [19, 2]], 3, "#f6ecd8")), a)),
    put(200, 244, draw(half, `<g transform="scale(-1 1)">${half}</g>`, path(shape("-7 -40, 0 -50, 7 -40, 8 20, 0 70!, -8 20"), INK), stroke("M-6-20H6M-6-4H6M-6 12H6M-4 28H4", YELLOW, 4), circle(0, -50, 9, INK)), 0, 0.92),
    path(limb("262 372 3, 330 424 7, 386 468 0"), "#e9e4d8"), stroke(thread("322 416, 350 380, 378 404, 360 452, 300 470, 230 452, 160 476"), RED, 4),
  );
};

const silver = { base: "#dfe3e2", shade: "#9fa9ac" };

const yinshi = (): Art => {
  const ring = shape("206 76, 300 98, 356 168, 346 250, 286 308, 196 322, 108 298, 56 230, 62 150, 120 94");
  const hole = pebble(206, 186, 104, 76, 0.01);
  const petals = (x: number, y: number, r: number): Art => draw(each(8, (i) => put(x, y, path(`M0 0Q${n(r * 0.34)} ${n(-r * 0.6)} 0 ${n(-r)}Q${n(-r * 0.34)} ${n(-r * 0.6)} 0 0Z`, silver.shade), i * 45)), circle(x, y, r * 0.22, "#eef1f0"));
  const earring = (x: number): Art => draw(
    stroke(`M${x} 376q-12-22 0-32q14 6 6 24`, silver.base, 4), form(pebble(x, 396, 26, 24, 0), silver, -5, -4), petals(x, 396, 18), path(facet(`${x - 22} 420, ${x + 22} 420, ${x + 12} 440, ${x - 12} 440`), silver.shade),
    ...[-18, -6, 6, 18].map((dx, i) => draw(stroke(`M${x + dx} 436v${14 + (i % 2) * 8}`, silver.base, 3), path(`M${x + dx} ${448 + (i % 2) * 8}q7 16 0 24q-7-8 0-24z`, silver.base))));
  return draw(
    `<g opacity=".5">${stroke("M0 60L400 460M0 160L340 500M60 0L400 340M160 0L400 240M0 260L240 500", "#2b3d4c", 10)}</g>`, path(shape("120 120, 330 120, 390 200, 370 290, 290 350, 190 356, 100 320, 76 250"), "#243644"),
    path(ring, silver.shade), within(ring, `<path d="${ring}" fill="${silver.base}" transform="translate(-10 -12)"/>`), path(hole, "#243644"), path(shape("110 160, 150 118, 220 108, 290 128, 310 172, 280 140, 220 124, 156 132"), "#7d888c"), path(shape("102 186, 108 220, 150 254, 206 262, 262 252, 304 218, 310 190, 330 210, 300 256, 206 282, 112 256, 84 214"), "#c3cacb"),
    petals(206, 300, 20), petals(128, 276, 17), petals(286, 280, 17), petals(78, 222, 14), petals(336, 226, 14), stroke("M154 294q12-14 26 4M232 302q12-16 28-6M96 248q6-8 14 12M312 262q8-14 14-14", "#7d888c", 3.5), dots([[206, 90], [170, 92], [242, 94], [140, 102], [274, 106]], 4.5, silver.shade),
    stroke("M70 150Q82 120 116 102", "#ffffff", 6), earring(118), earring(288),
  );
};

export const handPictures: Pictures = {
  "liangping-nianhua": { name: "梁平木版年画", ground: ground.sky, draw: nianhua },
  "pengshui-miaoxiu": { name: "彭水苗绣", ground: ground.apricot, draw: miaoxiu },
  "pengshui-yinshi": { name: "彭水苗族银饰", ground: ground.indigo, draw: yinshi },
};
export const unused = [nested, blossom, leaf, mix, pair, tone, oval];
