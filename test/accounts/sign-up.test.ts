import type { Express } from "express";
import request from "supertest";
import { isRegistrationNumber, OrganisationModel } from "../../src/accounts/organisation";
import { type User, UserModel } from "../../src/accounts/user";
import { appOf, withDatabase } from "./front-door";
import { PASSWORD } from "./people";

withDatabase("sign_up");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});

const enrol = (given: object) => request(app).post("/api/v1/users").send(given);
const citizen = { identifier: "ada@example.cn", password: PASSWORD, name: "阿达" };
const office = {
  name: "江北某单位食堂",
  region: "500105",
  registrationNumber: "91350100M000100Y43",
  phone: "13800000000",
};
const errorsOf = (body: { errors?: { field: string; code: string }[] }) =>
  body.errors?.map(({ field, code }) => `${field}: ${code}`);

test("a citizen signs up and is in", async () => {
  const agent = request.agent(app);
  const { body } = await agent
    .post("/api/v1/users")
    .send({ ...citizen, homeRegion: "500105" })
    .expect(201);
  expect(body).toEqual({
    user: { id: expect.stringMatching(/^user_/), name: "阿达", roles: ["buyer"], region: "500105" },
    csrfToken: expect.any(String),
  });
  await expect(agent.get("/api/v1/session").then((answer) => answer.body)).resolves.toEqual(body);
  const [stored] = (await UserModel.find().lean()) as User[];
  expect(stored).toMatchObject({
    identifier: "ada@example.cn",
    status: "active",
    sessionVersion: 1,
    memberships: [],
    demo: false,
    homeRegion: "500105",
  });
  expect(stored?.passwordHash).toMatch(/^\$argon2id\$/);
  expect(JSON.stringify(stored)).not.toContain(PASSWORD);
});

test("an institution signs up with its registration, which decides its affiliation", async () => {
  const { body } = await enrol({
    ...citizen,
    institution: { ...office, registrationNumber: " 91350100m000100y43 " },
  }).expect(201);
  expect(body.user).toMatchObject({
    roles: ["institution"],
    organisation: { name: office.name, kind: "institution" },
    region: "500105",
  });
  const [organisation] = await OrganisationModel.find().lean();
  expect(organisation).toMatchObject({
    kind: "institution",
    region: "500105",
    registrationNumber: "91350100M000100Y43",
    contact: { name: "阿达", phone: office.phone },
    demo: false,
  });
});

test("a functional zone can be chosen as home and as seat", async () => {
  await enrol({ ...citizen, homeRegion: "CQ-LJXQ" }).expect(201);
  await enrol({ ...citizen, identifier: "bob@example.cn", institution: { ...office, region: "CQ-GXQ" } }).expect(201);
});

test("an identifier is taken once, whatever its capitals, and its holder keeps their password", async () => {
  await enrol(citizen).expect(201);
  const { body } = await enrol({ ...citizen, identifier: "ADA@EXAMPLE.CN", password: "another long sentence" }).expect(
    409,
  );
  expect(body.code).toBe("IDENTIFIER_TAKEN");
  await request(app).post("/api/v1/session").send({ identifier: "ada@example.cn", password: PASSWORD }).expect(200);
});

test("ten who want the same identifier at the same moment: one gets it", async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => enrol(citizen)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
});

test("a registered institution is not registered again, and no half of the attempt stays", async () => {
  await enrol({ ...citizen, institution: office }).expect(201);
  const { body } = await enrol({ ...citizen, identifier: "bob@example.cn", institution: office }).expect(422);
  expect(errorsOf(body)).toEqual(["institution.registrationNumber: already_registered"]);
  await enrol({ ...citizen, institution: { ...office, registrationNumber: "12500105MB00000023" } }).expect(409);
  await expect(UserModel.countDocuments()).resolves.toBe(1);
  await expect(OrganisationModel.countDocuments()).resolves.toBe(1);
});

test.each([
  [{ password: "seven77" }, "password: too_short"],
  [{ password: "12345678" }, "password: password_common"],
  [{ password: "youyang2026" }, "password: password_place"],
  [{ password: "酉阳土家族苗族自治县2026" }, "password: password_place"],
  [{ password: "not without ada@example.cn" }, "password: password_names_you"],
  [{ password: 12345678 }, "password: wrong_type"],
  [{ identifier: "ada" }, "identifier: identifier"],
  [{ identifier: "12345678901" }, "identifier: identifier"],
  [{ identifier: ["ada@example.cn"] }, "identifier: wrong_type"],
  [{ name: "" }, "name: required"],
  [{ name: "阿\u202e达" }, "name: control_characters"],
  [{ homeRegion: "510000" }, "homeRegion: not_an_option"],
  [{ institution: { ...office, region: "999999" } }, "institution.region: not_an_option"],
  [
    { institution: { ...office, registrationNumber: "91350100M000100Y44" } },
    "institution.registrationNumber: registration_number",
  ],
  [{ institution: { ...office, phone: "12345" } }, "institution.phone: phone"],
])("%j is refused: %s", async (change, error) => {
  const { body } = await enrol({ ...citizen, ...change }).expect(422);
  expect(errorsOf(body)).toEqual([error]);
  await expect(UserModel.countDocuments()).resolves.toBe(0);
});

test.each([
  "role",
  "roles",
  "status",
  "sessionVersion",
  "memberships",
  "demo",
  "_id",
  "createdAt",
  "passwordHash",
  "$set",
])("nobody can bring their own %s", async (field) => {
  const { body } = await enrol({ ...citizen, [field]: "admin" }).expect(422);
  expect(errorsOf(body)).toEqual([`${field}: unknown_field`]);
  const inside = await enrol({ ...citizen, institution: { ...office, [field]: "platform" } }).expect(422);
  expect(errorsOf(inside.body)).toEqual([`institution.${field}: unknown_field`]);
});

test("a mobile number signs up, and long Chinese passwords are welcome", async () => {
  const password = "坡上的橘子熟了就寄到山下去".repeat(10);
  await enrol({ identifier: "13900000000", password, name: "阿达" }).expect(201);
  await request(app).post("/api/v1/session").send({ identifier: "１３９００００００００", password }).expect(200);
});

describe("the check character of a 统一社会信用代码", () => {
  test.each(["91350100M000100Y43", "12500105MB00000023"])("%s fits", (code) =>
    expect(isRegistrationNumber(code)).toBe(true),
  );
  test("no other last character does, and no neighbour swap of different digits", () => {
    const code = "91350100M000100Y43";
    for (const last of "0123456789ABCDEFGHJKLMNPQRTUWXY")
      expect(isRegistrationNumber(code.slice(0, 17) + last)).toBe(last === "3");
    for (let i = 0; i < 16; i++) {
      if (code[i] === code[i + 1]) continue;
      expect(isRegistrationNumber(code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2))).toBe(false);
    }
  });
  test.each(["", "91350100M000100Y4", "91350100M000100Y433", "9135O100M000100Y43", "91350100m000100y43"])(
    "%j is none",
    (code) => expect(isRegistrationNumber(code)).toBe(false),
  );
});

describe("the page", () => {
  const form = (given: object) => request(app).post("/sign-up").type("form").send(given);

  test("lets a citizen in and sends them on", async () => {
    await form({
      kind: "citizen",
      next: "/cart",
      identifier: "ada@example.cn",
      password: PASSWORD,
      name: "阿达",
      homeRegion: "",
    })
      .expect(303)
      .expect("Location", "/cart");
  });

  test("lets an institution in", async () => {
    const flat = Object.fromEntries(Object.entries(office).map(([name, value]) => [`institution.${name}`, value]));
    await form({ kind: "institution", ...citizen, ...flat, next: "" })
      .expect(303)
      .expect("Location", "/");
    await expect(OrganisationModel.countDocuments()).resolves.toBe(1);
  });

  test("comes back filled in, with a word beside each field, and without the password", async () => {
    const page = await form({
      kind: "institution",
      identifier: "x",
      password: "hunter2-hunter2",
      name: "阿达",
      "institution.name": "某单位食堂",
      "institution.phone": "1",
      next: "/cart",
    }).expect(422);
    for (const kept of ['value="x"', 'value="阿达"', 'value="某单位食堂"', 'value="/cart"'])
      expect(page.text).toContain(kept);
    for (const word of ["请填邮箱，或 11 位手机号", "这一项要填", "请填 11 位手机号"])
      expect(page.text).toContain(word);
    expect(page.text).not.toContain("hunter2");
  });

  test("says when an identifier is taken, beside it", async () => {
    await enrol(citizen).expect(201);
    const page = await form({ kind: "citizen", ...citizen }).expect(422);
    expect(page.text).toContain("已经注册过");
  });
});
