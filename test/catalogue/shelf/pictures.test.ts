import sharp from "sharp";
import { ProductModel } from "../../../src/catalogue/product";
import { type Draft, DraftModel } from "../../../src/catalogue/shelf/draft";
import { database } from "../../../src/shared/db";
import { official } from "../../reports/statements/month";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { begin, type Editing, open, photograph, typing, written } from "./goods";

let world: World;
let caotang: Person;
let editing: Editing;
beforeAll(async () => {
  world = await openWorld("shelf_pictures");
  caotang = await world.person("caotang");
  editing = await begin(caotang);
});
afterAll(() => world.close());

const files = () => database().collection("files").countDocuments();
const pictures = async () => (await DraftModel.findById(editing.id).lean())?.content.pictures ?? [];

/** Uploads with a text typed beside it, as from the page. */
async function uploads(body: Buffer, name = "photo.jpg") {
  const now = await open(caotang, editing.id);
  return caotang.sends(`/shelf/${editing.id}`, { ...typing(now), do: "upload" }, { pictures: [{ name, body }] });
}

/** A PNG that says it is 16,384 by 16,384 and is a few kilobytes long. */
const bomb = (): Promise<Buffer> =>
  sharp({ create: { width: 16_384, height: 16_384, channels: 3, background: "#fff" }, limitInputPixels: false })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();

const HTML = Buffer.from("<!doctype html><script>alert(1)</script>");
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const HOSTILE: [string, () => Promise<Buffer> | Buffer, string][] = [
  ["a drawing that can run", () => SVG, "x.svg"],
  ["a drawing called a photograph", () => SVG, "x.jpg"],
  ["a page called a photograph", () => HTML, "x.jpg"],
  ["half a photograph", async () => (await photograph()).subarray(0, 2000), "x.jpg"],
  ["nothing", () => Buffer.alloc(0), "leer.jpg"],
  ["a GIF", () => Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1"), "x.jpg"],
  [
    "random bytes behind a JPEG's first",
    () => Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(5000, 7)]),
    "x.jpg",
  ],
  ["a picture of 256 megapixels", bomb, "x.png"],
  ["a picture of two pixels", () => photograph(2, 2), "x.jpg"],
];

test.each(HOSTILE)("%s is answered in words, and nothing of it is kept", async (_, make, name) => {
  const before = await files();
  const answer = await uploads(await make(), name);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain("有 1 处要改");
  expect(answer.text).toContain('value="草堂脐橙"');
  expect([await files(), await pictures()]).toEqual([before, []]);
});

test("a file of eleven megabytes and a thousand files are too much", async () => {
  const before = await files();
  expect((await uploads(Buffer.alloc(11_000_000, 1))).status).toBe(413);
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `${index}.jpg`, body: HTML }));
  expect((await caotang.sends(`/shelf/${editing.id}`, typing(editing), { pictures: many })).status).toBe(413);
  expect(await files()).toBe(before);
});

test("ten pictures do not fit, and none of several is kept when one is none", async () => {
  const before = await files();
  const good = { name: "a.jpg", body: await photograph(300, 300) };
  const now = await open(caotang, editing.id);
  const mixed = await caotang.sends(`/shelf/${editing.id}`, typing(now), {
    pictures: [good, { name: "b.jpg", body: HTML }],
  });
  expect([mixed.status, await files()]).toEqual([422, before]);
});

test("a photograph loses the place it was taken at, stands upright, and comes in sizes under odd names", async () => {
  const body = await sharp({ create: { width: 1800, height: 900, channels: 3, background: "#963" } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitude: "31/1 1/1 0/1", GPSLongitude: "109/1 30/1 0/1" }, IFD0: { Artist: "周敏" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const answer = await uploads(body, `../../${"橙".repeat(300)}.jpg`);
  expect([answer.status, answer.headers.location]).toEqual([303, `/shelf/${editing.id}#pictures`]);
  const [picture] = await pictures();
  expect(picture?.sizes.map(({ width, height }) => [width, height])).toEqual([
    [400, 800],
    [800, 1600],
    [900, 1800],
  ]);
  for (const { file, width } of picture?.sizes ?? []) {
    const sent = await caotang.get(`/pictures/${file}`).buffer(true).parse(bytes).expect(200);
    expect(sent.headers).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    const metadata = await sharp(sent.body as Buffer).metadata();
    expect([metadata.format, metadata.width, metadata.exif, metadata.xmp]).toEqual([
      "webp",
      width,
      undefined,
      undefined,
    ]);
  }
});

test("a draft's picture is its shop's and its reviewers'; on the market it is everybody's, and stays so", async () => {
  const { id } = await written(caotang);
  const { content } = (await DraftModel.findById(id).lean()) as Draft;
  const path = `/pictures/${content.pictures[0]?.sizes[0]?.file}`;
  const seen = async (person: Person): Promise<number> => (await person.get(path)).status;
  const [feiling, zhou] = [await world.person("feiling"), await world.person("zhou")];
  const [county, other] = [await official(world, "county-fengjie"), await official(world, "county-youyang")];
  const admin = await world.person("admin");
  const all = async () => ({
    shop: await seen(caotang),
    county: await seen(county),
    admin: await seen(admin),
    others: [await seen(world.guest()), await seen(zhou), await seen(feiling), await seen(other)],
  });
  expect(await all()).toEqual({ shop: 200, county: 404, admin: 404, others: [404, 404, 404, 404] });
  await caotang.submit(`/shelf/${id}`, { ...typing(await open(caotang, id)), do: "submit" }).expect(303);
  expect(await all()).toEqual({ shop: 200, county: 200, admin: 200, others: [404, 404, 404, 404] });
  await county.call("post", `/products/${id}/approval`, {}).expect(200);
  await admin.call("post", `/products/${id}/approval`, {}).expect(200);
  expect(await all()).toEqual({ shop: 200, county: 200, admin: 200, others: [200, 200, 200, 200] });
  expect((await world.guest().get(path)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  await ProductModel.updateOne({ _id: id as never }, { $set: { images: [] } });
  expect(await seen(world.guest())).toBe(200);
  // Also a size nobody had asked for while it was on sale: an order made by a program shows it for the first time.
  await world
    .guest()
    .get(`/pictures/${content.pictures[0]?.sizes.at(-1)?.file}`)
    .expect(200);
});

test("an address of a picture opens pictures alone", async () => {
  await database()
    .collection("files")
    .insertOne({
      _id: "file_secret",
      purpose: "document",
      body: Buffer.from("x"),
      mediaType: "application/pdf",
    } as never);
  await world.guest().get("/pictures/file_secret").expect(404);
  const { text } = await world.guest().get("/pictures/file_nowhere").set("accept-language", "zh-CN").expect(404);
  expect([text.includes("没有找到"), text.includes("at answer")]).toEqual([true, false]);
  const torn = await world.guest().get("/pictures/%ff").set("accept", "application/json").expect(400);
  expect(torn.body.code).toBe("UNREADABLE");
  await world.guest().get("/pictures/..%2f..%2fpackage.json").expect(404);
});

function bytes(res: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = res as NodeJS.ReadableStream;
  stream.on("data", (part: Buffer) => parts.push(part));
  stream.on("end", () => done(null, Buffer.concat(parts)));
}
