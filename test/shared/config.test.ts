import { readConfig } from "../../src/shared/config";

const GOOD = {
  NODE_ENV: "production",
  MONGODB_URI: "mongodb://db.example.cn/liangqun?replicaSet=rs0",
  PUBLIC_URL: "https://market.example.cn/",
  SESSION_SECRETS: `${"a".repeat(32)},${"b".repeat(40)}`,
  STRIPE_SECRET_KEY: "sk_live_x",
  STRIPE_WEBHOOK_SECRETS: "whsec_x",
  SMTP_URL: "smtps://post:secret@mail.example.cn",
  MAIL_FROM: "两群好物 <post@example.cn>",
  DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
};

test("a whole production configuration is read, the first secret first, the address without its slash", () => {
  expect(readConfig(GOOD)).toMatchObject({
    production: true,
    publicUrl: "https://market.example.cn",
    sessionSecrets: ["a".repeat(32), "b".repeat(40)],
    stripeWebhookSecrets: ["whsec_x"],
  });
});

test.each([
  ["MONGODB_URI", undefined, "MONGODB_URI is missing"],
  ["MONGODB_URI", "localhost", "MONGODB_URI is wrong"],
  ["PUBLIC_URL", undefined, "PUBLIC_URL is missing"],
  ["PUBLIC_URL", "http://market.example.cn", "PUBLIC_URL is wrong"],
  ["SESSION_SECRETS", undefined, "SESSION_SECRETS is missing"],
  ["SESSION_SECRETS", "short", "SESSION_SECRETS is wrong"],
  ["STRIPE_SECRET_KEY", undefined, "STRIPE_SECRET_KEY is missing"],
  ["STRIPE_SECRET_KEY", "pk_live_x", "STRIPE_SECRET_KEY is wrong"],
  ["STRIPE_WEBHOOK_SECRETS", "", "STRIPE_WEBHOOK_SECRETS is missing"],
  ["STRIPE_WEBHOOK_SECRETS", "secret", "STRIPE_WEBHOOK_SECRETS is wrong"],
  ["DATA_KEYS", undefined, "DATA_KEYS is missing"],
  ["DATA_KEYS", "k1:short", "DATA_KEYS is wrong"],
  ["COMMISSION_BP", "2.5", "COMMISSION_BP is wrong"],
  ["PROVIDER_FEE_BP", "6000", "PROVIDER_FEE_BP is wrong"],
  ["PORT", "web", "PORT is wrong"],
  ["PROCESSES", "0", "PROCESSES is wrong"],
  ["SMTP_URL", undefined, "SMTP_URL is missing"],
  ["SMTP_URL", "mail.example.cn", "SMTP_URL is wrong"],
  ["SMTP_URL", "smtp://", "SMTP_URL is wrong"],
  ["MAIL_FROM", undefined, "MAIL_FROM is missing"],
  ["MAIL_FROM", "post@example.cn\r\nBcc: all@example.cn", "MAIL_FROM is wrong"],
  ["MAIL", "none", "MAIL is wrong"],
  ["MAIL", "pigeon", "MAIL is wrong"],
])("production refuses to start with %s = %p, and says so", (name, value, sentence) => {
  expect(() => readConfig({ ...GOOD, [name]: value })).toThrow(sentence);
});

test("development needs nothing but a database", () => {
  expect(readConfig({ MONGODB_URI: "mongodb://127.0.0.1/" })).toMatchObject({
    production: false,
    publicUrl: "http://127.0.0.1:3000",
    stripeSecretKey: undefined,
  });
});

test("letters leave by the server that is named, as files where that is said or nothing is named, and not in tests", () => {
  const database = { MONGODB_URI: "mongodb://127.0.0.1/" };
  const server = { SMTP_URL: "smtp://127.0.0.1:2525" };
  const mail = (more: Record<string, string>) => readConfig({ ...database, ...more }).mail;
  expect(mail({ ...server, MAIL_FROM: "post@example.cn" })).toEqual({
    way: "smtp",
    url: "smtp://127.0.0.1:2525",
    from: "post@example.cn",
  });
  expect(mail({ PUBLIC_URL: "https://market.example.cn" })).toMatchObject({
    way: "outbox",
    folder: expect.stringMatching(/outbox$/),
    from: "两群好物 <no-reply@market.example.cn>",
  });
  expect(mail({ ...server, MAIL: "outbox" })).toMatchObject({ way: "outbox" });
  expect(mail({ NODE_ENV: "test" })).toEqual({ way: "none" });
  expect(mail({ NODE_ENV: "test", ...server })).toMatchObject({ way: "smtp" });
  const { SMTP_URL: _, MAIL_FROM: __, ...production } = GOOD;
  expect(readConfig({ ...production, MAIL: "outbox" }).mail).toMatchObject({ way: "outbox" });
});
