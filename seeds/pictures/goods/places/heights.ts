import { cliff, fir, ridge } from "../../motifs/land";
import { ground, tone } from "../../pen/colour";
import { form, within } from "../../pen/form";
import { facet, limb, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, n, path, put, stroke } from "../../pen/svg";

const huangshui = (): Art => {
  const trunk = (x: number, w: number, foot: number, base: string, shade: string): Art =>
    form(
      limb(`${x} -30 ${w * 0.5}, ${x} 160 ${w * 0.74}, ${x} ${foot - 60} ${w}, ${x} ${foot} ${w * 1.5}`),
      { base, shade },
      -w * 0.3,
      0,
    );
  const spray = (x: number, y: number, s: number, fill: string): Art =>
    path(
      shape("0 0!, -50 10, -96 34!, -60 -4, -104 -10!, -50 -24, 0 -34!, 50 -24, 104 -10!, 60 -4, 96 34!, 50 10", {
        x,
        y,
        size: s,
      }),
      fill,
    );
  return draw(
    path(shape("120 -20!, 300 -20!, 270 330!, 150 330!"), "#f4e3b4"),
    ...[
      [60, "#b9b48a"],
      [110, "#c9b98c"],
      [150, "#d6c292"],
      [262, "#d6c292"],
      [300, "#c9b98c"],
      [346, "#b9b48a"],
    ].map(([x, c]) => box(Number(x) - 7, -10, 14, 350, String(c))),
    ...[
      [70, 60, "#cf8a4a"],
      [150, 30, "#d99a55"],
      [250, 50, "#cf8a4a"],
      [330, 30, "#d99a55"],
      [110, 150, "#c67a3c"],
      [300, 140, "#c67a3c"],
      [60, 220, "#b5692f"],
      [350, 220, "#b5692f"],
    ].map(([x, y, c]) => spray(Number(x), Number(y), 0.8, String(c))),
    path(shape("-20 330, 100 316, 200 320, 300 316, 420 330, 420 520!, -20 520!"), "#8a6a3a"),
    path(shape("-20 380, 90 350, 150 340, 40 520!, -20 520!"), "#75552c"),
    path(shape("420 380, 310 350, 256 340, 360 520!, 420 520!"), "#75552c"),
    path(facet("186 322, 222 322, 330 510, 84 510"), "#d6b98a"),
    stroke(
      each(11, (i) => {
        const t = (i / 11) ** 1.7;
        return `M${n(186 - t * 102)} ${n(322 + t * 188)}H${n(222 + t * 108)}`;
      }),
      "#a98552",
      3,
    ),
    stroke("M186 322L84 510M222 322L330 510", "#8a6436", 5),
    stroke("M180 322V296M222 322V296M156 376V332M248 376V332M118 446V380M290 446V380", "#8a6436", 6),
    stroke("M180 298L156 334L118 382L60 456M222 298L248 334L290 382L350 456", "#a3764c", 6),
    trunk(104, 34, 420, "#8f5634", "#653a22"),
    trunk(306, 36, 424, "#8f5634", "#653a22"),
    trunk(34, 56, 500, "#7a4528", "#54301c"),
    trunk(374, 60, 506, "#7a4528", "#54301c"),
    stroke("M26 60v110M44 200v90M24 320v80M366 40v90M384 170v110M364 320v80", "#54301c", 4),
    spray(20, 90, 1.2, "#b8552c"),
    spray(380, 70, 1.25, "#b8552c"),
    spray(90, 10, 1.1, "#c8662f"),
    spray(320, 4, 1.1, "#c8662f"),
    spray(376, 190, 0.8, "#a3481f"),
    spray(20, 210, 0.8, "#a3481f"),
    spray(206, -14, 1.1, "#d98a45"),
    dots(
      [
        [60, 470],
        [96, 440],
        [340, 470],
        [310, 430],
        [376, 490],
        [30, 440],
        [20, 490],
        [390, 440],
      ],
      4.5,
      "#c8662f",
    ),
    path(limb("204 352 8, 204 336 11, 204 326 6"), tone.vermilion),
    circle(204, 319, 5.5, "#54361f"),
  );
};

const CRACKS = [
  "190 118 0, 196 170 12, 186 230 0",
  "240 112 0, 234 190 14, 244 280 0",
  "300 114 0, 308 180 12, 298 240 0",
  "352 116 0, 346 200 14, 356 290 0",
  "270 230 0, 278 310 14, 268 390 0",
  "324 270 0, 330 340 12, 322 400 0",
  "210 270 0, 204 340 12, 214 400 0",
  "150 210 0, 156 290 12, 148 370 0",
  "390 230 0, 384 310 14, 394 390 0",
]
  .map((l) => limb(l))
  .join("");

const suodao = (): Art => {
  const cabin = (x: number, y: number, s: number, body: string, shade: string): Art =>
    put(
      x,
      y,
      draw(
        stroke("M0-62V-34M-12-64H12", "#3d342e", 6),
        form(shape("-44 -34!, 44 -34!, 52 10, 44 44!, -44 44!, -52 10"), { base: body, shade }, -12, 0),
        box(-38, -22, 24, 34, "#dfeae6", 4),
        box(-10, -22, 22, 34, "#dfeae6", 4),
        box(16, -22, 22, 34, "#bfd2cf", 4),
        box(-44, 22, 88, 6, "#f3e6c8"),
      ),
      0,
      s,
    );
  const strata = (y: number, c: string, w: number): Art =>
    stroke(thread(`96 ${y}, 180 ${y - 6}, 260 ${y + 4}, 340 ${y - 4}, 430 ${y}`), c, w);
  return draw(
    circle(86, 96, 42, "#f7ead0"),
    ridge("-20 270, 60 230, 140 262, 230 220, 420 260", "#c9ad94"),
    ridge("-20 330, 80 290, 180 310, 420 290", "#a9a582"),
    cliff(
      "96 420!, 118 330!, 112 250!, 140 180!, 150 128!, 180 118, 300 112, 420 116!",
      "#94714f",
      "#b38d66",
      -14,
      4,
      430,
      96,
      420,
    ),
    within(
      shape("96 420!, 118 330!, 112 250!, 140 180!, 150 128!, 180 118, 300 112, 420 116!, 420 430!, 96 430!"),
      draw(strata(172, "#c49f76", 12), strata(250, "#a07a54", 16), strata(326, "#c49f76", 10), path(CRACKS, "#86623f")),
    ),
    path(shape("140 132, 160 108, 200 100, 300 94, 360 98, 420 96, 420 124, 300 118, 180 126"), "#86a05a"),
    path(shape("140 132, 180 120, 300 112, 420 116, 420 124, 300 120, 180 130, 150 140"), "#5d7c46"),
    fir(230, 100, 34, "#55733f", "#3f5a33"),
    fir(256, 98, 26, "#55733f", "#3f5a33"),
    fir(352, 98, 38, "#55733f", "#3f5a33"),
    fir(384, 98, 28, "#55733f", "#3f5a33"),
    box(286, 72, 50, 26, "#f3e6c8"),
    path(facet("280 74, 311 54, 342 74"), tone.vermilion),
    box(302, 82, 16, 16, "#6d4a34"),
    path(shape("60 440, 120 388, 220 396, 330 380, 420 400, 420 520!, -20 520!, -20 460"), "#6d8a52"),
    path(shape("-20 470, 120 440, 280 456, 420 430, 420 520!, -20 520!"), "#55733f"),
    fir(40, 486, 90, "#4c6a40", "#364f30"),
    fir(84, 496, 70, "#4c6a40", "#364f30"),
    fir(360, 480, 96, "#4c6a40", "#364f30"),
    fir(320, 490, 64, "#4c6a40", "#364f30"),
    stroke("M-10 352L312 66", "#3d342e", 3.5),
    stroke("M-10 340L306 62", "#3d342e", 2),
    cabin(112, 306, 1.24, tone.vermilion, "#86230f"),
    cabin(256, 154, 0.46, "#dcb04c", "#b1862e"),
  );
};

export const heightPictures: Pictures = {
  "huangshui-menpiao": { name: "黄水森林公园门票", ground: "#ecd49a", draw: huangshui },
  "chuanhegai-suodao": { name: "川河盖索道票", ground: ground.blush, draw: suodao },
};
