import type { Express } from "express";
import request from "supertest";
import { toViewer } from "../../../src/accounts/acting";
import { AuditModel } from "../../../src/accounts/audit/record";
import { auditRefused } from "../../../src/accounts/sign-in/refused-sign-ins";
import { makeToken } from "../../../src/accounts/token";
import { proveAgain } from "../../../src/accounts/two-factor/prove-again";
import { codeAt, stepOf } from "../../../src/accounts/two-factor/totp";
import { secretOf, type TwoFactor, TwoFactorModel } from "../../../src/accounts/two-factor/two-factor";
import type { User } from "../../../src/accounts/user";
import { UserModel } from "../../../src/accounts/user";
import { database } from "../../../src/shared/db";
import { now, setClock } from "../../../src/shared/time";
import { standStill } from "../../support/clock";
import { appOf, withDatabase } from "../front-door";
import { as, PASSWORD, type SignedIn, somebody } from "../people";

withDatabase("two_factor");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});
const OWN = [
  "two_factors",
  "proof_guesses",
  "half_sessions",
  "audit_records",
  "session_notes",
  "two_factor_resets",
  "refused_sign_ins",
];
beforeEach(async () => {
  for (const each of OWN) await database().collection(each).deleteMany({});
});
afterEach(() => setClock(undefined));

const held = async (user: User) => (await TwoFactorModel.findById(user._id).lean()) as unknown as TwoFactor;
const codeOf = async (user: User, steps = 0) => codeAt(secretOf(await held(user)), stepOf(now()) + steps);
/** Half a minute later: the last code is used up. */
const wait = (ms = 30_000) => {
  const at = now().getTime() + ms;
  setClock(() => new Date(at));
};
const post = ({ agent, csrf }: SignedIn, path: string, fields: object = {}) =>
  agent
    .post(path)
    .type("form")
    .send({ ...fields, _csrf: csrf });

/** Goes through the pages; answers the recovery codes. */
async function setUp(user: User, at: SignedIn): Promise<string[]> {
  await post(at, "/account/two-factor").expect(303);
  const page = await at.agent.get("/account/two-factor/set-up").expect(200);
  expect(page.text).toContain("data:image/svg+xml;base64,");
  const done = await post(at, "/account/two-factor/set-up", { code: await codeOf(user) }).expect(201);
  const session = await at.agent.get("/api/v1/session").expect(200);
  at.csrf = session.body.csrfToken;
  wait();
  return [...done.text.matchAll(/<code class="num">([0-9A-Z-]{19})<\/code>/g)].map((match) => match[1] as string);
}
const official = (name: string, more: Partial<User> = {}) =>
  somebody(name, { kind: "county_authority", region: "500242", onlyPassword: true, ...more });
const signInApi = (user: User, code?: string) =>
  request(app)
    .post("/api/v1/session")
    .send({ identifier: user.identifier, password: PASSWORD, ...(code ? { code } : {}) });

test("an official without a second proof is led to set it up before anything else", async () => {
  const ran = await official("ran");
  const at = await as(ran, app);
  for (const path of ["/", "/desk", "/account", "/products"])
    expect((await at.agent.get(path).expect(303)).headers.location).toBe("/account/two-factor");
  await post(at, "/account/tokens", { name: "x" }).expect(403);
  const refused = await at.agent.get("/api/v1/audit").expect(403);
  expect(refused.body.code).toBe("TWO_FACTOR_MISSING");
  expect((await at.agent.get("/account/two-factor").expect(200)).text).toContain("请先设好两步登录");
  expect(await setUp(ran, at)).toHaveLength(10);
  await at.agent.get("/desk").expect(200);
});

test("whoever is made responsible for money or joins an office goes no further with one proof, nor do their tokens", async () => {
  const ming = await somebody("ming", { onlyPassword: true });
  const at = await as(ming, app);
  const token = await makeToken(await toViewer(ming), "x", now());
  await at.agent.get("/account").expect(200);
  const { memberships } = await official("colleague");
  await UserModel.updateOne({ _id: ming._id }, { $set: { memberships } });
  expect((await at.agent.get("/account").expect(303)).headers.location).toBe("/account/two-factor");
  await request(app).get("/api/v1/session").set("authorization", `Bearer ${token}`).expect(401);
});

test("finance and owners of shops must, a shop's other people, buyers and the demonstration need not", async () => {
  const owner = await somebody("owner", { kind: "seller", onlyPassword: true });
  const organisation = owner.memberships[0]?.organisation as User["memberships"][number]["organisation"];
  const finance = await somebody("finance", { onlyPassword: true, memberships: [{ organisation, role: "finance" }] });
  const goods = await somebody("goods", { memberships: [{ organisation, role: "goods" }] });
  const canteen = await somebody("canteen", { kind: "institution", region: "500105" });
  const demo = await official("demo", { demo: true });
  for (const user of [owner, finance]) await (await as(user, app)).agent.get("/account").expect(303);
  for (const user of [goods, canteen, demo]) await (await as(user, app)).agent.get("/account").expect(200);
});

test("the secret is sealed, the recovery codes are hashed", async () => {
  const ran = await official("ran");
  const codes = await setUp(ran, await as(ran, app));
  const kept = JSON.stringify(await held(ran));
  expect(kept).not.toContain(secretOf(await held(ran)).toString("base64"));
  for (const code of codes) expect(kept).not.toContain(code.replaceAll("-", ""));
});

test("programs send the code along; each opens once, a wrong one is said beside its field", async () => {
  const ran = await official("ran");
  const codes = await setUp(ran, await as(ran, app));
  expect((await signInApi(ran).expect(401)).body.code).toBe("TWO_FACTOR_NEEDED");
  expect((await signInApi(ran, "000000").expect(422)).body.errors).toMatchObject([
    { field: "code", code: "wrong_totp" },
  ]);
  const code = await codeOf(ran);
  await signInApi(ran, code).expect(200);
  await signInApi(ran, code).expect(422);
  await signInApi(ran, await codeOf(ran, 1)).expect(200);
  await signInApi(ran, await codeOf(ran, 3)).expect(422);
  const [recovery] = codes as [string];
  await signInApi(ran, recovery.toLowerCase().replaceAll("-", " ")).expect(200);
  await signInApi(ran, recovery).expect(422);
  expect((await held(ran)).recovery).toHaveLength(9);
});

test("one code sent eight times at once lets in once", async () => {
  const ran = await official("ran");
  await setUp(ran, await as(ran, app));
  const code = await codeOf(ran);
  const answers = await Promise.all(Array.from({ length: 8 }, () => signInApi(ran, code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("after ten wrong codes none is looked at, not even the right one, for a quarter of an hour", async () => {
  const ran = await official("ran");
  await setUp(ran, await as(ran, app));
  for (let n = 0; n < 10; n++)
    await expect(proveAgain({ id: ran._id }, { code: "000000" }, now())).rejects.toMatchObject({ status: 422 });
  await expect(proveAgain({ id: ran._id }, { code: await codeOf(ran) }, now())).rejects.toMatchObject({ status: 429 });
  wait(15 * 60_000);
  await proveAgain({ id: ran._id }, { code: await codeOf(ran) }, now());
});

test("the page asks for the code after the password; the half session opens nothing and ends in five minutes", async () => {
  const ran = await official("ran");
  await setUp(ran, await as(ran, app));
  const agent = request.agent(app);
  const password = { identifier: ran.identifier, password: PASSWORD, next: "/desk/audit" };
  const enter = () => agent.post("/sign-in").type("form").send(password).expect(303);
  expect((await enter()).headers.location).toBe("/sign-in/code");
  expect((await agent.get("/api/v1/session")).body.user).toBeNull();
  await agent.get("/api/v1/audit").expect(401);
  expect((await agent.get("/sign-in/code").expect(200)).text).toContain("填动态码");
  const wrong = await agent.post("/sign-in/code").type("form").send({ code: "000000" }).expect(422);
  expect(wrong.text).toContain("动态码不对");
  wait(5 * 60_000 + 1000);
  expect(
    (
      await agent
        .post("/sign-in/code")
        .type("form")
        .send({ code: await codeOf(ran) })
        .expect(303)
    ).headers.location,
  ).toBe("/sign-in");
  await enter();
  const done = await agent
    .post("/sign-in/code")
    .type("form")
    .send({ code: await codeOf(ran) })
    .expect(303);
  expect(done.headers.location).toBe("/desk/audit");
  await agent.get("/desk/audit").expect(200);
  expect(await AuditModel.find({ what: "sign_in.done" }).lean()).toHaveLength(2);
});

test("a password changed meanwhile ends the half session", async () => {
  const ran = await official("ran");
  await setUp(ran, await as(ran, app));
  const agent = request.agent(app);
  await agent.post("/sign-in").type("form").send({ identifier: ran.identifier, password: PASSWORD }).expect(303);
  await UserModel.updateOne({ _id: ran._id }, { $inc: { sessionVersion: 1 } });
  const answer = await agent
    .post("/sign-in/code")
    .type("form")
    .send({ code: await codeOf(ran) })
    .expect(303);
  expect(answer.headers.location).toBe("/sign-in");
});

test("proving again takes the code of those who have one, else the password", async () => {
  const chen = await somebody("chen");
  await proveAgain({ id: chen._id }, { password: PASSWORD }, now());
  const refused = { fields: [{ field: "password", code: "wrong_password" }] };
  await expect(proveAgain({ id: chen._id }, { password: "no" }, now())).rejects.toMatchObject(refused);
  const ran = await official("ran");
  await setUp(ran, await as(ran, app));
  const missing = { fields: [{ field: "code", code: "required" }] };
  await expect(proveAgain({ id: ran._id }, { password: PASSWORD }, now())).rejects.toMatchObject(missing);
  const code = await codeOf(ran);
  await proveAgain({ id: ran._id }, { code }, now());
  await expect(proveAgain({ id: ran._id }, { code }, now())).rejects.toMatchObject({
    fields: [{ code: "wrong_totp" }],
  });
});

test("whoever need not may turn it off with a code, whoever must may not", async () => {
  const chen = await somebody("chen");
  const at = await as(chen, app);
  await setUp(chen, at);
  await post(at, "/account/two-factor/removal", { code: "000000" }).expect(422);
  await post(at, "/account/two-factor/removal", { code: await codeOf(chen) }).expect(303);
  await signInApi(chen).expect(200);
  const ran = await official("ran");
  const his = await as(ran, app);
  await setUp(ran, his);
  await post(his, "/account/two-factor/removal", { code: await codeOf(ran) }).expect(403);
});

test("new recovery codes make the old ones worthless", async () => {
  const ran = await official("ran");
  const at = await as(ran, app);
  const [old] = await setUp(ran, at);
  await post(at, "/account/two-factor/recovery-codes", { code: await codeOf(ran) }).expect(201);
  await signInApi(ran, old).expect(422);
});

test("a reset takes two people, ends every session and leads to setting it up anew", async () => {
  const ran = await official("ran");
  const his = await as(ran, app);
  await setUp(ran, his);
  const organisation = ran.memberships[0]?.organisation as User["memberships"][number]["organisation"];
  const owner = await somebody("owner", { demo: true, memberships: [{ organisation, role: "owner" }] });
  const city = await somebody("city", { kind: "city_authority", demo: true });
  const ask = (at: SignedIn) => post(at, `/members/${ran._id}/two-factor-reset`, { reason: "手机丢了，当面核实" });
  await ask(await as(city, app)).expect(404);
  await ask(await as(owner, app)).expect(303);
  await ask(await as(owner, app)).expect(303);
  const theirs = await as(city, app);
  const page = await theirs.agent.get("/desk/two-factor").expect(200);
  expect(page.text).toContain("手机丢了，当面核实");
  const id = /\/desk\/two-factor\/(reset_\w+)\/decision/.exec(page.text)?.[1];
  const decide = { decision: "granted", password: PASSWORD };
  await post(theirs, `/desk/two-factor/${id}/decision`, { ...decide, password: "wrong" }).expect(422);
  await post(await as(owner, app), `/desk/two-factor/${id}/decision`, decide).expect(403);
  await post(theirs, `/desk/two-factor/${id}/decision`, decide).expect(303);
  await post(theirs, `/desk/two-factor/${id}/decision`, decide).expect(404);
  await his.agent.get("/api/v1/audit").expect(401);
  await (await as(ran, app)).agent.get("/desk").expect(303);
  expect(await AuditModel.countDocuments({ what: { $in: ["two_factor.reset_asked", "two_factor.reset"] } })).toBe(2);
});

test("whoever asked for a reset does not decide it", async () => {
  const chen = await somebody("chen");
  await setUp(chen, await as(chen, app));
  const city = await as(await somebody("city", { kind: "city_authority", demo: true }), app);
  await post(city, "/desk/two-factor", { identifier: "nobody@example.cn", reason: "电话核实" }).expect(422);
  await post(city, "/desk/two-factor", { identifier: chen.identifier, reason: "电话核实" }).expect(303);
  const reset = await database().collection("two_factor_resets").findOne({});
  const decided = await post(city, `/desk/two-factor/${reset?._id}/decision`, {
    decision: "granted",
    password: PASSWORD,
  });
  expect(decided.status).toBe(409);
  expect(await held(chen)).not.toBeNull();
});

test("an official refused at the door is written down by the hour: how often, and nothing else", async () => {
  const ran = await official("ran");
  await somebody("chen");
  standStill();
  const wrong = (identifier: string) =>
    request(app).post("/api/v1/session").send({ identifier, password: "no" }).expect(401);
  for (const identifier of [ran.identifier, ran.identifier, "chen@example.cn", "nobody@example.cn"])
    await wrong(identifier);
  await auditRefused(now());
  expect(await AuditModel.countDocuments()).toBe(0);
  wait(60 * 60_000);
  await auditRefused(now());
  await auditRefused(now());
  const written = await AuditModel.find().lean();
  expect(written).toMatchObject([{ what: "sign_in.refused", by: null, subject: { id: ran._id } }]);
  expect(written[0]?.changes.find(({ field }) => field === "tries")).toMatchObject({ after: 2 });
  expect(JSON.stringify(written)).not.toContain(ran.identifier);
});
