import { contentOf, DeclarationBody } from "../src/credits/declarations/api/body";
import { confirmDeclaration } from "../src/credits/declarations/deeds/confirm";
import { answerCorrection, askCorrection } from "../src/credits/declarations/deeds/correct";
import { bringEvidence } from "../src/credits/declarations/deeds/keep-evidence";
import { submitDeclaration } from "../src/credits/declarations/deeds/submit";
import { rejectDeclaration, withdrawDeclaration } from "../src/credits/declarations/deeds/turn-down";
import { startDeclaration } from "../src/credits/declarations/deeds/write";
import { DeclarationModel } from "../src/credits/declarations/record/declaration";
import { Refusal } from "../src/shared/errors";
import { log } from "../src/shared/log";
import { DAY, dayOf, HOUR, later } from "../src/shared/time";
import { demoPaper } from "./demo-paper";
import { DEMO_ACCOUNTS, demoViewer } from "./people";

/** How far a declaration of the demonstration has come. */
type Fate =
  | "draft"
  | "submitted"
  | "county_confirmed"
  | "confirmed"
  | "rejected"
  | "withdrawn"
  | "correction_asked"
  | "corrected";

interface Story {
  fate: Fate;
  /** Who declares, and which two confirm. */
  people: [declarer: string, county: string, helper: string];
  county: string;
  /** So many days before the demonstration's end the goods came. */
  ago: number;
  seller: [name: string, registrationNumber: string];
  goods: [name: string, quantity: number, unit: string, amountYuan: number];
}

/** Producers without a shop here; their numbers are made up and only their last character is right. */
const HOUPING: Story["seller"] = ["后坪坝大米加工坊（演示）", "93500242MA5DEM01XN"];
const LONGHE: Story["seller"] = ["龙河牛肉合作社（演示）", "93500230MA5DEM02XB"];
const YOUYANG: Pick<Story, "people" | "county"> = {
  people: ["canteen-jiangbei", "county-youyang", "helper-jiangbei"],
  county: "500242",
};
const FENGDU: Pick<Story, "people" | "county"> = {
  people: ["canteen-rongchang", "county-fengdu", "helper-rongchang"],
  county: "500230",
};

const STORIES: Story[] = [
  { ...YOUYANG, fate: "confirmed", ago: 21, seller: HOUPING, goods: ["高山大米", 150, "公斤", 1350] },
  { ...FENGDU, fate: "confirmed", ago: 19, seller: LONGHE, goods: ["鲜牛肉", 20, "公斤", 1680] },
  { ...YOUYANG, fate: "corrected", ago: 18, seller: HOUPING, goods: ["土蜂蜜", 6, "公斤", 540] },
  { ...FENGDU, fate: "correction_asked", ago: 16, seller: LONGHE, goods: ["牛肉干", 8, "公斤", 1120] },
  { ...YOUYANG, fate: "rejected", ago: 14, seller: HOUPING, goods: ["茶油", 10, "升", 1200] },
  { ...FENGDU, fate: "withdrawn", ago: 12, seller: LONGHE, goods: ["牛肉干", 4, "公斤", 560] },
  { ...YOUYANG, fate: "county_confirmed", ago: 9, seller: HOUPING, goods: ["高山大米", 80, "公斤", 720] },
  { ...YOUYANG, fate: "submitted", ago: 6, seller: HOUPING, goods: ["苦荞面", 30, "公斤", 480] },
  { ...FENGDU, fate: "submitted", ago: 5, seller: LONGHE, goods: ["鲜牛肉", 12, "公斤", 1008] },
  { ...YOUYANG, fate: "draft", ago: 2, seller: HOUPING, goods: ["土蜂蜜", 5, "公斤", 450] },
];

/** Declarations in every state they can be in, through the product's own verbs; their papers say that they are none. */
export async function seedDeclarations(end: Date): Promise<void> {
  if (await DeclarationModel.exists({})) return;
  for (const [index, story] of STORIES.entries()) await tellStory(story, index + 1, end).catch(passOver);
}

/** A rule that has become stricter ends a story early; the demonstration goes on. */
function passOver(error: unknown): void {
  if (!(error instanceof Refusal) || error.status >= 500) throw error;
  log.warn({ code: error.code, fields: error.fields }, "a declaration of the demonstration stays where it is");
}

const PROOF = { password: DEMO_ACCOUNTS[0]?.password };
const NO_NOTES = {};

async function tellStory(story: Story, number: number, end: Date): Promise<void> {
  const [declarer, county, helper] = await Promise.all(story.people.map(demoViewer));
  if (!declarer || !county || !helper) throw new Error("a story needs three people");
  const { fate } = story;
  const at = (hours: number): Date => later(end, -story.ago * DAY + (30 + hours) * HOUR);
  const { _id: id } = await startDeclaration(declarer, { content: contentOf(bodyOf(story, number, end)) }, at(0));
  await DeclarationModel.updateOne({ _id: id }, { $set: { demo: true } });
  if (fate === "draft") return;
  for (const [kind, name, words] of PAPERS) {
    const file = { name: `${name}（演示）.pdf`, body: await demoPaper(`${words} No. ${number}`) };
    await bringEvidence(declarer, { id, kind, file }, at(0));
  }
  await submitDeclaration(declarer, id, at(1));
  if (fate === "submitted") return;
  if (fate === "withdrawn") return void (await withdrawDeclaration(declarer, id, at(2)));
  if (fate === "rejected")
    return void (await rejectDeclaration(county, { id, reason: "发票抬头与购买单位不一致，请核对后重报" }, at(3)));
  await confirmDeclaration(county, { id, side: "county", notes: NO_NOTES, ...PROOF }, at(3));
  if (fate === "county_confirmed") return;
  await confirmDeclaration(helper, { id, side: "helper", notes: NO_NOTES, ...PROOF }, at(5));
  if (fate === "confirmed") return;
  await askCorrection(county, { id, reason: "其中一部分退了货，要冲回重报", ...PROOF }, at(8));
  if (fate === "corrected") await answerCorrection(helper, { id, agree: true, ...PROOF }, at(10));
}

const PAPERS: [kind: string, name: string, words: string][] = [
  ["invoice", "发票", "Not an invoice."],
  ["bank_receipt", "银行回单", "Not a bank receipt."],
  ["pledge", "真实性承诺书", "Not a pledge."],
];

function bodyOf({ county, ago, seller, goods }: Story, number: number, end: Date): DeclarationBody {
  const [name, quantity, unit, amountYuan] = goods;
  const day = dayOf(later(end, -ago * DAY));
  const amountFen = amountYuan * 100;
  return DeclarationBody.parse({
    basis: "purchase",
    county,
    day,
    seller: { name: seller[0], registrationNumber: seller[1] },
    invoice: { number: `9900${String(number).padStart(4, "0")}`, totalFen: amountFen, day },
    lines: [{ name, category: "agricultural", quantity, unit, amountFen }],
    note: "演示数据，不是真实采购",
  });
}
