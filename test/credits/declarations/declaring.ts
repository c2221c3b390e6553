import type { Test } from "supertest";
import demoAccounts from "../../../seeds/demo-accounts.json";
import { DAY, dayOf, later, now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import type { World } from "../../support/world";

export const PASSWORD = demoAccounts[0]?.password ?? "";

/** A sound registration number of a producer without a shop here, and another. */
export const PRODUCER = numbered("91500242MA5U0AB1");
export const OTHER_PRODUCER = numbered("91500242MA5U0CD2");

/** Sixteen characters made whole: one more, and the check digit. */
function numbered(head: string): string {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const body = `${head}X`.slice(0, 17);
  let [weight, sum] = [1, 0];
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + alphabet[(31 - (sum % 31)) % 31];
}

export const daysAgo = (days: number): string => dayOf(later(now(), -days * DAY));

let invoices = 10_000_000;
export const nextInvoice = (): string => String(++invoices);

/** A canteen of 江北 buys rice of 酉阳 for ¥1,200. */
export const RICE_DEAL = () => ({
  basis: "purchase" as string,
  county: "500242",
  day: daysAgo(20),
  seller: { name: "后坪坝大米加工坊", registrationNumber: PRODUCER },
  invoice: { code: "", number: nextInvoice(), totalFen: 120_000, day: daysAgo(19) },
  lines: [
    { name: "高山大米", category: "agricultural", quantity: 100, unit: "公斤", amountFen: 100_000 },
    { name: "土蜂蜜", category: "agricultural", quantity: 12.5, unit: "公斤", amountFen: 20_000 },
  ],
});
export type Deal = ReturnType<typeof RICE_DEAL> & Record<string, unknown>;

let papers = 0;
/** A small PDF, each with a content of its own unless told. */
export const pdf = (mark: string | number = ++papers): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n% ${mark}\ntrailer <</Root 1 0 R>>\n%%EOF\n`);

export const bring = (who: Person, id: string, kind: string, body: Buffer = pdf()): Test =>
  who.sends(`/api/v1/declarations/${id}/evidence?kind=${kind}`, {}, { file: [{ name: `${kind}.pdf`, body }] });

/** Writes a declaration and brings the three papers that are asked for. */
export async function written(who: Person, deal: object = RICE_DEAL()): Promise<string> {
  const { body } = await who.call("post", "/declarations", deal).expect(201);
  for (const kind of ["invoice", "bank_receipt", "pledge"]) await bring(who, body.id, kind).expect(201);
  return body.id as string;
}

export const submit = (who: Person, id: string): Test => who.call("post", `/declarations/${id}/submission`);

export async function submitted(who: Person, deal: object = RICE_DEAL()): Promise<string> {
  const id = await written(who, deal);
  await submit(who, id).expect(200);
  return id;
}

export const confirm = (who: Person, id: string, side: "county" | "helper", more: object = {}): Test =>
  who.call("post", `/declarations/${id}/${side}-confirmation`, { password: PASSWORD, ...more });

export async function confirmed(
  { declarer, county, helper }: Record<"declarer" | "county" | "helper", Person>,
  deal: object = RICE_DEAL(),
): Promise<string> {
  const id = await submitted(declarer, deal);
  await confirm(county, id, "county").expect(200);
  await confirm(helper, id, "helper").expect(200);
  return id;
}

/** Somebody of the demonstration who has no name in stories. */
export async function official(world: World, identifier: string): Promise<Person> {
  const person = world.guest();
  await person.signIn({ identifier: `${identifier}@demo.liangqun`, password: PASSWORD });
  return person;
}
