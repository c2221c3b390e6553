import type { DraftContent } from "../../../src/catalogue/shelf/content";
import { gramsOf, yuanOf } from "../../../src/catalogue/shelf/reading/numbers";
import { readDraft } from "../../../src/catalogue/shelf/reading/read-draft";
import { emptyContent, newVariant } from "../../../src/catalogue/shelf/writing/new-draft";
import type { ProductId } from "../../../src/shared/ids";
import { FENGJIE } from "../market";

const ID = "prd_0000000000abcdefghij" as ProductId;

/** What a farmer fills in for a simple product, and nothing else. */
const simple = (more: Partial<DraftContent> = {}): DraftContent => ({
  ...emptyContent({ county: FENGJIE, place: "草堂镇" }, ID),
  name: "草堂脐橙",
  kind: "fruit",
  summary: "峡江坡地的脐橙，脆甜无籽",
  variants: [{ ...newVariant(ID, 1), price: "５９．９元", unit: "箱", weight: "5", weightUnit: "jin", stock: "200" }],
  pictures: [{ id: "p", url: "/assets/img/goods/x.svg", sizes: [], alt: "", altEn: "", ground: "" }],
  ...more,
});

const errorsOf = (content: DraftContent): string[] => {
  const read = readDraft(content);
  return read.ok ? [] : read.errors.map(({ field, code }) => `${field} ${code}`);
};

test.each([
  ["59", 5900],
  ["59.9", 5990],
  ["59.90", 5990],
  ["¥1,059.90", 105_990],
  ["５９元", 5900],
  [" 0.01 ", 1],
])("%s is an amount", (text, amount) => expect(yuanOf(text)).toBe(amount));

test.each(["", "59.999", "1e3", "-5", "5,9", "五十九", "59.9.9", "NaN", "１，２"])("%p is none", (text) =>
  expect(yuanOf(text)).toBeNull(),
);

test("weights come in kilograms, jin and grams, to the gram", () => {
  expect(gramsOf("2.5", "kg")).toBe(2500);
  expect(gramsOf("2.5", "jin")).toBe(1250);
  expect(gramsOf("250", "g")).toBe(250);
  expect(gramsOf("0.0005", "kg")).toBeNull();
  expect(gramsOf("0.001", "jin")).toBeNull();
});

test("a simple product needs eight answers, and the rest follows", () => {
  const read = readDraft(simple());
  expect(read).toMatchObject({
    ok: true,
    value: {
      category: "agricultural",
      perishable: true,
      originCounty: FENGJIE,
      place: "草堂镇",
      season: { months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
      variants: [{ name: "2.5 kg", unit: "箱", unitEn: "box", netWeightGrams: 2500, priceFen: 5990, stock: 200 }],
      images: [{ alt: "草堂脐橙", ground: "apricot" }],
    },
  });
});

test("everything that is wrong is said at once, beside its field", () => {
  const variant = { ...newVariant(ID, 1), price: "abc", weight: "0", tiers: [{ minQuantity: "1", price: "70" }] };
  expect(errorsOf(simple({ name: "", kind: "rocket", summary: "好", pictures: [], variants: [variant] }))).toEqual([
    "kind not_an_option",
    "name required",
    "summary too_short",
    "variants.0.unit required",
    "variants.0.weight weight_bounds",
    "variants.0.price amount",
    "variants.0.tiers.0.minQuantity too_small",
    "variants.0.stock required",
    "pictures picture_required",
  ]);
});

test("each quantity price asks for more and is cheaper", () => {
  const [variant] = simple().variants as [DraftContent["variants"][number]];
  const tiers = [
    { minQuantity: "5", price: "55" },
    { minQuantity: "5", price: "56" },
    { minQuantity: "", price: "" },
  ];
  expect(errorsOf(simple({ variants: [{ ...variant, tiers }] }))).toEqual([
    "variants.0.tiers.1.minQuantity tier_order",
    "variants.0.tiers.1.price tier_price",
  ]);
});

test("a handmade thing needs no weight, a ticket follows into tourism", () => {
  const [variant] = simple().variants as [DraftContent["variants"][number]];
  const read = readDraft(simple({ kind: "ticket", variants: [{ ...variant, weight: "", unit: "张" }] }));
  expect(read).toMatchObject({
    ok: true,
    value: { category: "tourism", perishable: false, variants: [{ name: "每张", netWeightGrams: null }] },
  });
});

test("two sizes of one name cannot be told apart", () => {
  const [variant] = simple().variants as [DraftContent["variants"][number]];
  expect(errorsOf(simple({ variants: [variant, { ...variant, sku: newVariant(ID, 2).sku }] }))).toEqual([
    "variants.1.name repeated",
  ]);
});

test("goods on the market are not asked for a first stock again", () => {
  const [variant] = simple().variants as [DraftContent["variants"][number]];
  expect(errorsOf(simple({ variants: [{ ...variant, stock: "", listed: true }] }))).toEqual([]);
});
