/**
 * Draws every illustration of the shop: `npx tsx seeds/pictures/draw.ts`.
 * The same source always gives the same files, so a change of hand shows as a change of file.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goods } from "./goods/all";
import { goodsPage } from "./pen/page";

const out = join(__dirname, "../../public/img");
const LIMIT = 12_000;

function write(name: string, text: string): void {
  const size = Buffer.byteLength(text);
  if (name.endsWith(".svg") && size >= LIMIT) {
    process.exitCode = 1;
    console.error(`Error: ${name} has ${size} bytes`);
  }
  writeFileSync(join(out, name), text);
}

mkdirSync(join(out, "goods"), { recursive: true });
const slugs = Object.keys(goods).sort();
for (const slug of slugs) {
  const picture = goods[slug];
  if (picture) write(`goods/${slug}.svg`, goodsPage(slug, picture));
}
const grounds = Object.fromEntries(slugs.map((slug) => [slug, goods[slug]?.ground]));
write("goods/grounds.json", `${JSON.stringify(grounds, null, 2)}\n`);
