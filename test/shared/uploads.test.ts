import sharp from "sharp";
import { now } from "../../src/shared/time";
import { readDocument } from "../../src/shared/uploads/document";
import { dropFile, fileById, keepFile, type StoredFile, sendFile } from "../../src/shared/uploads/files";
import { readPicture } from "../../src/shared/uploads/picture";
import { closeDatabase, openDatabase } from "../support/database";

const photograph = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#7a9a5a" } });

const refused = (code: string) => expect.objectContaining({ fields: [{ field: "pictures", code }] });

test("a photograph is re-made in the widths we serve, upright and without its metadata", async () => {
  const lying = await photograph(2400, 1200)
    .withMetadata({ orientation: 6 })
    .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "29/1 33/1 0/1" } })
    .jpeg()
    .toBuffer();
  const made = await readPicture("pictures", lying);
  expect(made.map(({ width, height }) => [width, height])).toEqual([
    [400, 800],
    [800, 1600],
    [1200, 2400],
  ]);
  for (const { webp } of made) {
    const { format, exif } = await sharp(webp).metadata();
    expect([format, exif]).toEqual(["webp", undefined]);
  }
});

test("a small photograph is not enlarged, a tiny one is refused", async () => {
  expect(await readPicture("pictures", await photograph(300, 240).png().toBuffer())).toHaveLength(1);
  await expect(readPicture("pictures", await photograph(120, 240).png().toBuffer())).rejects.toEqual(
    refused("picture_too_small"),
  );
});

test("256 megapixels in a few kilobytes are refused before they are unpacked", async () => {
  const bomb = await photograph(16_000, 16_000).png({ compressionLevel: 9 }).toBuffer();
  const before = process.memoryUsage().rss;
  await expect(readPicture("pictures", bomb)).rejects.toEqual(refused("picture_too_many_pixels"));
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

test.each([
  ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
  [
    "a drawing",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="9"/></svg>'),
  ],
  ["a PDF", Buffer.from("%PDF-1.4\n%%EOF")],
  ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00")],
  ["nothing", Buffer.alloc(0)],
  ["noise", Buffer.from([...Array(4000).keys()].map((each) => (each * 7919) % 256))],
])("%s is not a picture", async (_, body) => {
  await expect(readPicture("pictures", body)).rejects.toEqual(refused("not_a_picture"));
});

test("a torn photograph is refused", async () => {
  const whole = await photograph(800, 600).jpeg().toBuffer();
  await expect(readPicture("pictures", whole.subarray(0, whole.length / 2))).rejects.toEqual(refused("not_a_picture"));
});

test("a document is a PDF as it is, or a photograph re-made", async () => {
  const pdf = Buffer.from("%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n");
  expect(await readDocument("licence", { body: pdf })).toEqual({ body: pdf, mediaType: "application/pdf" });
  const photo = await readDocument("licence", { body: await photograph(900, 600).jpeg().toBuffer() });
  expect(photo.mediaType).toBe("image/webp");
  await expect(readDocument("licence", { body: Buffer.from("MZ\x90\x00") })).rejects.toMatchObject({
    fields: [{ field: "licence", code: "not_a_document" }],
  });
});

describe("kept files", () => {
  beforeAll(openDatabase);
  afterAll(closeDatabase);

  test("come back byte for byte, and are gone when dropped", async () => {
    const body = Buffer.from([0, 255, 13, 10, 0]);
    const file = {
      body,
      mediaType: "application/pdf",
      name: "营业执照.pdf",
      purpose: "document",
      owner: null,
    } as const;
    const id = await keepFile(file, now());
    expect(await fileById(id)).toMatchObject({ ...file, bytes: 5 });
    await dropFile(id);
    await expect(fileById(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test.each([
  ["a.html", "application/pdf", "a.html.pdf"],
  ["合同.PDF", "application/pdf", "合同.PDF"],
  ["店面.jpg", "image/webp", "店面.jpg.webp"],
  ["行.csv", "text/csv", "行.csv"],
])("%s that is %s is given out as %s", (name, mediaType, given) => {
  const headers: Record<string, string> = {};
  const answer = { set: (more: object) => void Object.assign(headers, more), send: () => undefined };
  sendFile(answer as never, { name, mediaType, body: Buffer.from("") } as StoredFile, "inline");
  expect(decodeURIComponent(headers["Content-Disposition"] ?? "")).toMatch(new RegExp(`''${given}$`));
});
