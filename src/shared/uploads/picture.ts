import sharp from "sharp";
import { invalidField } from "../errors";

/**
 * Pictures from strangers. Only JPEG, PNG and WebP are opened at all (by content: neither name nor declared type is asked),
 * at most 40 megapixels; what is kept is always re-made by us: turned upright, without any metadata such as places.
 */
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });
sharp.concurrency(1);
sharp.cache(false);

const MOST_PIXELS = 40_000_000;
/** A picture narrower or lower than this shows nothing on a phone. */
const LEAST_SIDE = 200;
const WIDTHS = [400, 800, 1600];
const SECONDS = 20;

export interface MadePicture {
  webp: Buffer;
  width: number;
  height: number;
}

/**
 * The picture in the widths we serve, narrowest first, never enlarged beyond its own. Refuses INVALID beside `field`:
 * not_a_picture (also torn or poisoned ones), picture_too_many_pixels, picture_too_small.
 */
export async function readPicture(field: string, body: Buffer): Promise<MadePicture[]> {
  const { width, height } = await sizeOf(field, body);
  const widest = Math.min(width, WIDTHS.at(-1) as number);
  const widths = [...new Set([...WIDTHS.filter((each) => each < widest), widest])];
  const made: MadePicture[] = [];
  for (const each of widths) made.push(await remake(field, body, each));
  if (made.some((each) => each.height < 1) || height < 1) throw invalidField(field, "not_a_picture");
  return made;
}

/** As people see it: a photograph lying on its side has its sides exchanged. */
async function sizeOf(field: string, body: Buffer): Promise<{ width: number; height: number }> {
  const found =
    body.length === 0
      ? undefined
      : await sharp(body, { limitInputPixels: false })
          .metadata()
          .catch(() => undefined);
  if (!found?.width || !found.height) throw invalidField(field, "not_a_picture");
  if (found.width * found.height > MOST_PIXELS) throw invalidField(field, "picture_too_many_pixels");
  if (Math.min(found.width, found.height) < LEAST_SIDE) throw invalidField(field, "picture_too_small");
  const lying = (found.orientation ?? 1) >= 5;
  return lying ? { width: found.height, height: found.width } : { width: found.width, height: found.height };
}

async function remake(field: string, body: Buffer, width: number): Promise<MadePicture> {
  const made = await sharp(body, { limitInputPixels: MOST_PIXELS, failOn: "warning", pages: 1 })
    .rotate()
    .resize({ width, withoutEnlargement: true })
    .timeout({ seconds: SECONDS })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw invalidField(field, "not_a_picture");
    });
  return { webp: made.data, width: made.info.width, height: made.info.height };
}
