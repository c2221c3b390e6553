import express from "express";
import request from "supertest";
import { Refusal } from "../../src/shared/errors";
import { log } from "../../src/shared/log";
import { answerError } from "../../src/web/errors";

/** A program with nothing in it but doors that fail. */
function failing(error: () => unknown) {
  const app = express();
  app.use((req, _res, next) => {
    req.id = "a request";
    req.words = { t: (key: string) => key } as typeof req.words;
    next();
  });
  app.get("/api/v1/thing", () => {
    throw error();
  });
  app.use(answerError);
  return app;
}

const lines = () => {
  const warn = jest.spyOn(log, "warn").mockImplementation(() => undefined);
  const error = jest.spyOn(log, "error").mockImplementation(() => undefined);
  return { warn, error };
};

afterEach(() => jest.restoreAllMocks());

test("a busy moment is one line without a stack, and counted", async () => {
  const { warn, error } = lines();
  const app = failing(() => new Refusal("BUSY", { retryAfterSeconds: 1 }));
  for (let n = 0; n < 2; n++) {
    const answer = await request(app).get("/api/v1/thing?secret=1").expect(503);
    expect(answer.headers["retry-after"]).toBe("1");
  }
  expect(error).not.toHaveBeenCalled();
  const [first, second] = warn.mock.calls.map(([what]) => what as unknown as { count: number });
  expect(first).toEqual({ code: "BUSY", count: first?.count, requestId: "a request", path: "/api/v1/thing" });
  expect(second?.count).toBe(Number(first?.count) + 1);
});

test("a database that is away says by its name why, and no more", async () => {
  const { warn, error } = lines();
  const lost = Object.assign(new Error("connection 5 to 10.0.0.7 closed"), { name: "MongoNetworkError" });
  await request(failing(() => lost))
    .get("/api/v1/thing")
    .expect(503);
  expect(error).not.toHaveBeenCalled();
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ code: "BUSY", why: "MongoNetworkError" });
  expect(JSON.stringify(warn.mock.calls)).not.toMatch(/stack|10\.0\.0\.7/);
});

test("our own fault stays an error with its stack", async () => {
  const { warn, error } = lines();
  const fault = new TypeError("nothing of nothing");
  await request(failing(() => fault))
    .get("/api/v1/thing")
    .expect(500);
  expect(warn).not.toHaveBeenCalled();
  expect(error.mock.calls[0]?.[0]).toMatchObject({ err: fault });
});
