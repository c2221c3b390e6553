import { DeclarationModel } from "../../../src/credits/declarations/record/declaration";
import { EntryModel } from "../../../src/credits/entry";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { confirmed, daysAgo, nextInvoice, official, PASSWORD, PRODUCER, pdf, RICE_DEAL, submitted } from "./declaring";

let world: World;
let canteen: Person;
let youyang: Person;
let jiangbei: Person;
beforeAll(async () => {
  world = await openWorld("declared_pages");
  [canteen, youyang] = [await world.person("canteen"), await world.person("youyang")];
  jiangbei = await world.person("jiangbei");
});
afterAll(() => world.close());

const FORM = () => ({
  ...{ basis: "purchase", county: "500242", day: daysAgo(9), sellerName: "后坪坝加工坊", sellerNumber: PRODUCER },
  ...{ invoiceNumber: nextInvoice(), invoiceTotal: "1,200.00", invoiceDay: daysAgo(8), signed: "8000" },
  ...{
    "lines.0.name": "高山大米",
    "lines.0.category": "agricultural",
    "lines.0.quantity": "100",
    "lines.0.unit": "公斤",
  },
  ...{ "lines.0.amount": "¥1,200" },
});

async function begun(): Promise<{ id: string; edit: string }> {
  const { headers } = await canteen.submit("/declarations", {}).expect(303);
  const edit = String(headers.location);
  return { id: edit.split("/")[2] as string, edit };
}
const versionOf = async (id: string): Promise<string> => String((await DeclarationModel.findById(id).lean())?.version);

test("written on one page, kept as typed, refused with a word beside each field, then handed in", async () => {
  const { id, edit } = await begun();
  const saved = await canteen.submit(edit, { ...FORM(), day: "", version: "1", do: "autosave" }).expect(200);
  expect(saved.body).toEqual({ version: 2 });
  await canteen.submit(edit, { ...FORM(), version: "1", do: "autosave" }).expect(409);
  expect(
    (await canteen.submit(edit, { ...FORM(), sellerName: "别处写的", version: "1", do: "save" }).expect(409)).text,
  ).toContain("别处写的");
  const refused = await canteen.submit(edit, { ...FORM(), day: "", version: "2", do: "submit" }).expect(422);
  for (const word of ["还差发票", "还差银行回单", "后坪坝加工坊", "高山大米"]) expect(refused.text).toContain(word);
  for (const kind of ["invoice", "logistics", "pledge"])
    await canteen
      .sends(
        edit,
        { ...FORM(), version: await versionOf(id), do: "evidence-add", evidenceKind: kind },
        { evidence: [{ name: `${kind}.pdf`, body: pdf() }] },
      )
      .expect(303);
  await canteen.submit(edit, { ...FORM(), version: await versionOf(id), do: "submit" }).expect(303);
  await canteen.get(edit).expect(303);
  const found = await DeclarationModel.findById(id).lean();
  expect(found).toMatchObject({ state: "submitted", facts: { amountFen: 120_000, signedFen: 800_000 } });
  const list = (await canteen.get("/declarations?list=going").expect(200)).text;
  expect(list).toContain(found?.number);
  expect(list).toContain("8,000");
});

test("the county and the helper find it first, confirm it on its page, and the entry leads back to it", async () => {
  const id = await submitted(canteen);
  expect((await youyang.get("/desk").expect(200)).text).toContain("线下申报");
  expect((await youyang.get("/declarations").expect(200)).text).toContain(`/declarations/${id}`);
  const page = (await youyang.get(`/declarations/${id}`).expect(200)).text;
  for (const word of ["确认销售", "SHA-256", "驳回"]) expect(page).toContain(word);
  expect((await canteen.get(`/declarations/${id}`).expect(200)).text).not.toContain("county-confirmation");
  const wrong = await youyang.submit(`/declarations/${id}/county-confirmation`, { version: "99" }).expect(409);
  expect(wrong.text).toContain("往前走了一步");
  await youyang.submit(`/declarations/${id}/county-confirmation`, {}).expect(422);
  await youyang.submit(`/declarations/${id}/county-confirmation`, { password: PASSWORD }).expect(303);
  await jiangbei.submit(`/declarations/${id}/helper-confirmation`, { password: PASSWORD }).expect(303);
  const entry = await EntryModel.findOne({ "source.id": id }).lean();
  const explained = (await youyang.get(`/entries/${entry?._id}`).expect(200)).text;
  expect(explained).toContain(`/declarations/${id}`);
  expect(explained).toContain(entry?.evidence?.[0]);
  const english = await jiangbei
    .get(`/declarations/${id}`)
    .set("cookie", "")
    .expect((answer) => expect(answer.status).toBeLessThan(500));
  expect(english.status).not.toBe(500);
});

test("a correction is asked for on the page and answered by the other side", async () => {
  const id = await confirmed({ declarer: canteen, county: youyang, helper: jiangbei });
  await youyang.submit(`/declarations/${id}/correction`, { reason: "", password: PASSWORD }).expect(422);
  await youyang.submit(`/declarations/${id}/correction`, { reason: "写错了一位", password: PASSWORD }).expect(303);
  expect((await jiangbei.get("/declarations").expect(200)).text).toContain("要求更正");
  expect((await jiangbei.get(`/declarations/${id}`).expect(200)).text).toContain("同意，冲回");
  await jiangbei.submit(`/declarations/${id}/correction-decision`, { agree: "yes", password: PASSWORD }).expect(303);
  expect((await youyang.get(`/declarations/${id}`).expect(200)).text).toContain("已冲回");
});

const TABLE = (rows: string[]) =>
  Buffer.from(
    `产地区县,送达日期,销售方名称,统一社会信用代码,发票号码,发票金额,开票日期,品名,类别,数量,单位,金额,怪列\r\n${rows.join("\r\n")}\r\n`,
  );
const row = (number: string, more: Partial<Record<"day" | "amount" | "name", string>> = {}): string =>
  `酉阳,${more.day ?? daysAgo(6).replaceAll("-", "/")},加工坊,${PRODUCER},${number},1200,${daysAgo(5)},${more.name ?? "米"},农特产品,10,公斤,${more.amount ?? "500"},x`;

test("a table: wrong lines are named and nothing is written; a right one is written once", async () => {
  const [one, two] = [nextInvoice(), nextInvoice()];
  const bad = TABLE([row(one), row(one, { amount: "900" }), row(two, { day: "去年" })]);
  const send = (body: Buffer) => canteen.sends("/declarations/import", {}, { file: [{ name: "申报.csv", body }] });
  const before = await DeclarationModel.countDocuments({ imported: { $ne: null } });
  const looked = await send(bad).expect(303);
  const page = (await canteen.get(String(looked.headers.location)).expect(200)).text;
  for (const word of ["请填日期", "超过了发票金额", "怪列", "和上面一行"])
    expect([word, page.includes(word)]).toEqual([word, word !== "和上面一行"]);
  expect((await canteen.get(`${looked.headers.location}/errors.csv`).expect(200)).text).toContain("4,送达日期");
  await canteen.submit(`${looked.headers.location}/confirmation`, {}).expect(422);
  expect(await DeclarationModel.countDocuments({ imported: { $ne: null } })).toBe(before);

  const good = TABLE([row(one), row(one, { name: "茶" }), row(two)]);
  const preview = String((await send(good).expect(303)).headers.location);
  await Promise.all(Array.from({ length: 4 }, () => canteen.submit(`${preview}/confirmation`, {})));
  const drafts = await DeclarationModel.find({ imported: { $ne: null } })
    .sort({ "imported.line": 1 })
    .lean();
  expect(drafts.map(({ state, content, declarer }) => [state, content.lines.length, declarer.region])).toEqual([
    ["draft", 2, "500105"],
    ["draft", 1, "500105"],
  ]);
  expect((await send(good).expect(303)).headers.location).toBe(`${preview}?same=1`);
  await (await official(world, "canteen-rongchang")).get(preview).expect(404);
});

test("the templates carry the headings the table reader knows", async () => {
  const { text } = await canteen.get("/declarations/import/template.csv").expect(200);
  expect(text).toContain("产地区县,送达日期,销售方名称,销售方统一社会信用代码");
  await canteen
    .get("/declarations/import/template.xlsx")
    .expect(200)
    .expect("content-type", /spreadsheetml/);
  expect((await canteen.get("/declarations/import").expect(200)).text).toContain("template.xlsx");
});

test("which institution declared is told to its own helper and the county, not to another helper of the same county", async () => {
  const [fengdu, rongchang, banan, school] = [
    await official(world, "county-fengdu"),
    await official(world, "helper-rongchang"),
    await official(world, "helper-banan"),
    await official(world, "canteen-rongchang"),
  ];
  const id = await confirmed(
    { declarer: school, county: fengdu, helper: rongchang },
    { ...RICE_DEAL(), county: "500230" },
  );
  const entry = await EntryModel.findOne({ "source.id": id }).lean();
  const name = "荣昌昌州学校食堂";
  for (const reader of [fengdu, rongchang])
    expect((await reader.get(`/entries/${entry?._id}`).expect(200)).text).toContain(name);
  const { text } = await banan.get(`/entries/${entry?._id}`).expect(200);
  expect(text).toContain(entry?.evidence?.[0]);
  expect(text).not.toContain(name);
});
