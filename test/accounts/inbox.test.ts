import type { Express } from "express";
import request from "supertest";
import { NoticeModel } from "../../src/accounts/notices/notice";
import { tell } from "../../src/accounts/notices/tell";
import { newOrganisation, OrganisationModel } from "../../src/accounts/organisation";
import { type User, UserModel } from "../../src/accounts/user";
import { later, MINUTE, now } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { as, type SignedIn, somebody } from "./people";

withDatabase("inbox");
let app: Express;
let ada: User;
let here: SignedIn;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  ada = await somebody("ada");
  here = await as(ada, app);
});

const AT = new Date("2031-05-06T08:00:00Z");
const told = async (count: number, user = ada) => {
  for (let i = 0; i < count; i++)
    await tell(
      {
        key: `n${String(i).padStart(3, "0")}`,
        to: { user: user._id },
        kind: "member_removed",
        params: { organisation: `第${i}家`, organisationEn: `House ${i}` },
        href: `/orders?n=${i}`,
      },
      later(AT, i * MINUTE),
    );
};
const send = (path: string, given: object = {}) =>
  here.agent
    .post(path)
    .type("form")
    .send({ _csrf: here.csrf, ...given });
const unread = () => NoticeModel.countDocuments({ user: ada._id, readAt: null });
const id = (n: number) => `n${String(n).padStart(3, "0")}:${ada._id}`;

test("an empty inbox says so, and guests are asked to sign in", async () => {
  expect((await here.agent.get("/inbox").expect(200)).text).toContain("还没有消息");
  expect((await here.agent.get("/inbox").set("Accept-Language", "en")).text).toContain("Nothing yet");
  await request(app).get("/inbox").expect(303).expect("Location", "/sign-in?next=%2Finbox");
  await request(app).get("/api/v1/notices").expect(401);
});

test("newest first, page by page, none twice and none left out", async () => {
  await told(45);
  const seen: string[] = [];
  let href: string | undefined = "/inbox";
  while (href) {
    const { text }: { text: string } = await here.agent.get(href).expect(200);
    seen.push(...[...text.matchAll(/class="notice-open"[^>]*>您已不在第(\d+)家/g)].map((match) => match[1] as string));
    href = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&#x3D;", "=");
  }
  expect(seen).toEqual(Array.from({ length: 45 }, (_, i) => String(44 - i)));
});

test("the frame counts what is unread on every page, and no further than ninety-nine", async () => {
  await told(2);
  expect((await here.agent.get("/account")).text).toContain("2 条未读消息");
  await told(105);
  expect((await here.agent.get("/account")).text).toContain("99+");
  await send("/inbox/reading", { until: later(AT, 1000 * MINUTE).toISOString() }).expect(303);
  expect((await here.agent.get("/account")).text).not.toContain("未读消息");
});

test("opening marks one as read and leads on; marking alone stays", async () => {
  await told(2);
  await send(`/inbox/${encodeURIComponent(id(1))}/opening`)
    .expect(303)
    .expect("Location", "/orders?n=1");
  await expect(unread()).resolves.toBe(1);
  await send(`/inbox/${encodeURIComponent(id(0))}/reading`)
    .expect(303)
    .expect("Location", "/inbox");
  await expect(unread()).resolves.toBe(0);
});

test("marking all leaves what came meanwhile", async () => {
  await told(3);
  await send("/inbox/reading", { until: later(AT, MINUTE).toISOString() }).expect(303);
  await expect(unread()).resolves.toBe(1);
  await send("/inbox/reading", { until: "yesterday" }).expect(422);
});

test("somebody else's notices are not there", async () => {
  const bob = await somebody("bob");
  await told(1, bob);
  const theirs = encodeURIComponent(`n000:${bob._id}`);
  await send(`/inbox/${theirs}/opening`).expect(404);
  await send(`/inbox/${theirs}/reading`).expect(404);
  await here.agent.put(`/api/v1/notices/${theirs}/read`).set("x-csrf-token", here.csrf).expect(404);
  await expect(NoticeModel.countDocuments({ readAt: null })).resolves.toBe(1);
});

test("programs read the same", async () => {
  await told(3);
  const { body } = await here.agent.get("/api/v1/notices?limit=2").set("Accept-Language", "en").expect(200);
  expect(body).toMatchObject({
    unread: 3,
    items: [
      {
        id: id(2),
        kind: "member_removed",
        title: "You no longer belong to House 2",
        href: "/orders?n=2",
        readAt: null,
      },
      { id: id(1) },
    ],
  });
  const rest = await here.agent.get(`/api/v1/notices?limit=2&cursor=${body.nextCursor}`).expect(200);
  expect(rest.body).toMatchObject({ items: [{ id: id(0) }], nextCursor: null });
  const read = await here.agent
    .put(`/api/v1/notices/${encodeURIComponent(id(1))}/read`)
    .set("x-csrf-token", here.csrf)
    .expect(200);
  expect(read.body.readAt).toEqual(expect.any(String));
  expect((await here.agent.get("/api/v1/notices?unread=1")).body.items).toHaveLength(2);
  await here.agent.get("/api/v1/notices?unread=yes").expect(400);
  await here.agent.get("/api/v1/notices?cursor=nonsense").expect(200);
  const all = await here.agent
    .put("/api/v1/notices/read")
    .set("x-csrf-token", here.csrf)
    .send({ until: now().toISOString() })
    .expect(200);
  expect(all.body).toEqual({ read: 0 });
});

test("told as one of an organisation's people, somebody who acts for another changes over on opening", async () => {
  const shops = ["甲社", "乙社"].map((name) => newOrganisation({ kind: "seller", name }, AT));
  await OrganisationModel.insertMany(shops);
  const [first, second] = shops.map(({ _id }) => _id) as [never, never];
  await UserModel.updateOne(
    { _id: ada._id },
    { memberships: [first, second].map((organisation) => ({ organisation, role: "orders" as const })) },
  );
  here = await as(ada, app);
  await tell(
    {
      key: "shop",
      to: { organisation: second, duty: "orders" },
      kind: "member_joined",
      params: { organisation: "乙社", organisationEn: "B" },
      href: "/members",
    },
    AT,
  );
  expect((await here.agent.get("/inbox")).text).toMatch(/<\/time> · 乙社/);
  await send(`/inbox/${encodeURIComponent(`shop:${ada._id}`)}/opening`).expect(303);
  expect((await here.agent.get("/members")).text).toContain("乙社");
});
