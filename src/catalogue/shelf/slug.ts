import type { ProductId } from "../../shared/ids";
import { ProductModel } from "../product";

const MOST_SYLLABLES = 8;

/**
 * The address of a new product, spelled in pinyin: 奉节脐橙 → "feng-jie-qi-cheng". Search finds goods by the syllables of
 * their address. Where the address is taken, a tail of the product's own id is added; it begins with a digit, so that it is
 * nobody's syllable. The dictionary is large and loaded only when the first product of a process asks for it.
 */
export async function slugFor(name: string, id: ProductId): Promise<string> {
  const spelled = await spell(name);
  const plain = spelled.length > 0 ? spelled.slice(0, MOST_SYLLABLES).join("-") : "product";
  const taken = await ProductModel.exists({ slug: plain, _id: { $ne: id } });
  return taken ? `${plain}-2${id.slice(-5)}` : plain;
}

async function spell(name: string): Promise<string[]> {
  const { pinyin } = await import("pinyin-pro");
  const syllables = pinyin(name.normalize("NFKC"), { toneType: "none", type: "array", v: true, nonZh: "consecutive" });
  return syllables.flatMap((each) => each.toLowerCase().match(/[a-z]+|\d+/g) ?? []);
}
