import { dye, ground } from "../../pen/colour";
import { form } from "../../pen/form";
import { facet, shape } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, dots, draw, each, path, put, stroke } from "../../pen/svg";

const { red: RED, green: GREEN, yellow: YELLOW, pink: PINK, ink: INK } = dye;

/** A guardian in the manner of the old prints, built of circles and triangles; no print is copied. */
const guardian = (): Art => {
  const both = (art: Art): Art => draw(art, `<g transform="scale(-1 1)">${art}</g>`);
  const scales = each(4, (r) => each(5, (c) => `M${-30 + c * 15 + (r % 2) * 7 - 4} ${10 + r * 14}a8 8 0 0 0 15 0`));
  return draw(
    both(
      draw(
        path(facet("20 -60, 96 -128, 84 -52"), GREEN),
        path(facet("30 -54, 108 -86, 84 -28"), YELLOW),
        path(facet("24 -62, 66 -142, 56 -58"), RED),
        circle(92, -122, 6, INK),
        circle(104, -84, 6, INK),
        circle(66, -138, 6, INK),
      ),
    ),
    both(path(shape("0 -16!, 40 -18, 82 4, 96 60, 84 116!, 60 106, 44 40, 0 20"), GREEN)),
    both(path(shape("84 64, 98 60, 84 116!, 60 106, 66 96"), YELLOW)),
    both(stroke("M52 8q20 30 22 76", "#35583b", 4)),
    path(shape("-46 0!, 46 0!, 56 70, 74 156!, 30 170, 0 164, -30 170, -74 156!, -56 70"), RED),
    path(shape("-40 4!, 40 4!, 44 66!, -44 66!"), YELLOW),
    stroke(scales, INK, 2.5),
    box(-54, 66, 108, 18, INK),
    circle(0, 75, 13, YELLOW),
    circle(0, 75, 6, RED),
    both(path(facet("6 90, 40 90, 52 150, 12 158"), GREEN)),
    both(stroke("M14 104h26M16 120h30M16 138h32", YELLOW, 4)),
    path(facet("-9 86, 9 86, 0 160"), PINK),
    path(shape("-64 160!, -20 168!, -18 192, -70 192"), INK),
    path(shape("64 160!, 20 168!, 18 192, 70 192"), INK),
    circle(0, -44, 40, PINK),
    path(shape("-40 -44!, -42 -84, -20 -104, 0 -126!, 20 -104, 42 -84, 40 -44!, 0 -62"), YELLOW),
    stroke("M-40-62Q0-82 40-62", RED, 7),
    circle(0, -96, 9, RED),
    both(circle(44, -52, 9, GREEN)),
    both(stroke("M8-52q10-8 22-2", INK, 5)),
    both(circle(17, -40, 5, INK)),
    stroke("M0-40v12M-8-26h16", INK, 3.5),
    path(shape("-34 -30!, -16 -18, 0 -20, 16 -18, 34 -30!, 26 8, 0 34!, -26 8"), INK),
    stroke("M-8-14q8 5 16 0", RED, 4),
    stroke("M-92-60V176", INK, 6),
    path(shape("-92 -64!, -118 -78, -124 -112, -108 -140!, -104 -110, -90 -92"), YELLOW),
    stroke("M-92-60h-8", RED, 8),
    circle(-90, 60, 12, PINK),
    circle(88, 62, 12, PINK),
    path(shape("88 40!, 104 30, 96 10, 84 26, 72 12, 74 34"), RED),
  );
};

const nianhua = (shadow: string): Art =>
  draw(
    path(facet("36 40, 270 28, 286 424, 52 436"), shadow),
    put(
      146,
      228,
      draw(
        box(-118, -198, 236, 396, "#f3e0ae"),
        box(-106, -186, 212, 372, "#f9ecc8"),
        stroke("M-106-186H106V186H-106Z", RED, 5),
        put(0, 4, guardian(), 0, 0.86),
      ),
      -3,
    ),
    path(shape("-64 -150!, 64 -150!, 64 150!, -64 150!", { x: 338, y: 330, turn: 9 }), shadow),
    form(
      shape("-64 -150!, 64 -150!, 64 150!, -64 150!", { x: 326, y: 314, turn: 9 }),
      { base: "#6f4a2f", shade: "#4a2f1c" },
      -9,
      -7,
    ),
    put(
      322,
      311,
      draw(
        path(facet("-52 -136, 52 -136, 52 136, -52 136"), "#5a3a24"),
        stroke("M-46-130H46V130H-46Z", "#a3764c", 5),
        circle(0, -62, 26, "#a3764c"),
        circle(0, -62, 17, "#5a3a24"),
        dots(
          [
            [-8, -66],
            [8, -66],
          ],
          3.5,
          "#a3764c",
        ),
        path(facet("0 -116, 18 -92, -18 -92"), "#a3764c"),
        path(facet("-30 -94, -42 -118, -20 -100"), "#a3764c"),
        path(facet("30 -94, 42 -118, 20 -100"), "#a3764c"),
        path(shape("-26 -30!, 26 -30!, 36 30, 42 104!, 0 112, -42 104!, -36 30"), "#a3764c"),
        stroke("M-18-14H18M-22 4H22M-24 22H24M-28 48H28M-30 70H30M-32 90H32", "#5a3a24", 4),
        stroke("M-40-20V100M40-20V100", "#a3764c", 4),
      ),
      9,
    ),
  );

export const printPictures: Pictures = {
  "liangping-nianhua": { name: "梁平木版年画", ground: ground.sky, draw: nianhua },
};
