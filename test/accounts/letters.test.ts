import type { Express } from "express";
import { MailModel, post } from "../../src/accounts/mail/mail";
import { MOST_TRIES } from "../../src/accounts/mail/send-mails";
import { now } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { as, type SignedIn, somebody } from "./people";
import { postRound } from "./post";

withDatabase("letters");
let app: Express;
let admin: SignedIn;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  admin = await as(await somebody("admin", { kind: "platform" }), app);
  const ada = await somebody("ada");
  const facts = { user: ada._id, to: ada.identifier, kind: "password_changed", href: "/account" };
  await post({ _id: "failed:one", ...facts }, now());
  await post({ _id: "waiting", ...facts }, now());
  await MailModel.updateOne({ _id: "failed:one" }, { state: "failed", problem: "550", tries: MOST_TRIES });
});

const send = (path: string, { agent, csrf } = admin) => agent.post(path).type("form").send({ _csrf: csrf });
const stored = () => MailModel.findById("failed:one").lean();

test("the platform's people see what did not leave, without whole addresses", async () => {
  const page = await admin.agent.get("/desk/letters").expect(200);
  expect(page.text).toContain("ad…@example.cn");
  expect(page.text).not.toContain("ada@example.cn");
  expect(page.text).toContain("550");
  expect(page.text).toContain("试过 8 次");
  expect(page.text).toContain("还有 1 封在排队");
  expect((await admin.agent.get("/desk").expect(200)).text).toContain('href="/desk/letters"');
  expect((await admin.agent.get("/desk/letters").set("Accept-Language", "en")).text).toContain("8 tries");
});

test("they send it again, or let it be", async () => {
  await send("/desk/letters/failed%3Aone/renewal").expect(303);
  await expect(postRound()).resolves.toHaveLength(2);
  await send("/desk/letters/failed%3Aone/renewal").expect(404);
  await MailModel.updateOne({ _id: "failed:one" }, { state: "failed" });
  await send("/desk/letters/failed%3Aone/end").expect(303);
  await expect(stored()).resolves.toMatchObject({ state: "dropped" });
  expect((await admin.agent.get("/desk/letters")).text).toContain("没有寄不出的信");
});

test("nobody else does", async () => {
  for (const kind of ["city_authority", "seller"] as const) {
    const other = await as(await somebody(kind, { kind, region: "500242" }), app);
    await other.agent.get("/desk/letters").expect(403);
    await send("/desk/letters/failed%3Aone/renewal", other).expect(403);
  }
  await expect(stored()).resolves.toMatchObject({ state: "failed" });
});
