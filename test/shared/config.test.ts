import { readConfig } from "../../src/shared/config";

const GOOD = {
  NODE_ENV: "production",
  MONGODB_URI: "mongodb://db.example.cn/liangqun?replicaSet=rs0",
  PUBLIC_URL: "https://market.example.cn/",
  SESSION_SECRETS: `${"a".repeat(32)},${"b".repeat(40)}`,
  STRIPE_SECRET_KEY: "sk_live_x",
  STRIPE_WEBHOOK_SECRETS: "whsec_x",
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
  ["PORT", "web", "PORT is wrong"],
  ["PROCESSES", "0", "PROCESSES is wrong"],
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
