import { UserModel } from "../../../src/accounts/user";
import type { DraftContent } from "../../../src/catalogue/shelf/content";
import type { Draft } from "../../../src/catalogue/shelf/draft";
import { submitDraft } from "../../../src/catalogue/shelf/moves/submit-draft";
import { emptyContent, newDraftWith, newProductId } from "../../../src/catalogue/shelf/writing/new-draft";
import { type Seller, SellerModel } from "../../../src/sellers/seller";
import type { FileId } from "../../../src/shared/ids";
import { now } from "../../../src/shared/time";
import { keepFile } from "../../../src/shared/uploads/files";
import type { Viewer } from "../../../src/shared/viewer";
import { Person } from "../../support/person";
import { PEOPLE, type World } from "../../support/world";

export const official = (world: World, county: string): Promise<Person> =>
  Person.signedIn(world.app, {
    identifier: `county-${county}@demo.liangqun`,
    password: "two-hills-one-table",
  });

export async function shop(slug = "feiling"): Promise<Seller> {
  return (await SellerModel.findOne({ slug }).lean()) as unknown as Seller;
}

/** Whoever minds the goods of 飞凌. */
export async function keeper(): Promise<Viewer> {
  const user = await UserModel.findOne({ identifier: PEOPLE.feiling }).lean();
  const { organisation } = await shop();
  return {
    id: user?._id,
    name: user?.name,
    roles: ["seller"],
    organisation: { id: organisation, name: "飞凌", kind: "seller", region: null, role: "owner" },
  } as Viewer;
}

type Facts = Partial<Omit<DraftContent, "variants">> & { variants?: Partial<DraftContent["variants"][number]>[] };

/** Buckwheat from 酉阳 in one bag, as its producer would type it. */
export function content(seller: Seller, id: Draft["_id"], { variants = [{}], ...facts }: Facts = {}): DraftContent {
  const empty = emptyContent(seller, id);
  return {
    ...empty,
    name: "酉阳苦荞米",
    nameEn: "Youyang buckwheat",
    kind: "grain",
    summary: "高山苦荞，去壳碾米",
    summaryEn: "Hulled buckwheat from the hills",
    pictures: [
      { id: "p1", sizes: [], url: "/assets/img/goods/tushi-gaoshan-dami.svg", alt: "苦荞", altEn: "", ground: "straw" },
    ],
    ...facts,
    variants: variants.map((each, index) => ({
      ...(empty.variants[0] as DraftContent["variants"][number]),
      sku: `${id.slice(-10)}-${index + 1}`.toUpperCase() as never,
      name: `${index + 1} 号袋`,
      unit: "袋",
      weight: "500",
      weightUnit: "g",
      price: "12",
      stock: "30",
      ...each,
    })),
  };
}

/** A draft handed in by 飞凌. */
export async function handedIn(facts: Facts = {}, slug = "feiling"): Promise<Draft> {
  const [seller, by, at] = [await shop(slug), await keeper(), now()];
  const id = newProductId(at);
  await newDraftWith(seller, { id, content: content(seller, id, facts), by: by.id }, at);
  return submitDraft(seller, id, by, at);
}

export const aPaper = async (seller: Seller): Promise<FileId> =>
  keepFile(
    {
      body: Buffer.from("%PDF-1.4 certificate %%EOF"),
      mediaType: "application/pdf",
      name: "地理标志.pdf",
      purpose: "document",
      owner: seller.organisation,
    },
    now(),
  );
