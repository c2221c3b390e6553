import { OrganisationModel } from "../../../src/accounts/organisation";
import { DeclarationModel } from "../../../src/credits/declarations/record/declaration";
import { pricesFarAbove, roundAmounts } from "../../../src/credits/declarations/signals/rules";
import { fen } from "../../../src/shared/money";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import {
  bring,
  confirm,
  daysAgo,
  nextInvoice,
  OTHER_PRODUCER,
  PRODUCER,
  pdf,
  RICE_DEAL,
  submit,
  submitted,
  written,
} from "./declaring";

let world: World;
let canteen: Person;
let youyang: Person;
let jiangbei: Person;
beforeAll(async () => {
  world = await openWorld("declared_signals");
  [canteen, youyang] = [await world.person("canteen"), await world.person("youyang")];
  jiangbei = await world.person("jiangbei");
});
afterAll(() => world.close());

const signalsOf = async (id: string): Promise<string[]> =>
  (await youyang.get(`/api/v1/declarations/${id}`).expect(200)).body.signals.map(({ key }: { key: string }) => key);

test("a price is far above when it is half as much again as the dearest reference, to the fen", () => {
  const line = (amountFen: number, milli: number, highFen: number | null) =>
    ({ line: "1", name: "米", amountFen, milli, highFen, lowFen: null }) as unknown as Parameters<
      typeof pricesFarAbove
    >[0][number];
  expect(pricesFarAbove([line(150_000, 100_000, 1000)])).toEqual([]);
  expect(pricesFarAbove([line(150_001, 100_000, 1000)])).toHaveLength(1);
  expect(pricesFarAbove([line(150_001, 100_000, null)])).toEqual([]);
});

test("many round amounts are many, and most of them", () => {
  const lines = (...amounts: number[]) => [{ lines: amounts.map((amountFen) => ({ amountFen: fen(amountFen) })) }];
  expect(roundAmounts(lines(100_000, 200_000, 300_000, 400_000))).toBeNull();
  expect(roundAmounts(lines(100_000, 200_000, 300_000, 400_000, 500_000))).toEqual({ count: 5, total: 5 });
  expect(roundAmounts(lines(100_000, 200_000, 300_000, 400_000, 500_000, 1, 2))).toBeNull();
});

test("a paper used before is pointed out with its declaration, and counts only with a word of each side", async () => {
  const twice = pdf("used twice");
  const first = await written(canteen, { ...RICE_DEAL(), seller: { name: "甲", registrationNumber: OTHER_PRODUCER } });
  const second = await written(canteen, { ...RICE_DEAL(), seller: { name: "甲", registrationNumber: OTHER_PRODUCER } });
  for (const id of [first, second]) await bring(canteen, id, "other", twice).expect(201);
  for (const id of [first, second]) await submit(canteen, id).expect(200);
  const [key] = await signalsOf(second);
  expect(key).toMatch(/^evidence_elsewhere_evd_/);
  const page = (await youyang.get(`/declarations/${second}`).expect(200)).text;
  expect(page).toContain(`/declarations/${first}`);
  const refused = await confirm(youyang, second, "county").expect(422);
  expect(refused.body.errors).toMatchObject([{ field: `notes.${key}`, code: "required" }]);
  await confirm(youyang, second, "county", { notes: { [key as string]: "同一份承诺书分两次送货" } }).expect(200);
  await confirm(jiangbei, second, "helper").expect(422);
  const { body } = await confirm(jiangbei, second, "helper", { notes: { [key as string]: "已向食堂核实" } }).expect(
    200,
  );
  expect(body.signals[0].notes.map(({ side, note }: Record<string, string>) => `${side} ${note}`)).toEqual([
    "county 同一份承诺书分两次送货",
    "helper 已向食堂核实",
  ]);
});

test("one telephone on both sides, a price far above, one invoice in two declarations", async () => {
  const office = (await canteen.get("/api/v1/session")).body.user.organisation;
  await OrganisationModel.updateOne(
    { name: office.name ?? office },
    { $set: { contact: { name: "何", phone: "13900001111" } } },
  );
  const deal = {
    ...RICE_DEAL(),
    seller: { name: "后坪坝大米加工坊", registrationNumber: PRODUCER, phone: "13900001111" },
    lines: [
      { name: "米", category: "agricultural", quantity: 10, unit: "公斤", amountFen: 30_000, referenceHighFen: 1000 },
    ],
  };
  const id = await submitted(canteen, deal);
  expect(await signalsOf(id)).toEqual(["same_phone", "price_far_above_1"]);
  const other = { ...RICE_DEAL(), invoice: deal.invoice };
  const rest = await submitted(canteen, {
    ...other,
    lines: other.lines.map((line, index) => ({ ...line, amountFen: 1000, invoiceLine: index + 2 })),
  });
  expect(await signalsOf(rest)).toContain("invoice_shared");
});

test("an order of the platform declared again: named it is refused, alike it is held for a person", async () => {
  const checkedOut = await canteen.orders(RICE, 2);
  await canteen.desk(checkedOut, "paid");
  await world.deliver();
  const { number, seller } = checkedOut.orders[0] as (typeof checkedOut.orders)[number];
  const shop = await OrganisationModel.findOne({ name: seller.name, kind: "seller" }).lean();
  await OrganisationModel.updateOne({ _id: shop?._id as never }, { $set: { registrationNumber: OTHER_PRODUCER } });
  const deal = {
    ...RICE_DEAL(),
    day: daysAgo(0),
    seller: { name: "随便写的", registrationNumber: OTHER_PRODUCER },
    invoice: { code: "", number: nextInvoice(), totalFen: 2 * RICE_FEN, day: daysAgo(0) },
    lines: [{ name: "大米", category: "agricultural", quantity: 2, unit: "袋", amountFen: 2 * RICE_FEN }],
  };
  const named = await written(canteen, { ...deal, note: `就是 ${number.toLowerCase()} 那一单` });
  expect((await submit(canteen, named).expect(422)).body.errors).toMatchObject([
    { field: "note", code: "order_declared" },
  ]);
  const alike = await submitted(canteen, deal);
  expect(await signalsOf(alike)).toContain(`looks_like_order_${number}`);
  expect((await DeclarationModel.findById(alike).lean())?.facts?.seller).toMatchObject({
    id: seller.id,
    name: seller.name,
  });
  expect((await youyang.get(`/declarations/${alike}`).expect(200)).text).toContain(number);
});
