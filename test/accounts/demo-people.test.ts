import type { Express } from "express";
import request from "supertest";
import { DEMO_ACCOUNTS, seedPeople } from "../../seeds/people";
import { REGIONS } from "../../seeds/regions";
import { OrganisationModel } from "../../src/accounts/organisation";
import { weakness } from "../../src/accounts/sign-in/password";
import { type User, UserModel } from "../../src/accounts/user";
import { ROLES } from "../../src/shared/viewer";
import { appOf, withDatabase } from "./front-door";

withDatabase("demo_people");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});

const places = REGIONS.flatMap((region) => [region.slug, region.shortName, region.name, region.nameEn]);

test("every role is there, under a reserved address and with a password that keeps the rules", () => {
  expect(new Set(DEMO_ACCOUNTS.map(({ role }) => role))).toEqual(new Set(ROLES));
  for (const { identifier, password, region } of DEMO_ACCOUNTS) {
    expect(identifier).toMatch(/@demo\.liangqun$/);
    expect(weakness(password, { identifier, places })).toBeUndefined();
    if (region) expect(REGIONS.map((each) => each._id)).toContain(region);
  }
});

test("each signs in as what they are, an official for every county and helper among them", async () => {
  await seedPeople();
  for (const { role, identifier, password, name, organisation } of DEMO_ACCOUNTS.filter(
    (each) => each.role !== "seller",
  )) {
    const { body } = await request(app).post("/api/v1/session").send({ identifier, password }).expect(200);
    expect(body.user).toMatchObject({
      name,
      roles: [role],
      ...(organisation ? { organisation: { name: organisation } } : {}),
    });
  }
  await expect(OrganisationModel.countDocuments({ kind: "county_authority" })).resolves.toBe(17);
  await expect(OrganisationModel.countDocuments({ kind: "helper_authority" })).resolves.toBe(24);
  await expect(UserModel.countDocuments({ demo: false })).resolves.toBe(0);
  await expect(
    OrganisationModel.countDocuments({ $or: [{ demo: false }, { name: { $not: /（演示）$/ } }] }),
  ).resolves.toBe(0);
});

test("seeding again keeps everybody as they are", async () => {
  await seedPeople();
  await UserModel.updateOne({ identifier: "zhoumin@demo.liangqun" }, { $set: { name: "周敏敏" } });
  const before = await UserModel.find().sort({ _id: 1 }).lean();
  await seedPeople();
  await expect(UserModel.find().sort({ _id: 1 }).lean()).resolves.toEqual(before);
});

test("production neither loads them nor lets in who was loaded before", async () => {
  await seedPeople();
  const before = process.env.NODE_ENV;
  try {
    process.env.NODE_ENV = "production";
    await expect(seedPeople()).rejects.toThrow("never loaded in production");
    for (const { identifier, password } of DEMO_ACCOUNTS.slice(0, 6))
      await request(app).post("/api/v1/session").send({ identifier, password }).expect(401);
  } finally {
    process.env.NODE_ENV = before;
  }
  expect(((await UserModel.find().lean()) as User[]).every((user) => user.demo)).toBe(true);
});
