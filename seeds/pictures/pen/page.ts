import { shadowOn } from "./colour";
import { type Art, box } from "./svg";

/** One picture: its Chinese name, its ground, and its drawing, which is told the tone of shadows. */
export interface Picture {
  readonly name: string;
  readonly ground: string;
  readonly draw: (shadow: string) => Art;
}

export type Pictures = Readonly<Record<string, Picture>>;

/** A stamp that is laid again refers to its first impression. Stamps hold no stamps. */
function settleStamps(art: Art): Art {
  const seen = new Set<string>();
  return art.replace(
    /<g( transform="[^"]*")><!--(\w+)-->(.*?)<!--\/--><\/g>/g,
    (_, transform: string, id: string, inner: string) => {
      if (seen.has(id)) return `<use href="#@${id}"${transform}/>`;
      seen.add(id);
      return `<g${transform}><g id="@${id}">${inner}</g></g>`;
    },
  );
}

/** A clip that occurs twice is defined once, and every name is made short and unique to the page. */
function settleNames(slug: string, stamped: Art): Art {
  const art = settleStamps(stamped);
  const seen = new Set<string>();
  const once = art.replace(/<clipPath id="@(\w+)">.*?<\/clipPath>/g, (all, id: string) => {
    if (seen.has(id)) return "";
    seen.add(id);
    return all;
  });
  const names = [...new Set(once.match(/@\w+/g) ?? [])];
  const mark = slug.replace(/(\w)\w*-?/g, "$1");
  const short = new Map(names.map((name, i) => [name, `${mark}${i.toString(36)}`]));
  return once.replace(/@\w+/g, (name) => short.get(name) ?? name);
}

/** A whole SVG file of the given size, its ground filled (unless "none"). */
export function page(slug: string, title: string, size: [number, number], ground: string, art: Art): string {
  const [width, height] = size;
  const fill = ground === "none" ? "" : box(0, 0, width, height, ground);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" stroke-linecap="round" stroke-linejoin="round"><title>${title}</title>${fill}${settleNames(slug, art)}</svg>\n`;
}

/** A product picture as a file, 4:5. */
export const goodsPage = (slug: string, picture: Picture): string =>
  page(slug, picture.name, [400, 500], picture.ground, picture.draw(shadowOn(picture.ground)));
