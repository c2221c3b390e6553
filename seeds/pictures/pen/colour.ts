import type { Tones } from "./form";

const tones = (base: string, shade: string): Tones => ({ base, shade });

/** The grounds. Deep ones are kept for pale or glowing things, about one picture in seven. */
export const ground = {
  apricot: "#f3d9b6",
  butter: "#f2e4b2",
  linen: "#ece1cd",
  sand: "#e2d1b4",
  blush: "#eccfc1",
  clay: "#d8a78b",
  rust: "#c0613a",
  mustard: "#dcb04c",
  celadon: "#d4dfc9",
  sage: "#b9c8a9",
  sky: "#cbdbd9",
  dusk: "#a9bfc0",
  lilac: "#ded2d3",
  pine: "#3b5243",
  indigo: "#33495a",
  oxblood: "#6d2b1f",
  cocoa: "#4b392e",
} as const;

/** Plain tones. */
export const tone = {
  paper: "#faf7f1",
  cream: "#f6ecd8",
  bone: "#e9dcc3",
  ink: "#2a2521",
  soot: "#3d342e",
  vermilion: "#b3361e",
  oxblood: "#7d2415",
  rose: "#d98a73",
  straw: "#dcb869",
  ochre: "#b98a3c",
  umber: "#7a5635",
  bark: "#523c2b",
  moss: "#4c6444",
  pine: "#33473a",
  sage: "#9db184",
  river: "#86a9a7",
  stone: "#b9b0a2",
} as const;

/** The bright dyes of prints and embroidery. */
export const dye = { red: "#c23a24", green: "#4f7a55", yellow: "#e3b23c", pink: "#e79a86", ink: "#2a2521" } as const;

/** Pairs of tones for things that recur. */
export const pair = {
  leaf: tones("#6b8a50", "#4c6a40"),
  deepLeaf: tones("#55733f", "#3c5735"),
  paleLeaf: tones("#94ab6a", "#7a9355"),
  mandarin: tones("#d95a22", "#b74014"),
  orange: tones("#e98a30", "#cf6d1c"),
  gold: tones("#f0a53f", "#d98726"),
  lemon: tones("#ecc94b", "#cfa52e"),
  pomelo: tones("#e0cb58", "#c0a83c"),
  wood: tones("#c39a63", "#a27c48"),
  darkWood: tones("#8a623d", "#6a4729"),
  bamboo: tones("#d9bd7c", "#bb9a55"),
  clay: tones("#a8643f", "#834729"),
  soot: tones("#4a3f38", "#332b26"),
  porcelain: tones("#fbf6ea", "#e3d7c1"),
  stone: tones("#b5ada0", "#948b7e"),
  kraft: tones("#cfa878", "#b0875a"),
  linen: tones("#efe4cc", "#d6c6a6"),
  steel: tones("#6b6f6e", "#4d5151"),
} as const;

/** A tone between two, `share` of the way from the first to the second. */
export function mix(a: string, b: string, share: number): string {
  const part = (i: number): string => {
    const [x, y] = [a, b].map((c) => Number.parseInt(c.slice(1 + 2 * i, 3 + 2 * i), 16));
    return Math.round((x ?? 0) + ((y ?? 0) - (x ?? 0)) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(0)}${part(1)}${part(2)}`;
}

/** The tone of shadows and table tops on a ground. */
export const shadowOn = (base: string): string => mix(base, "#3a2a18", 0.15);
