import { type Art, n } from "./svg";

export interface Tones {
  readonly base: string;
  readonly shade: string;
}

/** Markup cut to an outline. The page gives clip names their final, unique form. */
export const within = (d: string, art: Art): Art => {
  const id = name(d);
  return `<clipPath id="@${id}"><path d="${d}"/></clipPath><g clip-path="url(#@${id})">${art}</g>`;
};

/**
 * The body of every object here: an outline in its shade, and the same outline in its base tone moved
 * towards the light (upper left) and cut to the first, so that a crescent of shade is left.
 */
export const form = (d: string, tones: Tones, dx = -12, dy = -9): Art => {
  const id = name(d);
  const moved = `<use href="#@p${id}" fill="${tones.base}" transform="translate(${n(dx)} ${n(dy)})"/>`;
  return `<clipPath id="@${id}"><path id="@p${id}" d="${d}"/></clipPath><use href="#@p${id}" fill="${tones.shade}"/><g clip-path="url(#@${id})">${moved}</g>`;
};

/** The flat shadow of something that lies on the ground: its outline, moved away from the light. */
export const cast = (d: string, colour: string, dx = 14, dy = 16): Art =>
  `<path d="${d}" fill="${colour}" transform="translate(${n(dx)} ${n(dy)})"/>`;

function name(d: string): string {
  let hash = 7;
  for (let i = 0; i < d.length; i++) hash = (hash * 31 + d.charCodeAt(i)) >>> 0;
  return hash.toString(36);
}
