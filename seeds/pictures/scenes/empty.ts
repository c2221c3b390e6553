import { limb, shape, thread } from "../pen/line";
import { type Art, box, draw, oval, path, stroke } from "../pen/svg";

/** Two middling tones that hold on paper and on ink alike. */
const [LIGHT, DARK] = ["#cbbb9c", "#9a8b70"];

/** An empty basket, one leaf beside it. */
export const emptyCart = (): Art =>
  draw(
    oval(82, 106, 52, 6, LIGHT),
    stroke(thread("46 54, 52 22, 80 12, 108 22, 114 54"), DARK, 5),
    path(shape("34 54!, 38 84, 48 104, 112 104, 122 84, 126 54!"), LIGHT),
    stroke("M40 68H120M44 80H116M48 92H112M58 58L62 102M80 58V102M102 58L98 102", DARK, 2.5),
    box(28, 48, 104, 11, DARK, 5.5),
    path(shape("128 102!, 134 92, 146 88, 156 90!, 150 100, 140 105"), DARK),
  );

/** An open box with nothing in it yet, its string untied. */
export const emptyOrders = (): Art =>
  draw(
    oval(82, 108, 54, 6, LIGHT),
    path("M36 52L80 64V108L36 94Z", LIGHT),
    path("M80 64L124 52V94L80 108Z", DARK),
    path("M36 52L80 40L124 52L80 64Z", DARK),
    path("M46 52L80 43L114 52L80 61Z", "#7f725b"),
    path("M36 52L20 38L62 26L80 40Z", LIGHT),
    path("M124 52L142 40L98 26L80 40Z", LIGHT),
    stroke(thread("24 100, 12 92, 16 80, 28 84, 22 96, 34 108, 54 112"), DARK, 2.5),
  );

/** A glass over the hills, and nothing found. */
export const emptySearch = (): Art =>
  draw(
    path(shape("8 102!, 30 70, 48 84, 70 48, 92 80, 108 66, 150 102!"), LIGHT),
    stroke("M20 110H70M84 110H140", LIGHT, 3),
    path("M74 18A32 32 0 1 1 73.900 18ZM74 25A25 25 0 1 0 74.100 25Z", DARK),
    path(limb("95 73 8, 106 84 10, 122 102 12"), DARK),
    stroke("M58 44q4-9 14-10", DARK, 3),
  );
