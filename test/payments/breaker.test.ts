import { Breaker, TookTooLong } from "../../src/payments/provider/breaker";

const outage = new Error("outage");
const no = new Error("no");
const fails = (error: Error) => () => Promise.reject(error);
const answers = () => Promise.resolve("answer");
const make = (restMs: number) =>
  new Breaker({ failures: 3, restMs, deadlineMs: 50, isFailure: (error) => error === outage });

async function breakOpen(breaker: Breaker): Promise<void> {
  for (let i = 0; i < 3; i++) await expect(breaker.run(fails(outage))).rejects.toBe(outage);
}

// The clock stands until a test moves it: what it proves is then the same on whatever machine.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("opens after failures in a row and then asks nobody", async () => {
  const breaker = make(60_000);
  await breakOpen(breaker);
  const call = jest.fn(answers);
  await expect(breaker.run(call)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE", retryAfterSeconds: 60 });
  expect(call).not.toHaveBeenCalled();
});

test("an answer in between, even a no, begins the count anew", async () => {
  const breaker = make(60_000);
  for (const error of [outage, outage, no, outage, outage]) await expect(breaker.run(fails(error))).rejects.toBe(error);
  await expect(breaker.run(answers)).resolves.toBe("answer");
});

test("lets one call through after its rest: an answer closes it, another failure makes it rest again", async () => {
  const breaker = make(30);
  await breakOpen(breaker);
  jest.advanceTimersByTime(30);
  let release = (_: string): void => undefined;
  const slow = breaker.run(() => new Promise<string>((resolve) => (release = resolve)));
  await expect(breaker.run(answers)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  release("back");
  await expect(slow).resolves.toBe("back");
  await expect(breaker.run(answers)).resolves.toBe("answer");
  await breakOpen(breaker);
  jest.advanceTimersByTime(29);
  await expect(breaker.run(answers)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  jest.advanceTimersByTime(1);
  await expect(breaker.run(fails(outage))).rejects.toBe(outage);
  await expect(breaker.run(answers)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
});

test("a call that never ends counts as a failure", async () => {
  const breaker = make(60_000);
  const never = () => new Promise<never>(() => undefined);
  for (let i = 0; i < 3; i++) {
    const late = expect(breaker.run(never)).rejects.toBeInstanceOf(TookTooLong);
    jest.advanceTimersByTime(50);
    await late;
  }
  await expect(breaker.run(answers)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
});
