import type { Express } from "express";
import request from "supertest";
import { UserModel } from "../../src/accounts/user";
import { appOf, withDatabase } from "./front-door";
import { PASSWORD, somebody } from "./people";

withDatabase("onward");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});

describe("after signing in one goes on to", () => {
  const goOn = async (next: string) => {
    const answer = await request(app)
      .post("/sign-in")
      .type("form")
      .send({ identifier: "ada@example.cn", password: PASSWORD, next })
      .expect(303);
    return answer.headers.location;
  };

  test.each([
    "/",
    "/orders",
    "/products/youyang-rice?variant=5kg",
    "/contributions/youyang?from=2026-01&to=2026-11",
    "/products?q=%E5%A4%A7%E7%B1%B3",
  ])("%s, which is ours", async (next) => {
    await somebody("ada");
    await expect(goOn(next)).resolves.toBe(next);
  });

  test.each([
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/%2f%2fevil.example",
    "%2f%2fevil.example",
    "/@evil.example",
    "@evil.example",
    "/.evil",
    "/..//evil.example",
    "/a//evil.example",
    "/a\r\nSet-Cookie: x=1",
    "/sign-out",
    "/sign-in?next=/",
    "/api/v1/session",
    "evil",
    " /orders",
    "/orders#x",
    "/\tevil",
  ])("the front page instead of %j", async (next) => {
    await somebody("ada");
    await expect(goOn(next)).resolves.toBe("/");
    const page = await request(app)
      .get(`/sign-in?next=${encodeURIComponent(next)}`)
      .expect(200);
    expect(page.text).toContain('name="next" value=""');
  });

  test("the desk when one is an official, and the shop's orders when one sells", async () => {
    await somebody("ada", { kind: "helper_authority", region: "500105", demo: true });
    await expect(goOn("")).resolves.toBe("/desk");
    await UserModel.deleteMany({});
    await somebody("ada", { kind: "seller", region: "500242", demo: true });
    await expect(goOn("")).resolves.toBe("/shop");
  });
});
