import sharp from "sharp";
import type { Person } from "../../support/person";

/** A photograph of one colour: what a phone would send, only smaller. */
export const photograph = (width = 1000, height = 1250): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#c96" } })
    .jpeg()
    .toBuffer();

export interface Editing {
  id: string;
  version: string;
  sku: string;
}

/** What the editor's hidden fields say. */
export async function open(person: Person, id: string): Promise<Editing> {
  const { text } = await person.get(`/shelf/${id}`).expect(200);
  return {
    id,
    version: /name="version" value="(\d+)"/.exec(text)?.[1] ?? "",
    sku: /name="variants\.0\.sku" value="([^"]+)"/.exec(text)?.[1] ?? "",
  };
}

/** "上新": the empty page somebody begins on. */
export async function begin(person: Person): Promise<Editing> {
  const { headers } = await person.submit("/shelf", {}).expect(303);
  return open(person, headers.location?.split("/").at(-1) as string);
}

/** A simple product as a farmer types it. */
export const typing = ({ version, sku }: Editing, more: Record<string, string> = {}): Record<string, string> => ({
  version,
  name: "草堂脐橙",
  kind: "fruit",
  summary: "峡江坡地的脐橙，脆甜无籽",
  "variants.0.sku": sku,
  "variants.0.price": "59.9",
  "variants.0.unit": "箱",
  "variants.0.weight": "5",
  "variants.0.weightUnit": "jin",
  "variants.0.stock": "200",
  ...more,
});

/** From an empty page to a product that could be handed in. */
export async function written(person: Person, more: Record<string, string> = {}): Promise<Editing> {
  const editing = await begin(person);
  const picture = { name: "橙.jpg", body: await photograph() };
  await person
    .sends(`/shelf/${editing.id}`, { ...typing(editing, more), do: "upload" }, { pictures: [picture] })
    .expect(303);
  return open(person, editing.id);
}
