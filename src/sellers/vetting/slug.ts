import type { SellerId } from "../../shared/ids";
import { SellerModel } from "../seller";

const MOST_SYLLABLES = 8;
/** The legal form says nothing in an address. */
const FORMS = /(农民)?(专业)?合作(社|联社)|有限(责任)?公司|家庭农场|（[^）]*）|\([^)]*\)/g;

/**
 * The address of a shop that opens, spelled in pinyin: 涂市高山米专业合作社 → "tu-shi-gao-shan-mi". Where it is taken, a tail of
 * the shop's own id is added. The dictionary is large and loaded only when a shop opens.
 */
export async function slugFor(name: string, id: SellerId): Promise<string> {
  const { pinyin } = await import("pinyin-pro");
  const short = name.normalize("NFKC").replace(FORMS, "") || name;
  const syllables = pinyin(short, { toneType: "none", type: "array", v: true, nonZh: "consecutive" });
  const letters = syllables.flatMap((each) => each.toLowerCase().match(/[a-z]+|\d+/g) ?? []);
  const plain = letters.length > 0 ? letters.slice(0, MOST_SYLLABLES).join("-") : "shop";
  const taken = await SellerModel.exists({ slug: plain, _id: { $ne: id } });
  return taken ? `${plain}-${id.slice(-5)}` : plain;
}
