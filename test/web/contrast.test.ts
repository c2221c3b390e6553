import { readFileSync } from "node:fs";
import path from "node:path";

const css = readFileSync(path.join(__dirname, "../../public/css/site.css"), "utf8");
const [light = {}, darkChanges = {}] = [...css.matchAll(/:root \{(.*?)\n\s*\}/gs)].map(([, block]) =>
  Object.fromEntries(
    [...(block ?? "").matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  ),
);
const schemes: Record<string, Record<string, string>> = { light, dark: { ...light, ...darkChanges } };

function luminance(hex = "#000000"): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT = 4.5;
const CONTROL = 3;
const pairs: [string, string, number][] = [
  ...["ink", "soft", "vermilion", "vermilion-ink", "moss", "amber"].map((ink): [string, string, number] => [
    ink,
    "paper",
    TEXT,
  ]),
  ...["ink", "soft", "vermilion-ink"].map((ink): [string, string, number] => [ink, "card", TEXT]),
  ["vermilion-ink", "vermilion-wash", TEXT],
  ["moss", "moss-wash", TEXT],
  ["amber", "amber-wash", TEXT],
  ["on-vermilion", "vermilion-fill", TEXT],
  ["paper", "ink", TEXT],
  ["soft", "line", TEXT],
  ["edge", "paper", CONTROL],
  ["edge", "card", CONTROL],
  ["vermilion", "line", CONTROL],
];

test.each(Object.keys(schemes).flatMap((scheme) => pairs.map((pair) => [scheme, ...pair] as const)))(
  "%s: %s on %s",
  (scheme, ink, ground, least) => {
    expect(contrast(schemes[scheme]?.[ink], schemes[scheme]?.[ground])).toBeGreaterThanOrEqual(least);
  },
);
