import type { Express } from "express";
import { AuditModel, type AuditRecord } from "../../../src/accounts/audit/record";
import type { User } from "../../../src/accounts/user";
import { database } from "../../../src/shared/db";
import { appOf, withDatabase } from "../front-door";
import { as, PASSWORD, type SignedIn, somebody } from "../people";

withDatabase("audit_deeds");
let app: Express;
let ada: User;
let bo: User;
let owner: SignedIn;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  for (const each of ["audit_records", "audit_chain"]) await database().collection(each).deleteMany({});
  ada = await somebody("ada", { kind: "institution", region: "500105" });
  const [{ organisation }] = ada.memberships as [User["memberships"][number]];
  bo = await somebody("bo", { memberships: [{ organisation, role: "member" }] });
  owner = await as(ada, app);
});

const call = (method: "post" | "put" | "delete", path: string, body: object = {}) =>
  owner.agent[method](`/api/v1${path}`).set("x-csrf-token", owner.csrf).send(body);
const form = (path: string, fields: object) =>
  owner.agent
    .post(path)
    .type("form")
    .send({ ...fields, _csrf: owner.csrf });
const written = async (what: string) =>
  (await AuditModel.findOne({ what } as Record<string, unknown>).lean()) as AuditRecord | null;

test("a member's role, before and after, by whom; the same role again is no deed", async () => {
  await call("put", `/members/${bo._id}`, { role: "owner" }).expect(204);
  await call("put", `/members/${bo._id}`, { role: "owner" }).expect(204);
  expect(await written("member.role_changed")).toMatchObject({
    by: { id: ada._id, name: "ada" },
    subject: { kind: "user", id: bo._id, name: "bo" },
    changes: [{ field: "role", before: "member", after: "owner" }],
  });
  expect(await AuditModel.countDocuments({ what: "member.role_changed" })).toBe(1);
});

test("what is refused leaves no record", async () => {
  await call("put", `/members/${ada._id}`, { role: "member" }).expect(409);
  await call("delete", "/members/usr_nobody").expect(404);
  expect(await AuditModel.countDocuments()).toBe(0);
});

test("somebody taken out, somebody invited without their address", async () => {
  await call("post", "/members/invitations", { email: "eve@example.cn", role: "goods" });
  await call("post", "/members/invitations", { email: "eve@example.cn", role: "member" }).expect(201);
  await call("delete", `/members/${bo._id}`).expect(204);
  expect(await written("member.removed")).toMatchObject({
    changes: [{ field: "role", before: "member", after: null }],
  });
  expect(await written("member.invited")).not.toBeNull();
  expect(JSON.stringify(await AuditModel.find().lean())).not.toContain("eve@");
});

test("tokens made and revoked, a password changed; never a secret", async () => {
  const made = await form("/account/tokens", { name: "采购系统" }).expect(201);
  const token = /lq_[\w-]{43}/.exec(made.text)?.[0] as string;
  const { subject } = (await written("token.made")) as AuditRecord;
  expect(subject.name).toBe("采购系统");
  await form(`/account/tokens/${subject.id}/revocation`, {}).expect(303);
  expect(await written("token.revoked")).toMatchObject({ subject });
  await form("/account/password", { current: PASSWORD, chosen: "another kettle on the stairs" }).expect(303);
  expect(await written("password.changed")).toMatchObject({ subject: { id: ada._id } });
  const all = JSON.stringify(await AuditModel.find().lean());
  for (const secret of [token, PASSWORD, "another kettle"]) expect(all).not.toContain(secret);
});

test("a citizen's own keys and password are nobody's business", async () => {
  const chen = await somebody("chen");
  owner = await as(chen, app);
  await form("/account/tokens", { name: "x" }).expect(201);
  await form("/account/password", { current: PASSWORD, chosen: "another kettle on the stairs" }).expect(303);
  expect(await AuditModel.countDocuments()).toBe(0);
});
