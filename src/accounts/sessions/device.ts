/** What a browser says of itself, as far as a person would recognise it; words in two-factor.json under `sessions`. */
const BROWSERS = [
  ["wechat", /MicroMessenger\//],
  ["edge", /Edg(?:e|A|iOS)?\//],
  ["firefox", /(?:Firefox|FxiOS)\//],
  ["chrome", /(?:Chrome|CriOS)\//],
  ["safari", /Version\/[\d.]+.*Safari\//],
] as const;
const SYSTEMS = [
  ["harmony", /HarmonyOS|OpenHarmony/],
  ["android", /Android/],
  ["ios", /iPhone|iPad/],
  ["windows", /Windows/],
  ["mac", /Mac OS X/],
  ["linux", /Linux/],
] as const;

export interface Device {
  browser: string;
  system: string;
}

const named = (list: readonly (readonly [string, RegExp])[], text: string): string =>
  list.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";

export const deviceOf = (userAgent: string | undefined): Device => {
  const text = (userAgent ?? "").slice(0, 400);
  return { browser: named(BROWSERS, text), system: named(SYSTEMS, text) };
};

/** An address without its last part: enough to recognise one's own network, too little to find a flat. */
export function networkShown(ip: string | undefined): string {
  const plain = (ip ?? "").replace(/^::ffff:/i, "");
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return plain.replace(/\d+$/, "*");
  const groups = plain.split(":").filter(Boolean).slice(0, 3);
  return groups.length > 0 && plain.includes(":") ? `${groups.join(":")}:*` : "–";
}
