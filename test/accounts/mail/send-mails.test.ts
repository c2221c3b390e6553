import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SMTPServer } from "smtp-server";
import { type Mail, MailModel, post } from "../../../src/accounts/mail/mail";
import { NotTaken, openPostOffice, type PostOffice } from "../../../src/accounts/mail/post-office";
import { MOST_TRIES, sendMails } from "../../../src/accounts/mail/send-mails";
import { ROOT } from "../../../src/app";
import { DAY, later, MINUTE, now } from "../../../src/shared/time";
import { initWords } from "../../../src/web/words";
import { withDatabase } from "../front-door";
import { somebody } from "../people";
import { away, PUBLIC_URL, postRound, TestOffice } from "../post";

withDatabase("send_mails");

const AT = new Date("2031-05-06T08:00:00Z");
const stored = async (id = "one") => (await MailModel.findById(id).lean()) as Mail;

async function aLetter(id = "one", name = "ada"): Promise<void> {
  const ada = await somebody(name, { name: "阿达" });
  await post({ _id: id, user: ada._id, to: ada.identifier, kind: "password_changed", href: "/account" }, AT);
}

const round = async (office: PostOffice, at = AT) =>
  sendMails({ office, words: await initWords(ROOT), publicUrl: PUBLIC_URL }, at);

interface Heard {
  from: string;
  to: string[];
  text: string;
}

/** A mail server on loopback; `answer` may refuse at a stage of the conversation. */
async function mailServer(more: Partial<ConstructorParameters<typeof SMTPServer>[0]> = {}) {
  const heard: Heard[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        heard.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
    ...more,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as { port: number };
  const office = openPostOffice({ way: "smtp", url: `smtp://127.0.0.1:${port}`, from: "两群好物 <post@example.cn>" });
  const close = async () => {
    office?.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { heard, office: office as PostOffice, close };
}

test("a letter goes to the mail server once, and says so", async () => {
  const { heard, office, close } = await mailServer();
  await aLetter();
  await expect(round(office)).resolves.toBe(1);
  await expect(round(office, later(AT, DAY))).resolves.toBe(0);
  await close();
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatchObject({ from: "post@example.cn", to: ["ada@example.cn"] });
  expect(heard[0]?.text).toMatch(/^Message-ID: <[0-9a-f]{24}@example\.cn>$/m);
  expect(heard[0]?.text).toContain("Content-Type: multipart/alternative");
  await expect(stored()).resolves.toMatchObject({ state: "sent", tries: 1, endedAt: AT });
});

test("two processes at once, and forty letters: each leaves once", async () => {
  const { heard, office, close } = await mailServer();
  for (let i = 0; i < 40; i++) await aLetter(`m${i}`, `p${i}`);
  await Promise.all([round(office), round(office), round(office)]);
  await close();
  expect(heard.map(({ to }) => to[0]).sort()).toEqual(Array.from({ length: 40 }, (_, i) => `p${i}@example.cn`).sort());
});

test("a server that refuses is asked ever less often, eight times in all, then the letter has failed", async () => {
  const refuse = Object.assign(new Error("no such box"), { responseCode: 550 });
  const { heard, office, close } = await mailServer({ onRcptTo: (_address, _session, done) => done(refuse) });
  await aLetter();
  const pauses: number[] = [];
  let at = AT;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    await expect(round(office, at)).resolves.toBe(1);
    const { state, nextAt, problem } = await stored();
    expect(problem).toBe("550");
    if (state === "failed") break;
    await expect(round(office, later(nextAt, -1))).resolves.toBe(0);
    pauses.push(nextAt.getTime() - at.getTime());
    at = nextAt;
  }
  await close();
  await expect(stored()).resolves.toMatchObject({ state: "failed", tries: 8 });
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses).toHaveLength(7);
  await expect(round(office, later(at, 30 * DAY))).resolves.toBe(0);
  expect(heard).toEqual([]);
});

test("while nobody answers, one letter is tried and the others keep their tries", async () => {
  const office = openPostOffice({ way: "smtp", url: "smtp://127.0.0.1:9", from: "post@example.cn" }) as PostOffice;
  await aLetter("one", "ada");
  await aLetter("two", "bob");
  await expect(round(office)).resolves.toBe(1);
  office.close();
  const states = (await MailModel.find().sort({ tries: 1 }).lean()).map(({ state, tries }) => [state, tries]);
  expect(states).toEqual([
    ["waiting", 0],
    ["waiting", 1],
  ]);
  const open = new TestOffice();
  await round(open, later(AT, MINUTE));
  expect(open.letters).toHaveLength(2);
});

test("a server that hangs up after the letter may have taken it: it is not sent twice", async () => {
  let letters = 0;
  const server: Server = createServer((socket) => {
    let body = false;
    socket.write("220 here\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      for (const line of String(data).split("\r\n").filter(Boolean)) {
        if (body) {
          if (line !== ".") continue;
          letters++;
          return void socket.destroy();
        }
        body = line === "DATA";
        socket.write(body ? "354 go on\r\n" : "250 ok\r\n");
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const office = openPostOffice({
    way: "smtp",
    url: `smtp://127.0.0.1:${port}`,
    from: "post@example.cn",
  }) as PostOffice;
  await aLetter();
  await round(office);
  await round(office, later(AT, 30 * DAY));
  office.close();
  server.close();
  expect(letters).toBe(1);
  await expect(stored()).resolves.toMatchObject({ state: "failed", problem: "unknown" });
});

test("a process that died while sending leaves the letter to a person", async () => {
  await aLetter();
  await MailModel.updateOne({ _id: "one" }, { state: "sending", tries: 1, nextAt: later(AT, MINUTE) });
  const office = new TestOffice();
  await round(office, AT);
  await expect(stored()).resolves.toMatchObject({ state: "sending" });
  await round(office, later(AT, 10 * MINUTE));
  await expect(stored()).resolves.toMatchObject({ state: "failed", problem: "unknown" });
  expect(office.letters).toEqual([]);
});

test("a letter that one server does not want does not keep the others waiting", async () => {
  await aLetter("one", "ada");
  await aLetter("two", "bob");
  const office = new TestOffice();
  office.refusal = new NotTaken("550", { closed: false });
  await expect(round(office)).resolves.toBe(2);
  office.refusal = away;
  await expect(round(office, later(AT, MINUTE))).resolves.toBe(1);
});

test("without a server letters are files that a mail program opens; a folder that cannot be written is tried again", async () => {
  const box = mkdtempSync(path.join(tmpdir(), "liangqun-mail-"));
  const folder = path.join(box, "data", "outbox");
  const office = openPostOffice({ way: "outbox", folder, from: "两群好物 <post@example.cn>" }) as PostOffice;
  await aLetter();
  writeFileSync(path.join(box, "data"), "in the way");
  await round(office);
  await expect(stored()).resolves.toMatchObject({ state: "waiting", tries: 1 });
  rmSync(path.join(box, "data"));
  await round(office, later(AT, MINUTE));
  const [file, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(file).toMatch(/^[0-9a-f]{24}\.eml$/);
  const text = readFileSync(path.join(folder, file as string), "utf8");
  expect(text).toMatch(/^To: .*<ada@example\.cn>\r$/m);
  expect(text).toContain("MIME-Version: 1.0");
  rmSync(box, { recursive: true });
});

test("in tests no letters leave", async () => {
  expect(openPostOffice({ way: "none" })).toBeUndefined();
  await aLetter();
  await expect(stored()).resolves.toMatchObject({ state: "waiting" });
  expect((await postRound(new TestOffice(), later(now(), 99 * 365 * DAY))).length).toBe(1);
});
