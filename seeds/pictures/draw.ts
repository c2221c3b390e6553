/**
 * Draws every illustration of the shop: `npx tsx seeds/pictures/draw.ts`.
 * The same source always gives the same files, so a change of hand shows as a change of file.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goods } from "./goods/all";
import { goodsPage, page } from "./pen/page";
import { cover } from "./scenes/cover";
import { emptyCart, emptyOrders, emptySearch } from "./scenes/empty";

const out = join(__dirname, "../../public/img");
const LIMIT = 12_000;
const COVER_LIMIT = 28_000;

function write(name: string, text: string, limit = LIMIT): void {
  const size = Buffer.byteLength(text);
  if (name.endsWith(".svg") && size >= limit) {
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

const small: [number, number] = [160, 120];
write("cover.svg", page("cover", "梯田、峡江与赶场的背篓", [1200, 520], "#efd9b2", cover()), COVER_LIMIT);
write("empty-cart.svg", page("ec", "空篮子", small, "none", emptyCart()));
write("empty-orders.svg", page("eo", "空箱子", small, "none", emptyOrders()));
write("empty-search.svg", page("es", "没有找到", small, "none", emptySearch()));
