import { toViewer } from "../src/accounts/acting";
import { OrganisationModel } from "../src/accounts/organisation";
import { newUser, type User, UserModel } from "../src/accounts/user";
import { ProductModel } from "../src/catalogue/product";
import { DraftModel } from "../src/catalogue/shelf/draft";
import { submitDraft } from "../src/catalogue/shelf/moves/submit-draft";
import { copyDraft, newDraft } from "../src/catalogue/shelf/writing/new-draft";
import { saveDraft } from "../src/catalogue/shelf/writing/save-draft";
import { foundSeller } from "../src/sellers/apply/found-seller";
import { saveStep } from "../src/sellers/apply/save-step";
import { submitApplication } from "../src/sellers/apply/submit-application";
import { keepDocument } from "../src/sellers/documents/keep-document";
import { type Seller, SellerModel } from "../src/sellers/seller";
import { DAY, HOUR, later } from "../src/shared/time";
import { demoPaper } from "./demo-paper";

/**
 * What waits for somebody in the demonstration: an application at 酉阳's desk, goods handed in by its cooperative, and a draft
 * left half written. All of it through the product's own verbs.
 */
export async function seedWaiting(at: Date): Promise<void> {
  await applicationAtTheCounty(later(at, -DAY));
  await goodsAtTheCounty(later(at, -5 * HOUR));
}

const APPLICANT = "applicant@demo.liangqun";

async function applicationAtTheCounty(at: Date): Promise<void> {
  if (await UserModel.exists({ identifier: APPLICANT })) return;
  const known = (await UserModel.findOne({ demo: true }, { passwordHash: 1 }).lean()) as Pick<User, "passwordHash">;
  const person = newUser({ identifier: APPLICANT, name: "冉桂芳", passwordHash: known.passwordHash, demo: true }, at);
  await UserModel.insertMany([person]);
  const shop = {
    county: "500242",
    kind: "cooperative",
    name: "板溪茶油合作社（演示）",
    // Made up; its last character checks the others as GB 32100 asks.
    registrationNumber: "93500242MA5DEM000U",
    place: "板溪镇",
    sells: ["fresh"],
  };
  await foundSeller(await toViewer(person), shop, at);
  const viewer = await toViewer((await UserModel.findById(person._id).lean()) as User);
  if (!viewer.organisation) return;
  await OrganisationModel.updateOne({ _id: viewer.organisation.id }, { $set: { demo: true } });
  await SellerModel.updateOne({ organisation: viewer.organisation.id }, { $set: { demo: true } });
  await saveStep(viewer, "people", {
    contactName: "冉桂芳",
    contactPhone: "13800000000",
    households: "46",
    ways: ["purchase", "wages"],
    linkage: "按保底价收茶籽，农忙时请农户做工。",
  });
  const licence = { name: "营业执照（演示）.pdf", body: await demoPaper("Not a licence.") };
  await keepDocument(viewer, { kind: "business_licence", name: "", number: "", noExpiry: "1" }, licence, at);
  await submitApplication(viewer, at);
}

async function goodsAtTheCounty(at: Date): Promise<void> {
  const shop = (await SellerModel.findOne({ name: "飞凌农业专业合作社" }).lean()) as Seller | null;
  const owner = (await UserModel.findOne({ identifier: "feiling@demo.liangqun" }).lean()) as User | null;
  if (!shop || !owner || (await DraftModel.exists({ seller: shop._id, "content.name": NEW_RICE }))) return;
  const viewer = await toViewer(owner);
  const like = await ProductModel.findOne({ seller: shop._id, state: "approved" }, { _id: 1 }).sort({ _id: 1 }).lean();
  if (!like) return;
  const copy = await copyDraft(shop, like._id, owner._id, at);
  const [first] = copy.content.variants;
  const content = {
    ...copy.content,
    name: NEW_RICE,
    nameEn: "Tushi mountain brown rice",
    summary: "只脱壳不抛光，煮前泡两小时",
    variants: first ? [{ ...first, stock: "120" }] : [],
  };
  await saveDraft(copy, content, { by: viewer, at });
  await submitDraft(shop, copy._id, viewer, at);
  const half = await newDraft(shop, owner._id, at);
  await saveDraft(half, { ...half.content, name: "涂市米糕" }, { by: viewer, at });
}

const NEW_RICE = "涂市高山糙米";
