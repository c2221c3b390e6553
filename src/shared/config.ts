import path from "node:path";
import { z } from "zod";
import { readDataKey } from "./sealed";

/**
 * Every setting, read once. Development has a default for each; production refuses to start on a missing or wrong one,
 * with a sentence that names it. The README documents the list.
 */
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);
const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .pipe(z.number().max(65_535));

/** At most a half: more is a slip of the pen. */
const basisPoints = z
  .string()
  .regex(/^\d{1,4}$/, "must be whole basis points, such as 60 for 0.6 %")
  .transform(Number)
  .pipe(z.number().max(5000, "must be 5000 basis points at most"));

const Settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
  PROCESSES: z
    .string()
    .regex(/^[1-9]\d?$/, "must be a number from 1 to 99")
    .transform(Number)
    .default(1),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, "must begin with mongodb:// or mongodb+srv://"),
  DATA_DIR: z.string().default("./data"),
  PUBLIC_URL: z.url("must be an address such as https://market.example.cn").optional(),
  SESSION_SECRETS: list.optional(),
  STRIPE_SECRET_KEY: z.string().min(1, "must not be empty").optional(),
  STRIPE_WEBHOOK_SECRETS: list.optional(),
  DATA_KEYS: list
    .refine((keys) => keys.length > 0 && keys.every(readDataKey), "each must be name:base64 of 32 random bytes")
    .optional(),
  PROVIDER_FEE_BP: basisPoints.default(0),
  COMMISSION_BP: basisPoints.default(0),
  SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\/\S+$/.test(text) && URL.canParse(text), "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z
    .string()
    .max(200)
    .regex(
      /^(?:[^<>"\p{Cc}]+ )?<[^\s<>@,;]+@[^\s<>@,;]+>$|^[^\s<>@,;]+@[^\s<>@,;]+$/u,
      "must be an address such as 两群好物 <post@example.cn>",
    )
    .optional(),
  MAIL: z.enum(["outbox", "none"]).optional(),
  TRUST_PROXY_HOPS: z.string().regex(/^\d$/, "must be a number from 0 to 9").transform(Number).default(0),
});

export interface Config {
  production: boolean;
  host: string;
  port: number;
  processes: number;
  mongodbUri: string;
  dataDir: string;
  /** Without a trailing slash; links in payments and mails are made from it, never from the Host header. */
  publicUrl: string;
  /** The first signs, all are accepted: that is how a secret is changed. */
  sessionSecrets: string[];
  /** Undefined: the local stand-in provider serves payments (never in production). */
  stripeSecretKey: string | undefined;
  stripeWebhookSecrets: string[];
  /** `name:base64` each: the first seals what must not be readable in a copy of the database, all of them open it. */
  dataKeys: string[];
  /** What is kept back from producers, in basis points; frozen on each order when it is placed. */
  rates: { providerFeeBp: number; commissionBp: number };
  trustProxyHops: number;
  mail: MailSettings;
}

/** How letters leave: through a mail server, as files into a folder, or not at all (tests). */
export type MailSettings =
  | { way: "smtp"; url: string; from: string }
  | { way: "outbox"; folder: string; from: string }
  | { way: "none" };

/** Opens nothing outside of development: production refuses to start without keys of its own. */
const DEVELOPMENT_KEY = `dev:${Buffer.alloc(32, "only for development").toString("base64")}`;

export class WrongSetting extends Error {}

export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = Settings.safeParse(given);
  if (!result.success) {
    const [first] = result.error.issues;
    const name = String(first?.path[0]);
    throw new WrongSetting(
      first?.code === "invalid_type" ? `${name} is missing.` : `${name} is wrong: ${first?.message}.`,
    );
  }
  const settings = result.data;
  const production = settings.NODE_ENV === "production";
  if (production) refuseInProduction(settings);
  const publicUrl = (settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`).replace(/\/+$/, "");
  return {
    production,
    host: settings.HOST,
    port: settings.PORT,
    processes: settings.PROCESSES,
    mongodbUri: settings.MONGODB_URI,
    dataDir: path.resolve(settings.DATA_DIR),
    publicUrl,
    sessionSecrets: settings.SESSION_SECRETS ?? ["only-for-development-sessions-do-not-use"],
    stripeSecretKey: settings.STRIPE_SECRET_KEY,
    stripeWebhookSecrets: settings.STRIPE_WEBHOOK_SECRETS ?? ["whsec_only_for_the_stand_in"],
    dataKeys: settings.DATA_KEYS ?? [DEVELOPMENT_KEY],
    rates: { providerFeeBp: settings.PROVIDER_FEE_BP, commissionBp: settings.COMMISSION_BP },
    trustProxyHops: settings.TRUST_PROXY_HOPS,
    mail: mailOf(settings, publicUrl),
  };
}

/** An outbox that is asked for wins over a server; without either, development writes files and tests write nothing. */
function mailOf(settings: z.infer<typeof Settings>, publicUrl: string): MailSettings {
  const { MAIL: asked, SMTP_URL: url, MAIL_FROM, NODE_ENV, DATA_DIR } = settings;
  const from = MAIL_FROM ?? `两群好物 <no-reply@${new URL(publicUrl).hostname}>`;
  if (asked === "none" || (!asked && !url && NODE_ENV === "test")) return { way: "none" };
  if (url && asked !== "outbox") return { way: "smtp", url, from };
  return { way: "outbox", folder: path.join(path.resolve(DATA_DIR), "outbox"), from };
}

function refuseInProduction(settings: z.infer<typeof Settings>): void {
  const refuse = (sentence: string): never => {
    throw new WrongSetting(sentence);
  };
  if (!settings.PUBLIC_URL)
    refuse("PUBLIC_URL is missing: the https address people open, such as https://market.example.cn.");
  if (!settings.PUBLIC_URL?.startsWith("https://"))
    refuse("PUBLIC_URL is wrong: in production it must begin with https://.");
  if (!settings.SESSION_SECRETS?.length)
    refuse("SESSION_SECRETS is missing: one or more random texts of at least 32 characters, separated by commas.");
  if (settings.SESSION_SECRETS?.some((secret) => secret.length < 32))
    refuse("SESSION_SECRETS is wrong: each secret needs at least 32 characters.");
  if (!settings.DATA_KEYS?.length)
    refuse("DATA_KEYS is missing: name:base64 of 32 random bytes, with which bank accounts are sealed.");
  if (!settings.STRIPE_SECRET_KEY)
    refuse("STRIPE_SECRET_KEY is missing: the stand-in provider never runs in production.");
  if (!/^(sk|rk)_/.test(settings.STRIPE_SECRET_KEY ?? ""))
    refuse("STRIPE_SECRET_KEY is wrong: it must begin with sk_ or rk_.");
  if (!settings.STRIPE_WEBHOOK_SECRETS?.length)
    refuse("STRIPE_WEBHOOK_SECRETS is missing: the signing secret of the webhook endpoint.");
  if (settings.STRIPE_WEBHOOK_SECRETS?.some((secret) => !secret.startsWith("whsec_")))
    refuse("STRIPE_WEBHOOK_SECRETS is wrong: each must begin with whsec_.");
  if (settings.MAIL === "none") refuse("MAIL is wrong: in production letters must leave; say outbox or set SMTP_URL.");
  if (!settings.SMTP_URL && settings.MAIL !== "outbox")
    refuse("SMTP_URL is missing: the mail server for letters, or say MAIL=outbox to have them written to files.");
  if (settings.SMTP_URL && settings.MAIL !== "outbox" && !settings.MAIL_FROM)
    refuse("MAIL_FROM is missing: the address letters come from, such as 两群好物 <post@example.cn>.");
}
