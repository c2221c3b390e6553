import { randomUUID } from "node:crypto";
import type { Express } from "express";
import request, { type Response, type Test } from "supertest";

export const ADDRESS = { name: "周敏", phone: "13800001234", region: "500105", street: "观音桥街道 8 号" };

export interface CheckedOut {
  id: string;
  orders: {
    number: string;
    seller: { id: string; name: string };
    goodsFen: number;
    freightFen: number;
    totalFen: number;
  }[];
  totalFen: number;
  payment: { kind: string; url: string; expiresAt: string };
}

/** Somebody at the front door: keeps cookies and the form token, and does what people do there through the JSON doors. */
export class Person {
  readonly agent: ReturnType<typeof request.agent>;
  private token = "";

  constructor(app: Express) {
    this.agent = request.agent(app);
  }

  static async signedIn(app: Express, credentials: { identifier: string; password: string }): Promise<Person> {
    const person = new Person(app);
    await person.signIn(credentials);
    return person;
  }

  async signIn(credentials: { identifier: string; password: string }): Promise<void> {
    const answer = await this.agent.post("/api/v1/session").send(credentials).expect(200);
    this.token = answer.body.csrfToken as string;
  }

  get(path: string): Test {
    return this.agent.get(path);
  }

  /** A state-changing call with the session's token, as a page's script would make it. */
  call(method: "post" | "put" | "delete" | "patch", path: string, body?: object): Test {
    return this.agent[method](`/api/v1${path}`).set("x-csrf-token", this.token).send(body);
  }

  /** A form of a page, sent as a browser sends it. */
  submit(path: string, fields: Record<string, string>): Test {
    return this.agent
      .post(path)
      .type("form")
      .send({ ...fields, ...(this.token ? { _csrf: this.token } : {}) });
  }

  /** A form with files, sent as a browser sends it; `files` under the field's name. */
  sends(path: string, fields: Record<string, string>, files: Record<string, { name: string; body: Buffer }[]>): Test {
    const sent = this.agent.post(path).set("x-csrf-token", this.token);
    for (const [name, value] of Object.entries({ _csrf: this.token, ...fields })) sent.field(name, value);
    for (const [name, each] of Object.entries(files))
      for (const { name: filename, body } of each) sent.attach(name, body, { filename });
    return sent;
  }

  puts(sku: string, quantity: number): Test {
    return this.call("put", `/cart/items/${sku}`, { quantity });
  }

  checkout(more: object = {}, key: string = randomUUID()): Test {
    return this.call("post", "/checkouts", { address: ADDRESS, payment: "stripe", ...more }).set(
      "idempotency-key",
      key,
    );
  }

  /** Puts one thing in the cart and orders it. */
  async orders(sku: string, quantity: number, more: object = {}): Promise<CheckedOut> {
    await this.puts(sku, quantity).expect(200);
    return (await this.checkout(more).expect(201)).body as CheckedOut;
  }

  /** What a buyer does at the pay desk. */
  desk(checkedOut: CheckedOut, outcome: "paid" | "failed" | "expired"): Test {
    return this.agent.post(new URL(checkedOut.payment.url).pathname).type("form").send({ outcome });
  }

  async order(number: string): Promise<Response["body"]> {
    return (await this.get(`/api/v1/orders/${number}`).expect(200)).body;
  }
}
