import { leaf } from "../../motifs/leaves";
import { between } from "../../pen/chance";
import { ground, mix, pair, tone } from "../../pen/colour";
import { form } from "../../pen/form";
import { facet, limb, pebble, shape, thread } from "../../pen/line";
import type { Pictures } from "../../pen/page";
import { type Art, box, circle, draw, each, n, path, put, stroke } from "../../pen/svg";

const sijin = (shadow: string): Art => {
  const fold = (points: string, base: string, shade: string, dx = -10): Art =>
    form(shape(points), { base, shade }, dx, -6);
  const silk = ["#c8553a", "#9c3a24", "#f3e3c8", "#dcc6a2", "#5d8588", "#42686c"] as const;
  return draw(
    path(
      shape("90 60, 330 40, 380 120, 300 200, 330 330, 390 480, 250 500, 220 330, 140 480, 60 440, 160 220, 90 150"),
      shadow,
    ),
    fold("176 224!, 150 300, 96 380, 44 446!, 90 452, 130 470!, 180 400, 214 310, 214 236!", silk[0], silk[1]),
    fold("60 426, 44 446!, 90 452, 130 470!, 144 452, 100 436", silk[2], silk[3], -4),
    fold("150 300, 120 350, 96 384, 140 400, 166 420, 196 360, 206 300", silk[4], silk[5], -6),
    fold("106 370, 96 384, 140 400, 166 420, 176 404, 140 386", silk[2], silk[3], -3),
    fold("216 232!, 236 310, 276 390, 300 470!, 340 456, 388 462!, 356 380, 316 310, 262 222!", silk[4], silk[5], -14),
    fold("292 446, 300 470!, 340 456, 388 462!, 380 440, 336 434", silk[2], silk[3], -4),
    fold("232 290, 250 340, 272 384, 316 370, 350 366, 326 322, 296 278", silk[0], silk[1], -8),
    fold("196 176!, 120 190, 50 150, 56 84, 110 56, 166 88, 206 150", silk[2], silk[3], -12),
    fold("190 168, 130 160, 92 124, 116 96, 150 108, 186 140", silk[3], "#bfa67c", 6),
    path(shape("70 96, 110 62, 160 88, 196 138, 204 156, 176 124, 130 84, 92 92"), silk[0]),
    fold("220 160!, 240 90, 300 46, 356 74, 360 136, 300 178, 230 190", silk[0], silk[1], -12),
    fold("236 160, 262 110, 306 88, 326 112, 300 146, 250 170", silk[1], "#77281a", 6),
    path(shape("244 96, 300 50, 350 72, 358 110, 336 84, 300 74, 262 98, 240 136"), silk[2]),
    fold("166 168, 176 140, 214 130, 254 146, 262 184, 248 222, 210 236, 174 220", silk[4], silk[5], -12),
    stroke(thread("182 154, 206 184, 206 228") + thread("232 144, 226 186, 234 226"), silk[5], 5),
    path(shape("170 176, 196 166, 232 172, 260 166, 262 182, 230 190, 196 184, 168 192"), silk[2]),
  );
};

const cansibei = (shadow: string): Art => {
  const fold = (y: number, h: number, k: number): Art =>
    draw(
      form(
        shape(
          `40 ${y}, 26 ${y + h * 0.3}, 26 ${y + h * 0.72}, 44 ${y + h}, 330 ${y + h + 4}, 366 ${y + h * 0.9}, 376 ${y + h * 0.5}, 364 ${y + h * 0.1}, 330 ${y - 4}`,
        ),
        { base: k ? "#fdf9f0" : "#f4ecdd", shade: "#d6c9b0" },
        -14,
        -9,
      ),
      stroke(`M60 ${y + h * 0.5}Q200 ${y + h * 0.62} 346 ${y + h * 0.5}`, "#dfd3bc", 3),
    );
  const top = shape("40 222!, 92 166, 330 160, 372 214!, 330 226, 200 232, 60 232");
  const cocoon = (x: number, y: number, turn: number): Art => {
    const d = shape("-46 0, -38 -22, -14 -27, 0 -23, 14 -27, 38 -22, 46 0, 38 22, 14 27, 0 23, -14 27, -38 22", {
      x,
      y,
      turn,
    });
    return draw(
      path(shape("-46 0, -38 -22, 14 -27, 46 0, 38 22, -14 27", { x: x + 9, y: y + 11, turn }), "#d6c9b0"),
      form(d, { base: "#fffdf5", shade: "#dccdae" }, -6, -7),
      stroke(
        thread("-26 -12, -10 -16, 6 -12", { x, y, turn }) +
          thread("-22 2, 4 -3, 26 2", { x, y, turn }) +
          thread("-12 14, 8 12, 22 14", { x, y, turn }),
        "#e9dec6",
        3,
      ),
    );
  };
  return draw(
    box(0, 340, 400, 160, shadow),
    path(shape("60 364, 200 372, 380 350, 420 366, 420 394, 200 402, 80 388"), mix(shadow, tone.ink, 0.18)),
    put(
      0,
      -78,
      draw(
        fold(360, 84, 0),
        fold(290, 82, 1),
        fold(222, 80, 0),
        form(top, { base: "#fffdf7", shade: "#e6dcc8" }, -8, -4),
        stroke("M120 172L100 226M190 168L182 230M260 166L264 228", "#ece3d0", 3),
        path(facet("232 162, 262 161, 272 230, 262 446, 232 447, 238 232"), "#8fae94"),
        path(facet("252 161, 262 161, 272 230, 262 446, 252 446, 258 232"), "#6f9078"),
        stroke("M247 250q-60-40-66 0q6 24 66 4q60 26 66-6q-8-36-66 2l-26 60M250 252l30 62", "#6f9078", 8),
        stroke("M247 250q-60-40-66 0q6 24 66 4q60 26 66-6q-8-36-66 2", "#a9c3ac", 3),
      ),
    ),
    leaf(66, 438, 130, -38, pair.leaf, 0.34),
    leaf(64, 444, 110, -104, pair.deepLeaf, 0.34),
    cocoon(112, 440, -12),
    cocoon(206, 452, 16),
    cocoon(296, 434, -24),
  );
};

const fur = (seed: number, x: number, y: number, rx: number, ry: number, count: number, length: number): string => {
  const pick = between(seed);
  return each(count, () => {
    const [a, r] = [pick(0, 6.283), Math.sqrt(pick(0.1, 1))];
    return `M${n(x + Math.cos(a) * rx * r)} ${n(y + Math.sin(a) * ry * r)}q${n(pick(-6, 6))} ${n(length * 0.5)} ${n(pick(-4, 10))} ${n(length)}`;
  });
};

const tumao = (): Art => {
  const white = { base: "#fbf6ec", shade: "#d8cfc0" };
  const rabbit = shape(
    "60 300!, 70 270, 58 250!, 78 226, 76 204!, 106 190, 120 166, 156 154, 190 160, 210 186!, 214 206, 232 216!, 252 250, 276 262!, 290 300, 302 310!, 306 350, 316 368!, 296 396, 260 404!, 200 410, 120 410!, 70 398, 60 370!, 48 340, 62 326!",
  );
  return draw(
    path(shape("40 400, 200 380, 360 390, 420 440, 200 450, 20 440"), mix(ground.pine, "#000000", 0.2)),
    form(limb("118 176 30, 92 110 44, 82 60 34, 92 22 8"), white, -8, -4),
    path(limb("116 160 10, 96 106 18, 90 60 12, 94 40 2"), "#e6b9a8"),
    form(rabbit, white, -22, -14),
    form(limb("164 168 32, 168 100 46, 182 48 36, 200 16 8"), white, -8, -4),
    path(limb("166 150 10, 174 96 18, 184 52 12, 194 34 2"), "#e6b9a8"),
    form(pebble(130, 226, 66, 60, 0.05), white, -10, -8),
    circle(112, 216, 8, tone.ink),
    circle(109, 213, 2.6, "#fbf6ec"),
    path(shape("68 238!, 76 230, 88 234!, 78 246"), "#d98a73"),
    stroke("M78 246q2 10 14 10M60 246l-22-4M62 252l-24 8", "#b8ab98", 3),
    stroke(fur(4, 210, 310, 76, 74, 60, 26), "#e2d9ca", 4),
    stroke(fur(9, 120, 330, 50, 54, 26, 22), "#e2d9ca", 4),
    form(pebble(310, 356, 34, 32, 0.08), white, -6, -5),
    form(
      limb("-20 436 84, 80 420 88, 190 450 86, 300 460 82, 420 420 80"),
      { base: "#e9d9ba", shade: "#c4b08a" },
      0,
      -12,
    ),
    stroke(fur(17, 200, 430, 230, 26, 90, 20), "#f6ecd6", 4),
    stroke(fur(23, 200, 452, 230, 26, 70, 18), "#d3c09a", 4),
    stroke(
      each(12, (i) => `M${290 + i * 9} ${452 - i * 2}q-4 30 ${4 - (i % 3) * 4} 50`),
      "#e9d9ba",
      6,
    ),
  );
};

export const clothPictures: Pictures = {
  "qianjiang-sijin": { name: "黔江桑蚕丝巾", ground: ground.butter, draw: sijin },
  "qianjiang-cansibei": { name: "黔江蚕丝被", ground: ground.blush, draw: cansibei },
  "shizhu-tumao-weijin": { name: "石柱长毛兔毛围巾", ground: ground.pine, draw: tumao },
};
