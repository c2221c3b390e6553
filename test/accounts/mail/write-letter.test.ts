import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Mail, MailModel } from "../../../src/accounts/mail/mail";
import { openPostOffice } from "../../../src/accounts/mail/post-office";
import { noticeWords } from "../../../src/accounts/notices/notice-words";
import { tell } from "../../../src/accounts/notices/tell";
import { type User, UserModel } from "../../../src/accounts/user";
import { inTransaction } from "../../../src/shared/db";
import { now } from "../../../src/shared/time";
import { withDatabase } from "../front-door";
import { somebody } from "../people";
import { PUBLIC_URL, postRound, TestOffice } from "../post";

withDatabase("write_letter");

const tells = (user: User, more: object = {}) =>
  inTransaction(() =>
    tell(
      { key: "deed", to: { user: user._id }, kind: "password_changed", params: {}, href: "/account", ...more },
      now(),
    ),
  );
const mails = () => MailModel.find().lean() as Promise<Mail[]>;

test("a letter speaks the reader's language, names them, and links to our own address", async () => {
  const ada = await somebody("ada", { name: "阿达" });
  const bob = await somebody("bob", { name: "Bob", language: "en" });
  await tells(ada, { key: "one" });
  await tells(bob, { key: "two" });
  const letters = await postRound();
  const chinese = letters.find(({ to }) => to.address === "ada@example.cn");
  expect(chinese).toMatchObject({ to: { name: "阿达" }, subject: "密码已更改" });
  expect(chinese?.text).toMatch(/^阿达，您好：\n/);
  expect(chinese?.text).toContain(`${PUBLIC_URL}/account`);
  const english = letters.find(({ to }) => to.address === "bob@example.cn");
  expect(english?.subject).toBe("Your password was changed");
  expect(english?.text).toMatch(/^Dear Bob,\n/);
  expect(english?.html).toContain('<html lang="en">');
  for (const { text, html } of letters) {
    expect(html).toContain(`<a href="${PUBLIC_URL}/account">`);
    expect(text + html).not.toContain("@");
    expect(html).not.toMatch(/<img|<link|<script|style=/);
  }
});

test("names and words cannot become headers or mark-up", async () => {
  const name = "Eve\r\nBcc: all@example.cn <script>";
  const eve = await somebody("eve", { name });
  await tells(eve, {
    kind: "member_removed",
    params: { organisation: "甲\r\nX-Evil: 1 <b>&", organisationEn: "x" },
  });
  const [letter] = await postRound();
  expect(letter?.subject).toBe("您已不在甲 X-Evil: 1 <b>&");
  expect(letter?.to.name).not.toMatch(/[\r\n]/);
  expect(letter?.html).not.toMatch(/<script>|<b>/);

  const folder = mkdtempSync(path.join(tmpdir(), "liangqun-outbox-"));
  const office = openPostOffice({ way: "outbox", folder, from: "两群好物 <post@example.cn>" });
  await office?.deliver(letter as never, "one");
  const [file] = readdirSync(folder);
  const [head] = readFileSync(path.join(folder, file as string), "utf8").split("\r\n\r\n");
  const names = (head as string).split(/\r\n(?! |\t)/).map((line) => line.split(":")[0]);
  expect(names).not.toContain("X-Evil");
  expect(names).not.toContain("Bcc");
  expect(names).toEqual(expect.arrayContaining(["From", "To", "Subject", "Message-ID", "Auto-Submitted"]));
  rmSync(folder, { recursive: true });
});

test("amounts in fen are read as yuan, and names in English where they have one", async () => {
  const words = {
    language: "en",
    t: (key: string, params: unknown) => `${key} ${JSON.stringify(params)}`,
    pick: (_: string, english: string) => english,
  };
  const said = noticeWords(
    { kind: "paid", params: { paidFen: 123_456, backFen: -50, pieces: 3, shop: "某社", shopEn: "Coop" } },
    words as never,
  );
  expect(said.text).toBe(
    'notices:paid.text {"paidFen":"¥1,234.56","backFen":"−¥0.50","pieces":3,"shop":"Coop","shopEn":"Coop"}',
  );
});

test("people without an address and people of the demonstration get notices and no letters", async () => {
  await tells(await somebody("demo", { demo: true }), { key: "one" });
  await tells(await somebody("phone", { identifier: "13800001234" }), { key: "two" });
  await expect(mails()).resolves.toEqual([]);
  await expect(postRound()).resolves.toEqual([]);
});

test("who is suspended, gone, or has given up the address since, gets none", async () => {
  const [ada, bob, cy] = await Promise.all(["ada", "bob", "cy"].map((name) => somebody(name)));
  for (const [index, user] of [ada, bob, cy].entries()) await tells(user as User, { key: String(index) });
  await UserModel.updateOne({ _id: ada?._id as never }, { status: "suspended" });
  await UserModel.deleteOne({ _id: bob?._id as never });
  await UserModel.updateOne({ _id: cy?._id as never }, { identifier: "other@example.cn" });
  await expect(postRound()).resolves.toEqual([]);
  expect((await mails()).map(({ state }) => state)).toEqual(["dropped", "dropped", "dropped"]);
});

test("telling twice tells once, and a deed that fails tells nobody", async () => {
  const ada = await somebody("ada");
  await tells(ada);
  await tells(ada);
  await expect(
    inTransaction(async () => {
      await tell({ key: "x", to: { user: ada._id }, kind: "password_changed", params: {}, href: "/" }, now());
      throw new Error("no deed");
    }),
  ).rejects.toThrow("no deed");
  const office = new TestOffice();
  await postRound(office);
  await postRound(office);
  expect(office.letters).toHaveLength(1);
});
