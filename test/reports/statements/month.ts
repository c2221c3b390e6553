import { createHash } from "node:crypto";
import { DEMO_ACCOUNTS } from "../../../seeds/people";
import { Person } from "../../support/person";
import type { World } from "../../support/world";

export const PASSWORD = DEMO_ACCOUNTS[0]?.password as string;
export const MONTH = "/partnerships/youyang/statements/2026-10";

export const sha256 = (body: string | Buffer): string => createHash("sha256").update(body).digest("hex");

/** Somebody of the demonstration by the first part of their identifier, signed in at the hour the test has set. */
export const official = (world: World, name: string): Promise<Person> =>
  Person.signedIn(world.app, { identifier: `${name}@demo.liangqun`, password: PASSWORD });

export const page = async (by: Person, path: string, language = "zh-CN"): Promise<string> =>
  (await by.get(path).set("accept-language", language).expect(200)).text;

/** The hash hidden in the form somebody is about to sign. */
export const hashIn = (html: string): string => /name="figuresHash" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? "";

/** A file as it comes over the wire. */
export const bytes = async (by: Person, path: string): Promise<Buffer> => {
  const answer = await by
    .get(path)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on("data", (part: Buffer) => parts.push(part));
      res.on("end", () => done(null, Buffer.concat(parts)));
    })
    .expect(200);
  return answer.body as Buffer;
};
