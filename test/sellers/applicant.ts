import { randomUUID } from "node:crypto";
import type { Express } from "express";
import request from "supertest";
import { isRegistrationNumber } from "../../src/accounts/organisation";
import { SellerModel } from "../../src/sellers/seller";
import { Person } from "../support/person";

export const PDF = { name: "营业执照.pdf", body: Buffer.from("%PDF-1.4\nlicence\n%%EOF") };
export const YOUYANG = "500242";

let made = 0;

/** A registration number nobody has: seventeen characters and the one that checks them. */
export function aNumber(): string {
  const head = `91500242MA5U${String(++made).padStart(5, "0")}`;
  const found = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"].map((last) => head + last).find(isRegistrationNumber);
  return found as string;
}

/** Somebody new at the door, without an organisation. */
export async function newcomer(app: Express, name = "冉桂芳"): Promise<Person> {
  const credentials = { identifier: `${randomUUID()}@example.cn`, password: "a kettle on the landing" };
  await request(app)
    .post("/api/v1/users")
    .send({ ...credentials, name })
    .expect(201);
  return Person.signedIn(app, credentials);
}

export const shopStep = (more: Record<string, string> = {}): Record<string, string> => ({
  county: YOUYANG,
  kind: "cooperative",
  name: "毛坝高山米专业合作社",
  registrationNumber: aNumber(),
  place: "毛坝乡",
  sells: "fresh",
  ...more,
});

export const peopleStep = (more: Record<string, string> = {}): Record<string, string> => ({
  contactName: "冉桂芳",
  contactPhone: "13800002222",
  households: "86",
  ways: "purchase",
  linkage: "按保底价收稻谷。",
  ...more,
});

export const bring = (person: Person, fields: Record<string, string> = {}, file = PDF) =>
  person.sends("/shop/documents", { kind: "business_licence", noExpiry: "1", ...fields }, { file: [file] });

/** The whole application, written and sent in; its id. */
export async function applied(
  app: Express,
  more: Record<string, string> = {},
): Promise<{ person: Person; id: string }> {
  const person = await newcomer(app);
  await person.submit("/apply", shopStep(more)).expect(303);
  await person.submit("/apply/people", peopleStep()).expect(303);
  await bring(person).expect(303);
  await person.submit("/apply/submission", {}).expect(303);
  return { person, id: await idOf(person) };
}

/** The id of the seller somebody founded, read where its own people see it. */
export async function idOf(person: Person): Promise<string> {
  const { body } = await person.get("/api/v1/session").expect(200);
  const seller = await SellerModel.findOne({ organisation: body.user.organisation.id }, { _id: 1 }).lean();
  return String(seller?._id);
}
